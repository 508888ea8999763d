"""Choose strategies for a message: what its nearest examples expect, and what the tuned encoder says, weighed together.

The two see different things: the kernel remembers examples and their words, the encoder has learned what in a message matters. Their
weights and the calibration are those of one logistic regression over both, fitted on `dev` (stacking: Wolpert, 1992; Platt, 1999).
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from index.adapter import Adapter
from index.embed import Vectors
from index.encoder import BATCH, Encoder
from index.kernel import KernelModel, Matrix

Leg = Literal["exemples", "encodeur"]


class Selector:
    """The choice of strategies, from a kernel model and, for the model it was tuned on, an adapter.

    :param kernel: fitted on the bank when the index is built.
    :param adapter: what was learned by tuning; None for another embedding model, and then the kernel chooses alone.
    """

    def __init__(self, kernel: KernelModel, adapter: Adapter | None = None) -> None:
        self._kernel = kernel
        self._adapter = adapter.without_changes() if adapter else None
        self._encoder = Encoder(adapter.changes, halved=True) if adapter else None

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The ways of choosing that are weighed together."""
        return ("exemples", "encodeur") if self._adapter else ("exemples",)

    def scores(self, texts: Sequence[str], vectors: Vectors, leg: Leg) -> Matrix:
        """Return the scores of one way of choosing (texts, strategies).

        :param texts: messages.
        :param vectors: their vectors as questions (texts, dimensions).
        """
        if leg == "exemples" or self._adapter is None or self._encoder is None:
            return self._kernel.scores(texts, vectors)
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        return np.vstack([_tuned(self._encoder, self._adapter, batch) for batch in batches])

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> Matrix:
        """Return, for each message, the probability that an expert expects each strategy (texts, strategies)."""
        return self.weighed({leg: self.scores(texts, vectors, leg) for leg in self.legs})

    def weighed(self, scores: Mapping[Leg, Matrix]) -> Matrix:
        """Return the probabilities that the scores of every way of choosing make together (texts, strategies)."""
        if self._adapter is None:
            return self._kernel.probabilities(scores["exemples"])
        by_kernel, by_encoder, start = self._adapter.mix
        return np.asarray(1 / (1 + np.exp(-(by_kernel * scores["exemples"] + by_encoder * scores["encodeur"] + start))))

    def quick_probabilities(self, texts: Sequence[str], vectors: Vectors) -> Matrix:
        """Return the same from the examples alone, in a tenth of the time: enough to tell whether a sentence holds a need of its own."""
        return self._kernel.probabilities(self._kernel.scores(texts, vectors))


def _tuned(encoder: Encoder, adapter: Adapter, texts: Sequence[str]) -> Matrix:
    return log_shares(adapter.scores(*encoder.read([encoder.tokens(text) for text in texts])).numpy())


def log_shares(scores: Matrix) -> Matrix:
    """Return the logarithm of the softmax of each row: what share of a message each strategy gets."""
    moved = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(moved - np.log(np.exp(moved).sum(axis=1, keepdims=True)), dtype=np.float64)
