"""The view in a real browser: answered by keyboard, kept there and nowhere else, drawn, and open to assistive technology."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from assistant.reflection.chart import ADDRESS
from assistant.reflection.export import to_json
from assistant.reflection.form import form
from assistant.reflection.profile import profile_html
from assistant.reflection.records import Answers
from assistant.reflection.score import Statements, read_answers, score
from corpus.records import Corpus, Language
from tests.assistant.reflection.conftest import SITE, Show
from tests.assistant.reflection.test_export import MADE
from tests.browsing import violations

pytestmark = pytest.mark.browser

NONE = Answers(levels={})
SLOW = 60_000  # milliseconds: plotly.js is large, and a test machine may be busy
HEARD = "window.heard = []; document.addEventListener('bz-reflection', (event) => window.heard.push(event.detail))"
GLUE = '<div id="bz-reflection-json"><textarea aria-label="json"></textarea></div>'


def kept(page: Page) -> dict[str, int]:
    text = page.evaluate("localStorage.getItem('boussole.reflection')")
    return dict(json.loads(text)["answers"]) if text else {}


def choice(page: Page, statement: str, value: int | str) -> str:
    return f'input[name="bz-{statement}"][value="{value}"]'


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_stands_in_the_way_of_assistive_technology(
    show: Show, language: Language, dark: bool, statements: Statements, given: Answers, corpus: Corpus
) -> None:
    assert violations(show(form(statements, given, language), dark=dark)) == []
    page = show(profile_html(score(given, statements), corpus, language), dark=dark)
    page.locator(".bz-radar").scroll_into_view_if_needed()
    expect(page.locator(".bz-radar .scatterlayer .point")).to_have_count(9, timeout=SLOW)
    assert violations(page) == []


def test_answers_are_given_by_keyboard_kept_and_put_back(show: Show, statements: Statements) -> None:
    page = show(form(statements, NONE, "fr"))
    page.locator(choice(page, "AR01", "")).focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page.locator(choice(page, "AR01", 3))).to_be_checked()
    expect(page.get_by_role("radiogroup", name="1. Avant d'inscrire")).to_be_visible()
    page.get_by_role("radiogroup", name="27.").get_by_label("Souvent").check()
    expect(page.locator(".bz-reflection-progress").first).to_contain_text("2 sur 27")
    expect(page.locator(".bz-reflection-family .bz-reflection-progress").first).to_contain_text("1 sur 3")
    assert kept(page) == {"AR01": 3, "AR27": 4}
    page.reload()
    expect(page.locator(choice(page, "AR27", 4))).to_be_checked()
    expect(page.locator(".bz-reflection-progress").first).to_contain_text("2 sur 27")
    page.locator(choice(page, "AR27", "")).check()
    assert kept(page) == {"AR01": 3}


def test_answers_leave_the_form_only_when_something_is_asked(show: Show, statements: Statements) -> None:
    page = show(form(statements, NONE, "fr") + GLUE)
    page.evaluate(HEARD)
    page.locator(choice(page, "AR05", 2)).check()
    assert page.evaluate("window.heard") == []
    page.get_by_role("button", name="Voir mon profil").click()
    (heard,) = page.evaluate("window.heard")
    assert heard["want"] == "profile"
    assert read_answers(heard["json"], statements).levels == {"AR05": 2}
    assert read_answers(page.locator("#bz-reflection-json textarea").input_value(), statements).levels == {"AR05": 2}


def test_erasing_is_confirmed_and_leaves_nothing(show: Show, statements: Statements) -> None:
    page = show(form(statements, NONE, "fr"))
    page.locator(choice(page, "AR05", 2)).check()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Effacer mes réponses").click()
    assert kept(page) == {"AR05": 2}
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Effacer mes réponses").click()
    expect(page.locator(".bz-reflection-said")).to_have_text("Vos réponses sont effacées.")
    expect(page.locator(choice(page, "AR05", 2))).not_to_be_checked()
    assert page.evaluate("localStorage.length") == 0


def test_answers_are_resumed_from_a_file_and_another_file_changes_nothing(
    show: Show, statements: Statements, given: Answers, tmp_path: Path
) -> None:
    page = show(form(statements, NONE, "fr"))
    for name, data in (("a.json", to_json(given, score(given, statements), "fr", MADE)), ("b.json", b"[1]"), ("c.json", b"\xff")):
        (tmp_path / name).write_bytes(data)
    page.locator("input[type=file]").set_input_files(tmp_path / "a.json")
    expect(page.locator(".bz-reflection-said")).to_contain_text("22")
    assert kept(page) == given.levels
    for name in ("b.json", "c.json"):
        page.locator("input[type=file]").set_input_files(tmp_path / name)
        expect(page.locator(".bz-reflection-said")).to_contain_text("n'est pas un export")
        assert kept(page) == given.levels


@pytest.mark.parametrize("stored", ["{", "[]", "null", '{"answers": {"AR01": 9, "AR02": "<b>", "__proto__": 3, "ZZ": 1, "AR03": 2}}'])
def test_a_forged_store_harms_nothing(show: Show, statements: Statements, stored: str) -> None:
    page = show("<p>Rien</p>")
    page.evaluate("(text) => localStorage.setItem('boussole.reflection', text)", stored)
    page = show(form(statements, NONE, "fr"))
    expect(page.locator(".bz-reflection")).to_have_attribute("data-ready", "yes")
    assert kept(page) == ({"AR03": 2} if "AR03" in stored else {})


def test_answers_that_the_page_was_given_replace_those_kept(show: Show, statements: Statements, given: Answers) -> None:
    page = show(form(statements, NONE, "fr"))
    page.locator(choice(page, "AR27", 1)).check()
    page = show(form(statements, given, "fr"))
    expect(page.locator(".bz-reflection")).to_have_attribute("data-ready", "yes")
    assert kept(page) == given.levels


def test_a_radar_that_cannot_be_drawn_leaves_the_table(show: Show, statements: Statements, given: Answers, corpus: Corpus) -> None:
    page = show("<p>Rien</p>")
    page.context.route(f"{SITE}{ADDRESS}", lambda route: _missing(route))
    page = show(profile_html(score(given, statements), corpus, "fr"))
    page.locator(".bz-radar").scroll_into_view_if_needed()
    expect(page.locator(".bz-radar-failed")).to_be_visible(timeout=SLOW)
    expect(page.locator(".bz-radar")).to_be_hidden()
    expect(page.locator(".bz-radar-figure table")).to_be_visible()


def _missing(route: Route) -> None:
    route.fulfill(status=404)


def test_a_profile_prints_alone(show: Show, statements: Statements, given: Answers, corpus: Corpus) -> None:
    page = show("<p id='else'>Autre chose</p>" + profile_html(score(given, statements), corpus, "fr"))
    page.emulate_media(media="print")
    page.evaluate(
        "window.print = () => { window.seen = ['#else', '.bz-profile h2', '.bz-profile-ask'].map((one) => { const style = getComputedStyle(document.querySelector(one)); return style.display !== 'none' && style.visibility === 'visible'; }) }"
    )
    page.locator('[data-reflection="print"]').dispatch_event("click")
    assert page.evaluate("window.seen") == [False, True, False]
    assert page.evaluate("document.documentElement.className") == ""


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_shows_it_all_without_scrolling_sideways(
    show: Show, width: int, statements: Statements, given: Answers, corpus: Corpus
) -> None:
    show("<p>Rien</p>").set_viewport_size({"width": width, "height": 844})
    page = show(form(statements, given, "fr") + profile_html(score(given, statements), corpus, "fr"))
    page.locator(".bz-radar").scroll_into_view_if_needed()
    expect(page.locator(".bz-radar svg").first).to_be_visible(timeout=SLOW)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
