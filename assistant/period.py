"""Read the period that a plan is asked for, and cut it into the stretches of its table. Pure."""

import re
from datetime import date
from typing import Any, Literal

from corpus.numbers import number_of
from corpus.records import Record
from prompts import load_texts

Unit = Literal["semaine", "mois", "annee"]
WEEKS_IN = {"semaine": 1, "mois": 4, "annee": 40}  # a school year holds about forty weeks
WEEKS_IN_MONTH = 4.35  # of the calendar, where a period in weeks is told in months
MOST = {"semaine": 12, "mois": 12, "annee": 5}  # beyond, the table is for the next larger unit, or for that many years


class Period(Record):
    """How long a plan is to last: so many weeks, months or years."""

    size: int
    unit: Unit

    @property
    def weeks(self) -> int:
        """The period in weeks of school."""
        return self.size * WEEKS_IN[self.unit]


YEAR = Period(size=1, unit="annee")  # of a plan of which no length is said


def find_period(said: str, today: date) -> Period | None:
    """Return the period that a message asks a plan for; None when it names none.

    :param said: the request, folded, and on lines of their own what was asked since, which counts first.
    :param today: from when « d'ici janvier » is counted.
    """
    return next((found for line in reversed(said.split("\n")) if (found := _told(line, today))), None)


def steps_wanted(said: str) -> int | None:
    """Return how many steps a plan is to have: "en trois étapes"; None when the message does not say."""
    rule = load_texts("facets", "all").get("period")["steps"]
    found = next((match for line in reversed(said.split("\n")) if (match := re.search(rule, line))), None)
    return _value(found["count"]) if found else None


def _told(line: str, today: date) -> Period | None:
    rules = load_texts("facets", "all").get("period")
    for unit in ("annee", "mois", "semaine"):
        if match := re.search(rf"{rules['rate']}\b({rules['number']})[ -]*{rules['among']}{rules[unit]}", line):
            return _within(_value(match.group(1)), unit)
    if match := re.search(rules["days"], line):
        return _within(max(1, round(_value(match["days"]) / 7)), "semaine")
    if match := re.search(rules["range"], line):
        return _within((rules["months"][match["to"]] - rules["months"][match["from"]]) % 12 + 1, "mois")
    if match := re.search(rules["until"], line):
        return _until(rules, match, today)
    if re.search(rules["soon"], line):
        return Period(size=1, unit="semaine")
    return next((Period(size=entry["size"], unit=entry["unit"]) for entry in rules["named"] if re.search(entry["find"], line)), None)


def _until(rules: dict[str, Any], match: re.Match[str], today: date) -> Period:
    """Return the period up to a day, or a month, that comes, or to its end."""
    month, end = rules["months"][match["month"]], bool(match["end"])
    day = min(28, int(match["day"] or rules["feasts"].get(match["month"], 1)))
    past = (month, day) <= (today.month, today.day) and not end
    year = today.year + (past or month < today.month)
    last = date(year, month, day) if not end else date(year + month // 12, month % 12 + 1, 1)
    return _within(max(1, round((last - today).days / 7)), "semaine")


def _value(number: str) -> int:
    return int(number) if number.isdigit() else number_of(number) or 1


def _within(size: int, unit: Unit) -> Period:
    """Keep a period readable as a table: eighteen weeks are four months, fifteen months are a year."""
    size = max(1, size)
    if size <= MOST[unit]:
        return Period(size=size, unit=unit)
    if unit == "semaine":
        return _within(round(size / WEEKS_IN_MONTH), "mois")
    return _within(round(size / 12), "annee") if unit == "mois" else Period(size=MOST["annee"], unit="annee")
