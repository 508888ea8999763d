"""The page as a principal uses it: in a real browser, on the real server, with nothing asked from elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.feedback import kept_opinions
from tests.browsing import DESKTOP, PHONE, violations

pytestmark = pytest.mark.browser

SITUATION = "Mes profs de 3e cycle n'ont pas le temps de préparer leurs activités avec les Chromebooks."
SLOW = 60_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture
def page(browser: Browser, page_address: str) -> Iterator[Page]:
    """The page in a French browser, with every request and every error noted."""
    context = browser.new_context(locale="fr-CA", viewport=DESKTOP, accept_downloads=True)
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
    """Wait for so many whole answers; when they do not come, tell what the conversation shows instead."""
    try:
        expect(page.locator(".bz-refs")).to_have_count(times, timeout=SLOW)
    except AssertionError as error:
        shown = (
            page.locator("#bz-chat").inner_text(),
            page.locator("#bz-status").inner_text(),
            page.locator("#bz-box textarea").input_value(),
        )
        raise AssertionError(f"no answer; the page shows {shown}") from error


def test_the_first_screen_says_what_it_is(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Boussole pédagonumérique")
    expect(page.get_by_text("Ce que je ne fais pas")).to_be_visible()
    expect(page.get_by_text("Vos données")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "fr"


def test_a_situation_is_answered_with_cards_and_references_that_open(page: Page) -> None:
    ask(page, SITUATION)
    answered(page)
    expect(page.locator("details.bz-card[open]")).to_have_count(3)
    expect(page.locator("details.bz-card").first).to_contain_text("Pourquoi ici")
    page.locator(".bz-steps summary").first.click()
    expect(page.locator(".bz-steps dt").first).to_have_text("Cette semaine")
    page.locator("a.bz-ref").first.click()
    panel = page.get_by_role("complementary")
    expect(panel).to_be_visible()
    expect(panel).to_be_focused()
    expect(panel.locator("mark")).not_to_be_empty()
    expect(panel).to_contain_text("diapositive")
    expect(panel).to_contain_text("Constat de recherche")
    expect(panel).to_contain_text("Ce qui précède dans le document")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("a.bz-ref").first).to_be_focused()
    expect(page.locator(".bz-suggestion").first).to_be_visible()
    expect(page.locator(".bz-cost")).to_contain_text("0 donnée envoyée")


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
    expect(page.get_by_text("Développez la deuxième").first).to_be_visible(timeout=SLOW)
    expect(page.locator(".bz-card")).to_have_count(0)


def test_the_keyboard_is_enough(page: Page) -> None:
    box = page.get_by_label("Votre situation ou votre question")
    box.fill(SITUATION)
    box.press("Enter")
    answered(page)
    page.locator("a.bz-ref").first.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary")
    expect(panel).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Fermer la référence")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    page.get_by_role("button", name="Exporter cette conversation (JSON)").focus()
    with page.expect_download(timeout=SLOW) as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".json")


def test_a_phone_shows_it_all_without_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size(PHONE)
    ask(page, SITUATION)
    answered(page)
    page.get_by_role("button", name="plan", exact=False).last.click()
    expect(page.locator("table td").first).to_be_visible(timeout=SLOW)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.evaluate("window.scrollTo(0, 0)")
    expect(page.get_by_role("button", name="Envoyer")).to_be_in_viewport()  # wherever one reads
    seen = (
        "() => { window.scrollTo(0, document.body.scrollHeight); const last = document.querySelector('.bz-foot').getBoundingClientRect();"
    )
    seen += " return last.bottom <= document.getElementById('bz-composer').getBoundingClientRect().top + 1; }"
    page.wait_for_function(seen)  # nothing at the end stays behind what one writes in


def test_twice_as_large_it_all_fits_and_nothing_moves_for_those_who_do_not_want_it(browser: Browser, page_address: str) -> None:
    context = browser.new_context(locale="fr-CA", viewport={"width": 640, "height": 450}, device_scale_factor=2, reduced_motion="reduce")
    page = context.new_page()  # what a screen of 1280 by 900 shows at 200 %
    page.goto(page_address)
    ask(page, SITUATION)
    answered(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert page.evaluate("document.getAnimations().length") == 0
    page.locator("a.bz-ref").first.click()
    expect(page.get_by_role("complementary")).to_be_in_viewport()
    page.keyboard.press("Escape")
    for view in ("Plan d'action", "Explorer", "Sources"):
        page.get_by_role("tab", name=view).click()
        expect(page.locator(".bz-view:visible h2").first).to_be_visible(timeout=SLOW)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, view
    context.close()


def test_a_reload_keeps_the_conversation_and_goes_on(page: Page) -> None:
    ask(page, SITUATION)
    answered(page)
    page.reload()
    answered(page)
    ask(page, "Développez la deuxième")
    answered(page, 2)
    expect(page.locator("[data-testid=user]")).to_have_count(2)


def test_conversations_are_listed_renamed_opened_and_deleted(page: Page) -> None:
    ask(page, SITUATION)
    answered(page)
    page.get_by_role("button", name="Nouvelle conversation").click()
    expect(page.locator(".bz-refs")).to_have_count(0)
    ask(page, "Qu'est-ce que le RÉCIT?")
    answered(page)
    expect(page.locator("#bz-history li")).to_have_count(2)
    page.once("dialog", lambda dialog: dialog.accept("Le temps"))
    page.get_by_role("button", name=f"Renommer « {SITUATION[:20]}", exact=False).click()
    page.get_by_role("button", name="Ouvrir « Le temps »").click()
    expect(page.locator("[data-testid=user]").first).to_contain_text("Chromebooks")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Supprimer « Le temps »").click()
    expect(page.locator("#bz-history li")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.get_by_text("Aucune conversation gardée")).to_be_visible()
    assert page.evaluate("localStorage.getItem('boussole.conversations')") is None


def test_a_double_click_asks_once_and_a_new_conversation_ends_the_answer_on_its_way(page: Page) -> None:
    page.get_by_label("Votre situation ou votre question").fill(SITUATION)
    page.get_by_role("button", name="Envoyer").dblclick()
    answered(page)
    expect(page.locator("[data-testid=user]")).to_have_count(1)
    ask(page, "Le wifi tombe chaque jour dans l'aile B.")
    expect(page.locator("[data-testid=user]")).to_have_count(2)
    page.get_by_role("button", name="Nouvelle conversation").click()
    expect(page.locator("[data-testid=user]")).to_have_count(0)
    ask(page, "Mes parents craignent les écrans.")
    answered(page)
    expect(page.locator("[data-testid=user]")).to_have_count(1)
    expect(page.locator("#bz-history")).to_contain_text("Mes profs de 3e cycle")


def test_a_question_is_edited_and_an_answer_asked_again(page: Page) -> None:
    ask(page, SITUATION)
    answered(page)
    page.get_by_role("button", name="Modifier ma question").click()
    expect(page.get_by_label("Votre situation ou votre question")).to_have_value(SITUATION)
    expect(page.locator("[data-testid=user]")).to_have_count(0)
    ask(page, "Le wifi tombe chaque jour dans l'aile B et mes enseignants se découragent.")
    answered(page)
    before = page.locator("details.bz-card").first.get_attribute("id")
    page.get_by_role("button", name="Refaire").click()
    expect(page.locator(f"#{before}")).to_have_count(0, timeout=SLOW)
    answered(page)
    expect(page.locator("[data-testid=user]")).to_have_count(1)


def test_another_conversation_can_be_opened_while_an_answer_comes(page: Page) -> None:
    ask(page, SITUATION)
    answered(page)
    page.get_by_role("button", name="Nouvelle conversation").click()
    ask(page, "Le wifi tombe chaque jour dans l'aile B.")
    expect(page.locator("[data-testid=user]")).to_contain_text("wifi")
    page.locator("#bz-history").get_by_role("button", name="Mes profs de 3e cycle", exact=False).first.click()
    expect(page.locator("[data-testid=user]")).to_contain_text("Chromebooks")
    answered(page)
    ask(page, "Et avec les parents?")
    answered(page, 2)


def test_a_server_that_is_gone_is_told_and_the_next_message_goes(page: Page) -> None:
    page.context.set_offline(True)
    ask(page, SITUATION)
    expect(page.locator("#bz-status")).to_contain_text("n'a pas réussi")
    expect(page.get_by_label("Votre situation ou votre question")).to_have_value(SITUATION)
    page.context.set_offline(False)
    page.get_by_role("button", name="Envoyer").click()
    answered(page)


def test_an_opinion_is_asked_consent_for(page: Page, data_dir: Path) -> None:
    ask(page, SITUATION)
    answered(page)
    page.get_by_role("button", name="Pas utile").click()
    expect(page.get_by_text("sera gardé sur cette machine")).to_be_visible()
    page.get_by_label("Qu'est-ce qui manque ou cloche?", exact=False).fill("Trop long.")
    page.get_by_role("button", name="Envoyer mon avis").click()
    expect(page.get_by_text("Merci, votre avis est gardé")).to_be_visible(timeout=SLOW)
    assert any(opinion["reason"] == "Trop long." for opinion in kept_opinions(data_dir))


def test_a_message_sent_while_an_answer_comes_is_not_lost(page: Page) -> None:
    ask(page, SITUATION)
    expect(page.get_by_label("Votre situation ou votre question")).to_have_value("")
    ask(page, "Combien de mesures comptait le PAN?")
    answered(page)
    if page.get_by_label("Votre situation ou votre question").input_value():
        page.get_by_role("button", name="Envoyer").click()
    answered(page, 2)


def test_english_is_a_page_of_its_own(page: Page) -> None:
    page.get_by_role("link", name="English").click()
    expect(page.get_by_label("Your situation or your question")).to_be_visible(timeout=SLOW)
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_label("Your situation or your question").fill("My teachers have no time to prepare activities with the tablets.")
    page.get_by_role("button", name="Send").click()
    answered(page)
    expect(page.locator("details.bz-card").first).to_contain_text("Why here")
    expect(page.locator(".bz-cost")).to_contain_text("0 data sent")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/en/"])
def test_nothing_stands_in_the_way_of_assistive_technology(page: Page, page_address: str, path: str, scheme: str) -> None:
    """No violation of WCAG 2.1 A and AA that axe can see: before and after an answer, and with a reference open."""
    page.goto(f"{page_address}{path}?__theme={scheme}")
    expect(page.locator("#bz-box textarea")).to_be_visible(timeout=SLOW)
    assert violations(page, RULES) == []
    page.locator("#bz-box textarea").fill(SITUATION)
    page.locator("#bz-send").click()
    answered(page)
    assert violations(page, RULES) == []
    page.locator("a.bz-ref").first.click()
    page.locator(".bz-do-useful").click()
    assert violations(page, RULES) == []
