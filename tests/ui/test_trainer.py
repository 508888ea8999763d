"""A session as trainers and participants live it: two browsers on a real server, nothing asked from elsewhere."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.assistant.trainer.fakes import KEY, write_packs
from tests.browsing import PHONE, ROOT, People, free_port, wait_for

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the sessions, whose assistant is a fake."""
    folder, port = tmp_path_factory.mktemp("room"), free_port()
    packs = write_packs(folder / "packs")
    command = [sys.executable, "-m", "tests.assistant.trainer.server", str(port), str(folder / "data"), str(packs)]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ))
    try:
        wait_for(f"http://127.0.0.1:{port}/join")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def people(browser: Browser, room: str) -> Iterator[People]:
    people = People(browser, room)
    yield people
    people.leave()


def clean(page: Page) -> None:
    """Nothing that keeps anyone out, nothing wider than the screen, in light and dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="light")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def create(page: Page, *, excerpts: bool = True) -> str:
    """Go in and make a session; return its code."""
    page.goto("/trainer")
    page.get_by_label("Clé").fill(KEY)
    page.get_by_role("button", name="Entrer").click()
    page.get_by_role("link", name="Préparer une séance").click()
    page.get_by_label("Titre de la séance").fill("Journée des directions")
    page.get_by_label("Le réseau de Rimouski", exact=False).check()
    page.get_by_label("Une consigne à Gaspé", exact=False).check()
    if excerpts:
        page.get_by_label("les extraits que chacun accepte", exact=False).check()
    clean(page)
    page.get_by_role("button", name="Créer la séance").click()
    return page.locator(".bz-code").inner_text()


def join(page: Page, code: str, pseudonym: str) -> None:
    page.goto(f"/join/{code}")
    page.get_by_label("Choisissez un pseudonyme").fill(pseudonym)
    page.get_by_role("button", name="Entrer dans la séance").click()


def test_a_session_from_its_making_to_its_end(people: People, tmp_path: Path) -> None:
    trainer, learner, live = people.come(), people.come(PHONE), None
    trainer.goto("/trainer")
    clean(trainer)
    code = create(trainer)
    clean(trainer)
    live = trainer.context.new_page()
    live.goto(f"/trainer/session/{code}/live")
    expect(live.get_by_text("Participants : 0")).to_be_visible()
    clean(live)

    learner.goto(f"/join/{code}")
    expect(learner.get_by_role("heading", name="Ce qui est conservé")).to_be_visible()
    clean(learner)
    join(learner, code, "Lou")
    expect(learner.get_by_role("heading", name="Étape 1 sur 2 : Lundi")).to_be_visible()
    clean(learner)
    learner.get_by_role("button", name="Lire la suite").click()
    learner.get_by_label("Chercher une stratégie").fill("RESEAU")
    expect(learner.get_by_text("stratégies affichées")).not_to_have_text("51 stratégies affichées")
    learner.get_by_label("Chercher une stratégie").press("Enter")
    learner.get_by_label("Chercher une stratégie").fill("CP1.4")
    learner.locator("input[value='CP1.4']").check()
    learner.get_by_label("Chercher une stratégie").fill("")
    for other in ("CP1.1", "CP2.1", "CP2.2", "EN1.1"):
        learner.locator(f"input[value='{other}']").check()
    expect(learner.get_by_text("5 choisies sur 5")).to_be_visible()
    expect(learner.locator("input[value='EN3.1']")).to_be_disabled()
    learner.locator("input[value='EN1.1']").uncheck()
    expect(learner.locator("input[value='EN3.1']")).to_be_enabled()
    learner.get_by_label("Pourquoi?", exact=False).fill("Le réseau d'abord.")
    learner.get_by_label("J'accepte que cet extrait").check()
    clean(learner)
    learner.get_by_role("button", name="Proposer ces stratégies").click()
    expect(learner.get_by_role("heading", name="Trois regards sur le cas")).to_be_visible()
    expect(learner.get_by_text("prépare sa proposition")).to_have_count(0, timeout=15_000)
    clean(learner)

    expect(live.get_by_text("Participants : 1")).to_be_visible(timeout=10_000)
    expect(live.get_by_text("1 sur 1").first).to_be_visible()
    expect(live.get_by_text("attendue", exact=True)).to_have_count(0)
    trainer.reload()
    trainer.get_by_label("Le réseau d'abord.").check()
    trainer.get_by_role("button", name="Montrer les extraits cochés").click()
    expect(live.get_by_text("Le réseau d'abord.")).to_be_visible(timeout=10_000)
    live.get_by_role("link", name="Révéler").click()
    expect(live.get_by_text("attendue").first).to_be_visible()
    clean(live)
    expect(live.get_by_text("Lou")).to_have_count(0)

    learner.get_by_role("link", name="Faire le quiz").click()
    clean(learner)
    learner.get_by_role("button", name="Corriger le quiz").click()
    expect(learner.get_by_text("Votre résultat")).to_be_visible()
    clean(learner)

    for name in ("(Excel)", "Compte rendu"):
        with trainer.expect_download() as download:
            trainer.get_by_role("link", name=name).first.click()
        assert download.value.suggested_filename.startswith("seance-journee-des-directions")
    trainer.goto(f"/trainer/session/{code}/handout/zz-wifi")
    expect(trainer.get_by_role("heading", name="Votre grille")).to_be_visible()
    clean(trainer)

    trainer.goto(f"/trainer/session/{code}")
    trainer.get_by_label("Je veux effacer cette séance").check()
    trainer.get_by_role("button", name="Effacer maintenant").click()
    expect(trainer.get_by_text("La séance est effacée.")).to_be_visible()
    learner.on("console", lambda _: None)
    people.wrong.clear()  # a page that is gone is an error to the console, and it is what is expected from here on
    learner.goto(f"/join/{code}")
    expect(learner.get_by_role("alert")).to_contain_text("ne correspond à aucune séance")
    expect(live.get_by_text("ne se met plus à jour")).to_be_visible(timeout=10_000)
    people.wrong.clear()


def test_only_what_changes_is_replaced_on_the_wall(people: People) -> None:
    trainer = people.come()
    code = create(trainer)
    trainer.goto(f"/trainer/session/{code}/live")
    trainer.evaluate("document.querySelectorAll('[data-part] > *').forEach((part) => { part.marked = true; })")
    join(people.come(PHONE), code, "Lou")
    expect(trainer.get_by_text("Participants : 1")).to_be_visible(timeout=10_000)
    kept = "[...document.querySelectorAll('[data-part]')].filter((p) => p.firstElementChild?.marked).map((p) => p.dataset.part)"
    assert trainer.evaluate(kept) == ["proposed-zz-ia", "proposed-zz-wifi", "needs"]
    size = trainer.evaluate("parseFloat(getComputedStyle(document.querySelector('.bz-projected')).fontSize)")
    assert size >= 20


def test_the_path_can_be_taken_without_a_script(people: People) -> None:
    code = create(people.come())
    learner = people.come(PHONE, scripts=False)
    join(learner, code, "Sans script")
    learner.get_by_role("button", name="Lire la suite").click()
    learner.locator("input[value='CP1.4']").check()
    learner.get_by_role("button", name="Proposer ces stratégies").click()
    expect(learner.get_by_role("heading", name="Trois regards sur le cas")).to_be_visible()


def test_a_hostile_title_and_excerpt_run_nothing(people: People) -> None:
    trainer, learner = people.come(), people.come()
    code = create(trainer)
    join(learner, code, "Lou")
    learner.get_by_role("button", name="Lire la suite").click()
    learner.locator("input[value='CP1.4']").check()
    hostile = "</textarea><img src=x onerror=\"document.title='volé'\"><script>document.title='volé'</script>"
    learner.get_by_label("Pourquoi?", exact=False).fill(hostile)
    learner.get_by_label("J'accepte que cet extrait").check()
    learner.get_by_role("button", name="Proposer ces stratégies").click()
    trainer.goto(f"/trainer/session/{code}")
    trainer.get_by_label(hostile).check()
    trainer.get_by_role("button", name="Montrer les extraits cochés").click()
    trainer.goto(f"/trainer/session/{code}/live")
    expect(trainer.locator("blockquote")).to_have_text(hostile)
    assert "volé" not in trainer.title()


def test_everything_can_be_done_from_the_keyboard(people: People) -> None:
    code = create(people.come())
    learner = people.come()
    learner.goto(f"/join/{code}")
    learner.keyboard.press("Tab")
    expect(learner.get_by_role("link", name="Aller au contenu")).to_be_focused()
    learner.keyboard.press("Tab")
    learner.keyboard.type("Clavier")
    learner.keyboard.press("Enter")
    learner.get_by_role("button", name="Lire la suite").focus()
    learner.keyboard.press("Enter")
    learner.get_by_label("Chercher une stratégie").focus()
    learner.keyboard.type("CP1.4")
    learner.keyboard.press("Tab")
    learner.keyboard.press("Space")
    expect(learner.locator("input[value='CP1.4']")).to_be_checked()
    learner.get_by_role("button", name="Proposer ces stratégies").focus()
    learner.keyboard.press("Enter")
    expect(learner.get_by_role("heading", name="Trois regards sur le cas")).to_be_visible()
