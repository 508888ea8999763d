"""Kernel ridge regression over three views of a text: meaning (e5), characters and stems (TF-IDF).

One learner serves both tasks that are learned from written examples: which strategies a situation calls for, and what kind of
turn a message is. The weights of the views were chosen on the `dev` part of the bank.

Closed-form leave-one-out predictions (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, eq. 5.12) give
honest scores of the training examples for free; the probabilities are calibrated on them (Platt, 1999).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.linalg import lapack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.clean import fold
from index.embed import Vectors
from index.lexical import Stems

Matrix = npt.NDArray[np.float64]
FEW = 50  # examples below which nothing is too common to count


@dataclass(frozen=True)
class KernelSettings:
    """Weights of the three views, the offset and degree of the polynomial over their mean, and the ridge (larger is smoother).

    Runs of letters are of ``shortest`` to 5; those that more than a share ``common`` of the examples hold are left out.
    """

    meaning: float = 1.0
    characters: float = 1.0
    stems: float = 1.0
    offset: float = 0.3
    degree: int = 2
    ridge: float = 0.8
    shortest: int = 2
    common: float = 1.0


class KernelModel:
    """A learner fitted on texts, their vectors and their targets.

    :param texts: the examples.
    :param vectors: their vectors as questions, unit length (examples, dimensions).
    :param targets: what is learned (examples, outputs).
    """

    def __init__(self, texts: Sequence[str], vectors: Vectors, targets: Matrix, settings: KernelSettings | None = None) -> None:
        self._settings = settings or KernelSettings()
        shortest, common = self._settings.shortest, max(self._settings.common, min(1.0, FEW / len(texts)))
        self._views = (
            TfidfVectorizer(
                preprocessor=fold,
                analyzer="char_wb",
                ngram_range=(shortest, 5),
                sublinear_tf=True,
                min_df=2,
                max_df=common,
                dtype=np.float32,
            ),
            TfidfVectorizer(analyzer=Stems(), sublinear_tf=True, dtype=np.float32),
        )
        features = tuple(view.fit_transform(texts) for view in self._views)
        self._columns = tuple(view.T.tocsr() for view in features)  # turned once, not at every question
        self._centre = vectors.mean(axis=0)
        self._vectors = self._centred(vectors)
        self._mean = targets.mean(axis=0)
        kernel = self._kernel(self._vectors, features)
        self._dual, diagonal = _solved(kernel, self._settings.ridge, targets - self._mean)
        left_out = targets - self._dual / diagonal[:, None]
        self._calibration = LogisticRegression(C=1e3).fit(left_out.reshape(-1, 1), (targets >= 1.0).ravel())

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Matrix:
        """Return raw scores (texts, outputs): higher is likelier, comparable within a text."""
        features = tuple(view.transform(texts) for view in self._views)
        return np.asarray(self._mean + self._kernel(self._centred(vectors), features) @ self._dual)

    def probabilities(self, scores: Matrix) -> Matrix:
        """Return calibrated probabilities (0 to 1) of raw scores, in the same shape."""
        flat = self._calibration.predict_proba(scores.reshape(-1, 1))[:, 1]
        return np.asarray(flat.reshape(scores.shape))

    def _centred(self, vectors: Vectors) -> Vectors:
        """Take out what all e5 vectors have in common: without it every cosine is about 0.85."""
        moved = vectors - self._centre
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)

    def _kernel(self, vectors: Vectors, features: tuple[Any, ...]) -> Matrix:
        """Return a polynomial of the views' weighted mean: squared, texts alike in two ways at once count for more than in either."""
        settings = self._settings
        weights = (settings.meaning, settings.characters, settings.stems)
        mean = weights[0] * (vectors @ self._vectors.T)
        for weight, theirs, ours in zip(weights[1:], features, self._columns, strict=True):
            mean += weight * (theirs @ ours).toarray()
        return np.asarray((mean / sum(weights) + settings.offset) ** settings.degree, dtype=np.float32)


def _solved(kernel: Matrix, ridge: float, targets: Matrix) -> tuple[Matrix, Matrix]:
    """Return the solution of the kernel with the ridge on its diagonal, and the diagonal of its inverse.

    By the Cholesky factor in single precision, a third of the work of an inverse: the ridge keeps the problem well away from rounding.
    """
    kernel = np.asarray(kernel, dtype=np.float32, order="F")
    kernel[np.diag_indices(len(kernel))] += ridge
    factor, _ = lapack.spotrf(kernel, lower=1, overwrite_a=1)
    dual, _ = lapack.spotrs(factor, targets.astype(np.float32), lower=1)
    inverse, _ = lapack.strtri(factor, lower=1, overwrite_c=1)
    diagonal = np.einsum("ij,ij->j", np.tril(inverse), np.tril(inverse))
    return dual.astype(np.float64), diagonal.astype(np.float64)
