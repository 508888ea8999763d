"""Fill in a plan from the cards of strategies: goals, steps, who, means, signs and dates; all of it suggestions to be changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.compose.plan import Row, plan_rows
from assistant.period import Period
from assistant.plan.read import within_bounds
from assistant.plan.records import FIRST_DAY, LAST_DAY, Plan, PlanRow
from assistant.voice import Voice
from corpus.records import HORIZONS, Corpus, Horizon, Language
from prompts import Texts, load_texts

DAYS = {"semaine": 7, "mois": 30, "annee": 364}  # a year of fifty-two weeks: due dates count holidays, a school year does not
YEAR = Period(size=1, unit="annee")  # what every plan lasts


def empty_plan(language: Language, made: date | None = None) -> Plan:
    """Return a plan without a row.

    :param made: today when None.
    """
    return Plan(title=load_texts("plan", language).get("title"), language=language, made=made or date.today())


def rows_added(plan: Plan, strategies: Sequence[str], corpus: Corpus) -> Plan:
    """Return the plan with rows from the cards of strategies after its own, what begins first, over a year from the day it was made.

    :param strategies: ids, best first; those that do not exist, or that the plan already holds, are left out.
    :raises ExportError: if that makes more rows than a plan holds.
    """
    held = {row.strategy for row in plan.rows}
    filler = _Filler(plan.made, Voice(plan.language))
    added = filler.rows([id_ for id_ in strategies if id_ not in held], corpus, len(plan.rows))
    return plan.model_copy(update={"period": plan.period or filler.named, "rows": (*plan.rows, *added)})


@dataclass(frozen=True)
class _Filler:
    """What the rows of a plan are made from."""

    made: date
    voice: Voice

    @property
    def texts(self) -> Texts:
        return load_texts("plan", self.voice.language)

    @property
    def named(self) -> str:
        return self.texts.render("period", start=str(self.made), end=str(self._due("annee")))

    def rows(self, strategies: Sequence[str], corpus: Corpus, held: int) -> tuple[PlanRow, ...]:
        """Return the rows of strategies; ``held`` is how many the plan already has."""
        cards = [corpus.cards[id_] for id_ in dict.fromkeys(strategies) if id_ in corpus.cards]
        steps = plan_rows(YEAR, [(card, corpus.means[card.id]) for card in cards])
        within_bounds(held + len(steps))
        return tuple(self._row(step) for step in steps)

    def _row(self, step: Row) -> PlanRow:
        card, signs = step.card, self.voice.signs(step.card)
        return PlanRow(
            objective=self.texts.get("goal")[card.id],
            strategy=card.id,
            action=self.voice.step(card, step.horizon),
            who=self.voice.who(step.means, step.horizon),
            when=self.texts.get("when")[step.horizon],
            means=self.voice.means(step.means, step.horizon),
            indicator=signs[HORIZONS.index(step.horizon) % len(signs)],
            measure=(*card.measures, *card.competencies),
            due=self._due(step.horizon),
        )

    def _due(self, horizon: Horizon) -> date:
        """Return when a step should be done: after a week, a month, or a year."""
        return min(max(self.made + timedelta(days=DAYS[horizon]), FIRST_DAY), LAST_DAY)
