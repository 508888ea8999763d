"""What the two learners learn from: written examples turned into texts and targets. The `dev` and `test` splits never enter."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from corpus.records import SORTS, Corpus, Situation, TurnKind, TurnSort
from index.kernel import KernelSettings, Matrix
from index.records import Guess

R = TypeVar("R")
ACCEPTABLE = 0.25  # target of a strategy of grade 1, where grade 2 is worth 1; chosen on `dev`
STRATEGY_SETTINGS = KernelSettings(meaning=1.0, characters=1.0, stems=1.0, offset=0.3, degree=2, ridge=0.8, shortest=3, common=0.1)
KIND_SETTINGS = KernelSettings(meaning=2.0, characters=1.0, stems=0.5, offset=0.3, degree=2, ridge=0.1)
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
BORROWED = {"situation": 100, "fact": 200}  # examples taken from the bank and from the facts, evenly spread; chosen on `dev`


def strategy_examples(corpus: Corpus) -> tuple[list[str], Matrix]:
    """Return the texts and targets that teach the mapping from a situation to the 51 strategies.

    The labelled bank, and the troubles that each card says it answers: those carry the card's own id.
    """
    columns = {id_: column for column, id_ in enumerate(corpus.cards)}
    labelled = [(s.text, readings(s)) for s in corpus.situations_of("train")]
    labelled += [(fit.need, [{card.id: 2}]) for card in corpus.cards.values() for fit in card.fits]
    targets = np.zeros((len(labelled), len(columns)))
    for row, (_, read) in enumerate(labelled):
        for grades in read:
            for id_, grade in grades.items():
                targets[row, columns[id_]] += (1.0 if grade == 2 else ACCEPTABLE) / len(read)
    return [text for text, _ in labelled], targets


def readings(situation: Situation) -> list[Mapping[str, int]]:
    """Return the grades that each reader gave: where two disagree, what is learned lies between them."""
    return [dict(situation.first), dict(situation.second)] if situation.second else [dict(situation.relevant)]


def kind_examples(corpus: Corpus) -> tuple[list[str], Matrix]:
    """Return the texts and targets that teach what kind of turn a message is, and of which sort (`LABELS`)."""
    labelled: list[tuple[str, TurnKind, TurnSort]] = [(t.text, t.kind, t.sort) for t in corpus.turns if t.split == "train"]
    train = corpus.situations_of("train")
    labelled += [(s.text, "situation", "") for s in _spread(train, BORROWED["situation"])]
    facts = _spread(list(corpus.facts.values()), BORROWED["fact"])
    labelled += [(fact.questions[0], "definition" if fact.definition else "fact", "") for fact in facts]
    targets = np.zeros((len(labelled), len(LABELS)))
    for row, (_, kind, sort) in enumerate(labelled):
        targets[row, LABELS.index((kind, ""))] = 1.0
        targets[row, LABELS.index((kind, sort))] = 1.0
    return [text for text, _, _ in labelled], targets


def guesses(probabilities: Matrix) -> tuple[Guess, ...]:
    """Return the kinds of turn, likeliest first, each with the likeliest sort within it.

    :param probabilities: of each of the `LABELS`, for one message.
    """
    by_label = dict(zip(LABELS, map(float, probabilities), strict=True))
    found = []
    for kind in KINDS:
        within = {sort: by_label[kind, sort] for sort in SORTS.get(kind, ("",))}
        found.append(Guess(kind=kind, score=by_label[kind, ""], sort=max(within, key=within.__getitem__)))
    return tuple(sorted(found, key=lambda guess: -guess.score))


def questions(corpus: Corpus) -> list[str]:
    """Return written questions of the trade, whatever they are about: by them the passages that are near to everything are known."""
    return [turn.text for turn in corpus.turns if turn.kind in ("fact", "definition")]


def _spread(records: Sequence[R], wanted: int) -> Sequence[R]:
    """Return about so many of the records, evenly spread."""
    return records[:: max(1, len(records) // wanted)]
