"""Score the choice of strategies on the `dev` situations, which nothing was trained on, beside what one gets without the bank."""

from collections.abc import Sequence
from functools import partial

from assistant.evaluation.baselines import Ranker, by_meaning, by_words, tutorial
from assistant.evaluation.scores import Interval, interval, ndcg, recall
from corpus.records import Record, Situation
from index.embed import SHIPPED_VECTORS, CachedEmbeddings
from index.kernel import needs_of
from index.search import Index
from index.vectors import VectorFile


class Row(Record):
    """One way of choosing, with its scores."""

    name: str
    ndcg: Interval
    recall: Interval


def evaluate_situations(index: Index) -> tuple[list[Row], int]:
    """Return a row per way of choosing, and the number of situations.

    :param index: an opened index, whose selector was trained without `dev`.
    :raises assistant.errors.MissingPackageError: when the model of the usual stack is not installed.
    """
    situations = index.corpus.situations_of("dev")
    embeddings = CachedEmbeddings(index.embeddings.name, VectorFile([SHIPPED_VECTORS]), index.embeddings.model())
    ways: list[tuple[str, Ranker]] = [
        ("Boussole (sélecteur appris)", partial(_ours, index)),
        ("Pile des tutoriels : Chroma + all-MiniLM sur les 51 noms", tutorial(index.corpus)),
        ("e5 sur les 51 noms", by_meaning(index.corpus, embeddings)),
        ("BM25 sur les 51 noms", by_words(index.corpus)),
    ]
    return [_score(name, rank, situations) for name, rank in ways], len(situations)


def _ours(index: Index, texts: Sequence[str]) -> list[list[str]]:
    messages = [needs_of(text) for text in texts]
    return [[ranked.id for ranked in index.rank(needs, index.vectors(needs))[0]] for needs in messages]


def _score(name: str, rank: Ranker, situations: Sequence[Situation]) -> Row:
    rankings = rank([situation.text for situation in situations])
    pairs = list(zip(rankings, situations, strict=True))
    return Row(
        name=name,
        ndcg=interval([ndcg(ranking, situation.expected) for ranking, situation in pairs]),
        recall=interval([recall(ranking, situation.expected) for ranking, situation in pairs]),
    )
