"""From a course to Boussole and back in a real browser that keeps no cookie of a page inside another; the two on different sites."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from playwright.sync_api import Browser, Page, expect

from assistant.opening import Opening
from assistant.routes.embed import add_embed
from assistant.routes.framing import FrameGuard, who_frames
from assistant.routes.lti import add_lti
from assistant.scenarios.load import load_scenarios
from assistant.settings import Settings
from tests.assistant.lti.platform import DL, Platform
from tests.browsing import QUIET, served, violations
from tests.browsing import chromium as executable

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[3] / "assistant" / "ui" / "static"
WAITS = 20  # thirds of a second that a slow machine is given to refuse a frame


@pytest.fixture(scope="module")
def chromium(browser: Browser) -> Iterator[Browser]:
    """One that keeps no cookie of a page inside another."""
    strict = browser.browser_type.launch(executable_path=executable(), args=[*QUIET, "--test-third-party-cookie-phaseout"])
    yield strict
    strict.close()


@pytest.fixture
def moodle() -> Iterator[Platform]:
    running = Platform(host="localhost")
    yield running
    running.close()


@pytest.fixture
def boussole(tmp_path: Path, moodle: Platform) -> Iterator[str]:
    """The address of Boussole, which knows the platform."""
    app, opening = FastAPI(), Opening(Settings(data_dir=tmp_path))
    add_embed(app, opening)
    tool = add_lti(app, opening, lambda request: True, local=True)
    app.add_api_route("/join/{code}", lambda code: HTMLResponse(f"<h1>{code}</h1>"))
    app.mount("/bz", StaticFiles(directory=STATIC))
    app.add_middleware(FrameGuard, tell=who_frames("", tool.frames))
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    moodle.tool_keys = tool.key_set()
    tool.register(moodle.form(address))
    moodle.course = (
        "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Cours</title></head><body>"
        f"<iframe width='900' height='900' src='{address}/lti/login?{urlencode(moodle.login()).replace('&', '&amp;')}'></iframe>"
    )
    with served(app, taken):
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="fr-CA", viewport={"width": 950, "height": 950})
    yield context.new_page()
    context.close()


def test_a_scenario_opens_inside_the_course(page: Page, moodle: Platform, boussole: str) -> None:
    scenario = load_scenarios()[0]
    moodle.custom = {"scenario": scenario.id}
    page.goto(f"{moodle.url}/course")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", name=scenario.title)).to_be_visible()
    expect(inside.get_by_label("Votre situation ou votre question")).to_be_visible()
    assert page.context.cookies() == []
    address = page.frames[1].url
    page.goto(f"{boussole}/lti")
    page.goto(f"{moodle.url}/certs")  # another page of the platform may frame it, another site may not
    page.set_content(f"<iframe src='{address}'></iframe>")
    expect(page.frame_locator("iframe").get_by_role("heading", name=scenario.title)).to_be_visible()
    page.goto(f"{boussole}/lti")
    page.evaluate(
        "(address) => { document.body.innerHTML = ''; document.body.append(Object.assign(document.createElement('iframe'), { src: address })); }",
        address,
    )
    for _ in range(WAITS):  # a frame that is refused is told by its address alone, in its own time
        if page.frames[1].url:
            break
        page.wait_for_timeout(300)
    assert page.frames[1].url == "chrome-error://chromewebdata/"


def test_a_session_opens_in_a_tab_where_a_cookie_holds(page: Page, moodle: Platform, boussole: str) -> None:
    moodle.custom = {"session": "ACD346"}
    page.goto(f"{moodle.url}/course")
    link = page.frame_locator("iframe").get_by_role("link", name="Ouvrir Boussole dans un nouvel onglet")
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", name="ACD346")).to_be_visible()
    assert opened.value.url == f"{boussole}/join/ACD346"
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("boussole_lti", True, "Lax")


@pytest.mark.usefixtures("boussole")
def test_a_scenario_is_chosen_and_the_link_comes_to_the_platform(page: Page, moodle: Platform) -> None:
    moodle.choosing_content = True
    page.goto(f"{moodle.url}/course")
    inside = page.frame_locator("iframe")
    scenario = load_scenarios()[2]
    inside.get_by_label(scenario.title).check()
    inside.get_by_label("Code de votre séance").fill("ACD346")
    inside.get_by_role("button", name="Choisir ce scénario").click()
    inside.get_by_role("button", name="Ajouter au cours").click()
    expect(inside.get_by_role("heading", name="Ajouté")).to_be_visible()
    (message,) = moodle.received
    (item,) = moodle.verified(message, moodle.url)[f"{DL}content_items"]
    assert item["custom"] == {"scenario": scenario.id, "lang": "fr", "session": "ACD346"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("lang", "width"), [("", 950), ("?lang=en", 390)])
def test_a_trainer_registers_with_the_keyboard_alone(chromium: Browser, boussole: str, lang: str, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(f"{boussole}/lti{lang}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#issuer").focus()
    for value in ("https://m.ca", "https://m.ca/auth", "https://m.ca/token", "https://m.ca/certs", "client", "1 2"):
        page.keyboard.type(value)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("https://m.ca")
    expect(page.get_by_role("rowheader", name="https://m.ca")).to_be_visible()
    assert violations(page) == []
    context.close()
