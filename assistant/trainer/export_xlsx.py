"""A session as an Excel workbook, without a pseudonym: every text is written as text, so that none of it can be a formula."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from assistant.scenarios.records import Scenario
from assistant.trainer.frame import Page
from assistant.trainer.records import Gathered
from assistant.trainer.report import Row, excerpts, people, proposals, summary, told_session
from corpus.records import Corpus

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = {
    "session": (30, 60),
    "people": (12, 40, 14, 18, 18),
    "proposals": (12, 40, 90, 22),
    "synthesis": (34, 12, 60, 14, 10, 14, 18),
    "excerpts": (100,),
}


def session_xlsx(gathered: Gathered, scenarios: Mapping[str, Scenario], corpus: Corpus, today: date) -> bytes:
    """Return a session as a workbook: what it was, who went how far, what was proposed, what comes out of it, the shared excerpts."""
    page = Page(gathered.session.language)
    sheets: dict[str, list[Row]] = {
        "session": told_session(page, gathered, scenarios, today),
        "people": people(page, gathered, scenarios),
        "proposals": proposals(page, gathered, scenarios, corpus),
        "synthesis": summary(page, gathered, scenarios, corpus),
        "excerpts": excerpts(page, gathered),
    }
    buffer = BytesIO()
    with Workbook(buffer, SAFE) as book:
        made = datetime(today.year, today.month, today.day)
        book.set_properties(
            {"title": page.texts.render("export.title", title=gathered.session.title), "author": "Boussole", "created": made}
        )
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBEC", "border": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True, "border": 1})
        for key, rows in sheets.items():
            sheet = book.add_worksheet(page.texts.get("export.sheets")[key])
            _fill(sheet, rows, WIDTHS[key], head, cell)
    return buffer.getvalue()


def _fill(sheet: Any, rows: Sequence[Row], widths: Sequence[int], head: Any, cell: Any) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            look = cell if number else head
            if isinstance(value, str):
                sheet.write_string(number, place, value, look)
            else:
                sheet.write_number(number, place, value, look)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
