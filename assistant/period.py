"""Read the period that a plan is asked for, and cut it into the stretches of its table. Pure."""

import re
from datetime import date
from typing import Literal

from corpus.numbers import number_of
from corpus.records import Record
from prompts import load_texts

Unit = Literal["semaine", "mois", "annee"]
WEEKS_IN = {"semaine": 1, "mois": 4, "annee": 40}  # a school year holds about forty weeks
MOST = {"semaine": 12, "mois": 12, "annee": 5}  # beyond, the table is for the next larger unit, or for that many years


class Period(Record):
    """How long a plan is to last: so many weeks, months or years."""

    size: int
    unit: Unit

    @property
    def weeks(self) -> int:
        """The period in weeks of school."""
        return self.size * WEEKS_IN[self.unit]


def find_period(folded: str, today: date) -> Period:
    """Return the period that a message asks a plan for; a year when it names none.

    :param folded: the message in lower case without accents.
    :param today: from when « d'ici janvier » is counted.
    """
    rules = load_texts("facets", "all").get("period")
    for unit in ("annee", "mois", "semaine"):
        if match := re.search(rf"\b({rules['number']})[ -]*{rules[unit]}", folded):
            return _within(_value(match.group(1)), unit)
    if match := re.search(rules["until"], folded):
        return _until(rules["months"][match.group("month")], bool(match.group("end")), today)
    for entry in rules["named"]:
        if re.search(entry["find"], folded):
            return Period(size=entry["size"], unit=entry["unit"])
    return Period(size=1, unit="annee")


def _until(month: int, end: bool, today: date) -> Period:
    """Return the period up to a month that comes, or to its end."""
    last = month + end
    year = today.year + (month < today.month or (month == today.month and not end))
    day = date(year + (last > 12), last - 12 * (last > 12), 1)
    return _within(max(1, round((day - today).days / 7)), "semaine")


def _value(number: str) -> int:
    return int(number) if number.isdigit() else number_of(number) or 1


def _within(size: int, unit: Unit) -> Period:
    """Keep a period readable as a table: eighteen weeks are four months, fifteen months are a year."""
    size = max(1, size)
    if size <= MOST[unit]:
        return Period(size=size, unit=unit)
    if unit == "semaine":
        return _within(round(size / 4), "mois")
    return _within(round(size / 12), "annee") if unit == "mois" else Period(size=MOST["annee"], unit="annee")
