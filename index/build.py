"""Build the index: documents → load → clean → chunk → embed → store, then train what is learned from the written examples.

A build goes into a folder of its own and becomes the index by the replacement of one small file, so an interrupted build leaves
the old index as it was. Content decides: building again from the same corpus with the same model changes nothing.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

import joblib
import numpy as np
from filelock import FileLock, Timeout

from corpus.chunk import searchable
from corpus.records import Corpus, Ready
from index.accents import Accents
from index.align import AlignedEmbeddings, read_alignment
from index.embed import SHIPPED_VECTORS, CachedEmbeddings, Progress, VectorCache
from index.errors import IndexFaultError
from index.focus import Focus, focus_examples
from index.fuse import hubness
from index.kernel import KernelModel
from index.learn import STRATEGY_SETTINGS, answered_by, bank_examples, questions, recipient_examples
from index.learned import Learned
from index.lexical import Letters, LexicalIndex
from index.manifest import CHUNKING, DEFAULT_EMBEDDER, current_build, is_current
from index.memory import Memory
from index.ready import ReadyIndex, ready_embeddings, ready_texts
from index.records import Manifest
from index.store import VectorStore
from index.vectors import VectorFile

Stage = Callable[[str, int], Progress]


class Embedders(NamedTuple):
    """What makes the vectors: of everything, and of what is found by the ways of asking for it."""

    general: CachedEmbeddings
    ready: CachedEmbeddings

    @classmethod
    def over(cls, known: VectorCache, name: str = DEFAULT_EMBEDDER) -> "Embedders":
        """Return both over one cache.

        :raises IndexFaultError: if what was learned of the ways of asking is missing.
        """
        return cls(CachedEmbeddings(name, known), ready_embeddings(known))


class BuildBusyError(IndexFaultError):
    """Another build is at work in the same folder."""

    def __init__(self) -> None:
        super().__init__("Une autre construction de l'index est en cours : attendez qu'elle finisse, puis recommencez.")


def silent(_title: str, _total: int) -> Progress:
    """A stage that shows nothing."""
    return lambda _done: None


def build(corpus: Corpus, data_dir: Path, embedder: str = DEFAULT_EMBEDDER, *, force: bool = False, stage: Stage = silent) -> bool:
    """Build the index if the corpus, the chunking or the model changed since the last build.

    :param corpus: the knowledge, loaded.
    :param data_dir: the folder of the index; made if needed.
    :param embedder: name of the embedding model, as for `index.embed.load_model`.
    :param force: build even if nothing changed.
    :param stage: told the title and size of each stage, gives back what to call as it advances.
    :return: whether a new index was built.
    :raises IndexFaultError: if another build is at work, or the model cannot be loaded.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with _lock(data_dir):
        if not force and is_current(data_dir, embedder, corpus.digest):
            return False
        known = VectorFile([SHIPPED_VECTORS, data_dir / "vectors.npz"])
        folder = data_dir / "builds" / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(3)}"
        _fill(folder, corpus, Embedders.over(known, embedder), stage, None if force else current_build(data_dir))
        if known.computed:
            known.save(data_dir / "vectors.npz")
        _replace(data_dir / "current.json", json.dumps({"build": folder.name}))
        _discard(data_dir / "builds", keep=2)
        return True


