"""Tune the encoder on the bank: `python -m index tune`, some fifteen minutes on a GPU, about a day on two cores.

Each message is told with the accents, capitals or mistakes that people drop or make, and its vectors are pulled towards the strategies that
it expects: a softmax over the 51, against the shares that its grades give each (listwise cross-entropy: Cao et al., ICML 2007).

It is done twice. Teachers first, on four fifths of the bank, say with the kernel what they make of the last fifth, which they have not
seen; then students learn, on the whole bank, halfway between the labels and what the teachers said (Hinton et al., 2015): that holds back
what one reader alone saw. The students are averaged weight by weight into one encoder (Wortsman et al., ICML 2022), the change of each
weight is kept in its strongest directions, and what is shipped weighs little. What each of these steps gives is in SELECTION.md.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from random import Random

import numpy as np
import torch
from torch import Tensor

from index.adapter import Adapter
from index.changes import Changes
from index.embed import Vectors
from index.encoder import Encoder, learnable, looked
from index.kernel import KernelModel, Matrix
from index.learn import STRATEGY_SETTINGS, blurred, rambling
from index.selector import log_shares

SHARPNESS = 4.0  # what multiplies the queries: they learn as fast as the head, and must move further
Report = Callable[[int, float], None]


@dataclass(frozen=True)
class TuneSettings:
    """How the tuning goes; chosen on `dev` (see SELECTION.md).

    :param rank: what is kept of each change of weight.
    :param first_layer: the first layer, from 0, whose weights change.
    :param passes: how many times a teacher sees each message; a student, which has softer targets to learn, twice as many.
    :param batch: messages per step.
    :param rate: learning rate of the layers of a teacher; a student learns twice as fast. `head_rate`, of the head of both.
    :param scale: what multiplies the head's scores before the softmax.
    :param folds: parts of the bank of which the teachers each leave one out; `teachers` leave out the same.
    :param students: how many are averaged.
    :param trust: what the teachers weigh in the targets of the students; the labels weigh the rest.
    :param by_encoder: what multiplies the teachers' log shares, and `by_kernel` the kernel's scores: likeliest together on the bank.
    """

    rank: int = 90
    first_layer: int = 0
    passes: int = 3
    batch: int = 16
    rate: float = 1e-4
    head_rate: float = 3e-3
    scale: float = 10.0
    folds: int = 5
    teachers: int = 3
    students: int = 4
    trust: float = 0.5
    by_encoder: float = 0.7
    by_kernel: float = 3.4
    dropout: float = 0.1
    seed: int = 0

    @property
    def of_student(self) -> "TuneSettings":
        """The same for one student."""
        return replace(self, passes=2 * self.passes, rate=2 * self.rate, dropout=self.dropout + 0.02)


@dataclass(frozen=True)
class Told:
    """Messages, their vectors before tuning, what each strategy is worth to each, and the digressions put around some of them."""

    texts: Sequence[str]
    vectors: Vectors
    targets: Matrix
    beside: Sequence[str] = field(default=())

    @property
    def shares(self) -> Matrix:
        """The share of each message that each strategy gets."""
        return np.asarray(self.targets / self.targets.sum(axis=1, keepdims=True))

    def of(self, rows: Sequence[int]) -> "Told":
        """Return some of the messages."""
        return Told([self.texts[row] for row in rows], self.vectors[rows], self.targets[rows], self.beside)


class Scorer(torch.nn.Module):
    """An encoder under tuning, with the head that scores the strategies."""

    def __init__(self, outputs: int, settings: TuneSettings) -> None:
        super().__init__()
        self._encoder = Encoder()
        self.tuned = self._encoder.model
        hidden = self.tuned.config.hidden_size
        self.queries = torch.nn.Parameter(torch.zeros(outputs, hidden))
        self.weight = torch.nn.Parameter(torch.zeros(outputs, hidden))
        self.bias = torch.nn.Parameter(torch.zeros(outputs))
        self._scale = settings.scale
        learnable(self.tuned, settings.first_layer, settings.dropout)

    def learning(self) -> dict[str, torch.nn.Parameter]:
        """Return the weights of the encoder that change, by name."""
        return {name: weight for name, weight in self.tuned.named_parameters() if weight.requires_grad}

    def state(self) -> dict[str, Tensor]:
        """Return what is learned, as it is now: the weights that change, and the head as `Adapter` knows it."""
        head = {"queries": self.queries * SHARPNESS, "weight": self.weight * self._scale, "bias": self.bias * self._scale}
        return {name: value.detach().cpu().clone() for name, value in {**self.learning(), **head}.items()}

    def forward(self, texts: Sequence[str]) -> Tensor:
        """Return the scores of the strategies (texts, strategies), before the softmax."""
        embedded, mask = (part.to(self.bias.device) for part in self._encoder.inputs([self._encoder.tokens(text) for text in texts]))
        with torch.autocast(self.bias.device.type, dtype=torch.bfloat16):
            hidden = self.tuned(inputs_embeds=embedded, attention_mask=mask).last_hidden_state.float()
        vectors = looked(hidden, mask, self.queries * SHARPNESS)
        return ((vectors * self.weight).sum(dim=-1) + self.bias) * self._scale

    def start_from(self, told: Told) -> None:
        """Set the head to the middle of the messages that expect each strategy: a start that is right more often than not."""
        centre = told.vectors.mean(axis=0)
        middles = told.shares.T @ (told.vectors - centre)
        middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
        self.weight.data = torch.from_numpy(middles.astype(np.float32))
        self.bias.data = torch.from_numpy(-(middles @ centre).astype(np.float32))


def tune(
    texts: Sequence[str],
    vectors: Vectors,
    targets: Matrix,
    ids: Sequence[str],
    settings: TuneSettings,
    beside: Sequence[str] = (),
    report: Report | None = None,
    groups: Sequence[str] = (),
) -> Adapter:
    """Return what was learned from messages and what they expect.

    :param texts: the messages.
    :param vectors: their vectors before tuning (messages, dimensions).
    :param targets: what each strategy is worth to each message (messages, strategies), 0 or more; no row is all 0.
    :param ids: the strategies, in the order of the columns.
    :param beside: digressions, put around one message in five, so that what does not matter is learned too.
    :param report: called after each pass of each teacher and student with its number and mean loss.
    :param groups: where each message comes from: no teacher speaks of a group that it has learned from; each is its own when empty.
    """
    told, passes = Told(texts, vectors, targets, beside), count(1)

    def passed(loss: float) -> None:
        if report:
            report(next(passes), loss)

    taught = taught_shares(told, groups or [str(row) for row in range(len(texts))], settings, passed)
    shares = (1 - settings.trust) * told.shares + settings.trust * taught
    before = Scorer(len(ids), settings).state()
    students = [train(told, shares, settings.of_student, settings.seed + n, passed).state() for n in range(settings.students)]
    learned = {name: torch.stack([student[name] for student in students]).mean(dim=0) for name in before}
    return _adapter(learned, before, ids, settings)


def taught_shares(told: Told, groups: Sequence[str], settings: TuneSettings, passed: Callable[[float], None]) -> Matrix:
    """Return the share of each message that each strategy gets, according to teachers and a kernel that have not learned from it."""
    places = {group: place for place, group in enumerate(sorted(set(groups), key=lambda group: Random(group).random()))}
    fold = np.array([places[group] % settings.folds for group in groups])
    scores = np.zeros_like(told.targets)
    for left in range(settings.folds):
        known, asked = told.of(np.flatnonzero(fold != left).tolist()), told.of(np.flatnonzero(fold == left).tolist())
        kernel = KernelModel(known.texts, known.vectors, known.targets, STRATEGY_SETTINGS)
        scores[fold == left] = settings.by_kernel * kernel.scores(asked.texts, asked.vectors)
        for n in range(settings.teachers):
            teacher = train(known, known.shares, settings, settings.seed + 100 * left + n, passed)
            scores[fold == left] += settings.by_encoder * _said(teacher, asked.texts) / settings.teachers
    return np.exp(log_shares(scores))


def train(told: Told, shares: Matrix, settings: TuneSettings, seed: int, passed: Callable[[float], None]) -> Scorer:
    """Return an encoder tuned so that it gives messages these shares (messages, strategies).

    :param passed: called after each pass with its mean loss.
    """
    torch.manual_seed(seed)
    chance, device = Random(seed), "cuda" if torch.cuda.is_available() else "cpu"
    scorer = Scorer(shares.shape[1], settings)
    scorer.start_from(told)
    scorer.to(device).train()
    wanted = torch.from_numpy(shares.astype(np.float32)).to(device)
    changes, head = list(scorer.learning().values()), [scorer.queries, scorer.weight, scorer.bias]
    optimiser = torch.optim.AdamW([{"params": changes, "lr": settings.rate}, {"params": head, "lr": settings.head_rate}], weight_decay=0.01)
    steps = settings.passes * -(-len(told.texts) // settings.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step / steps))
    for _ in range(settings.passes):
        total = torch.zeros((), device=device)
        for rows in batches([len(text) for text in told.texts], settings.batch, chance):
            scores = scorer([blurred(rambling(told.texts[row], told.beside, chance), chance) for row in rows])
            loss = -(wanted[rows] * torch.log_softmax(scores, dim=-1)).sum(dim=1).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(changes, 1.0)
            optimiser.step()
            schedule.step()
            total += loss.detach() * len(rows)
        passed(float(total) / len(told.texts))
    scorer.eval()
    return scorer


def _said(teacher: Scorer, texts: Sequence[str]) -> Matrix:
    """Return the log shares that a teacher gives messages."""
    with torch.inference_mode():
        scores = [teacher(texts[start : start + 64]).cpu().numpy() for start in range(0, len(texts), 64)]
    return log_shares(np.vstack(scores))


def rate_at(done: float) -> float:
    """Return what share of the full rate applies: up over the first tenth, then down to nearly nothing."""
    return min(1.0, 10 * done + 0.01) * max(0.02, 1 - done)


def batches(lengths: Sequence[int], size: int, chance: Random) -> Iterator[list[int]]:
    """Yield every row once, in an order that chance decides, rows of like length together so that little is padding."""
    order = list(range(len(lengths)))
    chance.shuffle(order)
    found = []
    for start in range(0, len(order), 8 * size):
        some = sorted(order[start : start + 8 * size], key=lambda row: lengths[row])
        found += [some[at : at + size] for at in range(0, len(some), size)]
    chance.shuffle(found)
    yield from found


def _adapter(learned: dict[str, Tensor], before: dict[str, Tensor], ids: Sequence[str], settings: TuneSettings) -> Adapter:
    """Return what changed since before, and the head."""
    head = {name: learned[name] for name in ("queries", "weight", "bias")}
    changes = Changes.between({name: value for name, value in learned.items() if name not in head}, before, settings.rank)
    made = {name: str(value) for name, value in asdict(settings).items()}
    return Adapter(tuple(ids), changes, **head, mix=(0.0, 1.0, 0.0), made=made)
