"""Tune the encoder on the ways of asking for what was written beforehand: `python -m index ready`, some twenty minutes on two cores.

Among a batch, a way of asking should come nearest to another for the same thing, and to its answer (InfoNCE: van den Oord et al.,
Representation Learning with Contrastive Predictive Coding, 2018). A batch is made of groups of answers alike, so that what tells them
apart is learned rather than what they are about (hard negatives: Xiong et al., ICLR 2021). And of the advice that came near to a message of
a conversation, what careful readers found of use should come nearest, and what they did not stay away. What each choice gives is in
SELECTION.md.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from corpus.records import Judged, Ready
from index.changes import Changes
from index.embed import Vectors
from index.encoder import Encoder, learnable, pooled, read_under_learning
from index.learn import blurred
from index.ready import TOLD
from index.tune import rate_at

PARTS = 3  # pieces that a batch is encoded in, of like length: little is padding
WORTH = (0.0, 0.6, 1.0)  # the probability to give advice that is beside the point, of use, answering
EVEN, STEEP = 0.75, 15.0  # nearness at which advice is as likely of use as not, and how fast that changes


@dataclass(frozen=True)
class ReadySettings:
    """How the tuning goes.

    :param rank: what is kept of each change of weight; ``first_layer``, the first layer, from 0, whose weights change.
    :param alike: answers near each other that are put together in a batch.
    :param warmth: of the softmax; ``answered``, what the answer weighs beside another way of asking.
    :param judged: messages of a step whose advice readers judged; ``options``, advice of each that is looked at; ``judging``, its weight.
    :param asked_tokens: where a way of asking is cut; ``case_tokens``, where a message is with its case.
    :param told_tokens: where an answer is: it has answered by then.
    """

    rank: int = 64
    first_layer: int = 4
    passes: int = 5
    batch: int = 64
    alike: int = 8
    rate: float = 1.5e-4
    warmth: float = 0.05
    answered: float = 0.5
    judged: int = 12
    options: int = 4
    judging: float = 1.0
    dropout: float = 0.1
    asked_tokens: int = 64
    case_tokens: int = 128
    told_tokens: int = 48
    seed: int = 0


MORE = ReadySettings(passes=2, rate=1.2e-4)  # to go on from what was learned


def learn_ready(
    written: Sequence[Ready],
    near: Vectors,
    judged: Sequence[Judged] = (),
    settings: ReadySettings | None = None,
    passed: Callable[[float], None] | None = None,
    known: Mapping[str, Tensor] | None = None,
) -> Changes:
    """Return the changes of weights that the ways of asking teach, and what readers thought of advice.

    :param near: a vector of each answer, by which those alike are put together (answers, dimensions).
    :param judged: messages whose advice readers judged.
    :param passed: called after each pass with its mean loss.
    :param known: the changes that were learned before, to go on from them; None to start from e5.
    """
    settings = settings or ReadySettings()
    torch.manual_seed(settings.seed)
    chance, encoder = Random(settings.seed), Encoder(known)
    learning = learnable(encoder.model.train(), settings.first_layer, settings.dropout)
    optimiser = torch.optim.AdamW(learning.values(), lr=settings.rate, weight_decay=0.01)
    steps = settings.passes * -(-len(written) // settings.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step / steps))
    told, messages = {one.id: one for one in written}, _in_turn(judged, chance)
    for _ in range(settings.passes):
        losses = []
        for rows in grouped(near, settings, chance):
            loss = loss_of([written[row] for row in rows], list(islice(messages, settings.judged)), told, encoder, settings, chance)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning.values(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        if passed:
            passed(sum(losses) / len(losses))
    return changes_of(learning, settings.rank)


def changes_of(learning: Mapping[str, Tensor], rank: int) -> Changes:
    """Return what was learned: what the weights now have that those of e5 have not."""
    plain = dict(Encoder().model.named_parameters())
    before = {name: plain[name].detach() for name in learning}
    return Changes.between({name: weight.detach() for name, weight in learning.items()}, before, rank)


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


def loss_of(
    batch: Sequence[Ready],
    judged: Sequence[Judged],
    told: Mapping[str, Ready],
    encoder: Encoder,
    settings: ReadySettings,
    chance: Random,
) -> Tensor:
    """Return the loss of a step: of ways of asking, and of advice that readers judged.

    :param told: everything that is written beforehand, by id.
    """
    loss = _asked_loss(encoder, batch, settings, chance)
    return loss + settings.judging * _judged_loss(encoder, judged, told, settings, chance) if judged else loss


def _asked_loss(encoder: Encoder, batch: Sequence[Ready], settings: ReadySettings, chance: Random) -> Tensor:
    """Return how far each way of asking is from telling its own other way, and its answer, from those of the others."""
    pairs = [chance.sample(one.asks, 2) for one in batch]
    asked = _vectors(encoder, [blurred(ask, chance) for one in zip(*pairs, strict=True) for ask in one], settings.asked_tokens)
    first, other = asked[: len(batch)], asked[len(batch) :]
    told, right = _vectors(encoder, [one.text for one in batch], settings.told_tokens), torch.arange(len(batch))
    loss = cross_entropy(first @ other.T / settings.warmth, right)
    return loss + settings.answered * cross_entropy(first @ told.T / settings.warmth, right)


def _judged_loss(encoder: Encoder, judged: Sequence[Judged], told: Mapping[str, Ready], settings: ReadySettings, chance: Random) -> Tensor:
    """Return how far messages are from being near the advice that readers found of use, and away from the other."""
    said = _vectors(encoder, [blurred(one.say, chance) for one in judged], settings.asked_tokens)
    cased = _vectors(encoder, [f"{one.case} {one.say}".strip() for one in judged], settings.case_tokens)
    shown = [_shown(one, settings.options, chance) for one in judged]
    asks = [ask for ids in shown for id_ in ids for ask in (chance.choice(told[id_].asks[:-1]), told[id_].asks[-1])]
    asked = _vectors(encoder, asks, settings.asked_tokens)
    texts = _vectors(encoder, [told[id_].text for ids in shown for id_ in ids], settings.told_tokens)
    losses, start = [], 0
    for row, (one, ids) in enumerate(zip(judged, shown, strict=True)):
        seen, end = (said[row] + cased[row]) / 2, start + len(ids)
        scores = (asked[2 * start : 2 * end] @ seen).reshape(-1, 2).amax(dim=1) + TOLD * (texts[start:end] @ seen)
        worth, start = torch.tensor([WORTH[one.grades[id_]] for id_ in ids]), end
        losses.append(binary_cross_entropy_with_logits(STEEP * (scores - EVEN), worth))
        if worth.any():
            losses[-1] = losses[-1] + cross_entropy(scores / settings.warmth, worth / worth.sum())
    return torch.stack(losses).mean()


def _shown(one: Judged, most: int, chance: Random) -> list[str]:
    """Return ids of advice that was judged for a message: what is of use, then some of the rest."""
    some = chance.sample(sorted(one.grades), len(one.grades))
    return sorted(some, key=lambda id_: one.grades[id_] == 0)[:most]


def _in_turn(judged: Sequence[Judged], chance: Random) -> Iterator[Judged]:
    """Yield messages again and again, in an order that chance decides each time; none where there are none."""
    while judged:
        yield from chance.sample(list(judged), len(judged))


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
