"""Learn to read a question and a passage together: `python -m index rerank`, an hour on two cores.

Of each written question, the passage that answers is set against others that the search takes for it: a softmax over them (as in Nogueira
and Cho, 2019), so that what answers comes first. And each is told whether it answers at all: questions beside what a passage tells, which
share its words and ask for what it does not say, teach the difference (Rajpurkar et al., Know What You Don't Know, ACL 2018).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from random import Random

import torch
from torch import Tensor
from torch.nn.functional import softplus

from corpus.language import detect_language
from corpus.records import Corpus
from index.align import Alignment
from index.changes import Changes
from index.embed import CachedEmbeddings
from index.encoder import Encoder
from index.learn import blurred
from index.reranker import SCALE, TOGETHER, Interaction, Learned, Pair, read_pairs
from index.tune import batches, rate_at
from index.tune_alignment import Ground

Report = Callable[[int, float], None]


@dataclass(frozen=True)
class RerankSettings:
    """How the learning goes.

    :param rank: what is kept of each change of weight.
    :param first_layer: the first layer, from 0, whose weights change.
    :param batch: questions per step.
    :param rivals: passages that the one that answers is set against, out of so many that are ``near``.
    :param doubt: what it weighs that rivals are told not to answer: some of them do.
    :param own: share of the questions that a passage carries in its own text that are learned from, and of messages to decline.
    """

    rank: int = 64
    first_layer: int = 3
    batch: int = 8
    rivals: int = 2
    near: int = 6
    rate: float = 1e-4
    head_rate: float = 3e-3
    doubt: float = 0.15
    own: float = 0.4
    dropout: float = 0.1
    seed: int = 0


@dataclass(frozen=True)
class Lesson:
    """A question and what it is read with: the passage that answers, if one does, then others."""

    question: str
    answers: bool
    told: tuple[str, ...]


class Learner(torch.nn.Module):
    """The cross-encoder under learning."""

    def __init__(self, settings: RerankSettings) -> None:
        super().__init__()
        self._encoder = Encoder()
        self.read = self._encoder.model
        self.shares = torch.nn.Parameter(torch.tensor([2.0, 2.0]))
        self.weight = torch.nn.Parameter(torch.zeros(self.read.config.hidden_size))
        self.bias = torch.nn.Parameter(torch.zeros(1))
        changing = tuple(f"encoder.layer.{layer}." for layer in range(settings.first_layer, self.read.config.num_hidden_layers))
        for name, weight in self.read.named_parameters():
            weight.requires_grad_(name.startswith(changing))
        for part in self.read.modules():
            if isinstance(part, torch.nn.Dropout):
                part.p = settings.dropout

    @property
    def interaction(self) -> Interaction:
        """How pairs are scored, as it is now."""
        return Interaction(self.shares, self.weight, self.bias)

    def changing(self) -> dict[str, torch.nn.Parameter]:
        """Return the weights of the encoder that change, by name."""
        return {name: weight for name, weight in self.read.named_parameters() if weight.requires_grad}

    def state(self) -> dict[str, Tensor]:
        """Return those weights as they are now."""
        return {name: weight.detach().clone() for name, weight in self.changing().items()}

    def forward(self, pairs: Sequence[Pair]) -> Tensor:
        """Return the logit of each pair; those of like length are read together, so that little is padding."""
        order = sorted(range(len(pairs)), key=lambda place: sum(map(len, pairs[place])))
        parts = [order[start : start + TOGETHER] for start in range(0, len(order), TOGETHER)]
        scores = torch.cat([self.interaction.scores(*read_pairs(self._encoder, [pairs[place] for place in part])) for part in parts])
        return scores[torch.tensor(order).argsort()]

    def go_on(self, learned: Learned) -> None:
        """Go on from what was learned before."""
        changes, interaction = learned
        with torch.no_grad():
            for name, weight in self.changing().items():
                weight += changes[name]
            for part in ("shares", "weight", "bias"):
                getattr(self, part).copy_(getattr(interaction, part))

    def start_from(self, pairs: Sequence[Pair]) -> None:
        """Set the constant so that pairs as they come are neither answers nor not."""
        self.eval()
        with torch.no_grad():
            self.bias -= self(pairs).mean() / (2 * SCALE)
        self.train()


def lessons(corpus: Corpus, embeddings: CachedEmbeddings, alignment: Alignment, settings: RerankSettings) -> list[Lesson]:
    """Return what the written questions of the knowledge teach.

    :param embeddings: how texts become vectors; ``alignment``, how they are searched.
    """
    chance, ground = Random(settings.seed), Ground.of(corpus, embeddings)
    known = {chunk.id: chunk for chunk in ground.chunks}
    asked = list(_asked(corpus, settings, chance))
    found = ground.nearest([question for question, _, _ in asked], alignment, settings.near + 1)
    made = []
    for (question, answer, beside), hits in zip(asked, found, strict=True):
        near = [hit.passage for hit in hits if hit.passage.id not in (answer, beside)]
        if answer:
            told = [known[answer], *chance.sample(near[: settings.near], settings.rivals)]
        else:  # what says that nothing is known may be an answer
            near = [passage for passage in near if passage.source is not None]
            told = [known[beside], *near[:1]] if beside else near[: settings.rivals]
        if told:  # all that is near may say that nothing is known
            made.append(Lesson(question, bool(answer), tuple(passage.text_in(detect_language(question)) for passage in told)))
    return made


def _asked(corpus: Corpus, settings: RerankSettings, chance: Random) -> Iterator[tuple[str, str, str]]:
    """Yield questions, the passage that answers each, and the one that each is beside."""
    yield from ((question, more.id, "") for more in corpus.asked.values() for question in more.questions)
    yield from ((question, limit.id, "") for limit in corpus.limits.values() for question in limit.questions)
    yield from ((item.question, "", item.beside) for item in corpus.unanswered)
    own = [(question, fact.id, "") for fact in corpus.facts.values() for question in fact.questions]
    declined = [(turn.text, "", "") for turn in corpus.turns if turn.kind == "decline" and turn.split == "train"]
    yield from (item for item in (*own, *declined) if chance.random() < settings.own)


def learn_reranker(
    taught: Sequence[Lesson], settings: RerankSettings, report: Report | None = None, known: Learned | None = None
) -> Learned:
    """Return what lessons teach: the changes of the encoder, and how a pair is scored.

    :param report: called now and then with the number of the step and the mean loss since the last call.
    :param known: what was learned before, to go on from it.
    """
    torch.manual_seed(settings.seed)
    chance, learner = Random(settings.seed), Learner(settings)
    before, changing, head = learner.state(), list(learner.changing().values()), [learner.shares, learner.weight, learner.bias]
    if known:
        learner.go_on(known)
    else:
        learner.start_from([(lesson.question, lesson.told[0]) for lesson in taught[:40]])
    optimiser = torch.optim.AdamW(
        [{"params": changing, "lr": settings.rate}, {"params": head, "lr": settings.head_rate}], weight_decay=0.01
    )
    steps = list(batches([len(lesson.question) for lesson in taught], settings.batch, chance))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step / len(steps)))
    total = 0.0
    for number, rows in enumerate(steps, start=1):
        loss = _loss(learner, [taught[row] for row in rows], settings, chance)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(changing, 1.0)
        optimiser.step()
        schedule.step()
        total += float(loss.detach())
        if report and number % 100 == 0:
            report(number, total / 100)
            total = 0.0
    learned = Interaction(*(part.detach() for part in (learner.shares, learner.weight, learner.bias)))
    return Changes.between(learner.state(), before, settings.rank), learned


def made_of(settings: RerankSettings, taught: Sequence[Lesson]) -> dict[str, str]:
    """Return what is noted in the file of what was learned."""
    return {"lessons": str(len(taught)), **{name: str(value) for name, value in asdict(settings).items()}}


def _loss(learner: Learner, taught: Sequence[Lesson], settings: RerankSettings, chance: Random) -> Tensor:
    asked = [blurred(lesson.question, chance) for lesson in taught]
    pairs = [(question, told) for question, lesson in zip(asked, taught, strict=True) for told in lesson.told]
    scores = learner(pairs).split([len(lesson.told) for lesson in taught])
    losses = [_answered(part, settings) if lesson.answers else softplus(part).mean() for lesson, part in zip(taught, scores, strict=True)]
    return torch.stack(losses).mean()


def _answered(scores: Tensor, settings: RerankSettings) -> Tensor:
    """Return the loss of a question whose first passage answers."""
    return softplus(-scores[0]) - torch.log_softmax(scores, dim=0)[0] + settings.doubt * softplus(scores[1:]).mean()
