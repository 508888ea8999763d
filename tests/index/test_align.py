"""Questions are brought near the passages that answer them, and what is shipped is read back or refused."""

from pathlib import Path

import numpy as np
import pytest

from index.align import AlignedEmbeddings, Alignment, read_alignment
from index.errors import EmbedderError
from index.fuse import Shares
from index.tune_alignment import AlignSettings, Asked, learn_alignment
from tests.fakes import WordEmbeddings


def unit(vectors: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def learned() -> tuple[Alignment, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Passages told apart by their first half alone, while questions and passages disagree in the second: that is to be learned."""
    chance = np.random.default_rng(1)
    heart = chance.normal(size=(6, 8))
    passages = unit(np.hstack([heart, chance.normal(size=(6, 8)) * 3]))
    questions = unit(np.hstack([np.repeat(heart, 20, axis=0) + chance.normal(size=(120, 8)) / 4, chance.normal(size=(120, 8)) * 3]))
    nothing = np.zeros((100, 6), dtype=np.float32)
    seen = [row for row in range(120) if row % 20 < 16] + [0] * 4
    asked = Asked(questions[seen], nothing, nothing, [row // 20 for row in seen])
    settings = AlignSettings(rank=16, passes=60, batch=16, held_back=1e-4, dropped=0.1)
    alignment = learn_alignment(passages, list("abcdef"), np.zeros(6, dtype=np.float32), asked, settings)
    return alignment, passages, questions


def test_it_finds_more_of_what_it_has_not_seen(learned: tuple[Alignment, np.ndarray, np.ndarray]) -> None:  # type: ignore[type-arg]
    alignment, passages, questions = learned
    held = [row for row in range(120) if row % 20 >= 16]
    answers = np.array([row // 20 for row in held])
    before = (questions[held] @ passages.T).argmax(axis=1) == answers
    after = (alignment.questions(questions[held]) @ alignment.passages(passages).T).argmax(axis=1) == answers
    assert after.mean() > before.mean() + 0.1


def test_aligned_vectors_are_unit_and_a_file_gives_them_back(
    learned: tuple[Alignment, np.ndarray, np.ndarray],  # type: ignore[type-arg]
    tmp_path: Path,
) -> None:
    alignment, _, questions = learned
    alignment.save(tmp_path / "a.npz")
    again = read_alignment(tmp_path / "a.npz")
    np.testing.assert_allclose(np.linalg.norm(alignment.questions(questions), axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(again.questions(questions), alignment.questions(questions), atol=1e-2)
    assert again.shares == alignment.shares
    assert again.biases(["a", "unknown"])[1] == 0


@pytest.mark.parametrize("content", [None, b"", b"not a zip"])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "alignment.npz").write_bytes(content)
    with pytest.raises(EmbedderError, match=r"alignment\.npz"):
        read_alignment(tmp_path / "alignment.npz")


def test_without_an_alignment_vectors_stay_as_they_are() -> None:
    plain = WordEmbeddings()
    assert AlignedEmbeddings(plain, None).embed_query("le réseau") == plain.embed_query("le réseau")
    assert AlignedEmbeddings(plain, None).embed_documents(["le réseau"]) == plain.embed_documents(["le réseau"])


def test_the_shipped_file_is_whole() -> None:
    alignment = read_alignment()
    assert isinstance(alignment.shares, Shares)
    assert len(alignment.judge.weights) == 7
    assert alignment.judge.asks.shape == alignment.judge.centre.shape == alignment.centre.shape
    assert alignment.shares.meaning > 0 > alignment.shares.hubs
