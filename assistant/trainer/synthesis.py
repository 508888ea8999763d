"""What a group made of its scenarios, told as numbers: where each is, what was proposed, what is worth talking over. Pure.

Strategies that the research found under two names count as one, under the name that the scenario expects. No participant can be told
from what is here.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from assistant.scenarios.compare import grade_of
from assistant.scenarios.records import ACCEPTABLE, EXPECTED, Scenario
from assistant.trainer.records import Gathered
from corpus.records import Corpus, Record

Grade = Literal["expected", "acceptable", "beside"]
Reason = Literal["missed", "beside", "split"]
GRADES: Mapping[int, Grade] = {EXPECTED: "expected", ACCEPTABLE: "acceptable", 0: "beside"}
ENOUGH = 2  # proposals below which there is nothing to compare
MOST_DEBATES = 5
OFTEN, SELDOM = 1 / 3, 2 / 3  # what is beside is worth a word from the first share on; what is expected, below the second
SPLIT_WEIGHT = 0.5  # of how much participants differ, beside how far they are from what is expected
LEAST = 0.2


class Bar(Record):
    """A strategy or a family, and how many of the proposals name it. ``received``: Boussole proposes it too."""

    id: str
    count: int
    share: float
    grade: Grade = "beside"
    received: bool = False


class Debate(Record):
    """A strategy worth talking over: expected and missed, proposed and beside, or splitting the group in two."""

    strategy: str
    reason: Reason
    count: int
    total: int
    weight: float


class Played(Record):
    """What became of a scenario: how many began it, how many proposed, and what."""

    id: str
    title: str
    begun: int
    proposed: int
    bars: tuple[Bar, ...]
    debates: tuple[Debate, ...]


class Synthesis(Record):
    """What a session shows of itself. ``quizzed`` did the quiz, of which ``mean`` is the share of right answers."""

    people: int
    played: tuple[Played, ...]
    families: tuple[Bar, ...]
    quizzed: int
    mean: float | None
    excerpts: tuple[str, ...]


def synthesise(gathered: Gathered, scenarios: Mapping[str, Scenario], corpus: Corpus) -> Synthesis:
    """Return what a session shows of itself.

    :param scenarios: those that can be read; one that is gone is left out.
    """
    played = tuple(_played(gathered, scenarios[id_], corpus) for id_ in gathered.session.scenarios if id_ in scenarios)
    marks = [one.right / one.total for one in gathered.participants if one.right is not None and one.total]
    return Synthesis(
        people=len(gathered.participants),
        played=played,
        families=_families(gathered, corpus),
        quizzed=len(marks),
        mean=sum(marks) / len(marks) if marks else None,
        excerpts=tuple(one.why for one in gathered.work if one.picked and one.why),
    )


def naming(scenario: Scenario, corpus: Corpus) -> Callable[[Iterable[str]], frozenset[str]]:
    """Return what puts the strategies that are one under one name: the one that is expected here, otherwise the first of the list."""
    order = {id_: (-scenario.expected.get(id_, 0), place) for place, id_ in enumerate(corpus.cards)}
    names = {id_: min(group & order.keys(), key=lambda one: order[one]) for group in corpus.equivalents for id_ in group}
    return lambda ids: frozenset(names.get(id_, id_) for id_ in ids if id_ in corpus.cards)


def _played(gathered: Gathered, scenario: Scenario, corpus: Corpus) -> Played:
    one_name = naming(scenario, corpus)
    proposals = [one_name(work.strategies or ()) for work in gathered.proposals(scenario.id)]
    received = one_name(gathered.received.get(scenario.id, ()))
    counts = Counter(id_ for proposal in proposals for id_ in proposal)
    told = one_name(scenario.expected) | received | counts.keys()
    total = len(proposals)
    bars = [
        Bar(
            id=id_,
            count=counts[id_],
            share=counts[id_] / total if total else 0.0,
            grade=GRADES[grade_of(id_, scenario, corpus)],
            received=id_ in received,
        )
        for id_ in corpus.cards
        if id_ in told
    ]
    return Played(
        id=scenario.id,
        title=scenario.title,
        begun=sum(work.scenario == scenario.id for work in gathered.work),
        proposed=total,
        bars=tuple(sorted(bars, key=lambda bar: (-bar.count, bar.grade != "expected"))),
        debates=debates(bars, total),
    )


def debates(bars: Sequence[Bar], total: int) -> tuple[Debate, ...]:
    """Return what is worth talking over, the most so first: far from what is expected, or splitting the group in two."""
    if total < ENOUGH:
        return ()
    found = [
        Debate(strategy=bar.id, reason=reason, count=bar.count, total=total, weight=_weight(bar)) for bar in bars if (reason := _why(bar))
    ]
    return tuple(sorted((one for one in found if one.weight >= LEAST), key=lambda one: -one.weight)[:MOST_DEBATES])


def entropy(share: float) -> float:
    """Return how much a group differs on something: 0 when all agree, 1 when half do."""
    return -sum(part * math.log2(part) for part in (share, 1 - share) if part > 0)


def _why(bar: Bar) -> Reason | None:
    if bar.grade == "expected":
        return "missed" if bar.share < SELDOM else None
    if bar.grade == "beside":
        return "beside" if bar.share >= OFTEN else None
    return "split" if OFTEN <= bar.share <= SELDOM else None


def _weight(bar: Bar) -> float:
    apart = {"expected": 1 - bar.share, "acceptable": 0.0, "beside": bar.share}[bar.grade]
    return apart + SPLIT_WEIGHT * entropy(bar.share)


def _families(gathered: Gathered, corpus: Corpus) -> tuple[Bar, ...]:
    """Return every family with how many of the strategies proposed belong to it, the most called on first."""
    ids = [id_ for work in gathered.work for id_ in work.strategies or () if id_ in corpus.cards]
    counts = Counter(corpus.cards[id_].family for id_ in ids)
    bars = [Bar(id=family, count=counts[family], share=counts[family] / len(ids) if ids else 0.0) for family in corpus.families]
    return tuple(sorted(bars, key=lambda bar: -bar.count))
