"""The page as a principal uses it: in a real browser, on the real server, with nothing asked from elsewhere."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

SITUATION = "Mes profs de 3e cycle n'ont pas le temps de préparer leurs activités avec les Chromebooks."
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SLOW = 60_000


@pytest.fixture
def page(browser: Browser, page_address: str) -> Iterator[Page]:
    """The page in a French browser, with every request and every error noted."""
    context = browser.new_context(locale="fr-CA", viewport=DESKTOP)
    page = context.new_page()
    outside: list[str] = []
    errors: list[str] = []
    page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((page_address, "data:", "blob:")) else None)
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto(page_address)
    expect(page.get_by_label("Votre situation ou votre question")).to_be_visible(timeout=SLOW)
    yield page
    assert outside == []
    assert errors == []
    context.close()


def ask(page: Page, text: str) -> None:
    page.get_by_label("Votre situation ou votre question").fill(text)
    page.get_by_role("button", name="Envoyer").click()


def answered(page: Page, times: int = 1) -> None:
    expect(page.locator(".bz-refs")).to_have_count(times, timeout=SLOW)


def test_the_first_screen_says_what_it_is(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Boussole pédagonumérique")
    expect(page.get_by_text("Ce que je ne fais pas")).to_be_visible()
    expect(page.get_by_text("Vos données")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "fr"


def test_a_situation_is_answered_with_references_that_open(page: Page) -> None:
    ask(page, SITUATION)
    answered(page)
    passage = page.locator("details.bz-source").first
    expect(passage).not_to_have_attribute("open", "")
    page.locator("a.bz-ref").first.click()
    expect(passage).to_have_attribute("open", "")
    expect(passage.locator("blockquote")).not_to_be_empty()
    expect(passage.locator("summary")).to_contain_text("diapositive")
    expect(passage.locator("summary")).to_be_focused()
    expect(page.locator(".bz-suggestion").first).to_contain_text("Suggestion")
    expect(page.locator(".bz-constat").first).to_contain_text("Constat")


def test_a_suggestion_is_a_button_that_follows_up(page: Page) -> None:
    ask(page, SITUATION)
    answered(page)
    page.get_by_role("button", name="plan", exact=False).last.click()
    expect(page.locator("table").first).to_be_visible(timeout=SLOW)


def test_an_example_starts_the_conversation(page: Page) -> None:
    page.get_by_text("Qu'est-ce que le RÉCIT?").first.click()
    answered(page)


def test_a_bad_message_gets_a_sentence_and_the_page_goes_on(page: Page) -> None:
    ask(page, "😀😀")
    expect(page.get_by_text("Je ne trouve aucun mot")).to_be_visible(timeout=SLOW)
    ask(page, "Combien de mesures comptait le Plan d'action numérique?")
    expect(page.get_by_text("33 mesures").first).to_be_visible(timeout=SLOW)


def test_script_in_a_message_never_runs(page: Page) -> None:
    ask(
        page, '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> mes profs refusent les tablettes en classe cette année'
    )
    answered(page)
    assert page.evaluate("window.hacked") is None


def test_a_new_conversation_forgets_the_old_one(page: Page) -> None:
    ask(page, SITUATION)
    answered(page)
    page.get_by_role("button", name="Nouvelle conversation").click()
    expect(page.locator(".bz-refs")).to_have_count(0)
    ask(page, "Développez la deuxième")
    expect(page.get_by_text("Développez la deuxième")).to_be_visible(timeout=SLOW)
    expect(page.locator(".bz-steps")).to_have_count(0)


def test_the_keyboard_is_enough(page: Page) -> None:
    box = page.get_by_label("Votre situation ou votre question")
    box.fill(SITUATION)
    box.press("Enter")
    answered(page)
    page.locator("a.bz-ref").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.bz-source").first).to_have_attribute("open", "")


def test_a_phone_shows_it_all_without_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size(PHONE)
    ask(page, SITUATION)
    answered(page)
    page.get_by_role("button", name="plan", exact=False).last.click()
    expect(page.locator("table td").first).to_be_visible(timeout=SLOW)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(page.get_by_role("button", name="Envoyer")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_assistive_technology(page: Page, page_address: str, scheme: str) -> None:
    """No violation of WCAG 2.1 A and AA that axe can see, before and after an answer."""
    page.goto(f"{page_address}/?__theme={scheme}")
    expect(page.get_by_label("Votre situation ou votre question")).to_be_visible(timeout=SLOW)
    for _ in range(2):
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
        ask(page, SITUATION)
        answered(page)
