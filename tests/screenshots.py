"""Take the screenshots of the README: `make screenshots`. The real server, a real browser, one picture a view."""

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsing import DESKTOP, PHONE, QUIET, ROOT, chromium, free_port, read_to_the_end, wait_for

DOCS = ROOT / "docs"
SITUATION = "Mes enseignants n'ont pas le temps de préparer leurs activités avec les tablettes, et le wifi est mauvais."
IN_ENGLISH = "My teachers have no time to prepare their activities with the tablets, and the wifi is poor."
KEY = "une-cle-de-formation"


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


def session(browser: Browser, address: str) -> None:
    """Lead a session of three people, and look at what its trainer and its participants see."""
    trainer = browser.new_context(locale="fr-CA", viewport=DESKTOP, base_url=address).new_page()
    trainer.goto("/trainer")
    trainer.get_by_label("Clé").fill(KEY)
    trainer.get_by_role("button", name="Entrer").click()
    trainer.goto("/trainer/new")
    trainer.get_by_label("Titre de la séance").fill("Directions de l'Estrie")
    for title in ("Le chariot barré", "Tout est au vert"):
        trainer.get_by_label(title, exact=False).check()
    trainer.get_by_label("les extraits que chacun accepte", exact=False).check()
    trainer.get_by_role("button", name="Créer la séance").click()
    code = trainer.locator(".bz-code").inner_text()
    for name, strategies in (("Rive", ("CP2.2", "CP2.3")), ("Boréale", ("CP2.2", "CP1.1")), ("Lynx", ("CP3.1", "EN2.6"))):
        page = browser.new_context(locale="fr-CA", viewport=PHONE, base_url=address).new_page()
        page.goto(f"/join/{code}")
        page.get_by_label("Choisissez un pseudonyme").fill(name)
        page.get_by_role("button", name="Entrer dans la séance").click()
        if name == "Rive":
            taken(page, "pratique")
        read_to_the_end(page)
        for id_ in strategies:
            page.locator(f"input[value='{id_}']").check()
        page.get_by_role("button", name="Proposer ces stratégies").click()
        page.get_by_role("heading", name="La recherche attend").wait_for(timeout=60_000)
    page.wait_for_timeout(4000)  # Boussole's own proposal comes beside
    taken(page, "trois-regards")
    trainer.reload()
    taken(trainer, "seance")
    trainer.goto(f"/trainer/session/{code}/live?reveal=1")
    taken(trainer, "synthese")
    trainer.goto(f"/trainer/session/{code}")
    trainer.get_by_label("Je veux effacer cette séance").check()
    trainer.get_by_role("button", name="Effacer maintenant").click()


def main() -> None:
    """Serve, look, stop."""
    DOCS.mkdir(exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env={**os.environ, "BOUSSOLE_PORT": str(port), "BOUSSOLE_TRAINER_KEY": KEY}
    )
    try:
        wait_for(f"{address}/ready")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
            for viewport, path, name in (
                (DESKTOP, "/", ""),
                (PHONE, "/", "telephone"),
                (DESKTOP, "/en/?__theme=dark", "english-dark"),
            ):
                page = browser.new_page(viewport=viewport, locale="fr-CA")
                page.goto(address + path)
                page.locator("#bz-box textarea").wait_for(timeout=60_000)
                if name:
                    talked(page, IN_ENGLISH if path.startswith("/en/") else SITUATION)
                    taken(page, name)
                else:
                    views(page)
            session(browser, address)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
    print(*sorted(path.name for path in Path(DOCS).glob("*.png")))
