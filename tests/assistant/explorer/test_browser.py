"""The Explorer and the Sources in a real browser: no violation that axe can see, a form that answers, a card alone on its sheet."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from assistant.explorer.cards import card, listing
from assistant.explorer.find import find
from assistant.explorer.form import explorer_page
from assistant.explorer.sources import sources_page
from corpus.chunk import passages
from corpus.records import Corpus, Language
from tests.browsing import violations

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[3] / "assistant" / "ui" / "static"
ADDRESS = "http://127.0.0.1:1"  # nothing listens there: every request is answered by the test
THEMES = {
    "light": "--body-text-color:#1d2b36;--body-text-color-subdued:#55504a;--background-fill-primary:#fff;"
    "--background-fill-secondary:#f5f5f4;--border-color-primary:#e7e5e4;--page:#fbf8f3",
    "dark": "--body-text-color:#f5f5f4;--body-text-color-subdued:#a8a29e;--background-fill-primary:#1c1917;"
    "--background-fill-secondary:#292524;--border-color-primary:#44403c;--page:#0c0a09",
}


def document(body: str, language: Language, theme: str) -> str:
    styles = "".join((STATIC / name).read_text(encoding="utf-8") for name in ("page.css", "explorer.css"))
    script = (STATIC / "explorer.js").read_text(encoding="utf-8")
    return (
        f"<!doctype html><html lang='{language}' class='{theme}'><head><meta charset='utf-8'><title>Boussole</title>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'><style>:root {{ {THEMES[theme]} }} "
        f"body {{ background: var(--page); color: var(--body-text-color); font-family: sans-serif; margin: .5rem }} {styles}</style></head>"
        f"<body><main><h1>Boussole</h1>{body}</main><script>{script}</script></body></html>"
    )


@pytest.fixture
def asked(browser: Browser, corpus: Corpus) -> Iterator[tuple[Page, list[dict[str, str]]]]:
    """A page whose view is made again by the real functions, and what was asked of them."""
    queries: list[dict[str, str]] = []
    page = browser.new_page()

    def view(route: Route) -> None:
        wanted = {name: values[0] for name, values in parse_qs(urlsplit(route.request.url).query).items()}
        queries.append(dict(wanted))
        language: Language = "en" if wanted.pop("lang") == "en" else "fr"
        ids = find(corpus, **wanted, language=language)  # type: ignore[arg-type]
        route.fulfill(body=explorer_page(corpus, ids, language, **wanted), content_type="text/html; charset=utf-8")

    page.route(
        f"{ADDRESS}/",
        lambda route: route.fulfill(body=document(explorer_page(corpus, find(corpus), "fr"), "fr", "light"), content_type="text/html"),
    )
    page.route(re.compile("/api/view/explorer"), view)
    page.goto(f"{ADDRESS}/")
    yield page, queries
    page.close()


@pytest.mark.parametrize(("language", "width", "theme"), [("fr", 1200, "light"), ("en", 390, "dark")])
def test_nothing_stands_in_the_way_of_assistive_technology(
    browser: Browser, corpus: Corpus, language: Language, width: int, theme: str
) -> None:
    ids = find(corpus, "plan", language=language)
    views = (
        explorer_page(corpus, ids, language, "plan"),
        card(corpus, "CP4.5", language),
        sources_page(corpus, passages(corpus)[::10], language),  # of passages alike, a tenth: axe takes its time for each
    )
    for view in views:
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.set_content(document(view, language, theme))
        page.evaluate("document.querySelectorAll('details').forEach((one, n) => { one.open = n < 2; })")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_the_list_follows_the_form_without_losing_the_place(asked: tuple[Page, list[dict[str, str]]]) -> None:
    page, queries = asked
    box = page.get_by_label("Mots ou identifiant")
    page.evaluate("window.told = document.querySelector('.bz-count')")
    box.press_sequentially("equipe")
    expect(page.get_by_role("status")).to_contain_text("pour « equipe »")
    expect(box).to_be_focused()
    assert page.evaluate("window.told.isConnected && window.told.textContent.includes('equipe')")
    assert len(queries) < 6  # not one for each letter
    page.get_by_label("Famille").select_option("CP4")
    expect(page.locator(".bz-family")).to_have_count(1)
    assert queries[-1] == {"lang": "fr", "query": "equipe", "family": "CP4"}
    expect(page.locator(".bz-entry mark").first).to_be_attached()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator(".bz-entry")).to_have_count(51)
    expect(box).to_have_value("")


def test_a_view_that_does_not_come_leaves_the_list_as_it_was(asked: tuple[Page, list[dict[str, str]]]) -> None:
    page, _ = asked
    page.evaluate("window.boussole = { texts: { failed: 'raté' }, say: (text) => { window.said = text; } }")
    page.unroute(re.compile("/api/view/explorer"))
    page.route(re.compile("/api/view/explorer"), lambda route: route.fulfill(status=503, body="non"))
    page.get_by_label("Mots ou identifiant").fill("temps")
    page.wait_for_function("window.said === 'raté'")
    expect(page.locator(".bz-entry")).to_have_count(51)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_card_prints_alone_on_one_sheet(browser: Browser, corpus: Corpus, language: Language) -> None:
    page = browser.new_page()
    page.set_content(document(listing(corpus, find(corpus), language), language, "dark"))
    page.evaluate("window.print = () => {}")
    for place, id_ in enumerate(corpus.cards):
        page.evaluate("(n) => document.querySelectorAll('[data-print]')[n].click()", place)
        page.emulate_media(media="print")
        expect(page.locator("main")).to_be_hidden()
        expect(page.locator(".bz-print-sheet table")).to_be_visible()
        assert page.evaluate("document.querySelector('.bz-print-sheet').textContent").count(id_) >= 1
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter", prefer_css_page_size=True))) == 1, id_
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        expect(page.locator(".bz-print-sheet")).to_have_count(0)
        page.emulate_media(media="screen")
    page.close()
