"""A plan is bounded wherever it is made: cells are cut where anyone can see it, too many rows are refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.plan.records import MOST_CHARACTERS, MOST_ROWS, Plan, PlanRow, cell
from tests.assistant.plan.plans import HOSTILE, MADE, a_plan


@given(st.text(max_size=900))
def test_a_cell_holds_only_what_a_file_can_carry(text: str) -> None:
    kept = cell(text)
    assert len(kept) <= MOST_CHARACTERS
    kept.encode("utf-8")
    assert not any(ord(c) < 32 and c != "\n" for c in kept)
    assert cell(kept) == kept


def test_a_cell_that_is_cut_says_so() -> None:
    assert cell("a" * 600) == "a" * 600
    assert cell("a" * 601) == "a" * 599 + "…"


def test_what_is_written_stays_and_what_cannot_be_goes() -> None:
    assert cell("  une\r\nautre\tligne\x00\ud800\ufffe ") == "une\nautre ligne"
    assert "<script>" in cell(HOSTILE)


def test_a_plan_holds_sixty_rows_and_no_more() -> None:
    assert len(a_plan(rows=(PlanRow(action="x"),) * MOST_ROWS).rows) == MOST_ROWS
    with pytest.raises(ValidationError):
        a_plan(rows=(PlanRow(action="x"),) * (MOST_ROWS + 1))


@pytest.mark.parametrize(
    "wrong",
    [
        {"strategy": "CP9.1"},
        {"strategy": "CP1.4 ou autre"},
        {"measure": ("PAN34",)},
        {"measure": ("RD11",)},
        {"status": "late"},
        {"due": date(1999, 12, 31)},
        {"unknown": "x"},
    ],
)
def test_a_row_refuses_what_does_not_exist(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PlanRow.model_validate(wrong)


def test_a_title_stands_on_one_line() -> None:
    assert Plan(title="Un\nplan", language="fr", made=MADE).title == "Un plan"


@pytest.mark.parametrize(("status", "late"), [("todo", True), ("doing", True), ("done", False), ("dropped", False)])
def test_only_what_is_still_to_be_done_is_late(status: str, late: bool) -> None:
    row = PlanRow.model_validate({"due": date(2026, 10, 1), "status": status})
    assert row.late(date(2026, 10, 2)) is late
    assert not row.late(date(2026, 10, 1))
