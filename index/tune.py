"""Tune the last layers of the encoder on the bank: `python -m index tune`, an hour on two cores.

Each message is told with the accents, capitals or mistakes that people drop or make, and its vector is pulled towards the strategies that
it expects: a softmax over the 51, against the shares that its grades give each (listwise cross-entropy: Cao et al., ICML 2007). The change
of each weight is then kept in its strongest directions (Eckart and Young, 1936), so that what is shipped weighs little: learned whole and
cut afterwards it is worth more than learned narrow from the start (LoRA), see SELECTION.md.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor

from index.adapter import Adapter
from index.embed import Vectors
from index.encoder import Encoder, pooled
from index.kernel import Matrix

RAMBLING = 0.2  # share of the messages told with a digression
Report = Callable[[int, float], None]


@dataclass(frozen=True)
class TuneSettings:
    """How the tuning goes; chosen on `dev` (see SELECTION.md).

    :param rank: what is kept of each change of weight.
    :param first_layer: the first layer, from 0, whose weights change.
    :param passes: how many times each message is seen.
    :param batch: messages per step.
    :param rate: learning rate of the layers; `head_rate`, of the head.
    :param scale: what multiplies the head's scores before the softmax.
    """

    rank: int = 32
    first_layer: int = 0
    passes: int = 3
    batch: int = 16
    rate: float = 1e-4
    head_rate: float = 3e-3
    scale: float = 20.0
    seed: int = 0


class Scorer(torch.nn.Module):
    """An encoder under tuning, with the head that scores the strategies."""

    def __init__(self, encoder: Encoder, outputs: int, settings: TuneSettings) -> None:
        super().__init__()
        self._encoder = encoder
        self.tuned = encoder.model
        self.head = torch.nn.Linear(encoder.model.config.hidden_size, outputs)
        self._scale = settings.scale
        last = range(settings.first_layer, encoder.model.config.num_hidden_layers)
        for name, weight in self.tuned.named_parameters():
            weight.requires_grad_(any(name.startswith(f"encoder.layer.{layer}.") for layer in last))

    def learning(self) -> dict[str, torch.nn.Parameter]:
        """Return the weights of the encoder that change, by name."""
        return {name: weight for name, weight in self.tuned.named_parameters() if weight.requires_grad}

    def forward(self, texts: Sequence[str]) -> Tensor:
        """Return the scores of the strategies (texts, strategies), before the softmax."""
        embedded, mask = self._encoder.inputs([self._encoder.tokens(text) for text in texts])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.tuned(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        scores: Tensor = self.head(pooled(hidden.float(), mask))
        return scores * self._scale

    def start_from(self, vectors: Vectors, targets: Matrix) -> None:
        """Set the head to the middle of the messages that expect each strategy: a start that is right more often than not."""
        centre = vectors.mean(axis=0)
        middles = targets.T @ (vectors - centre)
        middles /= np.linalg.norm(middles, axis=1, keepdims=True)
        self.head.weight.data = torch.from_numpy(middles.astype(np.float32))
        self.head.bias.data = torch.from_numpy(-(middles @ centre).astype(np.float32))


def tune(
    texts: Sequence[str],
    vectors: Vectors,
    targets: Matrix,
    ids: Sequence[str],
    settings: TuneSettings,
    beside: Sequence[str] = (),
    report: Report | None = None,
) -> Adapter:
    """Return what was learned from messages and what they expect.

    :param texts: the messages.
    :param vectors: their vectors before tuning (messages, dimensions).
    :param targets: what each strategy is worth to each message (messages, strategies), 0 or more; no row is all 0.
    :param ids: the strategies, in the order of the columns.
    :param beside: digressions, put around one message in five, so that what does not matter is learned too.
    :param report: called after each pass with its number and mean loss.
    """
    torch.manual_seed(settings.seed)
    chance = Random(settings.seed)
    scorer = Scorer(Encoder(), len(ids), settings)
    scorer.start_from(vectors, targets)
    shares = torch.from_numpy((targets / targets.sum(axis=1, keepdims=True)).astype(np.float32))
    before = {name: weight.detach().clone() for name, weight in scorer.learning().items()}
    changes = list(scorer.learning().values())
    groups = [{"params": changes, "lr": settings.rate}, {"params": list(scorer.head.parameters()), "lr": settings.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = settings.passes * -(-len(texts) // settings.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step / steps))
    scorer.train()
    for number in range(settings.passes):
        total = 0.0
        for rows in _batches([len(text) for text in texts], settings.batch, chance):
            scores = scorer([blurred(rambling(texts[row], beside, chance), chance) for row in rows])
            loss = -(shares[rows] * torch.log_softmax(scores, dim=-1)).sum(dim=1).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(changes, 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(rows)
        if report:
            report(number + 1, total / len(texts))
    return _learned(scorer, before, ids, settings)


def _rate(done: float) -> float:
    """Return what share of the full rate applies: up over the first tenth, then down to nearly nothing."""
    return min(1.0, 10 * done + 0.01) * max(0.02, 1 - done)


def _batches(lengths: Sequence[int], size: int, chance: Random) -> Iterator[list[int]]:
    """Yield every row once, in an order that chance decides, rows of like length together so that little is padding."""
    order = list(range(len(lengths)))
    chance.shuffle(order)
    found = []
    for start in range(0, len(order), 8 * size):
        some = sorted(order[start : start + 8 * size], key=lambda row: lengths[row])
        found += [some[at : at + size] for at in range(0, len(some), size)]
    chance.shuffle(found)
    yield from found


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


def _learned(scorer: Scorer, before: dict[str, Tensor], ids: Sequence[str], settings: TuneSettings) -> Adapter:
    """Return what changed since before: matrices in their strongest directions, vectors whole."""
    moved = {name: weight.detach() - before[name] for name, weight in scorer.learning().items()}
    low = {name: strongest(change, settings.rank) for name, change in moved.items() if change.dim() == 2}
    whole = {name: change for name, change in moved.items() if change.dim() == 1}
    weight, bias = scorer.head.weight.detach() * settings.scale, scorer.head.bias.detach() * settings.scale
    made = {name: str(value) for name, value in asdict(settings).items()}
    return Adapter(tuple(ids), low, whole, weight, bias, mix=(0.0, 1.0, 0.0), made=made)


def strongest(change: Tensor, rank: int) -> tuple[Tensor, Tensor]:
    """Return the two factors, (rank, inputs) and (outputs, rank), of the nearest matrix of that rank."""
    left, sizes, right = torch.linalg.svd(change, full_matrices=False)
    root = sizes[:rank].sqrt()
    return root[:, None] * right[:rank], left[:, :rank] * root
