"""Where one stands is told from the dates and the statuses, and nothing is told twice."""

from datetime import date

import pytest

from assistant.plan.prefill import empty_plan
from assistant.plan.records import PlanRow
from assistant.plan.resume import next_message, resume, standing
from prompts import load_texts
from tests.assistant.plan.plans import HOSTILE, TODAY, a_plan


def test_each_row_stands_in_one_place() -> None:
    found = standing(a_plan(), TODAY)
    assert [row.action for row in found.late] == ["Rendre des minutes"]
    assert [row.action for row in found.doing] == ["Dire le cap"]
    assert [row.action for row in found.next] == ["Sans date"]
    assert (found.done, found.total, found.percent) == (1, 4, 25)


def test_what_is_dropped_counts_for_nothing() -> None:
    plan = a_plan(rows=(PlanRow(action="a", status="dropped", due=date(2026, 9, 2)), PlanRow(action="b", status="done")))
    found = standing(plan, TODAY)
    assert (found.late, found.total, found.percent) == ((), 1, 100)


@pytest.mark.parametrize(
    ("language", "held"),
    [("fr", ("Où en êtes-vous?", "1 sur 4 (25\u00a0%)", "En retard")), ("en", ("Where do you stand?", "1 of 4 (25%)", "Late"))],
)
def test_it_is_told_in_either_language(language: str, held: tuple[str, ...]) -> None:
    html = resume(a_plan(language), TODAY, load_texts("plan", language))
    assert all(text in html for text in held)
    assert "Rendre des minutes" in html


def test_an_empty_plan_is_told_as_such() -> None:
    assert "aucune action" in resume(empty_plan("fr"), TODAY, load_texts("plan", "fr"))
    assert next_message(empty_plan("fr"), TODAY) == ""


def test_nothing_of_a_row_becomes_html() -> None:
    html = resume(a_plan(rows=(PlanRow(action=HOSTILE, who="<b>", due=date(2026, 9, 2)),)), TODAY, load_texts("plan", "fr"))
    assert "<script" not in html
    assert "<b>" not in html


def test_long_lists_are_cut_and_counted() -> None:
    rows = tuple(PlanRow(action=f"Geste {n}", due=date(2026, 9, 2)) for n in range(9))
    assert "et 4 de plus" in resume(a_plan(rows=rows), TODAY, load_texts("plan", "fr"))
    message = next_message(a_plan(rows=rows), TODAY)
    assert message.startswith("Dans mon plan, 9 actions sont en retard : « Geste 0 »")
    assert "et 6 de plus" in message


def test_the_message_names_what_is_late() -> None:
    assert next_message(a_plan(), TODAY) == (
        "Dans mon plan, une action est en retard : « Rendre des minutes » (CP1.4), prévue pour le 2026-10-01. Comment la relancer?"
    )
    assert next_message(a_plan("en"), TODAY) == (
        "In my plan, one action is late: “Rendre des minutes” (CP1.4), due on 2026-10-01. How can I get it going again?"
    )
    assert next_message(a_plan(), date(2026, 9, 30)) == ""


def test_a_row_without_an_action_is_told_by_what_it_says() -> None:
    rows = (
        PlanRow(objective="Un but", due=date(2026, 9, 2)),
        PlanRow(measure=("PAN05",), due=date(2026, 9, 2)),
        PlanRow(due=date(2026, 9, 2)),
    )
    message = next_message(a_plan(rows=rows), TODAY)
    assert all(told in message for told in ("« Un but »", "« PAN05 »", "« 2026-09-02 »"))
