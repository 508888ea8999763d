"""Work out what is asked of several facts together, from the figures that they give. Pure."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.language import written
from assistant.message import plain
from assistant.records import Result
from corpus.clean import fold
from corpus.joined import SUMS, TOLD, Joined, Operation
from corpus.numbers import number_of
from corpus.records import Corpus, Language
from index.evidence import numbers_of
from index.records import Hit
from prompts import load_texts

SAME = 2.0  # logits that doing what the question wants done is worth, among what is asked of several facts
CLOSER = 0.8  # what a logit of the reader weighs among them, beside what it weighs in the score
OTHER = 3.0  # what being of another network, year or version costs
STATED = 6.0  # what giving a figure that the question gives is worth
BEHIND = 2.5  # logits of the reader by which it may be behind the nearest passage; all three chosen on the development set of facts
KNOWN = ("year", "month", "day")  # what a date may tell, in this order
YEAR_OF_MONTHS = 12
LONG = 24  # months from which a lapse of time is told in years
SHORT = 60  # days up to which it is told in days alone
DAYS_OF_MONTH = 30.44


def worked_out(joined: Joined, language: Language, operation: Operation | None = None) -> Result | None:
    """Return what is asked of several facts, written as a sum that can be checked; None where both only have to be told.

    :param joined: which facts, which figures of theirs, and what is done with them.
    :param operation: what is done with the same two figures instead (`can`): its label then no longer tells it.
    """
    if joined.op in TOLD:
        return None
    label = joined.label_in(language)
    if operation and operation != joined.op:
        ordered = tuple(sorted(joined.figures, key=value_of, reverse=True))
        facts = joined.facts if ordered == joined.figures else joined.facts[::-1]
        joined, label = joined.model_copy(update={"op": operation, "figures": ordered, "facts": facts}), ""
    text = _span(joined, language) if joined.op == "span" else _sum(joined, language)
    return Result(text=text, passages=tuple(dict.fromkeys(joined.facts)), label=label)


def can(joined: Joined, wanted: Operation | None) -> bool:
    """Tell whether what a question wants done can be done with the figures of a record.

    Any two amounts can be subtracted, or divided by one another; but a sum wants parts that do not overlap, and a share its own whole.
    """
    either = joined.op in SUMS and len(joined.figures) == 2
    return wanted in (None, joined.op) or (either and wanted in ("minus", "ratio"))


def asked_together(question: str, together: Sequence[Hit], told: Hit | None, wanted: Operation | None, corpus: Corpus) -> Joined | None:
    """Return what a question asks of several facts together, or None where one passage is nearer to what it asks.

    :param question: as it was asked; ``together``: what it may ask of several facts; ``told``, the passage nearest to what it asks.
    :param wanted: what it wants done with two figures, where it says so: that which is done so comes first, and may pass a nearer passage,
        unless that works it out itself.
    """
    fitting = [(hit, joined) for hit in together if can(joined := corpus.joined[hit.passage.id], wanted)]
    if not fitting:
        return None

    best, joined = max(fitting, key=lambda pair: pair[0].score + CLOSER * (pair[0].read or 0.0) + likeness(question, pair[1], wanted))
    if told is None or best.score > told.score:
        return joined
    near = (best.read or 0.0) >= (told.read or 0.0) - BEHIND
    shared = "%" in told.passage.text and wanted in ("minus", "plus")  # a share is worked out in it, and not what is wanted
    worked = load_texts("expected", "all").get("reckon")["worked"] in told.passage.text and not shared
    return joined if wanted not in (None, "share") and near and not worked else None


def likeness(question: str, joined: Joined, wanted: Operation | None) -> float:
    """Return what speaks for a record being what a question asks of several facts, beside its nearness.

    :param wanted: what the question wants done with two figures, where it says so.
    """
    given = {re.sub(r"\s", "", figure) for figure in joined.figures if not re.fullmatch(r"20\d\d", figure)} & numbers_of(question)
    return SAME * (joined.op == wanted) + STATED * bool(given) - OTHER * _unlike(question, joined.label)


def _unlike(question: str, label: str) -> int:
    """Count in what a label is of something else than a question: one network where all are asked of, one year, a version."""
    rules = load_texts("expected", "all").get("joined")
    asked, told = plain(question), plain(label)
    networks = [tuple(re.search(rules[name], text) is not None for name in ("schools", "higher")) for text in (asked, told)]
    one = [found if sum(found) == 1 else () for found in networks]  # none named, or both: all of them
    both = all(networks[0]) and bool(one[1])  # all of them, in so many words
    apart = [bool(re.search(rules[name], asked)) != bool(re.search(rules[name], told)) for name in ("year", "version", "kept")]
    return (one[0] != one[1]) + both + sum(apart)


def _sum(joined: Joined, language: Language) -> str:
    values, unit = [value_of(figure) for figure in joined.figures], joined.unit_in(language)
    money = unit if "$" in unit else ""
    terms = [written(value, money, language, decimals=3) for value in values]
    match joined.op:
        case "share":
            return f"{terms[0]} ÷ {terms[1]} = {written(100 * values[0] / values[1], '%', language)}"
        case "ratio":
            return f"{terms[0]} ÷ {terms[1]} = {written(values[0] / values[1], '', language)}"
        case "plus":
            sign, value = " + ", sum(values)
        case _:
            sign, value = " − ", values[0] - values[1]
    counted = "" if money else f" {unit}".rstrip()
    return f"{sign.join(terms)} = {written(value, money, language, decimals=3)}{counted}"


def value_of(figure: str) -> float:
    """Return the number that a figure writes: "1 186", "12,67", "douze".

    :raises ValueError: if it writes none.
    """
    digits = re.sub(r"\s", "", figure).replace(",", ".")
    if re.fullmatch(r"\d+(\.\d+)?", digits):
        return float(digits)
    if (value := number_of(figure)) is not None:
        return float(value)
    raise ValueError(f"« {figure} » n'est pas un nombre")


def date_of(figure: str) -> tuple[int, ...]:
    """Return the year that a figure writes, and the month and the day if it does: "2018", "mai 2018", "30 mai 2018".

    :raises ValueError: if it writes no date.
    """
    found = re.fullmatch(r"(?:(?:(\d{1,2})(?:er)? )?([a-z]+) )?((?:19|20)\d\d)", fold(figure))
    if not found:
        raise ValueError(f"« {figure} » n'est pas une date")
    day, month, year = found.groups()
    months = load_texts("facets", "all").get("period")["months"]
    if month and month not in months:
        raise ValueError(f"« {figure} » n'est pas une date")
    return (int(year), *((int(months[month]),) if month else ()), *((int(day),) if day else ()))


def _span(joined: Joined, language: Language) -> str:
    """Write the time between two dates, as precisely as both are known."""
    first, last = sorted(date_of(figure) for figure in joined.figures)
    words = load_texts("answers", language).get("fact.span")
    known = min(len(first), len(last))
    first, last = first[:known], last[:known]
    return str(words["between"].format(first=_dated(first, words), last=_dated(last, words), lapse=_lapse(first, last, words)))


def _dated(when: tuple[int, ...], words: dict[str, Any]) -> str:
    month = words["months"][when[1] - 1] if len(when) > 1 else ""
    day = words["first"] if when[2:] == (1,) else "".join(map(str, when[2:]))
    return str(words["dates"][KNOWN[len(when) - 1]].format(year=when[0], month=month, day=day))


def _lapse(first: tuple[int, ...], last: tuple[int, ...], words: dict[str, Any]) -> str:
    """Write how long it is from one date to another: days, months, or years and months; "about" where days are left out."""
    if len(first) == 1:
        return _many(last[0] - first[0], words["year"])
    if len(first) == 3 and (days := (date(*last) - date(*first)).days) <= SHORT:
        return _many(days, words["day"])
    months = YEAR_OF_MONTHS * (last[0] - first[0]) + last[1] - first[1]
    if len(first) == 3:
        months = round((date(*last) - date(*first)).days / DAYS_OF_MONTH)
    years, rest = divmod(months, YEAR_OF_MONTHS)
    told = _many(months, words["month"]) if months < LONG else _many(years, words["year"])
    if months >= LONG and rest:
        told = f"{told} {words['and']} {_many(rest, words['month'])}"
    return f"{words['about']} {told}"


def _many(count: int, names: list[str]) -> str:
    return f"{count} {names[count > 1]}"