def _fill(folder: Path, corpus: Corpus, embedders: Embedders, stage: Stage, before: Path | None) -> None:
    chunks, embeddings = searchable(corpus), embedders.general
    embed_corpus(corpus, embeddings, stage)
    advance = stage("Rangement des passages", 3)
    alignment = read_alignment() if embeddings.name == DEFAULT_EMBEDDER else None
    entries = VectorStore(folder / "chroma", AlignedEmbeddings(embeddings, alignment)).add(chunks)
    advance(1)
    texts = [p.search_text for p in chunks]
    joblib.dump(LexicalIndex(texts), folder / "lexical.joblib")
    joblib.dump(LexicalIndex(texts, Letters()), folder / "letters.joblib")
    np.save(folder / "hubs.npy", hubness(embeddings.vectors(texts, "passage"), embeddings.vectors(questions(corpus), "query")))
    advance(1)
    train(corpus, folder, embedders, before)
    advance(1)
    manifest = Manifest(
        corpus=corpus.digest,
        embedder=embeddings.fingerprint,
        chunking=CHUNKING,
        passages=len(chunks),
        entries=entries,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    (folder / "manifest.json").write_text(manifest.model_dump_json(indent=2), encoding="utf-8")


def embed_corpus(corpus: Corpus, embeddings: CachedEmbeddings, stage: Stage = silent) -> None:
    """Make every vector of the corpus now, with a progress bar: what follows finds them in the cache."""
    texts = [chunk.search_text for chunk in searchable(corpus)]
    asked = learned_texts(corpus)
    advance = stage("Calcul des vecteurs", len(texts) + len(asked))
    embeddings.vectors(texts, "passage", advance)
    embeddings.vectors(asked, "query", advance)


def learned_texts(corpus: Corpus) -> list[str]:
    """Return every text learned from as a question: the bank, the troubles of the cards, questions, digressions, requests for letters."""
    needs = [fit.need for card in corpus.cards.values() for fit in card.fits]
    told, beside = focus_examples(corpus)
    situations = [s.text for s in corpus.situations_of("train")]
    return [*situations, *needs, *questions(corpus), *told, *beside, *recipient_examples(corpus)[0]]


def written_beforehand(corpus: Corpus) -> tuple[Ready, ...]:
    """Return what is found by the ways of asking for it: practical advice, then letters."""
    return (*corpus.advice.values(), *corpus.templates.values())


def french_texts(corpus: Corpus) -> list[str]:
    """Return texts in French of which the accents of words are learned: what was written beforehand, situations."""
    return [one.text for one in written_beforehand(corpus)] + [situation.text for situation in corpus.situations_of("train")]


def train(corpus: Corpus, folder: Path, embedders: Embedders, before: Path | None = None) -> None:
    """Fit the learners on the `train` split alone, and keep them in the build's folder.

    :param before: the folder of a build whose learners are taken where they were fitted on the same examples.
    """
    embeddings = embedders.general
    learned = Learned(folder, before, f"{embeddings.fingerprint} {CHUNKING}")
    texts, targets = bank_examples(corpus)
    selector = partial(KernelModel, texts, embeddings.vectors(texts, "query"), targets, STRATEGY_SETTINGS)
    learned.keep("selector.joblib", (texts, targets, STRATEGY_SETTINGS), selector)
    told, beside = focus_examples(corpus)
    focus = partial(Focus, embeddings.vectors(told, "query"), embeddings.vectors(beside, "query"))
    learned.keep("focus.joblib", (told, beside), focus)
    answered, unanswered = answered_by(corpus, searchable(corpus)), [item.question for item in corpus.unanswered]
    learned.keep("memory.joblib", (answered, unanswered), partial(Memory, answered, unanswered))
    written = {"advice": tuple(corpus.advice.values()), "templates": tuple(corpus.templates.values())}
    for name, ready in written.items():
        made_of = (ready_texts(ready), embedders.ready.fingerprint)
        learned.keep(f"{name}.joblib", made_of, partial(ReadyIndex, ready, embedders.ready))
    asked_of, whom = recipient_examples(corpus)
    learned.keep("recipient.joblib", (asked_of, whom), partial(KernelModel, asked_of, embeddings.vectors(asked_of, "query"), whom))
    french = french_texts(corpus)
    learned.keep("accents.joblib", french, partial(Accents, french))
    needs = [fit.need for card in corpus.cards.values() for fit in card.fits]
    np.save(folder / "needs.npy", embeddings.vectors(needs, "query"))


@contextmanager
def _lock(data_dir: Path) -> Iterator[None]:
    lock = FileLock(data_dir / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BuildBusyError from error
    try:
        yield
    finally:
        lock.release()


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def _discard(builds: Path, keep: int) -> None:
    """Remove old builds; the one before this may still be in use by a running page, so it stays."""
    for folder in sorted(builds.iterdir(), reverse=True)[keep:]:
        shutil.rmtree(folder, ignore_errors=True)
