"""Search the passages for one question, and tell how sure it is that the best answers."""

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.answerable import UNSURE, confidence
from assistant.expected import is_of_number, prefer_expected, shows_expected
from assistant.joined import likeness
from assistant.reckon import wanted_of
from corpus.joined import Operation
from corpus.records import Corpus, Language
from index.embed import WORKERS, Vectors
from index.records import Hit
from index.search import Index, PassageRetriever
from index.thread import Before

REREAD = 3  # passages that are read together with a question: more change nothing on the development set of facts
REREAD_PART = 2  # with a part of one
REREAD_JOINED = 2  # beside them, those that are only what is asked of several facts, unless something is to be worked out
LEANS = -3.0  # logits that what is read with the question before may be behind; chosen on threads of facts
PART_LEANS = 2.0  # logits by which it must lead for a part of a question, which has its subject
JOINED = 0.0  # logit of the reader from which what is asked of several facts may be what the question asks
WORKED_OUT = 6  # of them, those that are read where a question wants something worked out
LOOKED_AT = 5  # passages found for each way of asking a question that may lean on the one before
READ_AFTER, READ_AFTER_PART = 10, 6  # of them all, those that are read with what was said before, with the part before
LIKELY_AFTER = 1.5  # logit from which such a question is answered
SETTLED = 5.0  # logit from which a question made whole is answered, so that what it is alone is not tried
WHOLE = 1.0  # logits by which a question made whole may be behind what it is alone; chosen on the development conversations


