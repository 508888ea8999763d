"""The records of an action plan, bounded where they are made: no door can hand over a plan that is too long to show or to write."""

import unicodedata
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from corpus.records import Language, Record

Status = Literal["todo", "doing", "done", "dropped"]
Text = Literal["objective", "action", "who", "when", "means", "indicator", "note"]
STATUSES: tuple[Status, ...] = ("todo", "doing", "done", "dropped")
OPEN: tuple[Status, ...] = ("todo", "doing")
TEXTS: tuple[Text, ...] = ("objective", "action", "who", "when", "means", "indicator", "note")
MOST_ROWS = 60
MOST_CHARACTERS = 600
MOST_IN_A_LINE = 200
MOST_MEASURES = 12
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
STRATEGY = r"^(CP[1-6]|EN[1-3])\.[1-9]\d?$"
MEASURE = r"^(PAN(0[1-9]|[12]\d|3[0-3])|RD([1-9]|10)|CN([1-9]|1[0-2]))$"
ELLIPSIS = "…"


def cell(text: str, most: int = MOST_CHARACTERS) -> str:
    """Return a text as a cell may hold it: nothing that a file or a page cannot carry, and a visible ellipsis where it was cut.

    Control characters, lone surrogates and code points that are no character go; tabs become spaces; line breaks stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", " ")
    kept = "".join(c for c in text if c == "\n" or (unicodedata.category(c) not in ("Cc", "Cs") and ord(c) & 0xFFFE != 0xFFFE)).strip()
    return kept if len(kept) <= most else kept[: most - len(ELLIPSIS)].rstrip() + ELLIPSIS


def _cell(value: Any) -> Any:
    return cell(value) if isinstance(value, str) else value


def _line(value: Any) -> Any:
    return cell(" ".join(cell(value, len(value) or 1).splitlines()), MOST_IN_A_LINE) if isinstance(value, str) else value


Cell = Annotated[str, BeforeValidator(_cell)]
Line = Annotated[str, BeforeValidator(_line)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Measure = Annotated[str, Field(pattern=MEASURE)]


class PlanRow(Record):
    """One action of a plan.

    ``strategy`` is the id of the strategy it comes from, or nothing. ``measure`` holds ids: measures of the PAN, competencies (RD) and
    dimensions (CN). ``done`` is the day it was done, where that is known.
    """

    objective: Cell = ""
    strategy: str = Field("", pattern=rf"{STRATEGY}|^$")
    action: Cell = ""
    who: Cell = ""
    when: Cell = ""
    means: Cell = ""
    indicator: Cell = ""
    measure: tuple[Measure, ...] = Field((), max_length=MOST_MEASURES)
    status: Status = "todo"
    due: Day | None = None
    note: Cell = ""
    done: Day | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return not (self.strategy or self.measure or self.due or any(getattr(self, name) for name in TEXTS))

    def late(self, today: date) -> bool:
        """Whether it should have been done by now and is not."""
        return self.status in OPEN and self.due is not None and self.due < today


class Plan(Record):
    """An action plan: what a school means to do, one row for each action, in the order the person gave them.

    ``made`` is the day it was begun; due dates are reckoned from it.
    """

    title: Line
    school: Line = ""
    period: Line = ""
    language: Language
    made: Day
    rows: tuple[PlanRow, ...] = Field((), max_length=MOST_ROWS)
    version: Literal[1] = 1
