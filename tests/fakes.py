"""Fakes that a reader can compute by hand: an embedder made of words, passages and cards of a few words."""

import hashlib

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus.chunk import Passage
from corpus.clean import words
from corpus.records import Kind


class WordEmbeddings(Embeddings):
    """Each word adds one to a coordinate chosen by its hash: texts that share words are near."""

    def __init__(self, size: int = 64) -> None:
        self.size = size
        self.calls = 0

    def embed_query(self, text: str) -> list[float]:
        self.calls += 1
        vector = np.zeros(self.size)
        for word in words(text):
            vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.size] += 1
        return list((vector / max(float(np.linalg.norm(vector)), 1e-9)).astype(float))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


def passage(id_: str, text: str, kind: Kind = "document", source: str | None = "bilan", **more: object) -> Passage:
    """A passage with little to say."""
    base = {"owner": id_, "text_en": text, "title": "Bilan", "locator": "page 1", "url": None, "confidence": "verified"}
    return Passage.model_validate({"id": id_, "text": text, "kind": kind, "source": source, **base, **more})
