"""Put two rankings of the same things together, by scores rather than by ranks."""

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


def standardise(scores: Scores) -> Scores:
    """Return the scores as distances from their mean, in standard deviations; all zero when they do not differ.

    e5 cosines are squeezed (0.79 for an unrelated passage, 0.86 for the right one), so only their spread means something.
    """
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)


def fuse(meaning: Scores, wording: Scores, meaning_weight: float) -> Scores:
    """Return the weighted sum of two standardised score lists.

    :param meaning: cosines of the vectors, one per thing.
    :param wording: BM25 scores, one per thing.
    :param meaning_weight: share of the first, from 0 to 1.
    """
    return meaning_weight * standardise(meaning) + (1 - meaning_weight) * standardise(wording)
