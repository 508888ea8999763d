"""A whole session on the real Boussole: one trainer, three participants who share no cookie, the synthesis on the wall, what is taken away."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import DESKTOP, PHONE, People, read_to_the_end
from tests.ui.conftest import TRAINER_KEY
from tests.ui.test_page import SLOW

pytestmark = pytest.mark.browser

PROPOSED = {"Rive": ("CP2.2", "CP2.3"), "Boréale": ("CP2.2", "EN1.1"), "Lynx": ("CP3.1",)}


@pytest.fixture
def people(browser: Browser, page_address: str) -> Iterator[People]:
    people = People(browser, page_address)
    yield people
    people.leave()


def created(trainer: Page) -> str:
    """Go in with the key, make a session; return its code."""
    trainer.goto("/trainer")
    trainer.get_by_label("Clé").fill(TRAINER_KEY)
    trainer.get_by_role("button", name="Entrer").click()
    trainer.get_by_role("link", name="Préparer une séance").click()
    trainer.get_by_label("Titre de la séance").fill("Directions de l'Estrie")
    for title in ("Le chariot barré", "Tout est au vert"):
        trainer.get_by_label(title, exact=False).check()
    trainer.get_by_label("Poser leurs propres questions", exact=False).check()
    trainer.get_by_label("les extraits que chacun accepte", exact=False).check()
    trainer.get_by_role("button", name="Créer la séance").click()
    return trainer.locator(".bz-code").inner_text()


def joined(page: Page, code: str, pseudonym: str) -> None:
    page.goto("/join")
    page.get_by_label("Code de la séance").fill(code.lower())
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Ce qui est conservé")).to_be_visible()
    page.get_by_label("Choisissez un pseudonyme").fill(pseudonym)
    page.get_by_role("button", name="Entrer dans la séance").click()


def proposed(page: Page, strategies: tuple[str, ...], why: str = "") -> None:
    """Read the case to its end, then propose."""
    read_to_the_end(page)
    expect(page.get_by_text("Boussole propose")).to_have_count(0)  # hidden until one has proposed
    for id_ in strategies:
        page.locator(f"input[value='{id_}']").check()
    if why:
        page.get_by_label("Pourquoi?", exact=False).fill(why)
        page.get_by_label("J'accepte que cet extrait").check()
    page.get_by_role("button", name="Proposer ces stratégies").click()
    expect(page.get_by_role("heading", name="Trois regards sur le cas")).to_be_visible()
    expect(page.get_by_text("prépare sa proposition")).to_have_count(0, timeout=SLOW)


def test_a_whole_session(people: People) -> None:
    trainer = people.come()
    code = created(trainer)
    expect(trainer.get_by_text("ne s'ouvre que sur cette machine")).to_be_visible()
    wall = trainer.context.new_page()
    wall.goto(f"/trainer/session/{code}/live")

    learners = {name: people.come(PHONE if name == "Lynx" else DESKTOP) for name in PROPOSED}
    for name, page in learners.items():
        joined(page, code, name)
        proposed(page, PROPOSED[name], "Les classes d'accueil d'abord." if name == "Rive" else "")
        expect(page.get_by_role("heading", name="Boussole propose")).to_be_visible()
        expect(page.get_by_role("heading", name="La recherche attend")).to_be_visible()

    expect(wall.get_by_text("Participants : 3")).to_be_visible(timeout=15_000)
    expect(wall.locator("[data-part='proposed-le-chariot-barre']")).to_contain_text("2 sur 3", timeout=15_000)
    trainer.reload()
    trainer.get_by_label("Les classes d'accueil d'abord.").check()
    trainer.get_by_role("button", name="Montrer les extraits cochés").click()
    expect(wall.get_by_text("Les classes d'accueil d'abord.")).to_be_visible(timeout=15_000)
    for name in PROPOSED:
        expect(wall.get_by_text(name, exact=True)).to_have_count(0)

    quiz = learners["Rive"]
    quiz.get_by_role("link", name="Faire le quiz").click()
    quiz.get_by_role("button", name="Corriger le quiz").click()
    expect(quiz.get_by_text("Votre résultat")).to_be_visible()

    chat = learners["Boréale"]
    chat.get_by_role("link", name="Poser une question à Boussole").click()
    expect(chat.get_by_label("Votre situation ou votre question")).to_be_visible(timeout=SLOW)
    tab = learners["Lynx"].context.new_page()  # a second tab is the same person
    tab.goto(f"/join/{code}")
    expect(tab.get_by_text("Vous êtes Lynx")).to_be_visible()

    trainer.reload()
    with trainer.expect_download() as download:
        trainer.get_by_role("link", name="(Excel)").click()
    book = openpyxl.load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    told = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    assert "P1" in told
    assert "P3" in told
    assert "Les classes d'accueil d'abord." in told
    assert not [name for name in PROPOSED if name in told]

    trainer.locator(".bz-embedding summary", has_text="Le chariot barré").click()
    expect(trainer.locator(".bz-embedding[open] code")).to_contain_text("/embed?scenario=le-chariot-barre")
    trainer.get_by_label("Je veux effacer cette séance").check()
    trainer.get_by_role("button", name="Effacer maintenant").click()
    expect(trainer.get_by_text("La séance est effacée.")).to_be_visible()
    late = people.come()
    late.goto(f"/join/{code}")
    expect(late.get_by_role("alert")).to_contain_text("ne correspond à aucune séance")
    people.wrong.clear()  # a session that is gone is an error to the console, and it is what is expected here
