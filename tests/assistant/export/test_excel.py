"""A plan as a workbook: no formula whatever is in a cell, real dates, a list of statuses, and a timeline."""

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from assistant.export.excel import plan_xlsx, timeline
from assistant.plan.records import PlanRow
from tests.assistant.plan.plans import FORMULAS, HOSTILE, a_plan


@pytest.fixture
def book() -> Any:
    return load_workbook(BytesIO(plan_xlsx(a_plan())))


def test_the_sheets_are_named_in_the_language_of_the_plan(book: Any) -> None:
    assert book.sheetnames == ["Plan", "Suivi", "Échéancier", "boussole"]
    assert book["boussole"].sheet_state == "veryHidden"
    english = load_workbook(BytesIO(plan_xlsx(a_plan("en"))))
    assert english.sheetnames == ["Plan", "Tracking", "Timeline", "boussole"]
    assert english["Plan"]["B4"].value == "Objective"


def test_the_plan_can_be_filtered_and_printed(book: Any) -> None:
    sheet = book["Plan"]
    assert [cell.value for cell in sheet[4]] == [
        "Nº",
        "Objectif",
        "Stratégie",
        "Action",
        "Qui",
        "Quand",
        "Moyens",
        "Indicateur",
        "Mesures et compétences",
        "Note",
    ]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A4:J8", "A5")
    assert sheet["D6"].value == "Rendre des minutes"
    assert sheet["D6"].alignment.wrap_text
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        0,
        True,
    )
    assert sheet.print_title_rows == "$4:$4"
    assert "Boussole" in sheet["A10"].value


def test_the_follow_up_has_a_list_dates_and_what_is_late(book: Any) -> None:
    sheet = book["Suivi"]
    assert sheet["D6"].value == datetime(2026, 10, 1)
    assert sheet["D6"].number_format == "yyyy-mm-dd"
    assert sheet["F5"].value == datetime(2026, 9, 7)
    assert sheet["D8"].value is None
    [validation] = sheet.data_validations.dataValidation
    assert (validation.type, validation.formula1, str(validation.sqref)) == ("list", '"À faire,En cours,Fait,Abandonné"', "E5:E8")
    [rule] = next(iter(sheet.conditional_formatting)).rules
    assert rule.formula == ['AND($D5<>"",$D5<TODAY(),OR($E5="À faire",$E5="En cours"))']
    counts = {sheet.cell(row, 2).value: sheet.cell(row, 3).value for row in range(11, 15)}
    assert counts == {"À faire": 2, "En cours": 1, "Fait": 1, "Abandonné": 0}


def test_the_timeline_is_a_stacked_bar_over_real_dates(book: Any) -> None:
    sheet = book["Échéancier"]
    assert [sheet["A6"].value, sheet["B6"].value, sheet["C6"].value, sheet["D6"].value] == [
        "2. Rendre des minutes",
        datetime(2026, 9, 8),
        23,
        datetime(2026, 10, 1),
    ]
    with ZipFile(BytesIO(plan_xlsx(a_plan()))) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
        assert 'grouping val="stacked"' in chart
        assert 'barDir val="bar"' in chart
        assert "Échéancier du plan, une barre par action" in archive.read("xl/drawings/drawing1.xml").decode()


def test_a_bar_starts_where_the_step_before_it_ends_and_never_after_it() -> None:
    rows = (PlanRow(action="x", due=date(2026, 8, 1)), PlanRow(action="y"), PlanRow(strategy="CP1.4", action="z", due=date(2026, 9, 1)))
    assert list(timeline(a_plan(rows=rows))) == [
        ("1. x", date(2026, 7, 31), date(2026, 8, 1)),
        ("3. z", date(2026, 8, 31), date(2026, 9, 1)),
    ]


def test_without_a_date_there_is_a_sentence_and_no_chart() -> None:
    data = plan_xlsx(a_plan(rows=(PlanRow(action="x"),)))
    assert load_workbook(BytesIO(data))["Échéancier"]["A5"].value.startswith("Aucune action n'a d'échéance")
    assert not any("chart" in name for name in ZipFile(BytesIO(data)).namelist())


@pytest.mark.parametrize("text", [*FORMULAS, HOSTILE, "http://ecole.example", "1234", "2026-01-01", "'quoted"])
def test_no_text_is_ever_a_formula_a_link_or_a_number(text: str) -> None:
    row = PlanRow.model_validate(dict.fromkeys(("objective", "action", "who", "when", "means", "indicator", "note"), text))
    data = plan_xlsx(a_plan(rows=(row, row), title=text + "x", school=text, period=text))
    book = load_workbook(BytesIO(data))
    for sheet in book:
        assert all(cell.data_type != "f" and cell.hyperlink is None for line in sheet.iter_rows() for cell in line)
    assert isinstance(book["Plan"]["D5"].value, str)
    with ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(re.search(r"<f[ >/]", content) for content in sheets)
        assert "externalLink" not in "".join(archive.namelist())
        assert 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()
