"""The table names every control, escapes everything, and reads back nothing that it cannot trust."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given

from assistant.export.errors import ExportError
from assistant.plan.prefill import empty_plan
from assistant.plan.records import Plan, PlanRow
from assistant.plan.table import plan_table, read_table, table_json
from prompts import load_texts
from tests.assistant.plan.plans import HOSTILE, a_plan, plans

VOID = {"input", "progress"}


class Tags(HTMLParser):
    """Every tag with its attributes, and whether they nest."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    return tags.found


@pytest.mark.parametrize(("language", "name"), [("fr", "Objectif, ligne 2"), ("en", "Objective, row 2")])
def test_every_control_is_named(language: str, name: str) -> None:
    html = plan_table(a_plan(language), load_texts("plan", language))
    assert f'aria-label="{name}"' in html
    for tag, attributes in tags_of(html):
        if tag in ("textarea", "select") or (tag == "input" and attributes.get("data-field") in ("due", "strategy")):
            assert attributes["aria-label"]
    assert html.count("<tr") == 1 + 4 + 1  # the head, the rows, and the row kept to be copied
    assert "<caption>" in html
    assert html.count('scope="col"') == 13


def test_an_empty_plan_says_what_to_do() -> None:
    html = plan_table(empty_plan("fr", date(2026, 9, 1)), load_texts("plan", "fr"))
    assert '<p class="bz-plan-empty">Ce plan n\'a encore aucune ligne' in html.replace("&#x27;", "'")
    assert '<p class="bz-plan-empty" hidden>' in plan_table(a_plan(), load_texts("plan", "fr"))


def test_nothing_written_in_a_cell_becomes_html() -> None:
    hostile = PlanRow(objective=HOSTILE, action='"><img src=x onerror=alert(1)>', who="</textarea><script>", note="' onfocus=alert(1) '")
    html = plan_table(a_plan(rows=(hostile,), title=HOSTILE, school='"><b>'), load_texts("plan", "fr"))
    tags = tags_of(html)
    assert not {tag for tag, _ in tags} & {"script", "img", "b"}
    assert not any(key.startswith("on") or key == "style" for _, attributes in tags for key in attributes)


@given(plans)
def test_a_plan_comes_back_from_the_browser_as_it_went(plan: Plan) -> None:
    assert read_table(table_json(plan)) == plan


def content(**changes: Any) -> str:
    return json.dumps({**a_plan().model_dump(mode="json"), **changes})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "abîmé"),
        ("{", "abîmé"),
        ("[" * 200_000, "abîmé"),
        ('{"a":' * 50_000, "abîmé"),
        ('{"title": "a\x00b", "rows": []}', "abîmé"),
        ('{"title": ' + "9" * 5000 + "}", "abîmé"),
        ("[]", "n'est pas un plan"),
        ('"x"', "n'est pas un plan"),
        ('{"title": "x"}', "n'est pas un plan"),
        ('{"title": 1, "rows": []}', "n'est pas un plan"),
        (content(rows=[1]), "n'est pas un plan"),
        (content(rows={"0": {}}), "n'est pas un plan"),
        (content(made="hier"), "n'est pas un plan"),
        (content(made="2026-13-45"), "n'est pas un plan"),
        (content(version=2), "version plus récente"),
        (content(rows=[{"action": "x"}] * 61), "61 lignes"),
        (" " * 2_000_001, "dépasse 2 Mo"),
    ],
)
def test_what_is_not_a_plan_is_refused_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(ExportError, match=said) as caught:
        read_table(text)
    assert re.fullmatch(r"[^\n]+\.", str(caught.value))
    assert caught.value.told("en") != str(caught.value)


def test_what_is_forged_in_a_row_is_left_out() -> None:
    row = {
        "objective": ["x"], "action": "a" * 5000, "strategy": "../../etc", "measure": ["PAN05", "PAN99", {"x": 1}, "pan29, rd4 <b>"],
        "status": "hacked", "due": "0202-01-01", "who": 3.0, "note": True, "__class__": "x", "done": "2026-01-01",
    }  # fmt: skip
    [read] = read_table(content(rows=[row])).rows
    assert read == PlanRow(action="a" * 599 + "…", measure=("PAN05", "PAN29", "RD4"), who="3")


def test_a_blank_row_is_not_kept_and_a_title_is_never_missing() -> None:
    plan = read_table(content(title="  ", language=["fr"], rows=[{}, {"action": " \n"}, {"action": "x"}]))
    assert [row.action for row in plan.rows] == ["x"]
    assert (plan.title, plan.language) == ("Plan d'action pour le numérique", "fr")


def test_a_strategy_typed_in_lower_case_is_known() -> None:
    assert read_table(content(rows=[{"strategy": " cp1.4 "}])).rows[0].strategy == "CP1.4"
