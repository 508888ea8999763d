"""The cross-encoder under learning: its settings, its weights with their three heads, and what a file keeps of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import torch
from torch import Tensor

from corpus.records import TAGS
from index.changes import Changes
from index.encoder import Encoder, learnable
from index.learn import LABELS
from index.lessons import Lesson
from index.reader import ASKED, BEFORE, SAID, SCALE, TOGETHER, TOLD, Interaction, Learned, Pair, TurnHead, read_pairs

START = -0.3  # of the bias of a tag before anything is learned: most messages do not hold it


@dataclass(frozen=True)
class ReaderSettings:
    """How the learning goes; chosen on the development sets (see SELECTION.md).

    :param rank: what is kept of each change of weight.
    :param passes: how many times each question is seen.
    :param batch: questions per step; ``messages``, messages per step; ``tagged``, messages in which something is heard.
    :param rivals: passages that the one that answers is set against, out of so many that are ``near``; one more is drawn of all.
    :param doubt: what it weighs that rivals are told not to answer: some of them do.
    :param own: share of the questions that a passage carries in its own text that are learned from, and of messages to decline.
    :param readers: how many are averaged.
    :param first_layer: the first layer, from 0, whose weights change.
    """

    rank: int = 64
    passes: int = 6
    batch: int = 48
    messages: int = 64
    tagged: int = 48
    rivals: int = 4
    near: int = 8
    rate: float = 1e-4
    head_rate: float = 3e-3
    doubt: float = 0.15
    own: float = 0.4
    readers: int = 3
    dropout: float = 0.1
    first_layer: int = 0
    seed: int = 0


class Learner(torch.nn.Module):
    """The cross-encoder under learning, with its three heads."""

    def __init__(self, settings: ReaderSettings) -> None:
        super().__init__()
        self._encoder = Encoder()
        self.read = self._encoder.model
        hidden = self.read.config.hidden_size
        self.shares = torch.nn.Parameter(torch.tensor([2.0, 2.0]))
        self.weight = torch.nn.Parameter(torch.zeros(hidden))
        self.bias = torch.nn.Parameter(torch.zeros(1))
        self.turn_weight = torch.nn.Parameter(torch.zeros(len(LABELS), 2 * hidden))
        self.turn_bias = torch.nn.Parameter(torch.zeros(len(LABELS)))
        self.tag_weight = torch.nn.Parameter(torch.zeros(len(TAGS), 2 * hidden))
        self.tag_bias = torch.nn.Parameter(torch.full((len(TAGS),), START))
        learnable(self.read, settings.first_layer, settings.dropout)

    def head(self) -> dict[str, torch.nn.Parameter]:
        """Return the weights of the three heads, by name."""
        return {name: weight for name, weight in self.named_parameters() if "." not in name}

    def changing(self) -> dict[str, torch.nn.Parameter]:
        """Return the weights of the encoder that change, by name."""
        return {name: weight for name, weight in self.read.named_parameters() if weight.requires_grad}

    def state(self) -> dict[str, Tensor]:
        """Return all that is or was learned as it is now, the heads too."""
        layers = {name: weight for name, weight in self.read.named_parameters() if name.startswith("encoder.")}
        return {name: weight.detach().cpu().clone() for name, weight in {**layers, **self.head()}.items()}

    def answers(self, pairs: Sequence[Pair]) -> Tensor:
        """Return the logit of each passage answering its question; pairs of like length are read together, so that little is padding."""
        order = sorted(range(len(pairs)), key=lambda place: sum(map(len, pairs[place])))
        parts = [order[start : start + TOGETHER] for start in range(0, len(order), TOGETHER)]
        head = Interaction(self.shares, self.weight, self.bias)
        scores = torch.cat([head.scores(*self._read([pairs[place] for place in part], (ASKED, TOLD))) for part in parts])
        return scores[torch.tensor(order).argsort().to(scores.device)]

    def heard(self, pairs: Sequence[Pair]) -> tuple[Tensor, Tensor]:
        """Return the logits of the kinds of messages (messages, labels) and of their tags (messages, tags)."""
        read = self._read(pairs, (SAID, BEFORE))
        return TurnHead(self.turn_weight, self.turn_bias).scores(*read), TurnHead(self.tag_weight, self.tag_bias).scores(*read)

    def _read(self, pairs: Sequence[Pair], longest: tuple[int, int]) -> tuple[Tensor, Tensor, Tensor]:
        return read_pairs(self._encoder, pairs, longest)

    def start_as(self, learned: Learned) -> None:
        """Become what was learned before."""
        weights = dict(self.read.named_parameters())
        heads = {"shares": learned.interaction.shares, "weight": learned.interaction.weight, "bias": learned.interaction.bias}
        heads |= {"turn_weight": learned.turns.weight, "turn_bias": learned.turns.bias}
        heads |= {"tag_weight": learned.tags.weight, "tag_bias": learned.tags.bias}
        with torch.no_grad():
            for name, change in learned.changes.items():
                weights[name].add_(change)
            for name, head in heads.items():
                self.get_parameter(name).copy_(head)

    def start_from(self, pairs: Sequence[Pair]) -> None:
        """Set the constant so that pairs as they come are neither answers nor not."""
        self.eval()
        with torch.no_grad():
            self.bias -= self.answers(pairs).mean() / (2 * SCALE)
        self.train()


def kept(learned: Mapping[str, Tensor], settings: ReaderSettings, taught: Sequence[Lesson]) -> Learned:
    """Return what a file keeps of the weights of a learner: the changes of the encoder in their strongest directions, and the heads."""
    before = Learner(settings).state()
    layers = {name: weight for name, weight in learned.items() if name.startswith("encoder.")}
    interaction = Interaction(learned["shares"], learned["weight"], learned["bias"])
    turns, tags = TurnHead(learned["turn_weight"], learned["turn_bias"]), TurnHead(learned["tag_weight"], learned["tag_bias"])
    return Learned(Changes.between(layers, before, settings.rank), interaction, turns, tags, frozenset(map(fingerprint, taught)))


def fingerprint(lesson: Lesson) -> int:
    """Return the number by which a question that was learned from, after what was said before it, is known again."""
    return crc32((lesson.question + lesson.before).encode())
