"""What the reader learns from: questions set against passages, messages with the turn before them, and what is heard in some of them.

The `dev` and `test` splits never enter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import numpy as np
import numpy.typing as npt

from corpus.examples import AskedThen
from corpus.heard import heard
from corpus.language import detect_language
from corpus.records import TAGS, Corpus, Tagged, TurnKind, TurnSort
from index.align import Alignment
from index.embed import CachedEmbeddings
from index.learn import KINDS, turn_before
from index.thread import Before
from index.tune_alignment import Ground

Asked = tuple[str, str, str, bool]  # a question, the passage that answers it, the one that it is beside, whether a passage carries it
# What a message weighs, by where it comes from: those written for their kind most, those borrowed from the bank and the facts little.
CONVERSED, WRITTEN, OPENING, SITUATION, FACT, DEFINITION = 2.0, 1.0, 1.0, 0.15, 0.1, 0.05
FEW_WORDS = 18  # words of a situation that opens a conversation as people do
RARE, MOST_RARE = 250, 3.0  # messages that hold a tag, under which those that do are drawn more, and how much more at most
TWINS = 0.97  # cosine from which two passages tell the same
LISTING: tuple[TurnKind, ...] = ("situation", "followup", "plan")  # kinds of turn that a follow-up may come after


@dataclass(frozen=True)
class Lesson:
    """A question and what it is read with: the passage that answers or that it is beside, if there is one, then those that are near.

    ``before`` is what it leans on, for one that comes after another.
    """

    question: str
    answers: bool
    told: tuple[str, ...]
    near: tuple[str, ...]
    own: bool = False
    before: str = ""


@dataclass(frozen=True)
class Message:
    """A message, its kind and sort, how often it is drawn, and the turn before it: None where it may come after any."""

    said: str
    kind: TurnKind
    sort: TurnSort
    weight: float
    before: str | None = None


@dataclass(frozen=True)
class Overheard:
    """A message, the turn before it, what is heard in it (`TAGS`), and how often it is drawn."""

    said: str
    before: str
    tags: frozenset[str]
    weight: float


def lessons(corpus: Corpus, embeddings: CachedEmbeddings, alignment: Alignment, near: int) -> list[Lesson]:
    """Return what the written questions of the knowledge teach.

    :param embeddings: how texts become vectors; ``alignment``, how they are searched.
    :param near: passages that the search takes for the answer, kept beside each question.
    """
    ground, asked = Ground.of(corpus, embeddings), list(_asked(corpus))
    known = {chunk.id: chunk for chunk in ground.chunks}
    found = ground.nearest([question for question, *_ in asked], alignment, near + 2)
    made = []
    for (question, answer, beside, own), hits in zip(asked, found, strict=True):
        rivals = [hit.passage for hit in hits if hit.passage.id not in (answer, beside)]
        if not answer:  # what says that nothing is known may be an answer
            rivals = [passage for passage in rivals if passage.source is not None]
        language, first = detect_language(question), answer or beside
        told = (known[first].text_in(language),) if first else ()
        texts = tuple(passage.text_in(language) for passage in rivals[:near])
        if told or texts:  # all that is near may say that nothing is known
            made.append(Lesson(question, bool(answer), told, texts, own))
    return made + list(_threaded(corpus, ground, alignment, near))


def _threaded(corpus: Corpus, ground: Ground, alignment: Alignment, near: int) -> Iterator[Lesson]:
    """Yield what the questions that lean on another teach, each read with what the search finds for all the ways of asking it."""
    known = {chunk.id: (chunk, vector) for chunk, vector in zip(ground.chunks, ground.vectors, strict=True)}
    for before, turn in _leaning(corpus):
        language = detect_language(turn.say)
        found = [list(hits) for hits in ground.nearest(Before(*before).ways_of_asking(turn.say), alignment, near)]
        rivals = dict.fromkeys(hit.passage.id for hits in zip(*found, strict=True) for hit in hits if hit.passage.id != turn.fact)
        if turn.fact:
            answer, vector = known[turn.fact]
            others = [known[id_][0] for id_ in rivals if float(known[id_][1] @ vector) < TWINS]
        else:
            answer, others = None, [known[id_][0] for id_ in rivals if known[id_][0].source is not None]
        told = (answer.text_in(language),) if answer else ()
        yield Lesson(turn.say, bool(answer), told, tuple(p.text_in(language) for p in others[:near]), before=Before(*before).context)


def _leaning(corpus: Corpus) -> Iterator[tuple[tuple[str, str], AskedThen]]:
    """Yield each question of a thread after the first, with the one before it and what answered that one."""
    for thread in corpus.threads:
        for before, turn in pairwise(thread.turns):
            told = corpus.facts[before.fact].text if before.fact else ""
            yield (before.say, told), turn


def _asked(corpus: Corpus) -> Iterator[Asked]:
    yield from ((question, more.id, "", False) for more in corpus.asked.values() for question in more.questions)
    yield from ((question, joined.id, "", False) for joined in corpus.joined.values() for question in joined.learned)
    yield from ((question, limit.id, "", False) for limit in corpus.limits.values() for question in limit.questions)
    yield from ((item.question, "", item.beside, False) for item in corpus.unanswered)
    yield from ((question, joined.id, "", True) for joined in corpus.joined.values() for question in joined.own)
    yield from ((question, fact.id, "", True) for fact in corpus.facts.values() for question in fact.questions)
    yield from ((turn.text, "", "", True) for turn in corpus.turns if turn.kind == "decline" and turn.split == "train")


def messages(corpus: Corpus) -> list[Message]:
    """Return the messages that teach the kinds of turn: those of written conversations, those written alone, and some borrowed."""
    found = list(_conversed(corpus))
    found += [Message(turn.text, turn.kind, turn.sort, WRITTEN) for turn in corpus.turns if turn.split == "train"]
    for situation in corpus.situations_of("train"):
        opens = len(situation.text.split()) <= FEW_WORDS
        found.append(Message(situation.text, "situation", "", OPENING if opens else SITUATION))
    for more in corpus.asked.values():
        defines = corpus.facts[more.id].definition
        found += [Message(q, "definition" if defines else "fact", "", DEFINITION if defines else FACT) for q in more.questions]
    found += [Message(item.question, "fact", "", FACT) for item in corpus.unanswered]
    found += [Message(question, "fact", "", SITUATION) for joined in corpus.joined.values() for question in joined.questions]
    return found


def overheard(tagged: Sequence[Tagged], corpus: Corpus) -> list[Overheard]:
    """Return the messages in which careful readers heard something, or nothing; those that hold what is rare are drawn more.

    :param corpus: the situations and conversations that some of them are of.
    """
    read = list(heard(tagged, corpus))
    known = np.array([[tag in one.tags for tag in TAGS] for one in read], dtype=np.float32).reshape(len(read), len(TAGS))
    rarity = np.minimum(MOST_RARE, RARE / np.maximum(known.sum(axis=0), 1))
    return [
        Overheard(one.said, turn_before(one.after, one.before) if one.after else "", frozenset(one.tags), 1 + float(row @ rarity))
        for one, row in zip(read, known, strict=True)
    ]


def _conversed(corpus: Corpus) -> Iterator[Message]:
    for conversation in corpus.conversations:
        before = ""
        for turn in conversation.turns:
            yield Message(turn.say, turn.kind, turn.sort, CONVERSED, before)
            before = turn_before(turn.kind, turn.say)
    for (asked, _), then in _leaning(corpus):
        yield Message(then.say, "fact", "", WRITTEN, turn_before("fact", asked))


def drawn_shares(taught: Sequence[Message]) -> npt.NDArray[np.float64]:
    """Return the probability of drawing each message: rarer kinds come up more often than they are, not as often as the rest."""
    weights = np.array([message.weight for message in taught])
    kinds = np.array([KINDS.index(message.kind) for message in taught])
    total = np.bincount(kinds, weights=weights, minlength=len(KINDS))
    raised = weights * np.sqrt(total.max() / np.maximum(total, 1e-9))[kinds]
    return np.asarray(raised / raised.sum())


def before_of(message: Message, known: Sequence[Message], chance: Random) -> str:
    """Return the turn before a message; for one that may come after any, one time in two, that of another.

    :param known: messages of conversations, whose turns before may be borrowed.
    """
    if message.before is not None or not known:
        return message.before or ""
    if message.kind == "followup":
        fitting = [other.before for other in known if other.before and other.before.startswith(LISTING)]
        return chance.choice(fitting) if fitting else ""
    return (chance.choice(known).before or "") if chance.random() < 0.5 else ""
