"""Weigh the two ways of choosing against each other on `dev`, which neither has learned from."""

from dataclasses import replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus.records import Corpus
from index.adapter import Adapter
from index.embed import CachedEmbeddings
from index.focus import Focus, as_seen
from index.kernel import KernelModel
from index.selector import Selector


def weigh(adapter: Adapter, kernel: KernelModel, focus: Focus, corpus: Corpus, embeddings: CachedEmbeddings) -> Adapter:
    """Return the adapter with the mix that gives, over both, the likeliest probabilities on `dev`.

    Both origins count as much, however many situations each has. One logistic regression over the two scores is both their weights and the
    calibration of what comes out (stacking: Wolpert, Stacked Generalization, 1992).

    :param kernel: fitted on `train`; `focus`, too.
    :param embeddings: how messages become vectors.
    """
    told = corpus.situations_of("dev")
    texts, vectors = as_seen([s.text for s in told], embeddings, focus)
    selector = Selector(kernel, adapter)
    scores = [selector.scores(texts, vectors, leg).ravel() for leg in selector.legs]
    expected = np.array([id_ in s.expected for s in told for id_ in adapter.ids])
    real = np.repeat([s.origin == "real" for s in told], len(adapter.ids))
    weights = np.where(real, 0.5 / max(1, real.sum()), 0.5 / max(1, (~real).sum())) * len(real)
    found = LogisticRegression(C=1e3).fit(np.stack(scores, axis=1), expected, sample_weight=weights)
    by_kernel, by_encoder = (float(weight) for weight in found.coef_[0])
    return replace(adapter, mix=(by_kernel, by_encoder, float(found.intercept_[0])))
