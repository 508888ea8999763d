"""Choosing: best first, three to five, near-synonyms merged, every need covered."""

import numpy as np
import pytest

from assistant.shortlist import FEWEST, MOST, shortlist
from corpus.records import Corpus
from index.records import Ranked

SIZE = 8


def ranking(corpus: Corpus, **scores: float) -> tuple[Ranked, ...]:
    """All 51 strategies, those named with the score given, the others near zero."""
    named = {id_.replace("_", "."): score for id_, score in scores.items()}
    everything = {id_: named.get(id_, 0.001) for id_ in corpus.cards}
    return tuple(Ranked(id=id_, score=s) for id_, s in sorted(everything.items(), key=lambda pair: -pair[1]))


def needs(corpus: Corpus) -> np.ndarray:  # type: ignore[type-arg]
    total = sum(len(card.fits) for card in corpus.cards.values())
    return np.eye(SIZE, dtype=np.float32)[np.arange(total) % SIZE]


def choose(corpus: Corpus, *rankings: tuple[Ranked, ...], skip: frozenset[str] = frozenset()) -> list[str]:
    vectors = np.eye(SIZE, dtype=np.float32)[[0] * len(rankings)]
    return [choice.id for choice in shortlist(corpus, rankings, vectors, needs(corpus), skip).choices]


def test_the_best_come_first_and_at_least_three(corpus: Corpus) -> None:
    chosen = choose(corpus, ranking(corpus, CP6_4=0.9, CP5_1=0.5))
    assert chosen[:2] == ["CP6.4", "CP5.1"]
    assert len(chosen) == FEWEST


def test_never_more_than_five(corpus: Corpus) -> None:
    scores = {id_.replace(".", "_"): 0.9 for id_ in corpus.cards}
    assert len(choose(corpus, ranking(corpus, **scores))) == MOST


def test_a_near_synonym_is_merged_and_named(corpus: Corpus) -> None:
    ranked = ranking(corpus, CP5_5=0.9, EN2_8=0.8, EN1_5=0.7, CP6_4=0.6)
    vectors = np.eye(SIZE, dtype=np.float32)[[0]]
    found = shortlist(corpus, [ranked], vectors, needs(corpus)).choices
    assert found[0].id == "CP5.5"
    assert found[0].also == ("EN2.8",)
    assert not {"EN2.8", "EN1.5"} & {choice.id for choice in found}


def test_each_sentence_that_tells_a_need_is_covered(corpus: Corpus) -> None:
    whole = ranking(corpus, CP2_1=0.9, CP5_1=0.8, CP3_1=0.75, CP6_4=0.05)
    parts = (ranking(corpus, CP2_1=0.9), ranking(corpus, CP6_4=0.9))
    assert "CP6.4" in choose(corpus, whole, *parts)


def test_those_already_seen_are_skipped(corpus: Corpus) -> None:
    ranked = ranking(corpus, CP2_1=0.9, CP5_1=0.8)
    assert "CP2.1" not in choose(corpus, ranked, skip=frozenset({"CP2.1"}))


def test_the_ranking_is_that_of_the_whole_message(corpus: Corpus) -> None:
    whole, part = ranking(corpus, CP2_1=0.9), ranking(corpus, CP6_4=0.9)
    vectors = np.eye(SIZE, dtype=np.float32)[[0, 0]]
    assert shortlist(corpus, [whole, part], vectors, needs(corpus)).ranking == whole


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_the_trouble_nearest_to_the_message_is_taken(corpus: Corpus, place: int) -> None:
    vectors = np.eye(SIZE, dtype=np.float32)[[place]]
    first = next(iter(corpus.cards))
    found = shortlist(corpus, [ranking(corpus, **{first.replace(".", "_"): 0.9})], vectors, needs(corpus)).choices[0]
    assert (found.id, found.fit) == (first, place)
