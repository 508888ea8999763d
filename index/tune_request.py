"""Teach an encoder to read what a message asks of a text, from marked messages: `python -m index request`.

Some minutes with a graphics card. What each choice gives is in SELECTION.md.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from corpus.marked import MANNERS, MARK, REQUEST_KINDS, MarkedRequest, RequestKind, read_marks
from corpus.records import Corpus
from index.changes import Changes
from index.encoder import HIDDEN, Encoder, learnable, read_under_learning
from index.request import RequestHead, labels_of
from index.request_file import RequestLearned
from index.tune import rate_at

UNREAD = -100  # label of a token that nothing is learned from
LONGEST = 96  # tokens
ALIKE = 8  # batches that are drawn together and shared out by length
NAMED, BESIDE = 3.0, 0.5  # what the names of tokens weigh in the loss, and the kind and the manners
ASK_FOR_NO_TEXT = ("situation", "fact", "definition", "smalltalk")
QUOTES = str.maketrans("", "", '«»"“”')


@dataclass(frozen=True)
class RequestSettings:
    """How the learning goes.

    :param rank: what is kept of each change of weight; ``first_layer``, the first layer, from 0, whose weights change.
    :param batch: messages per step; ``beside``, the share of them that is of messages without marks, whose kind alone is known.
    :param rate: of the encoder; ``head_rate``, of the head.
    :param device: where it is learned, as PyTorch names it.
    """

    rank: int = 90
    first_layer: int = 0
    steps: int = 1600
    batch: int = 64
    beside: float = 0.15
    rate: float = 4e-4
    head_rate: float = 1.5e-2
    dropout: float = 0.1
    seed: int = 0
    device: str = "cpu"


MORE = RequestSettings(steps=1200, batch=32, rate=2e-4, head_rate=8e-3)  # from what was learned before, on two cores


class RequestLesson(NamedTuple):
    """A message as it is learned from: its tokens, the label of each, its kind, and whether it is of each manner; None where unknown."""

    tokens: list[int]
    labels: list[int]
    kind: int
    manners: list[float] | None


class Unmarked(NamedTuple):
    """A message whose kind alone is known."""

    text: str
    kind: RequestKind


def unmarked(corpus: Corpus) -> list[Unmarked]:
    """Return the written messages whose kind of request is known: those that ask for letters, those that tell a case or ask something."""
    turns = [Unmarked(turn.text, "none") for turn in corpus.turns if turn.kind in ASK_FOR_NO_TEXT]
    turns += [Unmarked(situation.text, "none") for situation in corpus.situations_of("train")]
    return turns + [Unmarked(ask, "new") for one in corpus.templates.values() for ask in one.asks[:-1]]


def learn_requests(
    marked: Sequence[MarkedRequest],
    beside: Sequence[Unmarked],
    settings: RequestSettings | None = None,
    passed: Callable[[int, float], None] | None = None,
    start: RequestLearned | None = None,
) -> RequestLearned:
    """Return the changes of weights that marked requests teach, and the head that reads them.

    :param beside: messages without marks, whose kind alone is known.
    :param start: what was learned before, if it is to be gone on from.
    :param passed: called at each step with its number and its loss.
    """
    settings = settings or RequestSettings()
    torch.manual_seed(settings.seed)
    chance, encoder = Random(settings.seed), Encoder()
    encoder.model.to(settings.device)
    learning = learnable(encoder.model.train(), settings.first_layer, settings.dropout)
    before = {name: weight.detach().cpu().clone() for name, weight in learning.items()}
    head = {name: torch.zeros(shape, device=settings.device) for name, shape in RequestHead.shapes(HIDDEN).items()}
    if start:
        head = {name: part.to(settings.device) for name, part in asdict(start.head).items()}
        for name, weight in learning.items():
            weight.data += start.changes[name].to(settings.device)
    for part in head.values():
        part.requires_grad_()
    rates = [{"params": list(learning.values()), "lr": settings.rate}, {"params": list(head.values()), "lr": settings.head_rate}]
    optimiser = torch.optim.AdamW(rates, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step / settings.steps))
    batches = lessons(encoder, marked, beside, settings, chance)
    for step in range(settings.steps):
        loss = request_loss(encoder, RequestHead(**head), next(batches))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*learning.values(), *head.values()], 1.0)
        optimiser.step()
        schedule.step()
        if passed:
            passed(step, float(loss.detach()))
    changes = Changes.between({name: weight.detach().cpu() for name, weight in learning.items()}, before, settings.rank)
    return RequestLearned(changes, RequestHead(**{name: part.detach().cpu() for name, part in head.items()}))


def lessons(
    encoder: Encoder, marked: Sequence[MarkedRequest], beside: Sequence[Unmarked], settings: RequestSettings, chance: Random
) -> Iterator[list[RequestLesson]]:
    """Yield batches of messages without end, blurred as people in a hurry type; those of like length together, so that little is padding.

    :param marked: each comes once before any comes again.
    :param beside: messages without marks.
    """
    others = round(settings.beside * settings.batch) * ALIKE if beside else 0
    size, left = settings.batch * ALIKE - others, list[MarkedRequest]()
    while True:
        while len(left) < size:
            left += chance.sample(marked, len(marked))
        told, left = left[:size], left[size:]
        read = [_lesson(one, encoder, chance) for one in told] + [_unmarked(one, encoder) for one in chance.choices(beside, k=others)]
        read.sort(key=lambda lesson: len(lesson.tokens))
        batches = [read[start : start + settings.batch] for start in range(0, len(read), settings.batch)]
        yield from chance.sample(batches, len(batches))


def _lesson(one: MarkedRequest, encoder: Encoder, chance: Random) -> RequestLesson:
    text, spans = read_marks(blurred_marks(one.text, chance))
    tokens, places = encoder.placed(text, longest=LONGEST)
    manners = [float(name in one.manner) for name in MANNERS]
    return RequestLesson(tokens, labels_of(spans, places), REQUEST_KINDS.index(one.kind), manners)


def _unmarked(one: Unmarked, encoder: Encoder) -> RequestLesson:
    tokens, _ = encoder.placed(one.text, longest=LONGEST)
    known = [0.0] * len(MANNERS) if one.kind == "none" else None
    return RequestLesson(tokens, [0 if known else UNREAD] * len(tokens), REQUEST_KINDS.index(one.kind), known)


def request_loss(encoder: Encoder, head: RequestHead, batch: Sequence[RequestLesson]) -> Tensor:
    """Return how far the head is from the labels, the kinds and the manners of messages."""
    hidden, mask = read_under_learning(encoder, [one.tokens for one in batch])
    labels, kinds, manners = head.scores(hidden, mask)
    longest = hidden.shape[1]
    right = torch.tensor([one.labels + [UNREAD] * (longest - len(one.labels)) for one in batch], device=hidden.device)
    named = cross_entropy(labels.flatten(0, 1), right.flatten(), ignore_index=UNREAD)
    known = [row for row, one in enumerate(batch) if one.manners is not None]
    wanted = torch.tensor([batch[row].manners for row in known], device=hidden.device)
    heard = binary_cross_entropy_with_logits(manners[known], wanted, reduction="sum") / len(known)
    return NAMED * named + BESIDE * (cross_entropy(kinds, torch.tensor([one.kind for one in batch], device=hidden.device)) + heard)


def blurred_marks(marked: str, chance: Random) -> str:
    """Return a marked message as somebody in a hurry would have typed it, about half of the time; else as it is."""
    ways: list[Callable[[str], str]] = []
    way = chance.random()
    if way < 0.2:
        ways.append(_unaccented)
    elif way < 0.3:
        ways += [_unaccented, str.lower]
    elif way < 0.35:
        ways.append(str.lower)
    elif way < 0.38:
        ways.append(str.upper)
    if chance.random() < 0.15:
        ways.append(lambda text: text.translate(QUOTES))
    pieces, at = [], 0
    for mark in MARK.finditer(marked):
        pieces += [marked[at : mark.start()], mark.group()]
        at = mark.end()
    pieces.append(marked[at:])
    for way_ in ways:
        pieces = [piece if place % 2 else way_(piece) for place, piece in enumerate(pieces)]
    return "".join(pieces)


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
