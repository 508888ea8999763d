"""Put several rankings of the same things together, by scores rather than by ranks."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

MEANING, WORDING, SPELLING = 0.6, 0.2, 0.2  # shares of the three ways of looking; chosen on the questions of the facts
HUB = 0.3  # how much of its nearness to questions at large a passage loses; chosen with them
NEAREST = 10  # questions that tell whether a passage is a hub


def standardise(scores: Scores) -> Scores:
    """Return the scores as distances from their mean, in standard deviations; all zero when they do not differ.

    e5 cosines are squeezed (0.79 for an unrelated passage, 0.86 for the right one), so only their spread means something.
    """
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)


def fuse(legs: Sequence[tuple[Scores, float]]) -> Scores:
    """Return the weighted sum of standardised score lists.

    :param legs: scores of the same things, one list per way of looking, each with its weight.
    """
    total = np.zeros_like(legs[0][0])
    for scores, weight in legs:
        total += weight * standardise(scores)
    return total


def hubness(passages: Scores, questions: Scores) -> Scores:
    """Return how near each passage is to questions at large: a passage near to many answers none of them in particular.

    The mean nearness to the nearest questions, which CSLS takes away (Conneau et al., Word Translation Without Parallel Data, ICLR 2018).

    :param passages: unit vectors (passages, dimensions).
    :param questions: unit vectors of any questions of the trade (questions, dimensions).
    """
    nearness = np.sort(passages @ questions.T, axis=1)[:, -NEAREST:]
    return np.asarray(nearness.mean(axis=1), dtype=np.float32)


class Shares(NamedTuple):
    """What each way of looking weighs in the logit that a passage answers a question; hubs weigh against it."""

    meaning: float
    wording: float
    spelling: float
    hubs: float


def logits(meaning: Scores, wording: Scores, spelling: Scores, hubs: Scores, shares: Shares) -> Scores:
    """Return, for each passage, the logit that it rather than another answers the question; parameters as for `combine`."""
    scores = shares.meaning * meaning + shares.wording * standardise(wording) + shares.spelling * standardise(spelling)
    return np.asarray(scores + shares.hubs * hubs, dtype=np.float32)


def combine(meaning: Scores, wording: Scores, spelling: Scores, hubs: Scores) -> Scores:
    """Return one score per passage from the three ways of looking.

    :param meaning: cosines of the vectors.
    :param wording: BM25 scores of words; `spelling`, of runs of letters.
    :param hubs: how near each passage is to questions at large.
    """
    return fuse([(meaning - HUB * hubs, MEANING), (wording, WORDING), (spelling, SPELLING)])
