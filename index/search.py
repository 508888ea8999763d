"""Open an index and ask it: passages for a question, strategies for a situation, the kind of a turn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import numpy.typing as npt
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.chunk import Passage, passages, searchable
from corpus.records import Corpus, Language
from index.adapter import read_adapter
from index.align import AlignedEmbeddings, Alignment, read_alignment
from index.embed import CachedEmbeddings, Vectors
from index.errors import IndexCorruptError
from index.evidence import named_families, named_numbers
from index.focus import Focus, focused, with_sentences
from index.fuse import Scores, combine, logits
from index.kernel import KernelModel, Matrix
from index.learn import guesses, likely_tags
from index.lexical import LexicalIndex
from index.manifest import DEFAULT_EMBEDDER, usable_build
from index.memory import Memory
from index.reader import Reader, read_reader
from index.ready import Nearest, ReadyIndex, ready_embeddings
from index.records import Hearing, Hit, Ranked
from index.request import Request
from index.request_reader import RequestReader
from index.selector import Leg, Selector
from index.store import VectorStore
from index.thread import Before
from index.worth import Worth, measures_of, read_worth

REMEMBERED = 6.0  # in logits: what a question like those written for a passage is worth; chosen on the development set of facts
NUMBERED = 3.0  # in logits: what a passage gains that speaks of the very measure, dimension or family that a question names
LOOKED_AT = 6  # pieces of advice that are judged for a message: as many as readers judged
READING = 0.7  # what a logit of the reader weighs beside one of the search; chosen on the development set of facts


@dataclass(frozen=True)
class Index:
    """An index opened for reading. Thread-safe: nothing in it changes."""

    corpus: Corpus
    embeddings: CachedEmbeddings
    store: VectorStore
    lexical: LexicalIndex
    letters: LexicalIndex
    hubs: Scores
    alignment: Alignment | None
    reader: Reader
    memory: Memory
    selector: Selector
    focus: Focus
    needs: Vectors
    requests: RequestReader
    ready: CachedEmbeddings
    advice: ReadyIndex
    worth: Worth
    templates: ReadyIndex
    recipient: KernelModel

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that are searched, in the order the word index knows them by."""
        return searchable(self.corpus)

    @cached_property
    def by_id(self) -> dict[str, Passage]:
        """Every passage that can be cited, by id."""
        return {passage.id: passage for passage in passages(self.corpus)}

    @cached_property
    def numbered(self) -> tuple[frozenset[str], ...]:
        """The measures, dimensions, families and so on that each passage that is searched names."""
        return tuple(named_numbers(f"{passage.text} {' '.join(passage.terms)}") | named_families(passage.text) for passage in self.passages)

    @cached_property
    def joining(self) -> npt.NDArray[np.bool_]:
        """Which of the passages that are searched say nothing themselves, but are what is asked of several facts."""
        return np.array([bool(passage.joins) for passage in self.passages], dtype=bool)

    @cached_property
    def biases(self) -> Scores:
        """What is added to the score of each passage that is searched."""
        ids = [passage.id for passage in self.passages]
        return self.alignment.biases(ids) if self.alignment else np.zeros(len(ids), dtype=np.float32)

    def vectors(self, texts: list[str]) -> Vectors:
        """Return the vectors of messages, one row each (never cached: they are private)."""
        return self.embeddings.questions(texts)

    def needs_of(self, message: str) -> tuple[list[str], Vectors]:
        """Return what a message says of its trouble, digressions left out: the whole, then its sentences; and their vectors."""
        return focused(message, self.embeddings, self.focus)

    def search(self, question: str, vector: Vectors, k: int = 5, *, joined: bool = False) -> tuple[Hit, ...]:
        """Return the k passages that best answer a question, best first.

        :param question: the question's text, for its words.
        :param vector: its vector, for its meaning.
        :param joined: whether what is asked of several facts together is looked for too: those found before the last of the k are added.
        """
        nearest = self.store.cosines(self.alignment.questions(vector) if self.alignment else vector)
        floor = min(nearest.values(), default=0.0)
        meaning = np.array([nearest.get(p.id, floor) for p in self.passages], dtype=np.float32)
        wording, spelling = self.lexical.scores(question), self.letters.scores(question)
        if self.alignment:
            scores = logits(meaning, wording, spelling, self.hubs, self.alignment.shares) + self.biases
        else:
            scores = combine(meaning, wording, spelling, self.hubs)
        asked_before, unanswered = self.memory.nearest(question)
        if self.alignment:
            scores = scores + REMEMBERED * asked_before
        if asked := named_numbers(question) | named_families(question):
            scores = scores + NUMBERED * np.array([asked <= named for named in self.numbered])
        order = np.argsort(-scores, kind="stable")
        last = np.flatnonzero(~self.joining[order])[:k][-1:]
        order = order[: int(last[0]) + 1] if len(last) else order[:0]
        order = order if joined else order[~self.joining[order]]
        resembles = asked_before - unanswered
        return tuple(
            Hit(passage=self.passages[i], score=float(scores[i]), cosine=float(meaning[i]), resembles=float(resembles[i])) for i in order
        )

    def reread(self, question: str, hits: Sequence[Hit], language: Language = "fr", first: int = 3, several: int = 0) -> tuple[Hit, ...]:
        """Return passages found for a question in the order that reading each together with it gives; as they are without an alignment.

        :param hits: best first; those after the first few are left as they are, and come last.
        :param language: of the question.
        :param first: how many are read, at most; ``several``, how many of those that are only what is asked of several facts.
        """
        if self.alignment is None:
            return tuple(hits)
        told, joined = [hit for hit in hits if not hit.passage.joins], [hit for hit in hits if hit.passage.joins]
        near, rest = [*told[:first], *joined[:several]], [*told[first:], *joined[several:]]
        logits_ = self.reader.scores(question, [hit.passage.text_in(language) for hit in near])
        read = [_read(hit, float(logit)) for hit, logit in zip(near, logits_, strict=True)]
        return (*sorted(read, key=lambda hit: -hit.score), *rest)

    def read_after(self, question: str, before: Before, hits: Sequence[Hit], language: Language = "fr") -> tuple[Hit, ...]:
        """Return passages in the order that reading each with a question, and with what was said before it, gives.

        :param before: the question before, and what answered it.
        """
        logits_ = self.reader.scores(question, [hit.passage.text_in(language) for hit in hits], before.context)
        read = [hit.model_copy(update={"score": float(logit), "read": float(logit)}) for hit, logit in zip(hits, logits_, strict=True)]
        return tuple(sorted(read, key=lambda hit: -hit.score))

    def rank(self, needs: list[str], vectors: Vectors) -> tuple[tuple[Ranked, ...], ...]:
        """Return, for a message and each of its sentences, the 51 strategies with their probabilities, best first.

        :param needs: the whole message, then its sentences when it has several (`needs_of`).
        :param vectors: their vectors (needs, dimensions).
        """
        whole = self.selector.probabilities(needs[:1], with_sentences(vectors)[:1])
        parts = self.selector.quick_probabilities(needs[1:], vectors[1:]) if len(needs) > 1 else whole[1:]
        return tuple(self._ranked(row) for row in (*whole, *parts))

    def rank_each(self, needs: list[str], vectors: Vectors) -> tuple[tuple[Ranked, ...], dict[Leg, tuple[Ranked, ...]]]:
        """Return the 51 strategies as ranked for a message, and as each of the ways of choosing alone would: for measuring.

        :param needs: the message, then its sentences when it has several; ``vectors``, theirs.
        """
        scores = {leg: self.selector.scores(needs[:1], with_sentences(vectors)[:1], leg) for leg in self.selector.legs}
        return self._ranked(self.selector.weighed(scores)[0]), {leg: self._ranked(found[0]) for leg, found in scores.items()}

    def nearest(self, written: ReadyIndex, told: list[str], among: Collection[str] = ()) -> Nearest:
        """Return what was written beforehand that comes nearest to what was told (`ReadyIndex.best`).

        :param written: the advice, or the letters.
        """
        return written.best(self.ready.questions(told), among)

    def advised(self, said: str, case: str = "") -> Nearest:
        """Return the advice that is likeliest to be of use for a message, and the probability that it is (0 to 1).

        :param case: what was told before it; empty where the message opens the conversation.
        """
        judged = [Nearest(id_, self.worth.probability(each)) for id_, each in self.measured(said, case)]
        return max(judged, key=lambda one: one.score)

    def measured(self, said: str, case: str = "") -> list[tuple[str, tuple[float, ...]]]:
        """Return the advice that comes nearest to a message, nearest first, each with how near it is (`index.worth`).

        :param case: as for `advised`.
        """
        case = "" if case == said else case
        near = self.advice.nearest(self.ready.questions([said, f"{case} {said}"] if case else [said]), LOOKED_AT)
        return [(one.id, measures_of(one, self.corpus.advice[one.id].asks, said, case, self.lexical)) for one in near]

    def request(self, message: str) -> Request:
        """Return what a message asks of a text (`corpus.marked`), with the accents and the apostrophes that it was typed without."""
        return self.requests.read(message)

    def recipients(self, requests: list[str]) -> Matrix:
        """Return the probability that each request for a letter is for each of those that letters are for (requests, `RECIPIENTS`)."""
        return self.recipient.probabilities(self.recipient.scores(requests, self.vectors(requests)))

    def _ranked(self, scores: Matrix) -> tuple[Ranked, ...]:
        ids = list(self.corpus.cards)
        return tuple(Ranked(id=ids[i], score=float(scores[i])) for i in np.argsort(-scores, kind="stable"))

    def hear(self, said: str, before: str = "") -> Hearing:
        """Return what kind of turn a message may be, and what is heard in it.

        :param said: the message; ``before``, the turn before it (`index.learn.turn_before`).
        """
        kinds, tags = self.reader.hear(said, before)
        return Hearing(guesses=guesses(kinds), tags=likely_tags(tags))


