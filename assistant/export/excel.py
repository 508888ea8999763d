"""Plans as Excel workbooks, and plans read back from them: the only module of plans that knows xlsxwriter and openpyxl.

Nothing written is a formula: every text goes in by `write_string`, whatever it begins with, and stays a text when it is edited. What
people change in the sheets is what is read back; the title, the dates and the language come from the JSON of a hidden sheet.
"""

import json
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from xlsxwriter import Workbook

from assistant.plan.records import MOST_ROWS, STATUSES, Plan
from prompts import Texts, load_texts

HIDDEN = "boussole"
CHUNK = 16_000  # characters of JSON a cell: half of what a cell may hold
TEXTS = ("objective", "strategy", "action", "who", "when", "means", "indicator", "measure", "note")
WIDTHS = {
    "number": 5,
    "objective": 26,
    "strategy": 9,
    "action": 42,
    "who": 20,
    "when": 18,
    "means": 24,
    "indicator": 30,
    "measure": 15,
    "note": 24,
}
TRACKED = ("number", "action", "who", "due", "status", "done")
HEAD = 3  # the row of the head of each table: title, school and period stand above
SEARCHED = 12  # rows looked through for a head
DAY_FORMAT = "yyyy-mm-dd"
SIGNED = dict.fromkeys(("top", "bottom", "left", "right"), 1)
ORIGIN = date(1899, 12, 30)  # day 0 of Excel's calendar


