"""Measures of a ranking and of an answer: small pure functions."""

import math
from collections.abc import Collection, Sequence
from random import Random
from statistics import fmean, quantiles

from corpus.records import Record

CUT = 5


class Interval(Record):
    """A mean with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}–{self.high:.3f}]"


def ndcg(ranking: Sequence[str], expected: Collection[str], cut: int = CUT) -> float:
    """Return nDCG of the expected ids, all of equal worth, in the first places (Järvelin and Kekäläinen, 2002).

    :param ranking: ids, best first.
    :param expected: ids that should come first; not empty.
    """
    gained = sum(1 / math.log2(place + 2) for place, id_ in enumerate(ranking[:cut]) if id_ in expected)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(cut, len(expected))))
    return gained / ideal


def recall(ranking: Sequence[str], expected: Collection[str], cut: int = CUT) -> float:
    """Return the share of the expected ids found in the first places."""
    return len(set(ranking[:cut]) & set(expected)) / len(expected)


def interval(values: Sequence[float], rounds: int = 1000, seed: int = 7) -> Interval:
    """Return the mean of some values with a percentile bootstrap interval (Efron, 1979); the seed makes it repeatable."""
    random = Random(seed)
    means = sorted(fmean(random.choices(values, k=len(values))) for _ in range(rounds))
    return Interval(mean=fmean(values), low=means[int(0.025 * rounds)], high=means[int(0.975 * rounds) - 1])


def percentile(values: Sequence[float], share: int) -> float:
    """Return a percentile (1 to 99) of some values, in their unit."""
    return quantiles(values, n=100, method="inclusive")[share - 1] if len(values) > 1 else values[0]
