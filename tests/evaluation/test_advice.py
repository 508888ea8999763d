"""Advice is measured by what readers thought of it."""

from assistant.chat import Assistant
from assistant.evaluation.advice import FILE, AdvisedMessage, evaluate_advice
from corpus.load import read_records
from corpus.records import Corpus


def test_the_set_names_advice_and_situations_that_exist(corpus: Corpus) -> None:
    read = read_records(FILE, AdvisedMessage)
    situations = {situation.id for situation in corpus.situations_of("dev")}
    assert len(read) >= 200
    for one in read:
        assert bool(one.say) != bool(one.of)
        assert not one.of or one.of in situations
        assert set(one.grades) <= set(corpus.advice)
        assert set(one.grades.values()) <= {0, 1, 2}


def test_what_is_given_is_mostly_of_use(assistant: Assistant) -> None:
    (part,) = evaluate_advice(assistant.index, lambda _: None)
    cases = part.ways[0].cases
    assert len(cases) >= 25
    assert all(case.got and not case.error for case in cases)
    assert sum(case.scores["utile"] for case in cases) / len(cases) >= 0.75
    assert all(case.scores["répond"] <= case.scores["utile"] for case in cases)
