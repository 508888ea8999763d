"""Letters written beforehand are measured by what readers thought of them."""

from assistant.chat import Assistant
from assistant.evaluation.letters import FILE, Requested, evaluate_letters
from corpus.load import read_records
from corpus.records import Corpus


def test_the_set_names_letters_that_exist(corpus: Corpus) -> None:
    read = read_records(FILE, Requested)
    assert len(read) >= 120
    for one in read:
        assert set(one.grades) <= set(corpus.templates)
        assert set(one.grades.values()) <= {0, 1, 2}


def test_what_is_given_is_mostly_of_use(assistant: Assistant) -> None:
    (part,) = evaluate_letters(assistant, lambda _: None)
    cases = part.ways[0].cases
    assert all(case.got and not case.error for case in cases)
    assert len(cases) >= 15
    assert sum(case.scores["utile"] for case in cases) / len(cases) >= 0.5
