"""The questionnaire: complete in both languages, balanced, in the first person, and tied to strategies that exist."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from corpus.clean import words
from corpus.load import CorpusError
from corpus.records import Corpus
from corpus.reflection import FILE, ReflectionStatement, load_statements

STATEMENTS = load_statements()
LEADING = re.compile(
    r"\b(toujours|jamais|évidemment|bien sûr|devrais?|il faut|meilleur|excellent|bonne?s?|always|never|should|must|obviously|of course|best)\b",
    re.IGNORECASE,
)


def test_there_are_three_for_each_family_in_the_order_of_the_families(corpus: Corpus) -> None:
    assert [s.family for s in STATEMENTS] == [family for family in corpus.families for _ in range(3)]
    assert [s.id for s in STATEMENTS] == [f"AR{number:02d}" for number in range(1, 28)]


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: s.id)
def test_a_statement_is_one_idea_in_the_first_person_in_both_languages(statement: ReflectionStatement) -> None:
    assert re.search(r"\b[Jj]e |\b[Jj]'", statement.text)
    assert re.search(r"\bI\b", statement.en)
    for told in (statement.text, statement.en):
        assert 8 <= len(told.split()) <= 20
        assert told.endswith(".")
        assert told.count(".") == 1
        assert not re.search(r"[;:?!]| et je | and I ", told)
        assert not LEADING.search(told)


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: s.id)
def test_a_statement_is_tied_to_strategies_of_its_family_and_to_what_they_call_on(statement: ReflectionStatement, corpus: Corpus) -> None:
    cards = [corpus.cards[id_] for id_ in statement.strategies]
    assert 1 <= len(cards) == len(set(statement.strategies)) <= 2
    assert {card.family for card in cards} == {statement.family}
    assert set(statement.competencies) <= {id_ for card in cards for id_ in card.competencies}
    assert set(statement.dimensions) <= {id_ for card in cards for id_ in card.dimensions}


def test_a_family_has_enough_strategies_for_a_priority_and_none_twice() -> None:
    for family in {s.family for s in STATEMENTS}:
        named = [id_ for s in STATEMENTS if s.family == family for id_ in s.strategies]
        assert len(named) == len(set(named)) >= 3


def test_a_statement_is_worded_apart_from_the_strategies_and_from_the_others(corpus: Corpus) -> None:
    labels = {" ".join(words(card.name)) for card in corpus.cards.values()}
    for s in STATEMENTS:
        assert not any(label in " ".join(words(s.text)) for label in labels if len(label.split()) > 2)
    for one, other in combinations(STATEMENTS, 2):
        for language in ("fr", "en"):
            a, b = (Counter(words(s.told(language))) for s in (one, other))  # type: ignore[arg-type]
            assert (a & b).total() / min(a.total(), b.total()) < 0.7, (one.id, other.id)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("- {id: X", "ne peut pas être lu"),
        ("une phrase", "on attend une liste"),
        ("- rien", r"entrée \?, champ"),
        ("- {id: X, family: CP1, text: a, en: b}", "entrée X, champ « strategies »"),
        ("- {id: X, family: CP1, text: a, en: b, strategies: [CP1.1], more: 1}", "entrée X, champ « more »"),
        ("- &a {id: X, family: CP1, text: a, en: b, strategies: [CP1.1]}\n- *a", "X est donné deux fois"),
    ],
)
def test_a_damaged_questionnaire_is_named(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "reflection.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=sentence):
        load_statements(path)


def test_a_missing_questionnaire_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"reflection\.yaml ne peut pas être lu"):
        load_statements(tmp_path / FILE.name)
