"""The conversation inside another page: what it holds, who may frame it, and how it behaves in a real browser, framed by another site."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Frame, Page, expect

from assistant.chat import Assistant
from assistant.errors import SettingsError
from assistant.routes.ask import add_ask
from assistant.routes.embed import add_embed
from assistant.routes.framing import FrameGuard, read_ancestors, who_frames
from assistant.scenarios.load import load_scenarios
from assistant.settings import Settings
from assistant.trainer.embedding import snippet
from tests.assistant.test_http import Ready
from tests.browsing import served, violations

STATIC = Path(__file__).parents[2] / "assistant" / "ui" / "static"
SITUATION = "Mes enseignants n'ont pas le temps de préparer leurs activités avec les tablettes."
SLOW = 60_000


def talks(code: str) -> bool | None:
    return {"ACDEFG": True, "HJKMNP": False}.get(code)


def built(opening: Any, ancestors: str) -> FastAPI:
    app = FastAPI()
    add_ask(app, opening)
    add_embed(app, opening, ancestors, talks)
    app.mount("/bz", StaticFiles(directory=STATIC))
    app.add_api_route("/other", lambda: HTMLResponse("<p>x</p>", headers={"Content-Security-Policy": "default-src 'self'"}))
    app.add_api_route("/lti/launch", lambda: HTMLResponse("<p>x</p>"))
    app.add_api_route("/json", lambda: JSONResponse({}))
    app.add_middleware(
        FrameGuard, tell=who_frames(ancestors, lambda id_: {"": ("https://a.ca", "https://b.ca"), "k": ("https://a.ca",)}.get(id_, ()))
    )
    return app


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(built(Ready(), "https://moodle.ca"))


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("/embed", "https://moodle.ca"),
        ("/embed?lti=k", "https://moodle.ca https://a.ca"),
        ("/embed?lti=unknown", "https://moodle.ca"),
        ("/lti/launch", "https://a.ca https://b.ca"),
        ("/other", "'none'"),
        ("/other?lti=k", "'none'"),
        ("/bz/logo.svg", "'none'"),
    ],
)
def test_each_page_says_who_may_frame_it(client: TestClient, path: str, places: str) -> None:
    reply = client.get(path)
    policies = reply.headers.get_list("content-security-policy")
    assert [policy.rpartition("frame-ancestors ")[2] for policy in policies] == [places]
    assert policies[0].count("frame-ancestors") == 1  # of two, a browser takes the first
    assert reply.headers.get("x-frame-options") == ("DENY" if places == "'none'" else None)
    assert ("default-src 'self'" in policies[0]) == path.startswith("/other")


def test_what_is_no_page_is_left_alone(client: TestClient) -> None:
    assert "content-security-policy" not in client.get("/json").headers
    assert "content-security-policy" not in client.get("/bz/embed.css").headers


def test_nobody_frames_by_default() -> None:
    app = FastAPI()
    add_embed(app, Ready())
    policy = TestClient(app).get("/embed").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'none'")
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", "'none'"),
        (" none ", "'none'"),
        ("https://moodle.ca", "https://moodle.ca"),
        ("https://moodle.ca/, http://127.0.0.1:8000", "https://moodle.ca http://127.0.0.1:8000"),
        ("https://*.css.qc.ca 'self'", "https://*.css.qc.ca 'self'"),
    ],
)
def test_the_sites_that_may_frame_are_read(text: str, places: str) -> None:
    assert read_ancestors(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "moodle.ca",
        "*",
        "https:",
        "https://moodle.ca/path",
        "https://moodle.ca;script-src",
        "https://a.ca\r\nX-Y:",
        "'unsafe-inline'",
        "data:",
        "https://*",
    ],
)
def test_what_is_no_site_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(SettingsError, match="BOUSSOLE_FRAME_ANCESTORS ne peut pas contenir"):
        read_ancestors(text)


def test_the_page_holds_no_script_no_style_no_address_of_elsewhere_and_sets_no_cookie(client: TestClient) -> None:
    reply = client.get(f"/embed?scenario={load_scenarios()[0].id}&session=ACDEFG")
    assert "set-cookie" not in reply.headers
    assert reply.text.count("<script") == 1
    for trace in ("style=", "<style", "onclick", "http://", "https://"):
        assert trace not in reply.text


@pytest.mark.parametrize(("lang", "title"), [("fr", "Votre situation ou votre question"), ("en", "Your situation or your question")])
def test_both_languages_and_the_way_to_the_other_keep_what_was_asked(client: TestClient, lang: str, title: str) -> None:
    page = client.get("/embed", params={"lang": lang, "session": "ACDEFG", "scenario": "none", "lti": "k"}).text
    assert f"<html lang='{lang}'>" in page
    assert title in page
    other = page.partition("href='/embed?")[2].partition("'")[0]
    assert other.replace("&amp;", "&") == "session=ACDEFG&scenario=none&lti=k" + ("&lang=en" if lang == "fr" else "")


@pytest.mark.parametrize(
    ("code", "words", "talking"),
    [
        ("ACDEFG", "accompagne la séance ACDEFG", True),
        ("acd-efg", "accompagne la séance ACDEFG", True),
        ("HJKMNP", "s'ouvre dans l'exercice", False),
        ("QRTUVW", "n'existe pas ou est terminée", False),
        ("'><script>", "n'existe pas ou est terminée", False),
    ],
)
def test_a_session_opens_the_conversation_or_not(client: TestClient, code: str, words: str, talking: bool) -> None:
    page = client.get("/embed", params={"session": code}).text
    assert words in page.replace("&#x27;", "'")
    assert ("id='bz-question'" in page) is talking
    assert "'><script>" not in page


@pytest.mark.parametrize("scenario", load_scenarios(), ids=lambda one: one.id)
def test_a_scenario_is_shown_to_its_first_stage(client: TestClient, scenario: Any) -> None:
    page = client.get("/embed", params={"scenario": scenario.id}).text
    assert page.count("data-case=") == 1
    assert f"<div lang='{scenario.language}'>" in page
    for later in scenario.stages[1:]:
        assert later.title not in page.replace("&#x27;", "'")


def test_an_unknown_scenario_leaves_the_conversation(client: TestClient) -> None:
    page = client.get("/embed", params={"scenario": "../../etc/passwd"}).text
    assert "data-case" not in page
    assert "id='bz-question'" in page


@pytest.mark.parametrize(
    ("model", "url", "asked"),
    [
        ("embedded", None, False),
        ("openai:x", "http://127.0.0.1:9/v1", True),
        ("openai:x", "https://far.exemple/v1", False),
        ("openai:x", None, False),
    ],
)
def test_no_model_elsewhere_is_asked_without_a_consent(model: str, url: str | None, asked: bool) -> None:
    opening, app = Ready(), FastAPI()
    opening._settings = Settings.model_validate({"model": model, "model_url": url})
    add_embed(app, opening)
    page = TestClient(app).get("/embed").text
    assert f"&quot;model&quot;: {str(asked).lower()}" in page


def test_the_snippet_is_safe_to_paste() -> None:
    told = snippet('https://b.ca/embed?scenario=x&lang=en"><script>', "en")
    assert told.startswith('<iframe src="https://b.ca/embed?scenario=x&amp;lang=en&quot;&gt;&lt;script&gt;" title="Boussole')
    assert 'referrerpolicy="strict-origin"' in told


# In a real browser: Boussole on one port, the course on another.


class Course:
    """A site with one page, which frames what it is told and notes the heights that it hears."""

    def __init__(self) -> None:
        self.frame = ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = (
                    "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Cours</title></head><body><main><h1>Cours</h1>"
                    f"{outer.frame}</main><script>window.heard = []; addEventListener('message', (event) => window.heard.push([event.origin, event.data]));"
                    "</script></body></html>"
                ).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: Any) -> None:
                """Nothing to say."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def course() -> Iterator[Course]:
    site = Course()
    yield site
    site.close()