def plan_xlsx(plan: Plan) -> bytes:
    """Return a plan as a workbook: the plan, its follow-up, its timeline, and a hidden sheet from which it can be opened again."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, options) as book:
        made = datetime(plan.made.year, plan.made.month, plan.made.day)
        book.set_properties({"title": plan.title, "author": "Boussole", "created": made})
        writer = _Writer(book, plan)
        writer.plan_sheet()
        writer.tracking_sheet()
        writer.timeline_sheet()
        writer.hidden_sheet()
    return buffer.getvalue()


class _Writer:
    """Writes one plan into one workbook."""

    def __init__(self, book: Any, plan: Plan) -> None:
        self._book, self._plan = book, plan
        self._texts: Texts = load_texts("plan", plan.language)
        self._title = book.add_format({"bold": True, "font_size": 14, "font_color": "#0B5D66"})
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBEC", **SIGNED})
        self._cell = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True, **SIGNED})
        self._number = book.add_format({"valign": "top", **SIGNED})
        self._day = book.add_format({"num_format": DAY_FORMAT, "valign": "top", "align": "left", **SIGNED})

    def _column(self, name: str) -> str:
        return str(self._texts.get("column")[name])

    def _sheet(self, key: str, names: Sequence[str]) -> Any:
        """Return a new sheet with its title, where the plan is from, and the head of its table, frozen and repeated in print."""
        plan, sheet = self._plan, self._book.add_worksheet(self._texts.get("sheet")[key])
        sheet.write_string(0, 0, plan.title, self._title)
        made = self._texts.render("made", date=str(plan.made))
        sheet.write_string(1, 0, " · ".join(filter(None, (plan.school, plan.period, made))))
        for place, name in enumerate(names):
            sheet.write_string(HEAD, place, self._column(name), self._head)
        sheet.freeze_panes(HEAD + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(1)  # Letter
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD)
        sheet.set_footer("&L" + self._texts.get("sheet")[key] + "&R&P / &N")
        return sheet

    def plan_sheet(self) -> None:
        names = ("number", *TEXTS)
        sheet, last = self._sheet("plan", names), HEAD + max(1, len(self._plan.rows))
        for place, name in enumerate(names):
            sheet.set_column(place, place, WIDTHS[name])
        for number, row in enumerate(self._plan.rows, start=1):
            sheet.write_number(HEAD + number, 0, number, self._number)
            for place, name in enumerate(TEXTS, start=1):
                value = ", ".join(row.measure) if name == "measure" else getattr(row, name)
                sheet.write_string(HEAD + number, place, value, self._cell)
        sheet.autofilter(HEAD, 0, last, len(names) - 1)
        for offset, text in enumerate((self._texts.get("source_line"), *self._texts.get("reference").values()), start=2):
            sheet.write_string(last + offset, 0, text)

    def tracking_sheet(self) -> None:
        sheet, rows = self._sheet("tracking", TRACKED), self._plan.rows
        labels, last = self._texts.get("status"), HEAD + max(1, len(rows))
        for place, width in enumerate((5, 60, 26, 13, 15, 13)):
            sheet.set_column(place, place, width)
        for number, row in enumerate(rows, start=1):
            sheet.write_number(HEAD + number, 0, number, self._number)
            for place, text in ((1, row.action), (2, row.who), (4, labels[row.status])):
                sheet.write_string(HEAD + number, place, text, self._cell)
            for place, day in ((3, row.due), (5, row.done)):
                self._write_day(sheet, HEAD + number, place, day)
        sheet.autofilter(HEAD, 0, last, len(TRACKED) - 1)
        choices = [labels[status] for status in STATUSES]
        refused = {"error_title": self._column("status"), "error_message": self._texts.get("sheet.status_error")}
        sheet.data_validation(HEAD + 1, 4, last, 4, {"validate": "list", "source": choices, **refused})
        late = self._book.add_format({"bg_color": "#F8D7DA", "font_color": "#7A1420", "bold": True})
        rule = '=AND($D{0}<>"",$D{0}<TODAY(),OR($E{0}="{1}",$E{0}="{2}"))'.format(HEAD + 2, *choices[:2])
        sheet.conditional_format(HEAD + 1, 0, last, 5, {"type": "formula", "criteria": rule, "format": late})
        sheet.write_string(2, 0, self._texts.get("sheet.start_help"))
        self._counts(sheet, last + 2)

    def _counts(self, sheet: Any, first: int) -> None:
        """Count the rows by status as they stand when the file is made: a count that follows would be a formula."""
        sheet.write_string(first, 1, self._texts.render("sheet.counts", date=str(self._plan.made)), self._head)
        sheet.write_string(first, 2, self._column("count"), self._head)
        for offset, status in enumerate(STATUSES, start=1):
            sheet.write_string(first + offset, 1, self._texts.get("status")[status], self._cell)
            sheet.write_number(first + offset, 2, sum(row.status == status for row in self._plan.rows), self._number)

    def timeline_sheet(self) -> None:
        spans = list(timeline(self._plan))
        sheet = self._sheet("timeline", ("action", "start", "days", "due"))
        sheet.set_column(0, 0, 50)
        sheet.set_column(1, 3, 14)
        for place, (label, start, end) in enumerate(spans, start=HEAD + 1):
            sheet.write_string(place, 0, label, self._cell)
            self._write_day(sheet, place, 1, start)
            sheet.write_number(place, 2, (end - start).days, self._number)
            self._write_day(sheet, place, 3, end)
        if not spans:
            sheet.write_string(HEAD + 1, 0, self._texts.get("sheet.no_date"))
            return
        self._chart(sheet, spans)

    def _chart(self, sheet: Any, spans: Sequence[tuple[str, date, date]]) -> None:
        """Draw a stacked bar for each row: its first part, up to the start, cannot be seen."""
        name, first, last = self._texts.get("sheet")["timeline"], HEAD + 1, HEAD + len(spans)
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        for place, look in ((1, {"fill": {"none": True}, "border": {"none": True}}), (2, {"fill": {"color": "#0B5D66"}})):
            chart.add_series({
                "name": [name, HEAD, place], "categories": [name, first, 0, last, 0], "values": [name, first, place, last, place],
                "gap": 40, **look,
            })  # fmt: skip
        earliest, latest = min(start for _, start, _ in spans), max(end for _, _, end in spans)
        bounds = {"min": (earliest - ORIGIN).days, "max": (latest - ORIGIN).days}
        chart.set_x_axis({"num_format": DAY_FORMAT, "num_font": {"rotation": -45}, "major_gridlines": {"visible": True}, **bounds})
        chart.set_y_axis({"reverse": True})
        chart.set_legend({"none": True})
        chart.set_title({"name": self._texts.get("sheet")["timeline"]})
        chart.set_size({"width": 900, "height": 140 + 32 * len(spans)})
        sheet.insert_chart(HEAD, 5, chart, {"description": self._texts.get("sheet.chart")})

    def hidden_sheet(self) -> None:
        """Keep the plan as JSON, in pieces; `_x` would be read as the beginning of an escape."""
        sheet = self._book.add_worksheet(HIDDEN)
        text = json.dumps(self._plan.model_dump(mode="json")).replace("_x", "\\u005fx")
        for place, start in enumerate(range(0, len(text), CHUNK)):
            sheet.write_string(place, 0, text[start : start + CHUNK])
        sheet.very_hidden()

    def _write_day(self, sheet: Any, row: int, place: int, day: date | None) -> None:
        if day is None:
            sheet.write_blank(row, place, None, self._day)
        else:
            sheet.write_datetime(row, place, datetime(day.year, day.month, day.day), self._day)


def timeline(plan: Plan) -> Iterator[tuple[str, date, date]]:
    """Yield each dated row as a label, a start and an end: it starts when the row before it of the same strategy should be done."""
    ends: dict[str, date] = {}
    for number, row in enumerate(plan.rows, start=1):
        if row.due is None:
            continue
        start = ends.get(row.strategy, plan.made) if row.strategy else plan.made
        text = " ".join((row.action or row.objective).split())
        yield f"{number}. {text[:60]}{'…' if len(text) > 60 else ''}", min(start, row.due - timedelta(days=1)), row.due
        ends[row.strategy] = row.due


def read_xlsx(data: bytes) -> tuple[str | None, list[dict[str, Any]]]:
    """Return what a workbook holds of a plan: the JSON kept inside, if any, and what each row of its sheets shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library tells what it leaves out: charts, validations
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return _kept(book), _visible(book)
        finally:
            book.close()


