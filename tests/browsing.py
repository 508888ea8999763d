"""What the tests in a real browser share: how Chromium is started, a free port, a server that is waited for, what axe finds."""

import os
import shutil
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

ROOT = Path(__file__).parent.parent
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


def free_port() -> int:
    with closing(socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError(address)


@contextmanager
def served(app: Any, taken: socket) -> Iterator[str]:
    """Serve an application on a socket that is bound already; yield its address."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=partial(server.run, sockets=[taken]), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        taken.close()


def violations(page: Page, rules: Sequence[str] = RULES) -> list[tuple[str, str]]:
    """What stands in the way of assistive technology, as far as axe can see: each rule that is broken, and where first."""
    found = Axe().run(page, options={"runOnly": list(rules)})
    return [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]]


def chromium() -> str:
    """Debian's Chromium, or the one named by CHROMIUM."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    assert path, "no Chromium: run « sh tests/chromium.sh »"
    return path


class People:
    """Browsers of people who share no cookie; what they ask from elsewhere and what fails is noted."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self.wrong: list[str] = []

    def come(self, viewport: ViewportSize = DESKTOP, *, scripts: bool = True) -> Page:
        """Return the page of somebody new."""
        context = self._browser.new_context(
            locale="fr-CA", viewport=viewport, base_url=self._address, java_script_enabled=scripts, accept_downloads=True
        )
        page = context.new_page()
        page.on("request", lambda r: None if r.url.startswith((self._address, "data:", "blob:")) else self.wrong.append(r.url))
        page.on("pageerror", lambda e: self.wrong.append(str(e)))
        page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" and "401" not in m.text else None)
        return page

    def leave(self) -> None:
        """Close every browser; fails if anything was asked from elsewhere, or went wrong."""
        for context in self._browser.contexts:
            context.close()
        assert not self.wrong, self.wrong


def read_to_the_end(page: Page) -> None:
    """Read the case of a scenario, stage after stage: each one waits for the page of the one before."""
    onward, propose = page.get_by_role("button", name="Lire la suite"), page.get_by_role("button", name="Proposer ces stratégies")
    for stage in range(2, 20):
        expect(onward.or_(propose)).to_be_visible()
        if propose.is_visible():
            return
        onward.click()
        expect(page.locator(".bz-stage")).to_have_count(stage)
