"""A plan on request: a table over the period asked, with the steps, who, when, by what means, and signs of progress."""

from dataclasses import dataclass
from datetime import date

from assistant.compose.situation import follow_ups, founded
from assistant.compose.steps import first_step
from assistant.period import YEAR, Period, find_period, steps_wanted
from assistant.records import Block, Claim, Draft, Shortlist, Understanding
from assistant.voice import Voice
from corpus.clean import fold
from corpus.records import Card, Constraint, Corpus, Horizon, Means

STRATEGIES = 3
SHORT = 20  # weeks of a plan that holds no step of a year


@dataclass(frozen=True)
class Row:
    """One line of the table. ``year`` is 2 or more for what comes after the first year, which the cards say nothing of."""

    card: Card
    means: Means
    horizon: Horizon
    year: int = 1


def compose_plan(understanding: Understanding, chosen: Shortlist, corpus: Corpus) -> Draft:
    """Return the draft of a plan.

    :param chosen: the strategies, best first.
    """
    voice = Voice(understanding.language, understanding.question)
    said = fold(understanding.said)
    named = find_period(said, date.today())
    period = named or YEAR
    choices = chosen.choices[:STRATEGIES]
    cards = [corpus.cards[choice.id] for choice in choices]
    rows = plan_rows(period, [(card, corpus.means[card.id]) for card in cards])[: steps_wanted(said)]
    lines = [voice.say("plan.header"), "|---|---|---|---|---|---|"]
    binding = tuple(constraint for constraint in understanding.constraints if constraint != "deadline")  # the period is the deadline
    lines += [
        _line(row, place, rows, period, binding, voice, _applied(row, place, understanding, corpus, voice))
        for place, row in enumerate(rows)
    ]
    intro = voice.say("plan.intro", period=_named(period, voice))
    if named is None:
        intro += f" {voice.say('plan.unread')}"
    table = Block(claims=tuple(Claim(text=line, kind="suggestion") for line in lines), layout="table")
    measures = tuple(dict.fromkeys(id_ for card in cards for id_ in card.measures))
    blocks = (Block(claims=(Claim(text=intro),)), table, founded(cards, voice))
    return Draft(kind="plan", blocks=blocks, choices=choices, measures=measures, follow_ups=follow_ups(cards[0], voice, planned=True))


def plan_rows(period: Period, cards: list[tuple[Card, Means]]) -> list[Row]:
    """Return the steps in their order: what begins, what settles, what lasts; a month holds no step of a year.

    :param cards: the strategies with their means, the first begins first.
    """
    first = [Row(card, means, "semaine") for card, means in cards]
    then = [Row(card, means, "mois") for card, means in cards]
    last = [Row(card, means, "annee") for card, means in cards]
    if period.weeks <= 2:
        return [*first[:2], *then[:1]]
    if period.weeks <= SHORT:
        return [*first, *then]
    if period.unit != "annee" or period.size == 1:
        return [*first, *then, *last]
    later = [Row(card, means, "annee", year) for year in range(2, period.size + 1) for card, means in cards]
    return [*first, *last, *later]


def _applied(row: Row, place: int, understanding: Understanding, corpus: Corpus, voice: Voice) -> str:
    """Return the first step of a row said of what the case is about; empty where that is not known, or for the steps after it."""
    return first_step(row.card, understanding, corpus, voice, place) if row.horizon == "semaine" and understanding.subjects else ""


def _line(row: Row, place: int, rows: list[Row], period: Period, binding: tuple[Constraint, ...], voice: Voice, applied: str) -> str:
    step, means = voice.step(row.card, row.horizon), voice.means(row.means, row.horizon)
    if row.year > 1:
        own = Voice(voice.language, row.card.id)  # so that two strategies are not said alike
        step = own.say(f"plan.year.{min(row.year, 3)}", name=voice.name(row.card))
    elif row.horizon == "semaine" and binding:
        step, means = voice.adapted(row.means, binding[0]), str(voice.texts.get("constraint")[binding[0]]["short"])
    elif applied:
        step, means = applied, voice.say("plan.applied_means")
    sign = voice.signs(row.card)[(place + row.year) % 2]
    who = voice.say("plan.applied_who") if step == applied else voice.who(row.means, row.horizon)
    when = _when(place, rows, period, voice)
    return voice.say("plan.row", when=when, step=step, who=who, means=means, sign=sign, name=f"{voice.name(row.card)} ({_ids(row.card)})")


def _ids(card: Card) -> str:
    return ", ".join((card.id, *card.measures[:1]))


def _when(place: int, rows: list[Row], period: Period, voice: Voice) -> str:
    """Return the stretch of the period that a row belongs to: rows are spread evenly over it."""
    row = rows[place]
    if period.unit == "annee" and period.size > 1:
        return voice.say("plan.when.year", number=str(row.year))
    if period.unit == "annee":
        return str(voice.texts.get("plan.when.term")[("semaine", "mois", "annee").index(row.horizon)])
    unit, size = ("semaine", period.weeks) if period.weeks <= 8 else (period.unit, period.size)
    return voice.say(f"plan.when.{unit}", number=str(1 + place * size // len(rows)))


def _named(period: Period, voice: Voice) -> str:
    if period.size == 1:
        return voice.say(f"plan.period.{period.unit}.one")
    return voice.say(f"plan.period.{period.unit}.many", size=str(period.size))
