"""A plan is filled in from the cards, over a year, with dates reckoned from the day it was made."""

from datetime import date

import pytest

from assistant.export.errors import ExportError
from assistant.plan.prefill import empty_plan, rows_added
from corpus.records import Corpus, Language
from prompts import load_texts
from tests.assistant.plan.plans import MADE


def test_a_strategy_gives_a_row_for_each_horizon(corpus: Corpus) -> None:
    plan = rows_added(empty_plan("fr", MADE), ["CP1.4"], corpus)
    card, means = corpus.cards["CP1.4"], corpus.means["CP1.4"]
    assert [row.action for row in plan.rows] == [card.steps.semaine, card.steps.mois, card.steps.annee]
    assert [row.due for row in plan.rows] == [date(2026, 9, 8), date(2026, 10, 1), date(2027, 8, 31)]
    assert [row.who for row in plan.rows] == [means.who.semaine, means.who.mois, means.who.annee]
    assert {row.strategy for row in plan.rows} == {"CP1.4"}
    assert {row.indicator for row in plan.rows} == set(card.signs)
    assert plan.rows[0].measure == (*card.measures, *card.competencies)
    assert plan.rows[0].objective == "Réserver aux enseignants du temps de planification"
    assert (plan.period, plan.made) == ("Une année, du 2026-09-01 au 2027-08-31", MADE)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_strategy_can_fill_in_a_plan(corpus: Corpus, language: Language) -> None:
    goals = load_texts("plan", language).get("goal")
    assert goals.keys() == corpus.cards.keys()
    assert len(set(goals.values())) == len(goals)
    for id_ in corpus.cards:
        for row in rows_added(empty_plan(language, MADE), [id_], corpus).rows:
            assert all((row.objective, row.action, row.who, row.when, row.means, row.indicator, row.due)), id_
            assert not any(text.endswith("…") for text in (row.action, row.indicator, row.means)), id_


def test_strategies_are_added_once_and_after_what_was_written(corpus: Corpus) -> None:
    plan = rows_added(empty_plan("en", MADE), ["CP1.4"], corpus)
    twice = rows_added(rows_added(plan, ["CP1.4", "CP4.2", "CP4.2", "ZZ"], corpus), ["CP4.2"], corpus)
    assert twice.rows[:3] == plan.rows
    assert [row.strategy for row in twice.rows[3:]] == ["CP4.2"] * 3
    assert twice.rows[3].action == corpus.cards["CP4.2"].en.steps.semaine
    assert rows_added(plan, [], corpus) == plan


def test_an_empty_plan_takes_its_period_from_what_is_added(corpus: Corpus) -> None:
    plan = empty_plan("fr", MADE)
    assert (plan.rows, plan.title) == ((), "Plan d'action pour le numérique")
    assert rows_added(plan, ["CP1.4"], corpus).period.startswith("Une année")


def test_too_many_strategies_are_refused_in_a_sentence(corpus: Corpus) -> None:
    with pytest.raises(ExportError, match="153 lignes; un plan en tient 60 au plus"):
        rows_added(empty_plan("fr", MADE), list(corpus.cards), corpus)
    held = rows_added(empty_plan("fr", MADE), list(corpus.cards)[:20], corpus)
    with pytest.raises(ExportError, match="63 lignes"):
        rows_added(held, list(corpus.cards)[:21], corpus)