def _kept(book: Any) -> str | None:
    if HIDDEN not in book.sheetnames:
        return None
    pieces = [row[0] for row in book[HIDDEN].iter_rows(max_row=200, max_col=1, values_only=True) if row]
    return "".join(piece for piece in pieces if isinstance(piece, str)) or None


def _visible(book: Any) -> list[dict[str, Any]]:
    """Return the rows of the sheet of the plan, in their order there, with what the follow-up says of each by its number."""
    plan = _table(book, "plan", ("action", "objective"))
    tracked = {row["number"]: row for row in _table(book, "tracking", ("status", "due")) if isinstance(row.get("number"), int | float)}
    states = {label: status for language in ("fr", "en") for status, label in load_texts("plan", language).get("status").items()}
    rows = []
    for row in plan:
        follow = {key: value for key, value in tracked.get(row.pop("number", None), {}).items() if key in ("due", "status", "done")}
        if "status" in follow:
            follow["status"] = states.get(str(follow["status"]).strip(), "todo")
        if follow.get("done") and follow.get("status") == "todo":
            follow["status"] = "done"
        rows.append({**row, **follow})
    return rows


def _table(book: Any, key: str, needed: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows of a table by field, those that say something; the table is known by the words of its head."""
    titles = [load_texts("plan", language).get("sheet")[key] for language in ("fr", "en")]
    words = {label: name for language in ("fr", "en") for name, label in load_texts("plan", language).get("column").items()}
    for title in titles:
        if title not in book.sheetnames:
            continue
        rows = book[title].iter_rows(max_row=HEAD + MOST_ROWS + SEARCHED, max_col=20, values_only=True)
        for head in islice(rows, SEARCHED):
            names = [words.get(value) if isinstance(value, str) else None for value in head]
            if set(names) >= set(needed):
                return [shown for row in rows if (shown := _shown(row, names))]
    return []


def _shown(row: tuple[Any, ...], names: Sequence[str | None]) -> dict[str, Any]:
    """Return a row by field; nothing when it says nothing besides its number."""
    shown = {name: "" if value is None else value for name, value in zip(names, row, strict=False) if name}
    return shown if any(value != "" for name, value in shown.items() if name != "number") else {}