@dataclass(frozen=True)
class Searched:
    """The passages for one question, best first, and how sure it is that the best answers: above 0, it does.

    ``joined`` is what the question may ask of several facts together, best first.
    """

    hits: tuple[Hit, ...]
    confidence: float
    joined: tuple[Hit, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the best passage answers."""
        return self.confidence >= 0

    @property
    def read(self) -> float:
        """The logit of the best passage answering, as the reader has it."""
        return (self.hits[0].read or 0.0) if self.hits else 0.0

    @property
    def unsure(self) -> bool:
        """Whether the best passage may answer, or only be near."""
        return -UNSURE <= self.confidence < 0


@dataclass(frozen=True)
class Searcher:
    """Searches in one language.

    :param retriever: the index as a LangChain retriever.
    """

    index: Index
    retriever: PassageRetriever
    language: Language

    def search(self, question: str, vector: Vectors | None = None, *, part: bool = False) -> Searched:
        """Return what is found for one question.

        :param vector: its vector, when it is known.
        :param part: whether it is a part of another, of which the first passage alone matters: fewer are read, and what it may ask of
            several facts together is not looked for.
        """
        vector = self.index.vectors([question])[0] if vector is None else vector
        documents = self.retriever.invoke(question, vector=vector, joined=not part)
        expected = _reading_first(question, prefer_expected(question, [document.metadata["hit"] for document in documents]))
        wanted = wanted_of(question)
        several = WORKED_OUT if wanted else REREAD_JOINED
        expected = self._likeliest_first(question, expected, wanted) if wanted else expected
        hits = self.index.reread(question, expected, self.language, REREAD_PART if part else REREAD, several)
        told = _saying_unknown_first(_showing_first(question, [hit for hit in hits if not hit.passage.joins]), self.index.corpus)
        joined = tuple(hit for hit in hits if hit.passage.joins and hit.read is not None and hit.read >= JOINED)
        return Searched(told, confidence(question, vector, told, self.index), joined)

    def _likeliest_first(self, question: str, hits: list[Hit], wanted: Operation) -> list[Hit]:
        """Return passages with those that are asked of several facts in the order in which they do what is wanted."""
        joined = self.index.corpus.joined
        return sorted(hits, key=lambda hit: -hit.score - likeness(question, joined[hit.passage.id], wanted) if hit.passage.joins else 0.0)

    def search_parts(self, parts: Sequence[str]) -> list[Searched]:
        """Return what is found for each part of a question: looked for side by side, then after the first where it may lean on it."""
        with ThreadPoolExecutor(WORKERS) as pool:
            found = list(pool.map(lambda part: self.search(part, part=True), parts))
        if len(found) < 2 or not found[0].answered:
            return found
        before = Before(parts[0], found[0].hits[0].passage.text_in(self.language))
        return [found[0], *(self._after_first(part, alone, before) for part, alone in zip(parts[1:], found[1:], strict=True))]

    def _after_first(self, part: str, alone: Searched, before: Before) -> Searched:
        """Return what is found for a part of a question, read after the first where it is not settled by itself."""
        return alone if alone.read >= SETTLED else leant(alone, self.search_after(part, before, READ_AFTER_PART), PART_LEANS)

    def search_after(self, question: str, before: Before, most: int = READ_AFTER) -> Searched:
        """Return what is found for a question that may lean on the one before it, read with what answered that one.

        :param question: as it was asked.
        :param most: passages that are read.
        """
        ways = before.ways_of_asking(question)
        found = [self.index.search(way, vector, LOOKED_AT) for way, vector in zip(ways, self.index.vectors(list(ways)), strict=True)]
        several = {hit.passage.id: hit for hits in zip_longest(*found) for hit in hits if hit}
        hits = self.index.read_after(question, before, list(several.values())[:most], self.language)
        return Searched(hits, hits[0].score - LIKELY_AFTER if hits else -math.inf)

    def search_either(self, whole: str, alone: str) -> tuple[str, Searched]:
        """Return what is found for a question made whole with the one before it, or for what was said of it, whichever is read as answered.

        :return: the question that was kept, and what was found for it.
        """
        found = self.search(whole)
        if found.answered and found.read >= SETTLED:
            return whole, found
        bare = self.search(alone)
        return (alone, bare) if bare.read > found.read + WHOLE else (whole, found)


def leant(standing: Searched, leaning: Searched, least: float = LEANS) -> Searched:
    """Return what is found for a question as it stands, or for what it asks after the one before it, whichever is read as answering.

    :param standing: what is found for it alone, or made whole by rules; ``leaning``, what is read with what was said before.
    :param least: logits by which the latter must lead; below 0, by which it may be behind.
    """
    if not leaning.hits or not standing.hits:
        return standing
    if leaning.hits[0].passage.id == standing.hits[0].passage.id:
        return replace(standing, confidence=max(standing.confidence, leaning.confidence))
    return replace(leaning, joined=standing.joined) if leaning.read > standing.read + least else standing


def _fits(question: str, hit: Hit) -> bool:
    """Tell whether a passage shows the kind of thing that a question asks for, of the very measure that it names."""
    return shows_expected(question, hit) and is_of_number(question, hit)


def _reading_first(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return passages in the order that they are read in: those that do not show what is asked for, and so cannot answer, come last."""
    return sorted(hits, key=lambda hit: not (hit.passage.source is None or hit.passage.joins or _fits(question, hit)))


def _showing_first(question: str, told: list[Hit]) -> tuple[Hit, ...]:
    """Return passages with the first that shows what is asked for before those that do not, where it is read as answering."""
    if not told or told[0].passage.source is None or _fits(question, told[0]):  # what is not known shows nothing
        return tuple(told)
    showing = next((hit for hit in told if hit.read is not None and hit.read >= 0 and _fits(question, hit)), told[0])
    return (showing, *(hit for hit in told if hit is not showing))


def _saying_unknown_first(told: tuple[Hit, ...], corpus: Corpus) -> tuple[Hit, ...]:
    """Return passages with the one first that says that what is asked is not known, where it is read as answering better than the best."""
    least = max(0.0, (told[0].read or 0.0) if told else 0.0)
    unknown = next((hit for hit in told if hit.passage.id in corpus.limits and hit.read is not None and hit.read >= least), None)
    return (unknown, *(hit for hit in told if hit is not unknown)) if unknown else told