@pytest.fixture(scope="module")
def address(assistant: Assistant, course: Course) -> Iterator[str]:
    """Boussole, served; only the course may frame it."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    with served(built(Ready(assistant), course.url), taken) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str, course: Course) -> Iterator[Page]:
    """A browser that refuses the cookies of others; what it asks of elsewhere and what fails in it is noted."""
    context = browser.new_context(locale="fr-CA", viewport={"width": 900, "height": 900})
    page = context.new_page()
    outside: list[str] = []
    errors: list[str] = []
    page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((address, course.url, "data:", "blob:")) else None)
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" and "favicon" not in m.location["url"] else None)
    yield page
    assert outside == []
    assert errors == []
    assert context.cookies() == []
    context.close()


def framed(page: Page, address: str, course: Course, query: str = "", lang: Any = "fr") -> Frame:
    course.frame = snippet(f"{address}/embed{query}", lang)
    page.goto(course.url)
    page.frame_locator("iframe").locator("h1").wait_for()  # a frame is loaded once it is about to be seen
    frame = next(frame for frame in page.frames if frame.url.startswith(f"{address}/embed"))
    expect(frame.locator("h1")).to_be_visible()
    return frame


def answered(frame: Frame, times: int = 1) -> None:
    expect(frame.locator(".bz-answer:not([aria-busy])")).to_have_count(times, timeout=SLOW)


@pytest.mark.browser
def test_a_question_is_answered_and_its_references_open_in_place(page: Page, address: str, course: Course) -> None:
    frame = framed(page, address, course)
    frame.get_by_label("Votre situation ou votre question").fill(SITUATION)
    frame.get_by_role("button", name="Envoyer").click()
    answered(frame)
    answer = frame.locator(".bz-answer")
    expect(answer.locator(".bz-kind.bz-constat").first).to_contain_text("Constat")
    expect(answer.locator("h3").first).to_contain_text("1. ")
    assert "**" not in answer.inner_text()
    mark = answer.get_by_role("button", name="Référence 1").first
    mark.click()
    opened = answer.locator("li .bz-passage").first
    expect(opened).to_contain_text("[1] ")
    expect(opened.locator("blockquote")).not_to_be_empty()
    assert mark.evaluate("(mark) => mark.closest('li').contains(document.getElementById(mark.getAttribute('aria-controls')))")
    expect(mark).to_have_attribute("aria-expanded", "true")
    mark.click()
    expect(answer.locator("li .bz-passage")).to_have_count(0)
    expect(mark).to_have_attribute("aria-expanded", "false")
    answer.get_by_text("Références (").click()
    assert answer.locator(".bz-refs .bz-passage").count() >= 3
    expect(frame.get_by_role("status")).to_contain_text("Réponse affichée")


@pytest.mark.browser
def test_follow_ups_go_on_from_what_was_said(page: Page, address: str, course: Course) -> None:
    frame = framed(page, address, course)
    frame.get_by_label("Votre situation ou votre question").fill(SITUATION)
    frame.get_by_role("button", name="Envoyer").click()
    answered(frame)
    sent: list[Any] = []
    page.on("request", lambda r: sent.append(json.loads(r.post_data or "{}")) if r.method == "POST" else None)
    frame.get_by_role("group", name="Pour continuer").get_by_role("button").nth(2).click()  # the plan
    answered(frame, 2)
    assert len(sent[0]["history"]) == 1
    assert len(sent[0]["history"][0]["strategies"]) >= 3
    expect(frame.locator(".bz-answer").nth(1).locator("table")).to_be_visible()
    expect(frame.locator(".bz-answer").nth(1).locator("th").first).to_have_text("Quand")


@pytest.mark.browser
def test_all_of_it_works_from_the_keyboard(page: Page, address: str, course: Course) -> None:
    frame = framed(page, address, course)
    frame.locator("body").evaluate("() => window.focus()")
    page.keyboard.press("Tab")
    expect(frame.get_by_role("link", name="Aller à la question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(frame.locator("#bz-question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(frame.get_by_role("status")).to_have_text("Écrivez d'abord votre question ou votre situation.")
    page.keyboard.type("Combien de mesures comptait le PAN?")
    page.keyboard.press("Enter")
    answered(frame)
    expect(frame.locator("#bz-question")).to_be_focused()
    expect(frame.locator("#bz-question")).to_have_value("")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    mark = frame.get_by_role("button", name="Référence 1").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".bz-block .bz-passage")).to_be_visible()
    page.keyboard.press("Escape")
    expect(frame.locator(".bz-block .bz-passage")).to_have_count(0)
    expect(mark).to_be_focused()


@pytest.mark.browser
def test_the_course_alone_hears_how_tall_the_page_is(page: Page, address: str, course: Course) -> None:
    frame = framed(page, address, course)
    page.wait_for_function("window.heard.length > 0")
    before = page.evaluate("window.heard.at(-1)")
    assert (before[0], before[1]["type"]) == (address, "boussole:height")
    assert before[1]["height"] == frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    frame.get_by_label("Votre situation ou votre question").fill(SITUATION)
    frame.get_by_role("button", name="Envoyer").click()
    answered(frame)
    page.wait_for_function(f"window.heard.at(-1)[1].height > {before[1]['height']}")
    frame.get_by_role("link", name="English").click()
    expect(frame.get_by_label("Your situation or your question")).to_be_visible()
    count = page.evaluate("window.heard.length")
    frame.evaluate("document.querySelector('main').append(document.createElement('hr'))")
    page.wait_for_function(f"window.heard.length > {count}")  # still heard, from a page whose referrer is its own site


@pytest.mark.browser
def test_no_other_site_can_frame_it(browser: Browser, address: str) -> None:
    stranger = Course()
    stranger.frame = snippet(f"{address}/embed") + snippet(f"{address}/other")
    context = browser.new_context()
    page = context.new_page()
    page.goto(stranger.url)
    page.wait_for_timeout(300)
    assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"] * 2
    assert page.evaluate("window.heard") == []
    context.close()
    stranger.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("lang", "width"), [("fr", 900), ("en", 390)])
def test_nothing_stands_in_the_way_of_assistive_technology(
    browser: Browser, address: str, course: Course, lang: str, width: int, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    scenario = next(one for one in load_scenarios() if one.stages[0].documents or one.language == "fr")
    page.goto(f"{address}/embed?lang={lang}&session=ACDEFG&scenario={scenario.id}")
    page.locator("#bz-advice").click()
    expect(page.locator(".bz-answer:not([aria-busy])")).to_have_count(1, timeout=SLOW)
    expect(page.locator(".bz-said-by-you")).to_contain_text(scenario.title.split("'")[0])
    page.locator("button.bz-ref").first.click()
    page.locator(".bz-refs summary").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".bz-follow button").nth(2).click()
    expect(page.locator(".bz-answer:not([aria-busy])")).to_have_count(2, timeout=SLOW)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.browser
def test_failures_are_told_and_the_conversation_goes_on(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="fr-CA")
    page = context.new_page()
    page.goto(f"{address}/embed")
    answers = {
        "one": {"status": 503, "body": json.dumps({"error": "Boussole se prépare encore."}), "content_type": "application/json"},
        "two": {
            "status": 200,
            "body": 'event: partial\ndata: {"text": "<img src=x onerror=alert(1)> **b**"}\n\n',
            "content_type": "text/event-stream",
        },
        "three": {
            "status": 200,
            "body": 'event: error\ndata: {"error": "Un modèle <b>manque</b>."}\n\n',
            "content_type": "text/event-stream",
        },
    }
    page.route("**/api/ask/stream", lambda route: route.fulfill(**answers[json.loads(route.request.post_data or "")["question"]]))  # type: ignore[arg-type]
    box = page.get_by_label("Votre situation ou votre question")
    told = ("Boussole se prépare encore.", "Boussole n'a pas pu répondre", "Un modèle <b>manque</b>.")
    for place, (asked, sentence) in enumerate(zip(answers, told, strict=True)):
        box.fill(asked)
        box.press("Enter")
        expect(page.locator(".bz-answer").nth(place)).to_contain_text(sentence)
    assert page.locator("img[src='x']").count() == 0
    page.unroute("**/api/ask/stream")
    page.route("**/api/ask/stream", lambda route: None)  # never answers
    box.fill("quatre")
    box.press("Enter")
    page.get_by_role("button", name="Arrêter").click()
    expect(page.locator(".bz-answer").nth(3)).to_contain_text("Réponse interrompue.")
    expect(page.get_by_role("button", name="Arrêter")).to_be_hidden()
    page.unroute("**/api/ask/stream")
    context.close()
