"""The vector store: with `evaluation.baselines`, the only module that knows Chroma. One entry per passage, under the passage's own id."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from corpus.chunk import Passage
from index.embed import Vectors
from index.errors import IndexCorruptError

COLLECTION = "passages"
DEPTH = 200  # entries looked at per question; the rest could not reach the first places
HNSW = {"hnsw": {"space": "cosine", "ef_search": 2 * DEPTH, "ef_construction": 2 * DEPTH}}
BATCH = 2000


class VectorStore:
    """A Chroma collection in a folder of its own, seen through LangChain.

    :param folder: where Chroma keeps its files; a folder must only ever be opened by one writer.
    :param embeddings: how texts become vectors.
    """

    def __init__(self, folder: Path, embeddings: Embeddings) -> None:
        try:
            client = chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))
            self._chroma = Chroma(client=client, collection_name=COLLECTION, embedding_function=embeddings, collection_configuration=HNSW)
        except (ChromaError, ValueError, OSError) as error:
            raise IndexCorruptError(f"Chroma ne s'ouvre pas : {error}") from error

    def add(self, passages: Sequence[Passage]) -> int:
        """Add passages; return how many entries there are now."""
        for start in range(0, len(passages), BATCH):
            batch = passages[start : start + BATCH]
            self._chroma.add_texts([p.search_text for p in batch], ids=[p.id for p in batch])
        return self.count()

    def count(self) -> int:
        """Return the number of entries."""
        return len(self._get()["ids"])

    def _get(self, **options: Any) -> dict[str, Any]:
        try:
            return self._chroma.get(**{"include": [], **options})
        except ChromaError as error:
            raise IndexCorruptError(f"Chroma : {error}") from error

    def cosines(self, vector: Vectors, depth: int = DEPTH) -> dict[str, float]:
        """Return the cosine of each of the `depth` passages nearest to a question.

        :param vector: the question's unit vector.
        :return: passage id → cosine similarity (−1 to 1), nearest first.
        :raises IndexCorruptError: if Chroma cannot answer.
        """
        try:
            found = self._chroma.similarity_search_by_vector_with_relevance_scores(np.asarray(vector).tolist(), k=depth)
        except (ChromaError, ValueError, RuntimeError) as error:
            raise IndexCorruptError(f"Chroma : {error}") from error
        return {str(document.id): 1.0 - distance for document, distance in found}

    def check(self, entries: int) -> None:
        """Refuse a store that has lost entries, or whose graph no longer reaches them (Chroma does not notice by itself).

        :raises IndexCorruptError: if it is damaged.
        """
        if self.count() != entries:
            raise IndexCorruptError(f"{self.count()} entrées au lieu de {entries}")
        stored = self._get(limit=1, include=["embeddings"])
        reached = self.cosines(np.asarray(stored["embeddings"][0], dtype=np.float32), depth=min(entries, 20))
        if stored["ids"][0] not in reached:
            raise IndexCorruptError("le graphe des vecteurs n'atteint plus ses entrées")
