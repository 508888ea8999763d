"""What the two learners learn from: written examples turned into texts and targets. The `dev` and `test` splits never enter."""

import unicodedata
from collections.abc import Mapping, Sequence
from random import Random

import numpy as np

from corpus.chunk import Passage
from corpus.records import RECIPIENTS, SORTS, TAGS, Corpus, Situation, TurnKind, TurnSort
from index.fuse import Scores
from index.kernel import KernelSettings, Matrix
from index.records import Guess

ACCEPTABLE = 0.25  # target of a strategy of grade 1, where grade 2 is worth 1; chosen on `dev`
RAMBLING = 0.2  # share of the messages that are told with a digression while tuning
STRATEGY_SETTINGS = KernelSettings(meaning=1.0, characters=1.0, stems=1.0, offset=0.3, degree=2, ridge=0.8, shortest=3, common=0.1)
KINDS: tuple[TurnKind, ...] = (
    "situation",
    "fact",
    "definition",
    "followup",
    "plan",
    "reflection",
    "smalltalk",
    "clarify",
    "decline",
)
LABELS: tuple[tuple[TurnKind, TurnSort], ...] = (  # what is learned of a turn: its kind, then its sort within the kind
    *((kind, "") for kind in KINDS),
    *((kind, sort) for kind, sorts in SORTS.items() for sort in sorts),
)  # fmt: skip


def bank_examples(corpus: Corpus) -> tuple[list[str], Matrix]:
    """Return the texts and targets of the labelled bank: what teaches the mapping from a situation to the 51 strategies."""
    told = corpus.situations_of("train")
    return [s.text for s in told], _targets(corpus, [readings(s) for s in told])


def recipient_examples(corpus: Corpus) -> tuple[list[str], Matrix]:
    """Return the ways of asking for letters, and whom each letter is for (requests, `RECIPIENTS`); the last way tells the case alone."""
    told = [(ask, one.to) for one in corpus.templates.values() for ask in one.asks[:-1]]
    return [ask for ask, _ in told], np.array([[float(to == one) for one in RECIPIENTS] for _, to in told])


def strategy_examples(corpus: Corpus) -> tuple[list[str], Matrix]:
    """Return those of the bank, and the troubles that each card says it answers, which carry the card's own id: what the encoder learns."""
    texts, targets = bank_examples(corpus)
    needs = [(fit.need, card.id) for card in corpus.cards.values() for fit in card.fits]
    return texts + [need for need, _ in needs], np.vstack([targets, _targets(corpus, [[{id_: 2}] for _, id_ in needs])])


def _targets(corpus: Corpus, read: Sequence[Sequence[Mapping[str, int]]]) -> Matrix:
    """Return, for each text, the mean of the grades that its readers gave (texts, strategies)."""
    columns = {id_: column for column, id_ in enumerate(corpus.cards)}
    targets = np.zeros((len(read), len(columns)))
    for row, readers in enumerate(read):
        for grades in readers:
            for id_, grade in grades.items():
                targets[row, columns[id_]] += (1.0 if grade == 2 else ACCEPTABLE) / len(readers)
    return targets


def strategy_groups(corpus: Corpus) -> list[str]:
    """Return where each text of `strategy_examples` comes from: the site of a real case, the pair of a scene, the card of a trouble."""
    told = [s.site or s.pair or s.id for s in corpus.situations_of("train")]
    return told + [card.id for card in corpus.cards.values() for _ in card.fits]


def readings(situation: Situation) -> list[Mapping[str, int]]:
    """Return the grades that each reader gave: where two disagree, what is learned lies between them."""
    return [dict(situation.first), dict(situation.second)] if situation.second else [dict(situation.relevant)]


def guesses(logits: Scores) -> tuple[Guess, ...]:
    """Return the kinds of turn, likeliest first, each with the likeliest sort within it.

    :param logits: of each of the `LABELS`, for one message; those of the kinds come first.
    """
    known = np.exp(logits[: len(KINDS)] - logits[: len(KINDS)].max())
    by_label = dict(zip(LABELS, map(float, logits), strict=True))
    found = []
    for kind, score in zip(KINDS, known / known.sum(), strict=True):
        sorts = SORTS.get(kind, ("",))
        found.append(Guess(kind=kind, score=float(score), sort=max(sorts, key=lambda sort: by_label[kind, sort])))
    return tuple(sorted(found, key=lambda guess: -guess.score))


def likely_tags(logits: Scores) -> dict[str, float]:
    """Return the probability of each tag of a message.

    :param logits: of each of the `TAGS`.
    """
    return {tag: float(chance) for tag, chance in zip(TAGS, 1 / (1 + np.exp(-logits)), strict=True)}


def turn_before(kind: str, said: str) -> str:
    """Return the turn before a message as it is read with it: what kind it was, and what was said."""
    return f"{kind} : {said}"


def answered_by(corpus: Corpus, passages: Sequence[Passage]) -> dict[str, tuple[str, ...]]:
    """Return the written questions that each passage answers, by its id."""
    written = {id_: more.questions for id_, more in corpus.asked.items()} | {id_: joined.learned for id_, joined in corpus.joined.items()}
    return {passage.id: (*passage.questions, *written.get(passage.id, ())) for passage in passages}


def questions(corpus: Corpus) -> list[str]:
    """Return written questions of the trade, whatever they are about: by them the passages that are near to everything are known."""
    return [turn.text for turn in corpus.turns if turn.kind in ("fact", "definition")]


def rambling(text: str, beside: Sequence[str], chance: Random) -> str:
    """Return a text with a digression before or after it, one time in five; else as it is."""
    if not beside or chance.random() >= RAMBLING:
        return text
    other = chance.choice(beside)
    return f"{other} {text}" if chance.random() < 0.7 else f"{text} {other}"


def blurred(text: str, chance: Random) -> str:
    """Return a text as somebody in a hurry would have typed it, about two times in five; else as it is."""
    way = chance.random()
    if way < 0.15:
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    elif way < 0.2:
        text = text.lower()
    elif way < 0.25:
        text = text.upper()
    if chance.random() < 0.2 and len(text) > 2:
        letters = list(text)
        for _ in range(max(1, len(letters) // 40)):
            at = chance.randrange(len(letters) - 1)
            letters[at : at + 2] = letters[at + 1 : at + 2] if chance.random() < 0.5 else letters[at : at + 2][::-1]
        text = "".join(letters)
    return text
