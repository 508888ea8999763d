"""Practical advice is found by what is asked, in whatever manner it is asked."""

import numpy as np
import pytest

from corpus.records import Advice, Corpus
from index.advice import AdviceIndex, Change, advice_texts, read_change
from index.embed import CachedEmbeddings
from index.errors import EmbedderError
from index.search import Index
from index.tune_advice import AdviceSettings, learn_advice

DIMENSIONS = 384


def some(corpus: Corpus, count: int) -> tuple[Advice, ...]:
    return tuple(corpus.advice.values())[:count]


def still() -> Change:
    """A change that changes nothing."""
    nothing = np.zeros((DIMENSIONS, 2), dtype=np.float32)
    return Change(np.zeros(DIMENSIONS, dtype=np.float32), np.zeros(DIMENSIONS, dtype=np.float32), nothing, nothing.T)


@pytest.mark.parametrize(
    ("said", "strategy"),
    [
        ("Qui est-ce que je devrais inviter sur mon comité numérique?", "EN2.9"),
        ("Je peux lui dire quoi, à quelqu'un pour qui le numérique est juste une mode?", "CP3.3"),
    ],
)
def test_advice_is_found_in_other_words(opened: Index, said: str, strategy: str) -> None:
    best = opened.advice.best(said, opened.vectors([said])[0])
    assert best.score > 0.9
    assert strategy in opened.corpus.advice[best.id].strategies


def test_each_way_of_asking_finds_its_own_advice(opened: Index, corpus: Corpus) -> None:
    asked = [(one.id, ask) for one in some(corpus, 1400)[::140] for ask in one.asks]
    vectors = opened.vectors([ask for _, ask in asked])
    assert all(opened.advice.best(ask, vector).id == id_ for (id_, ask), vector in zip(asked, vectors, strict=True))


def test_what_is_of_something_else_comes_near_to_none(opened: Index) -> None:
    said = "Quelle est la recette du pâté chinois?"
    assert opened.advice.best(said, opened.vectors([said])[0]).score < 0.8


def test_what_was_learned_brings_ways_of_asking_together(corpus: Corpus, opened: Index) -> None:
    advice = some(corpus, 60)
    embeddings = opened.embeddings
    learned = learn_advice(advice, embeddings, AdviceSettings(passes=8, batch=30))
    asks = embeddings.vectors([ask for one in advice for ask in one.asks[:2]], "query")

    def apart(change: Change) -> float:
        seen = change.of_asked(asks)
        return float((seen[::2] * seen[1::2]).sum(axis=1).mean() - (seen @ seen.T).mean())

    assert apart(learned) > apart(still())


def test_a_change_is_kept_and_read_again(tmp_path, corpus: Corpus, opened: Index) -> None:  # type: ignore[no-untyped-def]
    change = read_change()
    change.save(tmp_path / "change.npz")
    again = read_change(tmp_path / "change.npz")
    vectors = opened.vectors(["Qui mettre sur le comité?"])
    assert np.allclose(change.of_asked(vectors), again.of_asked(vectors), atol=1e-3)


def test_a_damaged_change_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "advice.npz").write_bytes(b"nothing")
    with pytest.raises(EmbedderError, match=r"advice\.npz"):
        read_change(tmp_path / "advice.npz")


def test_every_text_is_embedded_once(corpus: Corpus) -> None:
    one = some(corpus, 1)[0]
    assert advice_texts([one]) == [*one.asks, one.text]


def test_an_index_of_one_finds_it(corpus: Corpus, opened: Index) -> None:
    one = some(corpus, 1)
    index = AdviceIndex(one, CachedEmbeddings(opened.embeddings.name), still())
    assert index.best(one[0].asks[0], opened.vectors([one[0].asks[0]])[0]).id == one[0].id
