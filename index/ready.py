"""Find the advice or the letter that was written for a message, by what is asked in it.

e5 puts together messages told in the same manner rather than those that ask the same thing: of four ways of asking, it finds another
for the same thing first one time in eleven. So what it makes of messages is tuned on the ways of asking (`index.tune_ready`), and shipped
as small changes of its weights.
"""

import json
import threading
import zipfile
from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus.records import Ready
from index.embed import PROMPTS, CachedEmbeddings, VectorCache, Vectors
from index.errors import EmbedderError

if TYPE_CHECKING:
    from index.changes import Changes
    from index.encoder import Encoder

SHIPPED_CHANGES = Path(__file__).parent / "ready.npz"
TOLD = 0.3  # what the nearness of the answer weighs beside that of what is asked; chosen on ways of asking


class Nearest(NamedTuple):
    """What comes nearest to a message, and how near."""

    id: str
    score: float


class Near(NamedTuple):
    """What comes near to a message, how near, and how near in several ways.

    ``alike`` are cosines: of the likeliest way of asking for it and of all of them in the mean, to the message, then to the case with it;
    and of the answer to both.
    """

    id: str
    score: float
    alike: tuple[float, ...]


class TunedEmbeddings(Embeddings):
    """The encoder tuned on ways of asking, made the first time that it is needed.

    :param path: the file of what was learned.
    """

    def __init__(self, path: Path = SHIPPED_CHANGES) -> None:
        self._path = path
        self._encoder: Encoder | None = None
        self._lock = threading.Lock()

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a message."""
        return self.embed_documents([text])[0]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of messages, or of texts that answer them: both are encoded alike."""
        return self._made().encode(texts, PROMPTS["query"]).tolist()  # type: ignore[no-any-return]

    def encode_many(self, texts: Sequence[str], prompt: str) -> dict[int, Vectors]:
        """Return the vectors of many texts, by their place."""
        return self._made().encode_many(texts, prompt)

    def _made(self) -> "Encoder":
        with self._lock:
            if self._encoder is None:
                from index.encoder import Encoder  # heavy: imported when it is needed, not before

                self._encoder = Encoder(read_changes(self._path), halved=True)
            return self._encoder


def ready_embeddings(cache: VectorCache | None = None, path: Path = SHIPPED_CHANGES) -> CachedEmbeddings:
    """Return the tuned encoder with its cache; what was learned names it, so that no vector of another is taken for its own.

    :raises EmbedderError: if the file of what was learned is missing.
    """
    try:
        digest = sha256(path.read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise EmbedderError(path.name, str(error)) from error
    return CachedEmbeddings(f"ready/{digest}", cache, TunedEmbeddings(path))


def save_changes(changes: "Changes", path: Path) -> None:
    """Write what was learned, as small as it can be."""
    with path.open("wb") as file:
        np.savez_compressed(file, note=np.array(json.dumps({"of": "ready"})), **changes.packed())


def read_changes(path: Path = SHIPPED_CHANGES) -> "Changes":
    """Return what was learned.

    :raises EmbedderError: if the file is missing or damaged.
    """
    import torch  # heavy, here too

    from index.changes import Changes

    try:
        with np.load(path, allow_pickle=False) as stored:
            return Changes.unpacked({name: torch.from_numpy(stored[name].astype(np.float32)) for name in stored.files if name != "note"})
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise EmbedderError(path.name, str(error).split("\n", maxsplit=1)[0]) from error


class ReadyIndex:
    """What was written beforehand, and can be found.

    :param written: all of it.
    :param embeddings: the tuned encoder (`ready_embeddings`).
    """

    def __init__(self, written: Sequence[Ready], embeddings: CachedEmbeddings) -> None:
        asks, texts = [ask for one in written for ask in one.asks], [one.text for one in written]
        self._ids = [one.id for one in written]
        self._starts = np.cumsum([0, *(len(one.asks) for one in written[:-1])])
        self._asked, self._told = embeddings.vectors(asks, "query"), embeddings.vectors(texts, "query")

    def best(self, vectors: Vectors, among: Collection[str] = ()) -> Nearest:
        """Return what comes nearest to what was told.

        :param vectors: by the tuned encoder (texts, dimensions), of a message; and, where it comes later, of the case with it: both count.
        :param among: the ids that are looked at; all of them by default.
        """
        scores = self._scores(vectors)
        if among:
            scores = np.where([id_ in among for id_ in self._ids], scores, -np.inf)
        best = int(scores.argmax())
        return Nearest(self._ids[best], float(scores[best]))

    def nearest(self, vectors: Vectors, most: int) -> list[Near]:
        """Return what comes nearest to what was told, nearest first.

        :param vectors: as for `best`.
        :param most: how many, at most.
        """
        scores, ends = self._scores(vectors), np.append(self._starts[1:], len(self._asked))
        found = []
        for row in np.argsort(-scores, kind="stable")[:most]:
            asked, told = self._asked[self._starts[row] : ends[row]], self._told[row]
            of_asks = [value for vector in (vectors[0], vectors[-1]) for value in ((asked @ vector).max(), (asked @ vector).mean())]
            alike = (*of_asks, told @ vectors[0], told @ vectors[-1])
            found.append(Near(self._ids[row], float(scores[row]), tuple(float(value) for value in alike)))
        return found

    def _scores(self, vectors: Vectors) -> Vectors:
        """Return how near each is to what was told: its likeliest way of asking, and its answer."""
        seen = vectors.mean(axis=0)
        near: Vectors = np.maximum.reduceat(self._asked @ seen, self._starts) + TOLD * (self._told @ seen)
        return near


def ready_texts(written: Iterable[Ready]) -> list[str]:
    """Return every text whose vector is wanted."""
    return [text for one in written for text in (*one.asks, one.text)]
