"""Measures of a ranking and of an answer: small pure functions."""

import math
from collections.abc import Mapping, Sequence
from random import Random
from statistics import fmean, quantiles

import numpy as np

from assistant.evaluation.records import Interval

CUT = 5
ROUNDS = 2000


def ndcg(ranking: Sequence[str], gains: Mapping[str, float], cut: int = CUT) -> float:
    """Return nDCG in the first places, the gain of an id being its grade, as trec_eval counts (Järvelin and Kekäläinen, 2002).

    :param ranking: ids, best first.
    :param gains: what each id that should come first is worth; not empty.
    """
    gained = sum(gains.get(id_, 0) / math.log2(place + 2) for place, id_ in enumerate(ranking[:cut]))
    ideal = sum(gain / math.log2(place + 2) for place, gain in enumerate(sorted(gains.values(), reverse=True)[:cut]))
    return gained / ideal


def recall(ranking: Sequence[str], expected: Sequence[str] | frozenset[str], cut: int = CUT) -> float:
    """Return the share of the expected ids found in the first places."""
    return len(set(ranking[:cut]) & set(expected)) / len(expected)


def reciprocal_rank(ranking: Sequence[str], expected: Sequence[str] | frozenset[str]) -> float:
    """Return one over the place of the first expected id, 0 when there is none (Voorhees, 1999)."""
    return next((1 / place for place, id_ in enumerate(ranking, start=1) if id_ in expected), 0.0)


def interval(values: Sequence[float], rounds: int = ROUNDS, seed: int = 7) -> Interval:
    """Return the mean of some values with a percentile bootstrap interval (Efron, 1979); the seed makes it repeatable."""
    array = np.asarray(values, dtype=float)
    if not len(array):
        return Interval(mean=math.nan, low=math.nan, high=math.nan)
    drawn = np.random.default_rng(seed).integers(0, len(array), size=(rounds, len(array)))
    low, high = np.percentile(array[drawn].mean(axis=1), [2.5, 97.5])
    return Interval(mean=float(array.mean()), low=float(low), high=float(high))


def percentile(values: Sequence[float], share: int) -> float:
    """Return a percentile (1 to 99) of some values, in their unit."""
    return quantiles(values, n=100, method="inclusive")[share - 1] if len(values) > 1 else values[0]


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error of probabilities (Naeini, Cooper and Hauskrecht, AAAI 2015), 0 being perfect.

    :param pairs: the probability announced, and whether it came true.
    :param bins: how many equally wide ranges of probability are compared with what came true in them.
    """
    total = 0.0
    for low in (step / bins for step in range(bins)):
        held = [(p, hit) for p, hit in pairs if low <= p < low + 1 / bins or (p == 1 and low + 1 / bins >= 1)]
        if held:
            total += abs(fmean(p for p, _ in held) - fmean(hit for _, hit in held)) * len(held)
    return total / len(pairs) if pairs else math.nan


def agreement(ratings: Sequence[Sequence[float]]) -> float:
    """Return Krippendorff's alpha for ordered grades seen as intervals: 1 is perfect agreement, 0 is chance.

    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), squared difference of the values.

    :param ratings: one row per thing rated, the values given by the readers who rated it; rows with one value do not count.
    """
    rows = [np.asarray(row, dtype=float) for row in ratings if len(row) > 1]
    values = np.concatenate(rows) if rows else np.empty(0)
    if len(values) < 2:
        return math.nan
    # The sum over all ordered pairs of squared differences is 2 (n Σx² − (Σx)²): no need to form the pairs.
    within = sum(2 * (len(r) * (r**2).sum() - r.sum() ** 2) / (len(r) - 1) for r in rows) / len(values)
    among = 2 * (len(values) * (values**2).sum() - values.sum() ** 2) / (len(values) * (len(values) - 1))
    return float(1 - within / among) if among else math.nan


def shuffled(ids: Sequence[str], seed: int) -> list[str]:
    """Return the ids in an order that only the seed decides: what chance alone would give."""
    order = list(ids)
    Random(seed).shuffle(order)
    return order
