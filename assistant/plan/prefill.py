"""Fill in a plan from the cards of strategies: goals, steps, who, means, signs and dates; all of it suggestions to be changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.compose.plan import Row, plan_rows
from assistant.period import MOST, WEEKS_IN, Period
from assistant.plan.read import within_bounds
from assistant.plan.records import FIRST_DAY, LAST_DAY, Plan, PlanRow
from assistant.voice import Voice
from corpus.records import HORIZONS, Constraint, Corpus, Language
from prompts import Texts, load_texts

YEAR = 52  # weeks of the calendar: due dates count holidays, a school year does not
DAYS = {"semaine": 7, "mois": 30}


def empty_plan(language: Language, made: date | None = None) -> Plan:
    """Return a plan without a row.

    :param made: today when None.
    """
    return Plan(title=load_texts("plan", language).get("title"), language=language, made=made or date.today())


def plan_from(
    strategies: Sequence[str],
    corpus: Corpus,
    language: Language,
    period_weeks: int = YEAR,
    constraints: Sequence[Constraint] = (),
    *,
    made: date | None = None,
) -> Plan:
    """Return a plan filled in from the cards of strategies, what begins first.

    :param strategies: ids, best first; those that do not exist are left out.
    :param period_weeks: how long the plan lasts.
    :param constraints: what is lacking: the first changes the first step, the others are noted beside it.
    :param made: the day from which due dates are reckoned; today when None.
    :raises ExportError: if that makes more rows than a plan holds.
    """
    plan = empty_plan(language, made)
    filler = _Filler(plan.made, period_weeks, tuple(constraints), Voice(language))
    return plan.model_copy(update={"period": filler.named, "rows": filler.rows(strategies, corpus, 0)})


def rows_added(
    plan: Plan, strategies: Sequence[str], corpus: Corpus, period_weeks: int = YEAR, constraints: Sequence[Constraint] = ()
) -> Plan:
    """Return the plan with the rows of other strategies after its own; a strategy that it already holds is not added again.

    The parameters are those of `plan_from`; due dates are reckoned from the day the plan was made.

    :raises ExportError: if that makes more rows than a plan holds.
    """
    held = {row.strategy for row in plan.rows}
    filler = _Filler(plan.made, period_weeks, tuple(constraints), Voice(plan.language))
    added = filler.rows([id_ for id_ in strategies if id_ not in held], corpus, len(plan.rows))
    return plan.model_copy(update={"period": plan.period or filler.named, "rows": (*plan.rows, *added)})


@dataclass(frozen=True)
class _Filler:
    """What the rows of a plan are made from."""

    made: date
    weeks: int
    constraints: tuple[Constraint, ...]
    voice: Voice

    @property
    def texts(self) -> Texts:
        return load_texts("plan", self.voice.language)

    @property
    def period(self) -> Period:
        return _period(self.weeks)

    @property
    def yearly(self) -> bool:
        return self.period.unit == "annee" and self.period.size > 1

    @property
    def end(self) -> date:
        return _within(self.made + timedelta(weeks=max(1, min(self.weeks, YEAR * MOST["annee"]))))

    @property
    def named(self) -> str:
        key = f"period.{self.period.unit}"
        one = self.period.size == 1
        length = str(self.texts.get(f"{key}.one")) if one else self.texts.render(f"{key}.many", size=str(self.period.size))
        return self.texts.render("period.dates", length=length, start=str(self.made), end=str(self.end))

    def rows(self, strategies: Sequence[str], corpus: Corpus, held: int) -> tuple[PlanRow, ...]:
        """Return the rows of strategies; ``held`` is how many the plan already has."""
        cards = [corpus.cards[id_] for id_ in dict.fromkeys(strategies) if id_ in corpus.cards]
        steps = plan_rows(self.period, [(card, corpus.means[card.id]) for card in cards])
        within_bounds(held + len(steps))
        return tuple(self._row(step) for step in steps)

    def _row(self, step: Row) -> PlanRow:
        card, signs = step.card, self.voice.signs(step.card)
        action, means, note = self._step(step)
        return PlanRow(
            objective=self.texts.get("goal")[card.id],
            strategy=card.id,
            action=action,
            who=self.voice.who(step.means, step.horizon),
            when=self.texts.render("when.year", number=str(step.year)) if self.yearly else self.texts.get("when")[step.horizon],
            means=means,
            indicator=signs[(HORIZONS.index(step.horizon) + step.year - 1) % len(signs)],
            measure=(*card.measures, *card.competencies),
            due=self._due(step),
            note=note,
        )

    def _step(self, step: Row) -> tuple[str, str, str]:
        """Return the action, its means and a note; after the first year, how the strategy goes on, as in the plans of the conversation."""
        voice, card = self.voice, step.card
        if step.year > 1:
            onward = Voice(voice.language, card.id).say(f"plan.year.{min(step.year, 3)}", name=voice.name(card))
            return onward, voice.means(step.means, step.horizon), ""
        if step.horizon != "semaine" or not self.constraints:
            return voice.step(card, step.horizon), voice.means(step.means, step.horizon), ""
        first, *others = [(str(voice.texts.get("constraint")[c]["short"]), voice.adapted(step.means, c)) for c in self.constraints]
        note = "\n".join(self.texts.render("constrained", constraint=short, adapted=adapted) for short, adapted in others)
        return first[1], first[0], note

    def _due(self, step: Row) -> date:
        """Return when a step should be done: a week, a month, or the end of its year or of the period; never after the period."""
        if step.horizon == "annee":
            return min(_within(self.made + timedelta(weeks=YEAR * step.year)), self.end) if self.yearly else self.end
        return min(_within(self.made + timedelta(days=DAYS[step.horizon])), self.end)


def _within(day: date) -> date:
    return min(max(day, FIRST_DAY), LAST_DAY)


def _period(weeks: int) -> Period:
    """Return a number of weeks of the calendar as the period of a plan: up to twelve weeks, then months, then years."""
    if weeks <= MOST["semaine"]:
        return Period(size=max(1, weeks), unit="semaine")
    if weeks < WEEKS_IN["annee"]:
        return Period(size=round(weeks * 12 / YEAR), unit="mois")
    return Period(size=min(max(1, round(weeks / YEAR)), MOST["annee"]), unit="annee")
