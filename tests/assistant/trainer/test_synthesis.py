"""What a group made of its scenarios, in numbers that a reader can count."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.trainer.frame import Page
from assistant.trainer.live_page import live_page, live_parts, tag_of
from assistant.trainer.records import Gathered, Participant, Session, Work
from assistant.trainer.synthesis import MOST_DEBATES, Bar, debates, entropy, naming, synthesise
from corpus.records import Corpus
from tests.assistant.trainer.fakes import scenario

SESSION = Session(title="Séance", scenarios=("wifi",), language="fr", keeps="excerpts", until=date(2026, 10, 15), code="ACDEFG")


def gathered(*proposals: Sequence[str] | None, received: Sequence[str] = (), **more: str) -> Gathered:
    """A session in which each proposed something, or only reads."""
    people = tuple(Participant(id=n, code="ACDEFG", pseudonym=f"Secret{n}") for n, _ in enumerate(proposals, start=1))
    work = tuple(
        Work(
            id=n,
            participant=n,
            scenario="wifi",
            stage=1,
            strategies=None if told is None else tuple(told),
            why=more.get(f"why{n}", ""),
            picked=True,
        )
        for n, told in enumerate(proposals, start=1)
    )
    return Gathered(session=SESSION, participants=people, work=work, received={"wifi": tuple(received)} if received else {})


def test_a_session_without_anyone_is_told_as_such(corpus: Corpus) -> None:
    told = synthesise(gathered(), {"wifi": scenario()}, corpus)
    assert (told.people, told.quizzed, told.mean, told.excerpts) == (0, 0, None, ())
    assert (told.played[0].begun, told.played[0].proposed, told.played[0].debates) == (0, 0, ())
    assert {bar.count for bar in told.families} == {0}


def test_proposals_are_counted_with_what_is_expected_and_received(corpus: Corpus) -> None:
    told = synthesise(gathered(["CP1.4", "EN1.7"], ["CP1.4"], None, received=["CP2.2"]), {"wifi": scenario()}, corpus)
    played = told.played[0]
    assert (played.begun, played.proposed) == (3, 2)
    bars = {bar.id: (bar.count, bar.share, bar.grade, bar.received) for bar in played.bars}
    assert bars["CP1.4"] == (2, 1.0, "expected", False)
    assert bars["CP2.2"] == (0, 0.0, "expected", True)
    assert bars["CP3.1"] == (0, 0.0, "acceptable", False)
    assert bars["EN1.7"] == (1, 0.5, "beside", False)
    assert played.bars[0].id == "CP1.4"


def test_strategies_found_under_two_names_count_as_one(corpus: Corpus) -> None:
    assert {"CP1.4", "EN2.10"} in [set(group) for group in corpus.equivalents]
    told = synthesise(gathered(["EN2.10"], ["CP1.4", "EN2.10"]), {"wifi": scenario()}, corpus)
    assert {bar.id: bar.count for bar in told.played[0].bars}["CP1.4"] == 2
    assert naming(scenario(expected={"EN2.10": 2}), corpus)(["CP1.4"]) == {"EN2.10"}


def test_families_say_what_the_group_calls_on(corpus: Corpus) -> None:
    told = synthesise(gathered(["CP1.1", "CP1.2"], ["CP1.3", "EN1.1"]), {"wifi": scenario()}, corpus)
    assert [(bar.id, bar.count, bar.share) for bar in told.families[:2]] == [("CP1", 3, 0.75), ("EN1", 1, 0.25)]
    assert len(told.families) == 9


@pytest.mark.parametrize(
    ("proposals", "found"),
    [
        ((["CP1.4", "CP2.2"], ["CP1.4", "CP2.2"]), []),
        ((["CP1.4"], ["CP1.4"]), [("CP2.2", "missed")]),
        ((["CP1.4", "CP2.2", "EN1.7"], ["CP1.4", "CP2.2", "EN1.7"]), [("EN1.7", "beside")]),
        ((["CP1.4", "CP2.2", "CP3.1"], ["CP1.4", "CP2.2"]), [("CP3.1", "split")]),
        ((["EN1.7"],), []),
    ],
)
def test_what_is_worth_talking_over(corpus: Corpus, proposals: tuple[list[str], ...], found: list[tuple[str, str]]) -> None:
    told = synthesise(gathered(*proposals), {"wifi": scenario()}, corpus)
    assert [(one.strategy, one.reason) for one in told.played[0].debates] == found


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["expected", "acceptable", "beside"])), max_size=51))
def test_debates_are_few_the_weightiest_first(counts: list[tuple[int, str]]) -> None:
    bars = [Bar.model_validate({"id": str(n), "count": c, "share": c / 20, "grade": grade}) for n, (c, grade) in enumerate(counts)]
    told = debates(bars, 20)
    assert len(told) <= MOST_DEBATES
    assert [one.weight for one in told] == sorted((one.weight for one in told), reverse=True)


def test_entropy_is_highest_when_half_agree() -> None:
    assert (entropy(0.0), entropy(0.5), entropy(1.0)) == (0.0, 1.0, 0.0)
    assert entropy(0.25) == pytest.approx(0.8113, abs=1e-4)


def test_a_scenario_that_is_gone_is_left_out(corpus: Corpus) -> None:
    assert synthesise(gathered(["CP1.4"]), {}, corpus).played == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_names_no_one_and_tells_every_bar_in_words(corpus: Corpus, language: str) -> None:
    page = Page(language)  # type: ignore[arg-type]
    held = gathered(["CP1.4", "EN1.7"], ["EN1.7"], received=["CP1.4"], why1="<img src=x onerror=alert(1)>")
    told = synthesise(held, {"wifi": scenario(title="<b>Réseau</b>")}, corpus)
    parts = live_parts(page, told, corpus, "", revealed=True)
    whole = live_page(page, SESSION, told, parts, "http://x/join/ACDEFG", "", revealed=True)
    assert "Secret" not in whole
    assert "<img src=x" not in whole
    assert "&lt;img src=x" in whole
    assert "<b>Réseau" not in whole
    assert whole.count("<svg class='bz-bar") == whole.count("bz-bar-count")
    assert " style=" not in whole
    for word in ("attendue", "autre voie") if language == "fr" else ("expected", "another way"):
        assert word in whole


def test_what_the_research_expects_waits_to_be_revealed(corpus: Corpus) -> None:
    told = synthesise(gathered(["EN1.7"], ["EN1.7"], received=["CP2.2"]), {"wifi": scenario()}, corpus)
    page = Page("fr")
    hidden, shown = (live_parts(page, told, corpus, "", revealed) for revealed in (False, True))
    assert "CP1.4" not in str(hidden)
    assert "CP2.2" not in str(hidden)
    assert "bz-bar-beside" not in str(hidden)
    assert "CP1.4" in str(shown)
    assert tag_of(hidden) != tag_of(shown)
    assert tag_of(hidden) == tag_of(dict(hidden))
