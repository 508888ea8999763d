"""The table in a real browser: rows come, go and move, all of it is kept as JSON, and nothing of it is out of reach."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import assistant.ui
from assistant.plan.prefill import empty_plan
from assistant.plan.records import Plan, PlanRow
from assistant.plan.resume import resume
from assistant.plan.table import plan_table, read_table
from corpus.records import Language
from prompts import load_texts
from tests.assistant.plan.plans import MADE, TODAY, a_plan
from tests.browsing import DESKTOP

pytestmark = pytest.mark.browser

STATIC = Path(assistant.ui.__file__).parent / "static"
ADDRESS = "http://127.0.0.1:9/plan"
LIGHT = {
    "body-text-color": "#1d2b36",
    "body-text-color-subdued": "#55504a",
    "background-fill-primary": "#fff",
    "background-fill-secondary": "#fafaf9",
    "border-color-primary": "#e7e5e4",
    "color-accent": "#0b5d66",
}
DARK = {
    "body-text-color": "#f5f5f4",
    "body-text-color-subdued": "#a8a29e",
    "background-fill-primary": "#1c1917",
    "background-fill-secondary": "#292524",
    "border-color-primary": "#44403c",
    "color-accent": "#14b8a6",
}


def document(plan: Plan, language: Language = "fr", dark: bool = False) -> str:
    texts = load_texts("plan", language)
    colours = "".join(f"--{name}:{value};" for name, value in (DARK if dark else LIGHT).items())
    css, js = ((STATIC / name).read_text(encoding="utf-8") for name in ("plan.css", "plan.js"))
    return (
        f'<!doctype html><html lang="{language}" class="{"dark" if dark else "light"}"><head><title>Plan</title><meta charset="utf-8">'
        f"<style>:root{{{colours}}} body{{color:var(--body-text-color);background:var(--background-fill-primary)}} {css}</style></head>"
        f'<body><main><h1>Boussole</h1>{resume(plan, TODAY, texts)}<div id="place">{plan_table(plan, texts)}</div>'
        f'<div id="bz-plan-json"><label>JSON<textarea></textarea></label></div></main><script>{js}</script></body></html>'
    )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own, that reaches nothing; every error of its script is an error here."""
    context = browser.new_context(locale="fr-CA", viewport=DESKTOP)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    context.close()


def show(page: Page, html: str) -> None:
    page.unroute("**")
    page.route("**", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(ADDRESS)


def kept(page: Page) -> Plan:
    """The plan as the textarea of the page holds it, read as the server reads it."""
    return read_table(page.locator("#bz-plan-json textarea").input_value())


def stored(page: Page) -> Any:
    return json.loads(page.evaluate("localStorage.getItem('boussole.plan')"))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1700, 1000, 390, 320])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_readable_and_within_reach_at_any_width(page: Page, width: int, dark: bool, language: Language) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    show(page, document(a_plan(language), language, dark))
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    hidden = "els => els.filter(e => e.scrollHeight > e.clientHeight + 1).length"
    assert page.locator(".bz-plan tbody textarea").evaluate_all(hidden) == 0
    assert page.locator(".bz-plan-label").first.is_visible() is (width < 1500)


def test_a_plan_shown_is_kept_as_it_is(page: Page) -> None:
    show(page, document(a_plan()))
    assert kept(page) == a_plan()
    assert stored(page) == json.loads(page.locator("#bz-plan-json textarea").input_value())


def test_what_is_written_is_kept_and_told(page: Page) -> None:
    show(page, document(a_plan()))
    page.evaluate("document.addEventListener('bz-plan', (e) => { window.told = e.detail; })")
    page.get_by_label("Action, ligne 2").fill("Rendre <b>une</b> heure\n& plus")
    page.get_by_label("Mesures et compétences, ligne 2").fill("pan29, n'importe quoi")
    page.get_by_label("Échéance, ligne 4").fill("2027-03-01")
    page.get_by_label("Établissement").fill("École du Lac")
    plan = kept(page)
    assert (plan.school, plan.rows[1].action, plan.rows[1].measure) == ("École du Lac", "Rendre <b>une</b> heure\n& plus", ("PAN29",))
    assert plan.rows[3].due == date(2027, 3, 1)
    assert read_table(page.evaluate("window.told")) == plan


def test_a_row_that_is_done_says_when(page: Page) -> None:
    show(page, document(a_plan()))
    page.get_by_label("État, ligne 2").select_option("Fait")
    assert (kept(page).rows[1].status, kept(page).rows[1].done) == (
        "done",
        date.fromisoformat(page.evaluate("new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10)")),
    )
    assert kept(page).rows[0].done == date(2026, 9, 7)
    page.get_by_label("État, ligne 2").select_option("En cours")
    assert kept(page).rows[1].done is None


