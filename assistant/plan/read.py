"""Read a plan that comes back from a browser or a file: nothing of it is trusted. What is no plan is refused, what is odd is left out."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from pydantic import ValidationError

from assistant.export.errors import ExportError
from assistant.plan.records import (
    FIRST_DAY,
    LAST_DAY,
    MEASURE,
    MOST_CHARACTERS,
    MOST_MEASURES,
    MOST_ROWS,
    STATUSES,
    STRATEGY,
    TEXTS,
    Plan,
    PlanRow,
    cell,
)
from corpus.records import Language
from prompts import load_texts

MOST_BYTES = 2_000_000
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
IDS = re.compile(r"\b(?:PAN|RD|CN)\d{1,2}\b")


def plan_of(text: str, name: str) -> Plan:
    """Return the plan written as JSON in a text.

    :param name: what to call it in a sentence.
    :raises ExportError: if it is not JSON, not a plan, of a later version, or too long.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise ExportError("broken", name=name) from None
    if not isinstance(content, dict) or not isinstance(content.get("rows"), list) or not isinstance(content.get("title"), str):
        raise ExportError("foreign", name=name)
    if not all(isinstance(row, dict) for row in content["rows"]):
        raise ExportError("foreign", name=name)
    version = content.get("version", 1)
    if isinstance(version, int) and version > 1:
        raise ExportError("version", name=name)
    return plan_with(content, [row_of(row) for row in content["rows"]], name)


def plan_with(content: Mapping[str, Any], rows: Sequence[PlanRow], name: str) -> Plan:
    """Return a plan with these rows, the blank ones left out.

    :param content: title, school, period, language and date, not to be trusted.
    :raises ExportError: if it is not a plan, or too long.
    """
    rows = [row for row in rows if not row.blank]
    within_bounds(len(rows))
    language = content.get("language") if content.get("language") in get_args(Language) else "fr"
    head = {key: text_of(content.get(key)) for key in ("title", "school", "period")}
    head["title"] = head["title"] or str(load_texts("plan", str(language)).get("title"))
    made = day_of(content.get("made"))
    if made is None:
        raise ExportError("foreign", name=name)
    try:
        return Plan.model_validate({**head, "language": language, "made": made, "rows": tuple(rows)})
    except ValidationError:
        raise ExportError("foreign", name=name) from None


def within_bounds(count: int) -> None:
    """Refuse more rows than a plan holds.

    :raises ExportError: if there are.
    """
    if count > MOST_ROWS:
        raise ExportError("too_many", count=str(count), limit=str(MOST_ROWS))


def row_of(content: Mapping[str, Any]) -> PlanRow:
    """Return a row with what can be kept of what came back: ids that exist, dates that are dates, texts cut to what a cell holds."""
    strategy, status = text_of(content.get("strategy")).upper(), content.get("status")
    return PlanRow(
        **{key: text_of(content.get(key)) for key in TEXTS},
        strategy=strategy if re.match(STRATEGY, strategy) else "",
        measure=measures_of(content.get("measure")),
        status=next((known for known in STATUSES if known == status), "todo"),
        due=day_of(content.get("due")),
        done=day_of(content.get("done")) if status == "done" else None,
    )


def seen_over(kept: Plan | None, seen: Sequence[Mapping[str, Any]], name: str, made: date) -> Plan:
    """Return the plan as it stands in a file that a person may have edited: what is seen wins over the copy kept inside.

    A cell that only differs by its spaces is the cell kept. A row is matched to the kept one with the same action, else by its place.

    :param kept: the copy kept in the file, where there is one.
    :param seen: what each visible row says, by field; a field that the file does not show is absent.
    :param made: the date of the plan when no copy is kept.
    """
    rows = kept.rows if kept else ()
    by_action = {_plain(row.action): row for row in rows if row.action}
    in_place = rows if len(rows) == len(seen) else ()
    merged = []
    for place, visible in enumerate(seen):
        action, same = _plain(text_of(visible.get("action"))), in_place[place] if in_place else PlanRow()
        merged.append(_merged(same if _plain(same.action) == action else by_action.get(action, same), visible))
    head = kept.model_dump(mode="json") if kept else {"made": made.isoformat()}
    return plan_with(head, merged, name)


def _merged(row: PlanRow, visible: Mapping[str, Any]) -> PlanRow:
    read = row_of(visible)
    kept = {key for key in TEXTS if _plain(getattr(read, key)) == _plain(getattr(row, key))}
    merged = row.model_copy(update={key: getattr(read, key) for key in visible if key not in kept})
    return merged if merged.status == "done" else merged.model_copy(update={"done": None})


def _plain(text: str) -> str:
    return " ".join(text.split())


def text_of(value: Any) -> str:
    """Return a cell of text; what is neither a text nor a number is no text."""
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return cell(str(int(value) if isinstance(value, float) and value.is_integer() else value))


def day_of(value: Any) -> date | None:
    """Return a date, from a date or from the first `2026-11-26` of a text; one that no plan could mean is none."""
    if isinstance(value, date):
        day = date(value.year, value.month, value.day)
    else:
        found = DAY.search(value[:MOST_CHARACTERS]) if isinstance(value, str) else None
        try:
            day = date.fromisoformat(found.group()) if found else date.min
        except ValueError:
            return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def measures_of(value: Any) -> tuple[str, ...]:
    """Return the ids of measures, competencies and dimensions found in a text or a list."""
    text = " ".join(item for item in value if isinstance(item, str)) if isinstance(value, list | tuple) else text_of(value)
    found = dict.fromkeys(id_ for id_ in IDS.findall(text.upper()) if re.match(MEASURE, id_))
    return tuple(found)[:MOST_MEASURES]
