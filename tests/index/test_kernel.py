"""The learner: its closed-form leave-one-out is the real one, it learns, and its probabilities are probabilities."""

import numpy as np
import pytest

from index.kernel import KernelModel, KernelSettings
from tests.fakes import WordEmbeddings

TEXTS = [
    f"{word} {filler}" for filler in ("ici", "encore", "demain", "souvent", "aujourd'hui") for word in ("tablettes", "temps", "réseau")
]
TARGETS = np.tile(np.eye(3), (5, 1))


def vectors(texts: list[str]) -> np.ndarray:  # type: ignore[type-arg]
    return np.array(WordEmbeddings().embed_documents(texts), dtype=np.float32)


@pytest.fixture(scope="module")
def model() -> KernelModel:
    return KernelModel(TEXTS, vectors(TEXTS), TARGETS)


def test_it_learns_what_it_is_shown(model: KernelModel) -> None:
    asked = ["plus de tablettes", "manque de temps", "le réseau tombe"]
    assert model.scores(asked, vectors(asked)).argmax(axis=1).tolist() == [0, 1, 2]


def test_probabilities_keep_the_order_and_the_range(model: KernelModel) -> None:
    asked = ["tablettes", "temps"]
    scores = model.scores(asked, vectors(asked))
    probabilities = model.probabilities(scores)
    assert ((probabilities >= 0) & (probabilities <= 1)).all()
    assert (np.argsort(scores, axis=1) == np.argsort(probabilities, axis=1)).all()


def test_more_ridge_is_smoother() -> None:
    spread = []
    for ridge in (0.1, 10.0):
        learner = KernelModel(TEXTS, vectors(TEXTS), TARGETS, KernelSettings(ridge=ridge))
        spread.append(float(learner.scores(["tablettes"], vectors(["tablettes"])).std()))
    assert spread[0] > spread[1]


def test_leaving_one_out_in_closed_form_is_leaving_it_out() -> None:
    """With fixed features, the closed form equals solving again without the example (Rasmussen and Williams, eq. 5.12)."""
    rng = np.random.default_rng(3)
    points, targets, ridge = rng.normal(size=(12, 4)), rng.normal(size=(12, 1)), 0.7
    kernel = points @ points.T
    inverse = np.linalg.inv(kernel + ridge * np.eye(12))
    closed = targets - (inverse @ targets) / np.diag(inverse)[:, None]
    keep = np.arange(12) != 5
    dual = np.linalg.solve(kernel[np.ix_(keep, keep)] + ridge * np.eye(11), targets[keep])
    np.testing.assert_allclose(closed[5], kernel[5, keep] @ dual, atol=1e-9)
