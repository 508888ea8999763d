"""How far two readers of the bank agree: the measure that no selector can be asked to beat by much."""

from collections.abc import Sequence

from assistant.evaluation.records import Interval
from assistant.evaluation.scores import agreement, interval, ndcg, recall
from assistant.evaluation.situations import ORIGINS
from corpus.records import SPLITS, Corpus, Record, Situation


class Reading(Record):
    """The agreement of two readings of some situations."""

    title: str
    size: int
    alpha: float
    ndcg: Interval
    recall: Interval


class Ceiling(Record):
    """The agreement on every part of the bank that was read twice."""

    readings: tuple[Reading, ...]


def read_ceiling(corpus: Corpus) -> Ceiling:
    """Return the agreement of the second, blind reading with the writer's, per origin and split."""
    found = []
    for split in SPLITS:
        for origin, title in ORIGINS:
            twice = [s for s in corpus.situations_of(split, origin) if s.second]
            if len(twice) > 1:
                found.append(_reading(corpus, f"{title}, {split}", twice))
    return Ceiling(readings=tuple(found))


def _reading(corpus: Corpus, title: str, twice: Sequence[Situation]) -> Reading:
    """Compare the two readings: the second reader's order, best grade first, is scored against the writer's grades."""
    rankings = [sorted(s.second, key=lambda id_: (-s.second[id_], id_)) for s in twice]
    pairs = [(float(s.first.get(id_, 0)), float(s.second.get(id_, 0))) for s in twice for id_ in corpus.cards]
    return Reading(
        title=title,
        size=len(twice),
        alpha=agreement(pairs),
        ndcg=interval([ndcg(r, {id_: 1.0 for id_, g in s.first.items() if g == 2}) for r, s in zip(rankings, twice, strict=True)]),
        recall=interval([recall(r, [id_ for id_, g in s.first.items() if g == 2]) for r, s in zip(rankings, twice, strict=True)]),
    )
