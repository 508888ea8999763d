"""Read how long a meeting is to last, and when it begins. Pure."""

import re
from datetime import date

from assistant.letter.address import of
from assistant.period import find_period, steps_wanted
from corpus.records import Language, Record
from prompts import load_texts

USUAL = 45  # minutes of a meeting of which nothing is said


class Meeting(Record):
    """A meeting to be held: how many minutes it lasts, and at what minute of the day it begins, if that is told."""

    minutes: int
    start: int | None = None


def times(folded: str) -> bool:
    """Tell whether a message says how long something is to last: a meeting, or a plan."""
    return _told(folded) is not None or find_period(folded, date.today()) is not None or steps_wanted(folded) is not None


def meeting_of(said: str) -> Meeting:
    """Return the meeting that a message speaks of.

    :param said: the request, folded, and on lines of their own what was asked since, which counts first.
    """
    return next((found for line in reversed(said.split("\n")) if (found := _told(line))), Meeting(minutes=USUAL))


def theme_of(said: str, language: Language) -> str:
    """Return what a meeting is said to be about, as it is named after "au sujet"; empty where it is not said.

    :param said: the request, and on lines of their own what was asked since, which counts first.
    """
    rule = load_texts("wanted", "all").get("theme")
    for line in reversed(said.split("\n")):
        if found := re.search(rule, line):
            return of(found["theme"].strip()) if language == "fr" else found["theme"].strip()
    return ""


def _told(line: str) -> Meeting | None:
    rules = load_texts("wanted", "all")
    if hours := re.search(rules.get("between"), line):
        start, end = _minute(hours["from"], hours["from_minutes"]), _minute(hours["to"], hours["to_minutes"])
        if start < end:
            return Meeting(minutes=end - start, start=start)
    line = re.sub(rules.get("not_lasting"), " ", line)
    for rule in rules.get("lasting"):
        if (found := re.search(rule["find"], line)) and rule.get("hours"):
            return Meeting(minutes=_minute(found[1], found[2]))
        if found:
            said = next((group for group in found.groups() if group), "0")
            return Meeting(minutes=rule.get("fixed") or max(10, int(said) * rule["minutes"]))
    return None


def _minute(hours: str, minutes: str | None) -> int:
    return 60 * int(hours) + int(minutes or 0)
