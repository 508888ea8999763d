"""Time the page in a real browser: `python -m tests.page_speed`. First paint, weight, and how long after « Envoyer » the first words come.

The server and the browser share this machine, on loopback; each visit is a new one, with nothing kept from the one before.
"""

import os
import subprocess
import sys
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from prompts import load_texts
from tests.browsing import DESKTOP, QUIET, ROOT, chromium, free_port, wait_for

VISITS = 7
SITUATIONS = (
    "Mes enseignants n'ont pas le temps de préparer leurs activités avec les tablettes.",
    "Le wifi tombe chaque après-midi dans l'aile B et mes profs se découragent.",
    "La moitié de mon équipe ne veut rien savoir du numérique.",
    "Je viens d'arriver comme directrice et je ne me sens pas crédible en techno.",
    "Des parents demandent pourquoi leurs enfants passent autant d'heures devant un écran.",
    "Nous avons acheté des robots que personne n'utilise.",
    "Mon conseil d'établissement veut un plan numérique avant Noël.",
)
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
WEIGHT = """[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, one) => sum + one.transferSize, 0)"""
FIRST_WORDS = """(working) => new Promise((done) => {
    const start = performance.now();
    const look = () => {
        const said = document.querySelector('#bz-chat [data-testid=bot]')?.innerText.trim();
        if (said && !said.startsWith(working)) done(performance.now() - start); else setTimeout(look, 5);
    };
    document.getElementById('bz-send').click();
    look();
})"""


def visit(browser: Browser, address: str, situation: str) -> tuple[float, float, float]:
    """Return the first paint (ms), what was transferred (bytes), and how long the first words took (ms)."""
    context = browser.new_context(locale="fr-CA", viewport=DESKTOP)
    page = context.new_page()
    page.goto(address)
    page.locator("#bz-box textarea").wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle")
    paint, weight = page.evaluate(PAINT), page.evaluate(WEIGHT)
    page.locator("#bz-box textarea").fill(situation)
    words = page.evaluate(FIRST_WORDS, str(load_texts("page", "fr").get("working"))[:12])
    context.close()
    return paint, weight, words


def main() -> None:
    """Serve, visit, tell the medians and the worst."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env={**os.environ, "BOUSSOLE_PORT": str(port)}, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(f"{address}/ready", 120)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
            paints, weights, words = zip(*(visit(browser, address, SITUATIONS[number]) for number in range(VISITS)), strict=True)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)
    print(f"| Premier affichage | {median(paints):.0f} ms (pire : {max(paints):.0f}) | ≤ 1500 ms |")
    print(f"| Premiers mots après « Envoyer » | {median(words):.0f} ms (pire : {max(words):.0f}) | ≤ 400 ms |")
    print(f"| Poids de la page, première visite | {median(weights) / 1e6:.1f} Mo | |")


if __name__ == "__main__":
    main()
