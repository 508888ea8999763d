"""Proposals put beside what was expected: every proposal in one place, equivalents accepted, a score that only what fits can raise."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.scenarios.alike import close, equivalents
from assistant.scenarios.compare import COUNTED, compare
from corpus.load import load_corpus
from corpus.records import Corpus
from tests.assistant.scenarios.making import scenario

CORPUS = load_corpus()
IDS = tuple(CORPUS.cards)
some = st.lists(st.sampled_from(IDS), max_size=8)
grades = st.dictionaries(st.sampled_from(IDS), st.sampled_from([1, 2]), min_size=1, max_size=8)


def score(proposed: Any, expected: dict[str, int]) -> int:
    return compare(proposed, scenario(expected), (), CORPUS).score


@pytest.mark.parametrize(
    ("proposed", "expected"),
    [
        ((), 0),
        (("CP1.4", "CP2.1"), 100),
        (("EN2.10", "CP2.1"), 100),  # another name
        (("CP1.4",), 50),
        (("CP1.4", "EN2.10"), 50),  # the same twice counts once
        (("CP1.4", "EN3.7"), 75),  # acceptable, in place of what is missing
        (("EN3.7", "CP5.1"), 25),
        (("EN3.7", "CP1.2"), 50),
        (("CP1.4", "CP1.3"), 75),  # a neighbour is acceptable
        (("CP1.4", "CP2.1", "EN3.7"), 100),
        (("CP5.1", "CP5.2"), 0),
        (("CP5.1", "CP5.2", "CP5.3", "CP5.4", "CP5.5", "CP1.4", "CP2.1"), 0),  # only five count
    ],
)
def test_the_score_is_what_it_says(proposed: tuple[str, ...], expected: int) -> None:
    assert score(proposed, {"CP1.4": 2, "CP2.1": 2, "EN3.7": 1, "CP1.2": 1}) == expected


def test_two_names_of_one_strategy_are_expected_once() -> None:
    found = compare(("EN2.10",), scenario({"CP1.4": 2, "EN2.10": 2, "CP2.1": 2}), (), CORPUS)
    assert (found.found, found.missed, found.score) == (("EN2.10",), ("CP2.1",), 50)


def test_the_grade_that_the_scenario_gives_wins_over_that_of_an_equivalent() -> None:
    found = compare(("EN3.2",), scenario({"EN3.4": 2, "EN3.2": 1}), (), CORPUS)
    assert (found.found, found.missed, found.beside, found.defensible, found.score) == ((), ("EN3.4",), (), ("EN3.2",), 50)


def test_what_is_no_strategy_is_left_out() -> None:
    found = compare(("<b>", "CP1.4", "CP1.4", ""), scenario({"CP1.4": 2, "ZZ1": 2}), ("nothing", "EN2.10"), CORPUS)
    assert (found.proposed, found.expected, found.assistant) == (("CP1.4",), ("CP1.4",), ("EN2.10",))
    assert found.shared_with_assistant == ("CP1.4",)
    assert compare(("CP1.4",), scenario({"ZZ1": 2}), (), CORPUS).score == 0


@settings(max_examples=300, deadline=None)
@given(proposed=some, expected=grades, assistant=some)
def test_every_proposal_stands_in_one_place(proposed: list[str], expected: dict[str, int], assistant: list[str]) -> None:
    case = scenario(expected)
    found = compare(proposed, case, assistant, CORPUS)
    assert sorted((*found.found, *found.defensible, *found.beside)) == sorted(set(proposed))
    assert set(found.expected) == {id_ for id_, grade in expected.items() if grade == 2}
    assert not set(found.missed) & set(found.found)
    for id_ in found.found:
        assert equivalents(id_, CORPUS) & set(found.expected)
    for id_ in found.expected:
        told = {other for other in equivalents(id_, CORPUS) if other in found.proposed and expected.get(other) != 1}
        same = [other for other in found.missed if other in equivalents(id_, CORPUS)]
        assert bool(told) != bool(same)
    for id_ in found.beside:
        assert not close(id_, CORPUS) & set(found.expected)
        assert not equivalents(id_, CORPUS) & set(expected)
    for id_ in proposed:
        assert (id_ in found.shared_with_assistant) == any(id_ in close(other, CORPUS) for other in assistant)


@settings(max_examples=300, deadline=None)
@given(proposed=st.lists(st.sampled_from(IDS), max_size=COUNTED - 1, unique=True), more=st.sampled_from(IDS), expected=grades)
def test_one_more_proposal_never_lowers_a_score_and_only_what_fits_raises_it(
    proposed: list[str], more: str, expected: dict[str, int]
) -> None:
    before, after = score(proposed, expected), score([*proposed, more], expected)
    assert before <= after
    if more in compare([more], scenario(expected), (), CORPUS).beside:
        assert before == after


@settings(max_examples=200, deadline=None)
@given(expected=grades, chance=st.randoms(use_true_random=False))
def test_the_score_does_not_depend_on_the_order_and_is_whole_when_all_is_found(expected: dict[str, int], chance: Any) -> None:
    wanted = [id_ for id_, grade in expected.items() if grade == 2][:COUNTED]
    assert score(wanted, expected) == (100 if wanted else 0) or len({id_ for id_, grade in expected.items() if grade == 2}) > COUNTED
    told = chance.sample(IDS, COUNTED)
    assert score(told, expected) == score(told[::-1], expected)


def test_naming_everything_earns_no_more_than_five(corpus: Corpus) -> None:
    assert score(IDS, {"EN3.8": 2, "EN3.1": 2}) == 0
    assert len(corpus.cards) == len(IDS)
