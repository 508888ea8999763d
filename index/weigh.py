"""Weigh the two ways of choosing against each other on `dev`, which neither has learned from."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus.records import Corpus, Situation
from index.adapter import Adapter
from index.embed import CachedEmbeddings, Vectors
from index.kernel import KernelModel, needs_of
from index.search import with_sentences
from index.selector import Selector


def weigh(adapter: Adapter, kernel: KernelModel, corpus: Corpus, embeddings: CachedEmbeddings) -> Adapter:
    """Return the adapter with the mix that gives, over both, the likeliest probabilities on `dev`.

    Both origins count as much, however many situations each has. One logistic regression over the two scores is both their weights and the
    calibration of what comes out (stacking: Wolpert, Stacked Generalization, 1992).

    :param kernel: fitted on `train`.
    :param embeddings: how messages become vectors.
    """
    told = corpus.situations_of("dev")
    texts, vectors = [s.text for s in told], messages(told, embeddings)
    selector = Selector(kernel, adapter)
    scores = [selector.scores(texts, vectors, leg).ravel() for leg in selector.legs]
    expected = np.array([id_ in s.expected for s in told for id_ in adapter.ids])
    real = np.repeat([s.origin == "real" for s in told], len(adapter.ids))
    weights = np.where(real, 0.5 / max(1, real.sum()), 0.5 / max(1, (~real).sum())) * len(real)
    found = LogisticRegression(C=1e3).fit(np.stack(scores, axis=1), expected, sample_weight=weights)
    by_kernel, by_encoder = (float(weight) for weight in found.coef_[0])
    return replace(adapter, mix=(by_kernel, by_encoder, float(found.intercept_[0])))


def messages(told: Sequence[Situation], embeddings: CachedEmbeddings) -> Vectors:
    """Return the vector of each message as the assistant would see it: the whole, moved towards its sentences."""
    return np.stack([with_sentences(embeddings.vectors(needs_of(s.text), "query"))[0] for s in told])