def _read(hit: Hit, logit: float) -> Hit:
    return hit.model_copy(update={"score": hit.score + READING * logit, "read": logit})


class PassageRetriever(BaseRetriever):
    """The index as a LangChain retriever: `PassageRetriever(index=index).invoke("…")`.

    :param index: the opened index.
    :param k: how many passages to return.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, vector: Vectors | None = None, joined: bool = False
    ) -> list[Document]:
        """Return the passages as documents; a caller may give the question's vector, or want what is asked of several facts too."""
        hits = self.index.search(query, self.index.vectors([query])[0] if vector is None else vector, self.k, joined=joined)
        return [Document(id=hit.passage.id, page_content=hit.passage.text, metadata=_metadata(hit)) for hit in hits]


def _metadata(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {"title": passage.title, "locator": passage.locator, "kind": passage.kind, "source": passage.source, "hit": hit}


def open_index(corpus: Corpus, data_dir: Path, embedder: str = DEFAULT_EMBEDDER) -> Index:
    """Open the index in use, after checking that it is the one this corpus and this model would build.

    :raises IndexMissingError: if there is none.
    :raises IndexStaleError: if it was built from something else.
    :raises IndexCorruptError: if one of its files is damaged.
    :raises EmbedderError: if the model or its adapter is.
    """
    folder, manifest = usable_build(data_dir, embedder, corpus.digest)
    embeddings = CachedEmbeddings(embedder)
    alignment = read_alignment() if embedder == DEFAULT_EMBEDDER else None
    store = VectorStore(folder / "chroma", AlignedEmbeddings(embeddings, alignment))
    store.check(manifest.entries)
    adapter = read_adapter() if embedder == DEFAULT_EMBEDDER else None
    worth = read_worth()
    try:
        return Index(
            corpus=corpus,
            embeddings=embeddings,
            store=store,
            lexical=joblib.load(folder / "lexical.joblib"),
            letters=joblib.load(folder / "letters.joblib"),
            hubs=np.load(folder / "hubs.npy"),
            alignment=alignment,
            reader=read_reader(),
            memory=joblib.load(folder / "memory.joblib"),
            selector=Selector(joblib.load(folder / "selector.joblib"), adapter),
            focus=joblib.load(folder / "focus.joblib"),
            needs=np.load(folder / "needs.npy"),
            requests=RequestReader(folder / "accents.joblib"),
            ready=ready_embeddings(),
            advice=joblib.load(folder / "advice.joblib"),
            worth=worth,
            templates=joblib.load(folder / "templates.joblib"),
            recipient=joblib.load(folder / "recipient.joblib"),
        )
    except Exception as error:  # joblib and numpy raise what they please on a damaged file: all of it means the same thing here
        raise IndexCorruptError(str(error)) from error
