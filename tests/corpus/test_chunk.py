"""Every passage can be cited, and its text is the knowledge's own."""

from corpus.chunk import passages
from corpus.records import Corpus


def test_ids_are_unique_and_stable(corpus: Corpus) -> None:
    ids = [p.id for p in passages(corpus)]
    assert len(ids) == len(set(ids))
    assert {"CP1.1/constat", "EN3.8/nom", "PAN29", "CN8"} <= set(ids)


def test_a_passage_has_a_source_unless_it_is_a_suggestion(corpus: Corpus) -> None:
    for passage in passages(corpus):
        assert (passage.source is None) == (passage.kind == "suggestion"), passage.id
        if passage.source:
            assert passage.source in corpus.sources
            assert passage.locator, passage.id


def test_unknown_measures_are_no_passages(corpus: Corpus) -> None:
    ids = {p.id for p in passages(corpus)}
    assert not ids & {m.id for m in corpus.measures.values() if m.status == "unknown"}


def test_the_search_text_holds_the_statement_and_its_questions(corpus: Corpus) -> None:
    fact = next(iter(corpus.facts.values()))
    passage = next(p for p in passages(corpus) if p.id == fact.id)
    assert fact.questions[0] in passage.search_text
    assert passage.text in passage.search_text
