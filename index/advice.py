"""Find the practical advice that answers a message: by meaning, once what is only manner is left out, by words and by letters.

e5 puts together messages told in the same manner rather than those that ask the same thing: of four ways of asking, it finds another
of the same advice first one time in eleven. A small linear change, learned from them (`index.tune_advice`), finds it one time in three.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.advice import Advice
from index.embed import CachedEmbeddings, Vectors
from index.errors import EmbedderError
from index.fuse import Scores
from index.lexical import Letters, LexicalIndex

SHIPPED_CHANGE = Path(__file__).parent / "advice.npz"
ASKED_WORDS, ASKED_LETTERS, TOLD, TOLD_WORDS = 0.01, 0.01, 0.7, 0.005  # beside the nearness of what is asked; chosen on ways of asking


class Advised(NamedTuple):
    """The advice that comes nearest to a message, and how near; about 1 where it answers it."""

    id: str
    score: float


@dataclass(frozen=True)
class Change:
    """What was learned: the directions in which messages that ask the same thing are brought together.

    :param asked: what is taken off the vector of a message (dimensions); ``told``, off that of an answer.
    :param across: the directions looked at (dimensions, rank); ``back``, how they change a vector (rank, dimensions).
    """

    asked: Vectors
    told: Vectors
    across: Vectors
    back: Vectors

    def of_asked(self, vectors: Vectors) -> Vectors:
        """Return the vectors of messages, changed, unit length."""
        return self._changed(vectors - self.asked)

    def of_told(self, vectors: Vectors) -> Vectors:
        """Return the vectors of answers, changed, unit length."""
        return self._changed(vectors - self.told)

    def _changed(self, vectors: Vectors) -> Vectors:
        unit = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
        moved = unit + unit @ self.across @ self.back
        return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the file."""
        note = json.dumps({"rank": self.across.shape[1]})
        halves = {name: getattr(self, name).astype(np.float16) for name in ("asked", "told", "across", "back")}
        with path.open("wb") as file:
            np.savez_compressed(file, note=np.array(note), **halves)


def read_change(path: Path = SHIPPED_CHANGE) -> Change:
    """Return what was learned, as shipped.

    :raises EmbedderError: if the file is missing or damaged.
    """
    try:
        with np.load(path) as file:
            return Change(*(file[name].astype(np.float32) for name in ("asked", "told", "across", "back")))
    except (OSError, ValueError, KeyError) as error:
        raise EmbedderError(path.name, str(error)) from error


class AdviceIndex:
    """Advice that can be found.

    :param advice: all of it.
    :param embeddings: how texts become vectors.
    :param change: what was learned.
    """

    def __init__(self, advice: Sequence[Advice], embeddings: CachedEmbeddings, change: Change) -> None:
        asks = [ask for one in advice for ask in one.asks]
        self._ids = [one.id for one in advice]
        self._starts = np.cumsum([0, *(len(one.asks) for one in advice[:-1])])
        self._change = change
        self._asked = change.of_asked(embeddings.vectors(asks, "query"))
        self._told = change.of_told(embeddings.vectors([one.text for one in advice], "query"))
        self._words, self._letters = LexicalIndex(asks), LexicalIndex(asks, Letters())
        self._told_words = LexicalIndex([one.text for one in advice])

    def best(self, said: str, vector: Vectors) -> Advised:
        """Return the advice that comes nearest to a message.

        :param vector: of the message.
        """
        seen = self._change.of_asked(vector)
        asked = self._nearest(self._asked @ seen) + ASKED_WORDS * self._nearest(self._words.scores(said))
        asked = asked + ASKED_LETTERS * self._nearest(self._letters.scores(said))
        scores = asked + TOLD * (self._told @ seen) + TOLD_WORDS * self._told_words.scores(said)
        best = int(scores.argmax())
        return Advised(self._ids[best], float(scores[best]))

    def _nearest(self, scores: Scores) -> Scores:
        """Return the score of the nearest way of asking for each advice."""
        return np.asarray(np.maximum.reduceat(scores, self._starts), dtype=np.float32)


def advice_texts(advice: Iterable[Advice]) -> list[str]:
    """Return every text whose vector is wanted."""
    return [text for one in advice for text in (*one.asks, one.text)]
