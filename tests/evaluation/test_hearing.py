"""What is heard is compared with what readers heard, group by group."""

import pytest

from assistant.chat import Assistant
from assistant.evaluation.hearing import FILES, GROUPS, SETS, TwiceTagged, dice, evaluate_hearing, tags_of
from assistant.records import Heard
from corpus.heard import heard
from corpus.load import load_tagged, read_records
from corpus.records import Corpus


@pytest.mark.parametrize("file", [file for _, _, file in FILES])
def test_sets_name_messages_that_exist_and_share_none_with_what_is_learned(corpus: Corpus, file: str) -> None:
    messages = list(heard(read_records(SETS / file, TwiceTagged), corpus))
    learned = {one.said for one in heard(load_tagged(), corpus)}
    assert len(messages) >= 250
    assert not learned & {one.said for one in messages}


def test_two_sets_agree_by_what_they_share() -> None:
    assert dice(["a", "b"], ["b"]) == pytest.approx(2 / 3)
    assert dice(["a"], ["a"]) == 1.0
    assert dice(["a"], []) == 0.0


def test_what_is_heard_is_written_as_readers_do() -> None:
    found = Heard(subjects=("ia",), incident="leak", constraints=("union",), wants=("plan", "self"))
    assert tags_of(found) == ("subject/ia", "incident/leak", "constraint/union", "wants/plan", "wants/self")


def test_it_is_measured_beside_a_second_reading(assistant: Assistant) -> None:
    done = []
    parts = evaluate_hearing(assistant.index, done.append, 40)
    assert [part.name for part in parts] == [f"hearing-{group}{suffix}" for suffix, _, _ in FILES for group in GROUPS]
    assert sum(done) == 80
    first = parts[0]
    assert [way.name for way in first.ways] == ["Boussole", "une seconde lecture"]
    for part in parts:
        for way in part.ways:
            assert all(0 <= score <= 1 for case in way.cases for score in case.scores.values())
    agreed = [case.scores["accord"] for case in first.ways[1].cases]
    assert sum(agreed) / len(agreed) > 0.7
