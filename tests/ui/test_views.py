"""The views beside the conversation, in a real browser: the plan to Word and Excel and back, the self-reflection, Explorer, Sources."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import DESKTOP, PHONE, violations
from tests.ui.test_page import RULES, SITUATION, SLOW, answered, ask

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, page_address: str) -> Iterator[Page]:
    context = browser.new_context(locale="fr-CA", viewport=DESKTOP, accept_downloads=True)
    page = context.new_page()
    outside: list[str] = []
    page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((page_address, "data:", "blob:")) else None)
    page.goto(page_address)
    expect(page.locator("#bz-box textarea")).to_be_visible(timeout=SLOW)
    yield page
    assert outside == []
    context.close()


def opened(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def saved(page: Page, kind: str) -> Path:
    with page.expect_download(timeout=SLOW) as download:
        page.locator(f"[data-save={kind}]").click()
    assert download.value.suggested_filename.endswith(f".{kind}")
    return Path(download.value.path())


def test_a_plan_goes_to_word_and_excel_and_is_opened_again(page: Page, tmp_path: Path) -> None:
    ask(page, SITUATION)
    answered(page)
    page.get_by_role("button", name="En faire un plan").click()
    expect(page.get_by_text("Ajouté au plan.")).to_be_visible(timeout=SLOW)
    opened(page, "Plan d'action")
    rows = page.locator(".bz-plan tbody tr")
    expect(rows.first).to_be_visible(timeout=SLOW)
    count = rows.count()
    assert count >= 3
    page.get_by_label("Action, ligne 1", exact=True).fill("Réserver deux périodes en novembre")
    document = docx.Document(BytesIO(saved(page, "docx").read_bytes()))
    assert "Réserver deux périodes en novembre" in " ".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    content = saved(page, "xlsx").read_bytes()
    book = openpyxl.load_workbook(BytesIO(content))
    assert {"Plan", "Suivi", "Échéancier"} <= set(book.sheetnames)
    file = tmp_path / "plan.xlsx"
    file.write_bytes(content)
    page.get_by_role("button", name="Effacer ce plan").click()
    expect(rows).to_have_count(0)
    page.locator("#bz-plan-open").set_input_files(file)
    expect(rows).to_have_count(count, timeout=SLOW)
    expect(page.get_by_label("Action, ligne 1", exact=True)).to_have_value("Réserver deux périodes en novembre")
    expect(page.get_by_role("heading", name="Où en êtes-vous?")).to_be_visible()
    assert violations(page, RULES) == []


def test_a_file_that_is_no_plan_is_a_sentence(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(b"PK\x03\x04 non")
    opened(page, "Plan d'action")
    expect(page.locator(".bz-plan")).to_be_visible(timeout=SLOW)
    page.locator("#bz-plan-open").set_input_files(file)
    expect(page.locator("#bz-status")).not_to_be_empty(timeout=SLOW)


def test_the_self_reflection_gives_a_profile_kept_in_the_browser(page: Page) -> None:
    opened(page, "Autoréflexion")
    expect(page.locator(".bz-reflection")).to_be_visible(timeout=SLOW)
    page.evaluate(
        "document.querySelectorAll('.bz-reflection-item').forEach((e, i) => e.querySelectorAll('input[type=radio]')[i % 5].click())"
    )
    page.get_by_role("button", name="Voir mon profil").click()
    expect(page.locator("#bz-profile-title")).to_be_focused(timeout=SLOW)
    expect(page.locator("table.bz-means").first).to_be_visible()
    page.locator("[data-figure]").scroll_into_view_if_needed()
    expect(page.locator("[data-figure] svg").first).to_be_visible(timeout=SLOW)
    assert violations(page, RULES) == []
    page.reload()
    opened(page, "Autoréflexion")
    expect(page.locator(".bz-reflection input:checked").first).to_be_checked(timeout=SLOW)


def test_explorer_finds_a_card_and_talks_about_it(page: Page) -> None:
    opened(page, "Explorer")
    page.get_by_label("Mots ou identifiant").fill("CP1.4")
    expect(page.locator(".bz-view[data-view=explorer] mark").first).to_be_visible(timeout=SLOW)
    assert violations(page, RULES) == []


def test_sources_say_what_is_not_verified(page: Page) -> None:
    opened(page, "Sources")
    expect(page.get_by_role("heading", name="Ce qui n'est pas vérifié")).to_be_visible(timeout=SLOW)
    assert violations(page, RULES) == []


@pytest.mark.parametrize("view", ["Plan d'action", "Autoréflexion", "Explorer", "Sources"])
def test_every_view_fits_a_phone_in_the_dark(page: Page, page_address: str, view: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{page_address}/?__theme=dark")
    opened(page, view)
    expect(page.locator(".bz-view[data-loaded]:visible h2").first).to_be_visible(timeout=SLOW)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page, RULES) == []
