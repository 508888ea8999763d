"""Take the screenshots of the README: `make screenshots`. The real server, a real browser, one picture a view."""

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browsing import QUIET, ROOT, chromium, free_port, wait_for

DOCS = ROOT / "docs"
SITUATION = "Mes enseignants n'ont pas le temps de préparer leurs activités avec les tablettes, et le wifi est mauvais."
IN_ENGLISH = "My teachers have no time to prepare their activities with the tablets, and the wifi is poor."
DESKTOP, PHONE = (1280, 900), (390, 844)


def talked(page: Page, text: str = SITUATION) -> None:
    """Ask, and wait for the answer."""
    page.locator("#bz-box textarea").fill(text)
    page.locator("#bz-send").click()
    page.locator(".bz-actions").wait_for(timeout=60_000)
    page.wait_for_timeout(800)


def taken(page: Page, name: str) -> None:
    """Keep what the page shows."""
    page.screenshot(path=DOCS / f"{name}.png")


def views(page: Page) -> None:
    """Go through the views, from the first screen to the sources."""
    taken(page, "accueil")
    talked(page)
    page.locator("a.bz-ref").first.click()
    page.wait_for_timeout(1200)
    taken(page, "conversation")
    page.keyboard.press("Escape")
    page.locator(".bz-actions .bz-do-plan").click()
    for view, shown in (
        ("plan", ".bz-plan tbody tr"),
        ("reflection", ".bz-reflection"),
        ("explorer", ".bz-view h2"),
        ("sources", ".bz-view h2"),
    ):
        page.locator(f"[data-tab-id={view}]").click()
        page.locator(f"{shown}:visible").first.wait_for(timeout=60_000)
        page.wait_for_timeout(6500 if view == "plan" else 500)  # the note that rows were added goes by itself
        taken(page, view)


def main() -> None:
    """Serve, look, stop."""
    DOCS.mkdir(exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env={**os.environ, "BOUSSOLE_PORT": str(port)})
    try:
        wait_for(f"{address}/ready")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
            for (width, height), path, name in (
                (DESKTOP, "/", ""),
                (PHONE, "/", "telephone"),
                (DESKTOP, "/en/?__theme=dark", "english-dark"),
            ):
                page = browser.new_page(viewport={"width": width, "height": height}, locale="fr-CA")
                page.goto(address + path)
                page.locator("#bz-box textarea").wait_for(timeout=60_000)
                if name:
                    talked(page, IN_ENGLISH if path.startswith("/en/") else SITUATION)
                    taken(page, name)
                else:
                    views(page)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
    print(*sorted(path.name for path in Path(DOCS).glob("*.png")))
