"""Answers are read without trust, and the profile is what a hand would compute."""

import json

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from assistant.reflection.records import Answers, AnswersError, Profile
from assistant.reflection.score import Statements, read_answers, score
from corpus.reflection import load_statements

STATEMENTS = load_statements()
IDS = [s.id for s in STATEMENTS]


def profile_of(**levels: int) -> Profile:
    return score(Answers(levels=levels), STATEMENTS)


def families(profile: Profile) -> list[str]:
    return [priority.family for priority in profile.priorities]


def test_the_means_strengths_and_priorities_of_a_known_case(statements: Statements, given: Answers) -> None:
    profile = score(given, statements)
    told = {family.id: (family.mean, family.answered) for family in profile.families}
    assert told["CP1"] == (pytest.approx(14 / 3), 3)
    assert told["CP2"] == (pytest.approx(8 / 3), 3)
    assert told["CP3"] == (2.0, 3)
    assert told["EN2"] == (5.0, 1)
    assert told["EN3"] == (None, 0)
    assert (profile.strengths, profile.strengths_tied) == (("CP1", "CP4"), ("CP6",))
    assert (families(profile), profile.priorities_tied) == (["CP3", "CP2"], ("CP5",))
    assert profile.priorities[0].strategies == ("CP3.2", "CP3.1", "CP3.3")  # AR07, answered 1, then AR08, answered 2
    assert profile.priorities[1].strategies == ("CP2.4", "CP2.1", "CP2.3")  # AR06, answered 2, then AR04 and AR05, answered 3
    assert [family.id for family in profile.lacking] == ["EN2", "EN3"]
    assert (profile.answered, profile.asked) == (22, 27)


def test_a_competency_is_the_mean_of_the_statements_that_show_it(statements: Statements, given: Answers) -> None:
    profile = score(given, statements)
    by_id = {mean.id: mean for mean in (*profile.competencies, *profile.dimensions)}
    assert by_id["RD10"].mean == pytest.approx(11 / 3)  # AR02 5, AR04 3, AR05 3; AR27 has no answer
    assert (by_id["RD10"].answered, by_id["RD10"].asked) == (3, 4)
    assert (by_id["CN6"].mean, by_id["CN6"].answered) == (2.0, 2)  # AR07 1, AR09 3
    assert (by_id["RD9"].mean, by_id["RD9"].answered) == (None, 0)  # AR24


def test_a_family_with_one_answer_is_neither_a_strength_nor_a_priority() -> None:
    profile = profile_of(AR01=1, AR04=3, AR05=3, AR07=4, AR08=4, AR10=5)
    assert profile.strengths == ("CP3",)
    assert families(profile) == ["CP2"]
    assert {"CP1", "CP4"} <= {family.id for family in profile.lacking}


@pytest.mark.parametrize("levels", [{}, {"AR01": 5, "AR02": 1}, dict.fromkeys(IDS, 3), {"AR01": 2, "AR02": 4, "AR04": 3, "AR05": 3}])
def test_families_that_nothing_tells_apart_are_not_told_apart(levels: dict[str, int]) -> None:
    profile = profile_of(**levels)
    assert (profile.strengths, profile.strengths_tied, profile.priorities, profile.priorities_tied) == ((), (), (), ())


def test_a_family_as_high_as_a_strength_is_not_a_priority() -> None:
    levels = {"CP1": 5, "CP2": 4, "CP3": 4, "CP4": 4, "CP5": 3}
    profile = profile_of(**{s.id: levels[s.family] for s in STATEMENTS if s.family in levels})
    assert (profile.strengths, profile.strengths_tied) == (("CP1", "CP2"), ("CP3", "CP4"))
    assert families(profile) == ["CP5"]


def test_all_but_one_high_makes_one_priority() -> None:
    profile = profile_of(**{s.id: 2 if s.family == "EN1" else 4 for s in STATEMENTS})
    assert families(profile) == ["EN1"]
    assert len(profile.strengths_tied) == 6


def test_a_statement_answered_always_proposes_nothing() -> None:
    profile = profile_of(AR04=5, AR05=5, AR06=5, AR07=5, AR08=1)
    assert profile.priorities[0].strategies == ("CP3.3",)


@drawn(st.dictionaries(st.sampled_from(IDS), st.integers(1, 5)))
def test_a_profile_never_contradicts_itself(levels: dict[str, int]) -> None:
    profile = score(Answers(levels=levels), STATEMENTS)
    high = [profile.mean_of(id_) for id_ in (*profile.strengths, *profile.strengths_tied)]
    low = [profile.mean_of(id_) for id_ in (*families(profile), *profile.priorities_tied)]
    assert all(family.enough for family in (*high, *low))
    assert all(up.mean > down.mean for up in high for down in low)  # type: ignore[operator]
    assert bool(high) == bool(low)
    assert profile.answered == len(levels)
    for priority in profile.priorities:
        assert 1 <= len(priority.strategies) <= 3
        assert all(id_.startswith(f"{priority.family}.") for id_ in priority.strategies)


@drawn(st.dictionaries(st.sampled_from(IDS), st.integers(1, 5)))
def test_answers_are_read_back_in_the_order_of_the_questionnaire(levels: dict[str, int]) -> None:
    read = read_answers(json.dumps({"answers": levels}), STATEMENTS)
    assert read.levels == levels
    assert list(read.levels) == [id_ for id_ in IDS if id_ in levels]


@pytest.mark.parametrize("data", ["", "  \n", b"", b"\xef\xbb\xbf"])
def test_nothing_is_no_answer(data: str | bytes) -> None:
    assert read_answers(data, STATEMENTS) == Answers(levels={})


def test_an_unknown_statement_is_dropped_and_counted() -> None:
    read = read_answers('{"answers": {"AR01": 2, "ZZ99": 4, "<script>": 5}, "version": 9, "profile": {"strengths": ["CP1"]}}', STATEMENTS)
    assert (read.levels, read.dropped) == ({"AR01": 2}, 2)


@pytest.mark.parametrize("level", ["0", "6", "-1", "true", "3.0", '"3"', "null", "[3]", "NaN", "1e2", '{"a": 1}'])
@pytest.mark.parametrize("id_", ["AR01", "ZZ99"])
def test_a_level_that_does_not_exist_is_refused(level: str, id_: str) -> None:
    with pytest.raises(AnswersError, match=r"de 1 \(jamais\) à 5"):
        read_answers(f'{{"answers": {{"{id_}": {level}}}}}', STATEMENTS)


@pytest.mark.parametrize(
    "data",
    [
        "pas du json", "[]", "3", "null", "{}", '{"answers": [1, 2]}', '{"answers": null}', "[" * 50_000, b"\xff\xfe\x00", b"\x00\x00",
        json.dumps({"answers": {f"X{n}": 1 for n in range(201)}}), '{"answers": {"AR01": ' + "9" * 5000 + "}}",
    ],
)  # fmt: skip
def test_what_is_not_answers_is_refused_with_one_sentence(data: str | bytes) -> None:
    with pytest.raises(AnswersError, match="Ce ne sont pas des réponses") as refused:
        read_answers(data, STATEMENTS)
    assert len(str(refused.value)) < 160


def test_a_file_without_end_is_not_read() -> None:
    with pytest.raises(AnswersError, match="trop longues"):
        read_answers(" " * 100_001, STATEMENTS)


def test_a_refusal_is_told_in_the_language_asked() -> None:
    with pytest.raises(AnswersError, match="These are not answers"):
        read_answers("[]", STATEMENTS, "en")
