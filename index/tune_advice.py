"""Learn what makes two messages ask the same thing, from the ways of asking of each piece of advice: `python -m index advise`, seconds.

Among a batch, a way of asking should come nearest to another of the same advice, and to its answer (InfoNCE; van den Oord et al.,
Representation Learning with Contrastive Predictive Coding, 2018). Rank and temperature were chosen on advice left out (SELECTION.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, dropout, normalize

from corpus.advice import Advice
from index.advice import Change
from index.embed import CachedEmbeddings


@dataclass(frozen=True)
class AdviceSettings:
    """How the learning goes.

    :param rank: directions that are looked at; ``dropped``, share of them left out at each step.
    :param warmth: of the softmax; ``answered``, what the answer weighs beside another way of asking.
    """

    rank: int = 64
    passes: int = 40
    batch: int = 192
    rate: float = 2e-3
    dropped: float = 0.5
    warmth: float = 0.05
    answered: float = 0.5
    seed: int = 1


def learn_advice(advice: Sequence[Advice], embeddings: CachedEmbeddings, settings: AdviceSettings | None = None) -> Change:
    """Return the change of vectors that the ways of asking teach; every piece of advice must have as many of them."""
    settings = settings or AdviceSettings()
    torch.manual_seed(settings.seed)
    ways = len(advice[0].asks)
    asked = torch.from_numpy(embeddings.vectors([ask for one in advice for ask in one.asks], "query"))
    told = torch.from_numpy(embeddings.vectors([one.text for one in advice], "query"))
    centres = asked.mean(0), told.mean(0)
    asks, tells = normalize(asked - centres[0], dim=-1).view(len(advice), ways, -1), normalize(told - centres[1], dim=-1)
    across = torch.nn.Parameter(torch.randn(asked.shape[1], settings.rank) * 0.01)
    back = torch.nn.Parameter(torch.randn(settings.rank, asked.shape[1]) * 0.01)
    optimiser = torch.optim.AdamW([across, back], lr=settings.rate, weight_decay=0.0)

    def changed(vectors: Tensor) -> Tensor:
        return normalize(vectors + dropout(vectors @ across, settings.dropped) @ back, dim=-1)

    for _ in range(settings.passes):
        for rows in torch.randperm(len(advice)).split(settings.batch):
            one = torch.randint(ways, (len(rows),))
            other = (one + torch.randint(1, ways, (len(rows),))) % ways
            seen, right = changed(asks[rows, one]), torch.arange(len(rows))
            loss = cross_entropy(seen @ changed(asks[rows, other]).T / settings.warmth, right)
            loss = loss + settings.answered * cross_entropy(seen @ changed(tells[rows]).T / settings.warmth, right)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return Change(*(np.asarray(part.detach().numpy(), dtype=np.float32) for part in (*centres, across, back)))
