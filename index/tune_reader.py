"""Learn to read two texts together: `python -m index read`, some minutes on a GPU, a night on two cores.

Of each written question, the passage that answers is set against others that the search takes for it: a softmax over them (as in Nogueira
and Cho, 2019), so that what answers comes first. And each is told whether it answers at all: questions beside what a passage tells, which
share its words and ask for what it does not say, teach the difference (Rajpurkar et al., Know What You Don't Know, ACL 2018). At each step
messages are read too, each with the turn before it, and their kinds are learned; and others, with what careful readers heard in them.
Several readers learn so, each from other drawings, and are averaged weight by weight (Wortsman et al., Model soups, ICML 2022).
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, log_softmax, softplus

from corpus.records import SORTS, TAGS
from index.learn import KINDS, LABELS, blurred
from index.learner import Learner, ReaderSettings, kept
from index.lessons import Lesson, Message, Overheard, before_of, drawn_shares
from index.reader import Learned, Pair
from index.tune import batches, rate_at

Report = Callable[[int, float], None]
SOFT = 0.05  # what is taken from the kind that a message was given: writers differ
TAG = 0.15  # what each tag of a message weighs
SORT = 0.5  # what the sort of a message weighs beside its kind


@dataclass(frozen=True)
class School:
    """All that a reader learns from.

    :param taught: questions, each with what it is read with; ``said``, messages with their kind; ``overheard``, with what is heard in them.
    """

    taught: Sequence[Lesson]
    said: Sequence[Message]
    overheard: Sequence[Overheard] = ()


def learn_reader(school: School, settings: ReaderSettings, report: Report | None = None) -> Learned:
    """Return what lessons and messages teach: the changes of the encoder, how a pair is scored and how a message is.

    :param report: called now and then with the number of the step and the mean loss since the last call.
    """
    several = [taught_once(school, settings, settings.seed + number, report).state() for number in range(settings.readers)]
    return kept({name: torch.stack([state[name] for state in several]).mean(dim=0) for name in several[0]}, settings, school.taught)


def made_of(settings: ReaderSettings, school: School) -> dict[str, str]:
    """Return what is noted in the file of what was learned."""
    counts = {"lessons": len(school.taught), "messages": len(school.said), "overheard": len(school.overheard)}
    return {name: str(value) for name, value in {**counts, **asdict(settings)}.items()}


def taught_once(school: School, settings: ReaderSettings, seed: int, report: Report | None, known: Learned | None = None) -> Learner:
    """Return a learner that was taught lessons and messages (see `learn_reader`).

    :param known: what it knows before; None for what e5 knows.
    """
    torch.manual_seed(seed)
    chance, device = Random(seed), "cuda" if torch.cuda.is_available() else "cpu"
    learner, drawing = Learner(settings), _Drawing(school, settings, chance)
    learner.to(device)
    if known:
        learner.start_as(known)
    else:
        learner.start_from([pairs[0] for pairs in drawing.pairs(range(0, len(school.taught), max(1, len(school.taught) // 40)))])
    changing, head = list(learner.changing().values()), list(learner.head().values())
    groups = [{"params": changing, "lr": settings.rate}, {"params": head, "lr": settings.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = [rows for _ in range(settings.passes) for rows in drawing.steps()]
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at(step / len(steps)))
    total = 0.0
    for number, rows in enumerate(steps, start=1):
        loss = _question_loss(learner, drawing, rows, settings) + _turn_loss(learner, drawing.messages())
        loss = loss + _tag_loss(learner, drawing.overheard())
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(changing, 1.0)
        optimiser.step()
        schedule.step()
        total += float(loss.detach())
        if report and number % 100 == 0:
            report(number, total / 100)
            total = 0.0
    learner.eval()
    return learner


class _Drawing:
    """What is drawn at each step: passages to set against the one that answers, spellings, messages and what comes before them."""

    def __init__(self, school: School, settings: ReaderSettings, chance: Random) -> None:
        self.taught, self._said, self._settings, self._chance = school.taught, school.said, settings, chance
        self._told = list(dict.fromkeys(text for lesson in school.taught for text in (*lesson.told, *lesson.near)))
        self._shares, self._known = drawn_shares(school.said), [message for message in school.said if message.before]
        self._overheard = school.overheard

    def steps(self) -> list[list[int]]:
        """Return the lessons of one pass, step by step."""
        kept = [row for row, lesson in enumerate(self.taught) if not lesson.own or self._chance.random() < self._settings.own]
        lengths = [len(self.taught[row].question) + len(self.taught[row].before) for row in kept]
        return [[kept[place] for place in rows] for rows in batches(lengths, self._settings.batch, self._chance)]

    def pairs(self, rows: Sequence[int]) -> list[list[Pair]]:
        """Return what the question of each lesson is read with."""
        return [self._pairs(self.taught[row]) for row in rows]

    def _pairs(self, lesson: Lesson) -> list[Pair]:
        settings, near = self._settings, lesson.near[: self._settings.near]
        question = blurred(lesson.question, self._chance)
        if lesson.answers:
            rivals = self._chance.sample(near, min(settings.rivals, len(near)))
            told: Sequence[str] = (*lesson.told, *rivals, self._chance.choice(self._told))
        else:
            told = (*lesson.told, *near[:2]) if lesson.told else near[: settings.rivals]
        return [Pair(question, text, lesson.before) for text in told]

    def messages(self) -> list[tuple[Message, Pair]]:
        """Return messages, each as somebody may have typed it and with the turn before it."""
        seed = self._chance.randrange(2**32)
        rows = np.random.default_rng(seed).choice(len(self._said), size=self._settings.messages, p=self._shares)
        some = [self._said[row] for row in rows]
        return [(one, Pair(blurred(one.said, self._chance), before_of(one, self._known, self._chance))) for one in some]

    def overheard(self) -> list[tuple[Overheard, Pair]]:
        """Return messages in which something may be heard, each as somebody may have typed it and with the turn before it."""
        if not self._overheard:
            return []
        some = self._chance.choices(self._overheard, [one.weight for one in self._overheard], k=self._settings.tagged)
        return [(one, Pair(blurred(one.said, self._chance), one.before)) for one in some]


def _question_loss(learner: Learner, drawing: _Drawing, rows: Sequence[int], settings: ReaderSettings) -> Tensor:
    read = drawing.pairs(rows)
    scores = learner.answers([pair for pairs in read for pair in pairs]).split([len(pairs) for pairs in read])
    return torch.stack([loss_of(drawing.taught[row], part, settings) for row, part in zip(rows, scores, strict=True)]).mean()


def loss_of(lesson: Lesson, scores: Tensor, settings: ReaderSettings) -> Tensor:
    """Return the loss of a question read with passages: the one that answers before others, or none that answers.

    :param scores: the logit of each passage answering it.
    """
    return _answered(scores, settings) if lesson.answers else softplus(scores).mean()


def _answered(scores: Tensor, settings: ReaderSettings) -> Tensor:
    """Return the loss of a question whose first passage answers."""
    return softplus(-scores[0]) - log_softmax(scores, dim=0)[0] + settings.doubt * softplus(scores[1:]).mean()


def _turn_loss(learner: Learner, drawn: Sequence[tuple[Message, Pair]]) -> Tensor:
    """Return the loss of the kinds of messages, and of their sorts where their kind has some."""
    scores, _ = learner.heard([pair for _, pair in drawn])
    kinds = torch.tensor([KINDS.index(message.kind) for message, _ in drawn], device=scores.device)
    loss = cross_entropy(scores[:, : len(KINDS)], kinds, label_smoothing=SOFT)
    for row, (message, _) in enumerate(drawn):
        if message.sort:
            columns = [LABELS.index((message.kind, sort)) for sort in SORTS[message.kind]]
            wanted = torch.tensor([SORTS[message.kind].index(message.sort)], device=scores.device)
            loss = loss + SORT * cross_entropy(scores[row, columns][None], wanted) / len(drawn)
    return loss


def _tag_loss(learner: Learner, drawn: Sequence[tuple[Overheard, Pair]]) -> Tensor:
    """Return the loss of what is heard in messages: each tag is there or not."""
    if not drawn:
        return torch.zeros(())
    _, scores = learner.heard([pair for _, pair in drawn])
    there = torch.tensor([[float(tag in one.tags) for tag in TAGS] for one, _ in drawn], device=scores.device)
    return TAG * binary_cross_entropy_with_logits(scores, there, reduction="sum") / len(drawn)
