"""The two ways of choosing are weighed together; without an adapter the examples choose alone."""

import numpy as np
import pytest
import torch

from index.adapter import Adapter
from index.changes import Changes
from index.kernel import KernelModel
from index.selector import Selector, log_shares
from tests.fakes import WordEmbeddings

TEXTS = [f"{word} {filler}" for filler in ("ici", "encore", "demain") for word in ("tablettes", "temps")]
ASKED = ["plus de tablettes", "manque de temps"]


def vectors(texts: list[str]) -> np.ndarray:  # type: ignore[type-arg]
    return np.array(WordEmbeddings().embed_documents(texts), dtype=np.float32)


@pytest.fixture(scope="module")
def kernel() -> KernelModel:
    return KernelModel(TEXTS, vectors(TEXTS), np.tile(np.eye(2), (3, 1)))


def adapter(mix: tuple[float, float, float]) -> Adapter:
    """A head that always prefers the second strategy."""
    return Adapter(("A", "B"), Changes({}, {}), torch.zeros(2, 384), torch.zeros(2, 384), torch.tensor([0.0, 3.0]), mix, {})


def test_without_an_adapter_the_examples_choose(kernel: KernelModel) -> None:
    selector = Selector(kernel)
    assert selector.legs == ("exemples",)
    np.testing.assert_array_equal(selector.probabilities(ASKED, vectors(ASKED)), kernel.probabilities(kernel.scores(ASKED, vectors(ASKED))))


def test_each_way_weighs_what_it_is_told_to(kernel: KernelModel) -> None:
    by_examples = Selector(kernel, adapter((5.0, 0.0, -2.0))).probabilities(ASKED, vectors(ASKED))
    by_encoder = Selector(kernel, adapter((0.0, 1.0, -2.0))).probabilities(ASKED, vectors(ASKED))
    assert by_examples.argmax(axis=1).tolist() == [0, 1]
    assert by_encoder.argmax(axis=1).tolist() == [1, 1]
    assert ((by_examples > 0) & (by_examples < 1)).all()


def test_shares_add_up_to_one() -> None:
    np.testing.assert_allclose(np.exp(log_shares(np.array([[1.0, 2.0, 300.0], [0.0, 0.0, 0.0]]))).sum(axis=1), 1)
