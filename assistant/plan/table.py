"""The editable table of a plan, as HTML, and the plan read back from what the browser made of it. Pure."""

import html
import json

from assistant.export.errors import ExportError
from assistant.plan.read import MOST_BYTES, plan_of
from assistant.plan.records import MOST_CHARACTERS, MOST_IN_A_LINE, MOST_ROWS, STATUSES, TEXTS, Plan, PlanRow
from prompts import Texts

COLUMNS = ("objective", "strategy", "action", "who", "when", "means", "indicator", "measure", "status", "due", "note")
HEAD = ("title", "school", "period")
SIGNS = {"up": "↑", "down": "↓", "delete": "✕"}
PLACE = "{number}"  # kept in what `plan.js` numbers again after each change


def plan_table(plan: Plan, texts: Texts) -> str:
    """Return the editable table of a plan; `plan.js` makes it live, and keeps it as JSON for `read_table`.

    :param texts: the texts of the plan, in the language of the page.
    """
    said = " ".join(f'data-{key}="{_text(value)}"' for key, value in texts.get("said").items())
    rows = "".join(_row(row, number, texts) for number, row in enumerate(plan.rows, start=1))
    blank = _row(PlanRow(), 0, texts)
    heads = "".join(
        f'<th scope="col" role="columnheader">{_text(texts.get("column")[name])}</th>' for name in ("number", *COLUMNS, "moves")
    )
    return (
        f'<section class="bz-plan" data-language="{plan.language}" data-made="{plan.made}" data-version="{plan.version}"'
        f' data-most="{MOST_ROWS}" {said} aria-labelledby="bz-plan-heading"><h2 id="bz-plan-heading">{_text(plan.title)}</h2>'
        f'<p>{_text(texts.get("intro"))}</p><div class="bz-plan-head">{_head(plan, texts)}</div>'
        f'<p class="bz-plan-empty"{" hidden" if plan.rows else ""}>{_text(texts.get("empty"))}</p>'
        f'<p id="bz-plan-hint">{_text(texts.get("hint"))}</p>'
        f'<div class="bz-plan-wide"><table role="table"><caption>{_text(texts.get("caption"))}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'
        f"<template>{blank}</template>{_buttons(texts)}"
        f'<p role="status" class="bz-plan-said"></p><p class="bz-plan-kept">{_text(texts.get("kept"))}</p></section>'
    )


def read_table(text: str) -> Plan:
    """Return the plan that the browser sends back as JSON; it may be forged, cut or from another version.

    :raises ExportError: if it is not a plan, or too long.
    """
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise ExportError("too_big", name="plan", limit=str(MOST_BYTES // 1_000_000))
    return plan_of(text, "plan")


def table_json(plan: Plan) -> str:
    """Return a plan as the browser keeps it."""
    return json.dumps(plan.model_dump(mode="json"), ensure_ascii=False)


def _head(plan: Plan, texts: Texts) -> str:
    return "".join(
        f"<label>{_text(texts.get('field')[name])}"
        f'<input type="text" data-field="{name}" maxlength="{MOST_IN_A_LINE}" value="{_text(getattr(plan, name))}"></label>'
        for name in HEAD
    )


def _row(row: PlanRow, number: int, texts: Texts) -> str:
    """Return one row. Every name that holds its number also says, in `data-name`, how to number it again."""
    label = texts.get("line")
    head = f'<th scope="row" role="rowheader"{_named(label, number, "data-text")}>{_text(_numbered(label, number))}</th>'
    cells = "".join(
        f'<td role="cell" class="bz-plan-{name}"><span class="bz-plan-label" aria-hidden="true">{_text(texts.get("column")[name])}</span>'
        f"{_control(row, name, number, texts)}</td>"
        for name in COLUMNS
    )
    moves = "".join(
        f'<button type="button" class="bz-button" data-move="{move}"{_named(texts.get("button")[move], number)}>{sign}</button>'
        for move, sign in SIGNS.items()
    )
    done = f' data-done="{row.done}"' if row.done else ""
    return f'<tr role="row"{done}>{head}{cells}<td role="cell" class="bz-plan-moves">{moves}</td></tr>'


def _control(row: PlanRow, name: str, number: int, texts: Texts) -> str:
    named = f'data-field="{name}"' + _named(texts.get("cell").replace("{column}", texts.get("column")[name]), number)
    if name == "status":
        options = "".join(
            f'<option value="{status}"{" selected" if status == row.status else ""}>{_text(texts.get("status")[status])}</option>'
            for status in STATUSES
        )
        return f"<select {named}>{options}</select>"
    if name == "due":
        return f'<input type="date" {named} min="2000-01-01" max="2100-12-31" value="{row.due or ""}">'
    if name == "measure":
        return f'<textarea {named} rows="2" aria-describedby="bz-plan-hint">{", ".join(row.measure)}</textarea>'
    if name == "strategy":
        return f'<input type="text" {named} maxlength="8" value="{_text(row.strategy)}">'
    assert name in TEXTS
    # a first line break in a textarea is dropped by the browser: one is put before
    return f'<textarea {named} rows="2" maxlength="{MOST_CHARACTERS}">\n{_text(getattr(row, name))}</textarea>'


def _named(pattern: str, number: int, place: str = "aria-label") -> str:
    """Return the accessible name of something in a row, and the pattern to number it again."""
    shown = f' aria-label="{_text(_numbered(pattern, number))}"' if place == "aria-label" else ""
    return f'{shown} data-name="{_text(pattern)}"'


def _numbered(pattern: str, number: int) -> str:
    return pattern.replace(PLACE, str(number))


def _buttons(texts: Texts) -> str:
    labels = texts.get("button")
    return (
        f'<p class="bz-plan-buttons"><button type="button" class="bz-button" data-plan="add">{_text(labels["add"])}</button>'
        f'<button type="button" class="bz-button" data-plan="undo" hidden>{_text(labels["undo"])}</button>'
        f'<button type="button" class="bz-button" data-plan="clear">{_text(labels["clear"])}</button></p>'
    )


def _text(value: str) -> str:
    return html.escape(str(value), quote=True)
