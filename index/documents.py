"""Search a folder of documents the way the knowledge is searched: chunks, meaning, words, letters, hubs marked down.

The knowledge of Boussole is written as passages of one statement, so it needs no cutting; documents that come as they are do.
"""

from collections.abc import Sequence

import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.records import Record
from index.align import Alignment
from index.embed import CachedEmbeddings, Progress, Vectors
from index.fuse import Scores, combine, hubness
from index.lexical import Letters, LexicalIndex

CHUNK, OVERLAP = 500, 100  # characters


class Document(Record):
    """A document to search, as it came."""

    id: str
    title: str
    text: str


def chunks(document: Document, size: int = CHUNK, overlap: int = OVERLAP, titled: bool = True) -> list[str]:
    """Cut a document at its paragraphs, sentences or words, in that order of preference, the title at the head of each piece.

    :param size: the longest piece, in characters, title apart.
    :param overlap: characters that a piece repeats of the one before it.
    :param titled: whether each piece begins with the title.
    """
    splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap, separators=["\n\n", "\n", ". ", "? ", "! ", " ", ""])
    pieces = splitter.split_text(document.text) or [""]
    head = f"{document.title}. " if titled and document.title else ""
    return [f"{head}{piece}".strip() or document.id for piece in pieces]


class DocumentIndex:
    """An index of documents in memory.

    :param documents: what is searched.
    :param embeddings: how texts become vectors.
    :param questions: vectors of questions of the trade, by which hubs are known (questions, dimensions).
    :param alignment: what brings questions near their answers, if there is one for this model.
    :param progress: called with the number of chunks embedded since the last call.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        embeddings: CachedEmbeddings,
        questions: Vectors,
        alignment: Alignment | None = None,
        progress: Progress | None = None,
    ) -> None:
        cut = [(number, piece) for number, document in enumerate(documents) for piece in chunks(document)]
        texts = [piece for _, piece in cut]
        self._ids = [document.id for document in documents]
        self._owner = np.array([number for number, _ in cut])
        self.vectors = embeddings.vectors(texts, "passage", progress)
        self._alignment = alignment
        self._aligned = alignment.passages(self.vectors) if alignment else self.vectors
        self._hubs = hubness(self.vectors, questions)
        self._words, self._letters = LexicalIndex(texts), LexicalIndex(texts, Letters())

    def legs(self, question: str, vector: Vectors, *, aligned: bool = True) -> tuple[Scores, Scores, Scores]:
        """Return the scores of every chunk by meaning, by words and by letters."""
        near = self._aligned @ self._alignment.questions(vector) if self._alignment and aligned else self.vectors @ vector
        return np.asarray(near, dtype=np.float32), self._words.scores(question), self._letters.scores(question)

    def search(self, question: str, vector: Vectors, k: int = 100, *, aligned: bool = True) -> list[tuple[str, float]]:
        """Return the best documents, each with the score of its best chunk, best first."""
        return self.best(combine(*self.legs(question, vector, aligned=aligned), self._hubs), k)

    def best(self, scores: Scores, k: int) -> list[tuple[str, float]]:
        """Return the documents of the best chunks, by one score per chunk."""
        highest = np.full(len(self._ids), -np.inf, dtype=np.float32)
        np.maximum.at(highest, self._owner, scores)
        return [(self._ids[i], float(highest[i])) for i in np.argsort(-highest, kind="stable")[:k]]