def test_rows_are_added_moved_deleted_and_brought_back_with_the_keyboard(page: Page) -> None:
    show(page, document(a_plan()))
    said = page.get_by_role("status")
    page.get_by_role("button", name="Ajouter une ligne").press("Enter")
    expect(page.get_by_label("Objectif, ligne 5")).to_be_focused()
    page.keyboard.type("Un but")
    expect(said).to_have_text("Ligne 5 ajoutée.")
    page.get_by_role("button", name="Monter la ligne 5").press("Enter")
    expect(page.get_by_role("button", name="Monter la ligne 4")).to_be_focused()
    expect(said).to_have_text("La ligne est maintenant la ligne 4.")
    assert [row.action or row.objective for row in kept(page).rows] == [
        "Compter les heures",
        "Rendre des minutes",
        "Dire le cap",
        "Un but",
        "Sans date",
    ]
    page.get_by_role("button", name="Supprimer la ligne 1").press("Enter")
    expect(page.get_by_role("button", name="Supprimer la ligne 1")).to_be_focused()
    assert len(kept(page).rows) == 4
    page.get_by_role("button", name="Annuler la dernière suppression").press("Enter")
    assert kept(page).rows[0] == a_plan().rows[0]
    assert len(kept(page).rows) == 5
    page.get_by_role("button", name="Monter la ligne 1").press("Enter")
    assert kept(page).rows[0] == a_plan().rows[0]


def test_an_empty_table_takes_up_what_was_kept(page: Page) -> None:
    show(page, document(a_plan()))
    page.get_by_label("Note, ligne 3").fill("gardée")
    show(page, document(empty_plan("fr", TODAY)))
    expect(page.get_by_label("Note, ligne 3")).to_have_value("gardée")
    assert kept(page).made == MADE
    assert kept(page).rows[0] == a_plan().rows[0]


def test_a_table_that_comes_later_is_alive_and_kept(page: Page) -> None:
    show(page, document(empty_plan("fr", TODAY)))
    expect(page.get_by_text("aucune ligne")).to_be_visible()
    page.evaluate("html => { document.getElementById('place').innerHTML = html; }", plan_table(a_plan(), load_texts("plan", "fr")))
    expect(page.locator(".bz-plan[data-ready]")).to_have_count(1)
    assert kept(page) == a_plan()
    page.get_by_role("button", name="Descendre la ligne 1").click()
    assert kept(page).rows[1] == a_plan().rows[0]


def test_erasing_leaves_nothing_in_the_browser(page: Page) -> None:
    show(page, document(a_plan()))
    page.get_by_role("button", name="Effacer ce plan").click()
    assert page.evaluate("localStorage.getItem('boussole.plan')") is None
    assert kept(page).rows == ()
    expect(page.get_by_text("aucune ligne")).to_be_visible()
    page.get_by_role("button", name="Annuler la dernière suppression").click()
    assert kept(page) == a_plan()


def test_a_plan_that_is_full_says_so(page: Page) -> None:
    show(page, document(a_plan(rows=(PlanRow(action="x"),) * 60)))
    page.get_by_role("button", name="Ajouter une ligne").click()
    expect(page.get_by_role("status")).to_contain_text("60 lignes au plus")
    assert len(kept(page).rows) == 60


@pytest.mark.parametrize(
    "forged",
    [
        "{",
        "null",
        "3",
        '{"rows": 3}',
        '{"rows": [null, 3, {"action": {"x": 1}, "status": "<b>", "due": "<img src=x onerror=alert(1)>"}], "made": "\\"><b>", "title": ["x"]}',
    ],
)
def test_what_was_forged_in_the_browser_neither_breaks_nor_runs(page: Page, forged: str) -> None:
    show(page, document(empty_plan("fr", TODAY)))
    page.evaluate("forged => localStorage.setItem('boussole.plan', forged)", forged)
    show(page, document(empty_plan("fr", TODAY)))
    page.get_by_role("button", name="Ajouter une ligne").click()
    page.get_by_label(re.compile("^Action, ligne")).last.fill("encore vivant")
    assert [row.action for row in kept(page).rows] == ["encore vivant"]
    assert page.locator(".bz-plan img, .bz-plan b").count() == 0


def test_the_page_works_where_nothing_can_be_kept(page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });")
    show(page, document(a_plan()))
    page.get_by_label("Action, ligne 1").fill("quand même")
    assert kept(page).rows[0].action == "quand même"
