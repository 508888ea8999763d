"""Every shipped scenario: sound, played in a quarter of an hour, graded as a trainer would want, and understood by the assistant."""

from pathlib import Path
from typing import Any

import pytest

from assistant.scenarios.check import faults, minutes_needed
from assistant.scenarios.load import SHIPPED, load_scenarios, read_pack, scenario_files
from assistant.scenarios.records import ACCEPTABLE, EXPECTED
from corpus.records import Corpus

PATHS = scenario_files(SHIPPED)
packs = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def test_twelve_scenarios_cover_the_nine_families(corpus: Corpus) -> None:
    scenarios = load_scenarios(corpus=corpus)
    assert len(scenarios) == 12
    assert {family for one in scenarios for family in one.families} == set(corpus.families)
    assert len({one.title for one in scenarios}) == 12


@packs
def test_a_pack_is_sound(path: Path, corpus: Corpus) -> None:
    pack = read_pack(path)
    assert [str(fault) for fault in faults(pack, corpus)] == []
    assert pack.scenario.id == path.stem


@packs
def test_a_pack_can_be_played_in_a_quarter_of_an_hour(path: Path) -> None:
    scenario = read_pack(path).scenario
    assert minutes_needed(scenario) <= scenario.minutes == 15
    assert scenario.language == "fr"
    assert 2 <= len(scenario.stages) <= 3
    assert 1 <= sum(len(stage.documents) for stage in scenario.stages) <= 3
    assert 3 <= len(scenario.debrief) <= 5


@packs
def test_a_pack_is_graded_with_restraint(path: Path) -> None:
    scenario = read_pack(path).scenario
    assert 2 <= len(scenario.graded(EXPECTED)) <= 4
    assert 1 <= len(scenario.graded(ACCEPTABLE)) <= 4


@packs
def test_the_assistant_takes_the_case_for_a_situation(path: Path, assistant: Any) -> None:
    scenario = read_pack(path).scenario
    told = "\n\n".join((scenario.context, *(stage.text for stage in scenario.stages)))
    answer = assistant.ask(told, language="fr", with_model=False)
    assert answer.kind == "situation", answer.text
    assert answer.strategies
