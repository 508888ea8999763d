"""The opened index answers: passages by meaning and words, strategies by what the bank taught, kinds of turn."""

import pytest

from corpus.records import Corpus
from index.search import Index, PassageRetriever


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Combien de mesures le PAN comptait-il?", "33 mesures"),
        ("combien dargent pour le plan daction numerique en tout", "1 186 M$"),
        ("When was the Digital Action Plan launched?", "30 mai 2018"),
    ],
)
def test_a_fact_is_found(opened: Index, question: str, expected: str) -> None:
    hits = opened.search(question, opened.vectors([question])[0], k=5)
    assert any(expected in hit.passage.text for hit in hits), [hit.passage.text for hit in hits]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_every_strategy_is_ranked_once_with_a_probability(opened: Index, corpus: Corpus) -> None:
    text = "Mes profs n'ont pas le temps de préparer leurs activités."
    (ranking,) = opened.rank([text], opened.vectors([text]))
    assert {r.id for r in ranking} == set(corpus.cards)
    assert all(0 <= r.score <= 1 for r in ranking)
    assert {r.id for r in ranking[:3]} & {"CP1.4", "EN2.10"}


def test_the_retriever_speaks_langchain(opened: Index) -> None:
    documents = PassageRetriever(index=opened, k=3).invoke("Combien de mesures comptait le PAN?")
    assert len(documents) == 3
    assert documents[0].metadata["locator"]
    assert documents[0].id
