"""Tune the encoder on the ways of asking for what was written beforehand: `python -m index ready`, some twenty minutes on two cores.

Among a batch, a way of asking should come nearest to another for the same thing, and to its answer (InfoNCE: van den Oord et al.,
Representation Learning with Contrastive Predictive Coding, 2018). A batch is made of groups of answers alike, so that what tells them
apart is learned rather than what they are about (hard negatives: Xiong et al., ICLR 2021). What each choice gives is in SELECTION.md.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from corpus.records import Ready
from index.changes import Changes
from index.embed import Vectors
from index.encoder import Encoder, learnable, pooled, read_under_learning
from index.learn import blurred
from index.tune import rate_at

PARTS = 3  # pieces that a batch is encoded in, of like length: little is padding


@dataclass(frozen=True)
class ReadySettings:
    """How the tuning goes.

    :param rank: what is kept of each change of weight; ``first_layer``, the first layer, from 0, whose weights change.
    :param alike: answers near each other that are put together in a batch.
    :param warmth: of the softmax; ``answered``, what the answer weighs beside another way of asking.
    :param asked_tokens: where a way of asking is cut; ``told_tokens``, where an answer is: it has answered by then.
    """

    rank: int = 64
    first_layer: int = 4
    passes: int = 5
    batch: int = 64
    alike: int = 8
    rate: float = 1.5e-4
    warmth: float = 0.05
    answered: float = 0.5
    dropout: float = 0.1
    asked_tokens: int = 64
    told_tokens: int = 48
    seed: int = 0


def learn_ready(
    written: Sequence[Ready], near: Vectors, settings: ReadySettings | None = None, passed: Callable[[float], None] | None = None
) -> Changes:
    """Return the changes of weights that the ways of asking teach.

    :param near: a vector of each answer, by which those alike are put together (answers, dimensions).
    :param passed: called after each pass with its mean loss.
    """
    settings = settings or ReadySettings()
    torch.manual_seed(settings.seed)
    chance, encoder = Random(settings.seed), Encoder()
    learning = learnable(encoder.model.train(), settings.first_layer, settings.dropout)
    before = {name: weight.detach().clone() for name, weight in learning.items()}
    optimiser = torch.optim.AdamW(learning.values(), lr=settings.rate, weight_decay=0.01)
    steps = settings.passes * -(-len(written) // settings.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step / steps))
    for _ in range(settings.passes):
        losses = []
        for rows in grouped(near, settings, chance):
            loss = _loss(encoder, [written[row] for row in rows], settings, chance)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning.values(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        if passed:
            passed(sum(losses) / len(losses))
    return Changes.between({name: weight.detach() for name, weight in learning.items()}, before, settings.rank)


def grouped(near: Vectors, settings: ReadySettings, chance: Random) -> Iterator[list[int]]:
    """Yield every row once, in batches of groups alike, in an order that chance decides."""
    order = np.argsort(-(near @ near.T), axis=1)[:, : 5 * settings.alike]
    seeds = list(range(len(near)))
    chance.shuffle(seeds)
    left, batches = set(seeds), [[]]  # type: tuple[set[int], list[list[int]]]
    for seed in seeds:
        if seed not in left:
            continue
        group = [seed, *(int(row) for row in order[seed] if row in left and row != seed)][: settings.alike]
        left -= set(group)
        if len(batches[-1]) + len(group) > settings.batch:
            batches.append([])
        batches[-1] += group
    chance.shuffle(batches)
    yield from (batch for batch in batches if len(batch) > 1)


def _loss(encoder: Encoder, batch: Sequence[Ready], settings: ReadySettings, chance: Random) -> Tensor:
    """Return how far each way of asking is from telling its own other way, and its answer, from those of the others."""
    pairs = [chance.sample(one.asks, 2) for one in batch]
    asked = _vectors(encoder, [blurred(ask, chance) for one in zip(*pairs, strict=True) for ask in one], settings.asked_tokens)
    first, other = asked[: len(batch)], asked[len(batch) :]
    told, right = _vectors(encoder, [one.text for one in batch], settings.told_tokens), torch.arange(len(batch))
    loss = cross_entropy(first @ other.T / settings.warmth, right)
    return loss + settings.answered * cross_entropy(first @ told.T / settings.warmth, right)


def _vectors(encoder: Encoder, texts: Sequence[str], longest: int) -> Tensor:
    """Return the vectors of texts (texts, dimensions), those of like length encoded together."""
    tokens = [encoder.tokens(text, longest=longest) for text in texts]
    order = sorted(range(len(texts)), key=lambda place: len(tokens[place]))
    size = max(1, -(-len(order) // PARTS))
    made = []
    for start in range(0, len(order), size):
        made.append(pooled(*read_under_learning(encoder, [tokens[place] for place in order[start : start + size]])))
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(made)[back]
