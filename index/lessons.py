"""What the reader learns from: questions set against passages, and messages with the turn before them. `dev` and `test` never enter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from corpus.language import detect_language
from corpus.records import Corpus, TurnKind, TurnSort
from index.align import Alignment
from index.embed import CachedEmbeddings
from index.learn import KINDS, turn_before
from index.tune_alignment import Ground

Asked = tuple[str, str, str, bool]  # a question, the passage that answers it, the one that it is beside, whether a passage carries it
# What a message weighs, by where it comes from: those written for their kind most, those borrowed from the bank and the facts little.
CONVERSED, WRITTEN, SITUATION, FACT, DEFINITION = 2.0, 1.0, 0.15, 0.1, 0.05
LISTING: tuple[TurnKind, ...] = ("situation", "followup", "plan")  # kinds of turn that a follow-up may come after


@dataclass(frozen=True)
class Lesson:
    """A question and what it is read with: the passage that answers or that it is beside, if there is one, then those that are near."""

    question: str
    answers: bool
    told: tuple[str, ...]
    near: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True)
class Message:
    """A message, its kind and sort, how often it is drawn, and the turn before it: None where it may come after any."""

    said: str
    kind: TurnKind
    sort: TurnSort
    weight: float
    before: str | None = None


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
    return made


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
    found += [Message(situation.text, "situation", "", SITUATION) for situation in corpus.situations_of("train")]
    for more in corpus.asked.values():
        defines = corpus.facts[more.id].definition
        found += [Message(q, "definition" if defines else "fact", "", DEFINITION if defines else FACT) for q in more.questions]
    found += [Message(item.question, "fact", "", FACT) for item in corpus.unanswered]
    found += [Message(question, "fact", "", SITUATION) for joined in corpus.joined.values() for question in joined.questions]
    return found


def _conversed(corpus: Corpus) -> Iterator[Message]:
    for conversation in corpus.conversations:
        before = ""
        for turn in conversation.turns:
            yield Message(turn.say, turn.kind, turn.sort, CONVERSED, before)
            before = turn_before(turn.kind, turn.say)


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
