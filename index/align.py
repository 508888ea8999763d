"""Bring the vector of a question and those of the passages that answer it together: a small linear change of each, learned once.

e5 has never seen the trade; from some thousands of written questions it is learned which directions of meaning tell passages apart here.
The change has a low rank, so that it also helps for questions and passages that it has not seen (SELECTION.md).
Made by `python -m index align`.
"""

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from index.embed import Vectors
from index.errors import EmbedderError
from index.evidence import Judge
from index.fuse import Scores, Shares

SHIPPED_ALIGNMENT = Path(__file__).parent / "alignment.npz"


@dataclass(frozen=True)
class Alignment:
    """What was learned.

    :param centre: what is taken off a vector before its change is computed (dimensions).
    :param across: the directions looked at (rank, dimensions).
    :param asked: how they change a question (dimensions, rank); ``told``, a passage.
    :param shares: what each way of looking weighs, so that the scores of all passages are logits of answering.
    :param judge: what tells the best passage being an answer from its being a neighbour.
    :param bias: what is added to the score of a passage by its id: some answer less often than they are near.
    """

    centre: Vectors
    across: Vectors
    asked: Vectors
    told: Vectors
    shares: Shares
    bias: Mapping[str, float]
    judge: Judge

    def questions(self, vectors: Vectors) -> Vectors:
        """Return the vectors of questions, changed, unit length (questions, dimensions)."""
        return self._changed(vectors, self.asked)

    def passages(self, vectors: Vectors) -> Vectors:
        """Return the vectors of passages, changed, unit length (passages, dimensions)."""
        return self._changed(vectors, self.told)

    def biases(self, ids: Sequence[str]) -> Scores:
        """Return the bias of each passage; 0 for one that nothing was learned of."""
        return np.array([self.bias.get(id_, 0.0) for id_ in ids], dtype=np.float32)

    def _changed(self, vectors: Vectors, change: Vectors) -> Vectors:
        moved = vectors + (vectors - self.centre) @ self.across.T @ change.T
        return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the file."""
        halves = {name: getattr(self, name).astype(np.float16) for name in ("across", "asked", "told")}
        note = json.dumps(
            {"shares": self.shares, "bias": {id_: round(value, 3) for id_, value in self.bias.items()}, "weights": self.judge.weights}
        )
        with path.open("wb") as file:
            np.savez_compressed(file, note=np.array(note), centre=self.centre, asks=self.judge.asks, asked_of=self.judge.centre, **halves)


class AlignedEmbeddings(Embeddings):
    """Embeddings whose vectors are aligned: what the store is given.

    :param embeddings: how texts become vectors.
    :param alignment: how these are changed; None to leave them as they are.
    """

    def __init__(self, embeddings: Embeddings, alignment: Alignment | None) -> None:
        self._embeddings = embeddings
        self._alignment = alignment

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of passages."""
        vectors = self._embeddings.embed_documents(texts)
        return self._alignment.passages(np.array(vectors, dtype=np.float32)).tolist() if self._alignment and vectors else vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        vector = self._embeddings.embed_query(text)
        return self._alignment.questions(np.array([vector], dtype=np.float32))[0].tolist() if self._alignment else vector


def read_alignment(path: Path = SHIPPED_ALIGNMENT) -> Alignment:
    """Read a file that `Alignment.save` wrote.

    :raises EmbedderError: if it is missing or damaged.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            note = json.loads(str(stored["note"]))
            centre, across, asked, told = (stored[name].astype(np.float32) for name in ("centre", "across", "asked", "told"))
            judge = Judge(tuple(note["weights"]), stored["asked_of"], stored["asks"])
            return Alignment(centre, across, asked, told, Shares(*note["shares"]), note["bias"], judge)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise EmbedderError(path.name, str(error).split("\n", maxsplit=1)[0]) from error
