"""Learn anew what is heard in messages, with the reader as it is: `python -m index read --tags`, some minutes on two cores.

What the encoder makes of a message is left as it is; of each tag, a logistic regression over it tells whether it is there (a linear probe:
Alain and Bengio, Understanding intermediate layers using linear classifier probes, ICLR workshop 2017). So messages may be tagged and
learned without a GPU, and no answer to a question of fact changes.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor

from corpus.records import TAGS
from index.embed import Vectors
from index.encoder import Encoder
from index.lessons import Overheard
from index.reader import BEFORE, SAID, SCALE, Learned, Pair, TurnHead, read_pairs, seen_in

STRENGTH = 3.6  # of the fit: the larger, the less it is held back; chosen on the development set (`evaluate hearing`)
TOGETHER = 16  # messages that are read at once
NEVER = -8.0  # logit of a tag that no message holds


def learn_tags(known: Learned, overheard: Sequence[Overheard]) -> Learned:
    """Return a reader that hears what readers heard in messages, and is the same for the rest.

    :param overheard: messages, at least two, with what is heard in them.
    """
    seen = _seen(known, overheard)
    centre = seen.mean(axis=0)
    weight, bias = torch.zeros(len(TAGS), seen.shape[1]), torch.full((len(TAGS),), NEVER / SCALE)
    for place, tag in enumerate(TAGS):
        there = np.array([tag in one.tags for one in overheard])
        if there.all() or not there.any():
            continue
        found = LogisticRegression(C=STRENGTH, max_iter=500).fit(seen - centre, there)
        weight[place] = torch.from_numpy(found.coef_[0].astype(np.float32)) / SCALE
        bias[place] = float(found.intercept_[0] - found.coef_[0] @ centre) / SCALE
    return replace(known, tags=TurnHead(weight, bias))


def _seen(known: Learned, overheard: Sequence[Overheard]) -> Vectors:
    """Return what the encoder makes of each message, read with the turn before it (messages, twice the dimensions)."""
    encoder = Encoder(known.changes, halved=True)
    rows: dict[int, Vectors] = {}
    order = sorted(range(len(overheard)), key=lambda place: len(overheard[place].said) + len(overheard[place].before))
    for start in range(0, len(order), TOGETHER):
        some = order[start : start + TOGETHER]
        with torch.inference_mode():
            read = read_pairs(encoder, [Pair(overheard[place].said, overheard[place].before) for place in some], (SAID, BEFORE))
            rows |= dict(zip(some, _array(seen_in(*read)), strict=True))
    return np.stack([rows[place] for place in range(len(overheard))])


def _array(seen: Tensor) -> Vectors:
    return np.asarray(seen.numpy(), dtype=np.float32)
