"""The whole path, as people take it: a session is made, joined, played, shown, taken away, erased."""

import json
import re
import time
from pathlib import Path
from typing import Any

from tests.assistant.trainer.fakes import Browser, FakeAssistant


def settled(browser: Browser) -> Any:
    """The page once Boussole has answered, beside."""
    for _ in range(100):
        page = browser.get(str(browser.page.url))
        if "prépare sa proposition" not in page.text:
            return page
        time.sleep(0.05)
    raise AssertionError("never answered")


def test_a_session_from_its_making_to_its_end(room: Any, trainer: Browser, fake: FakeAssistant, tmp_path: Path) -> None:
    code = trainer.create()
    assert f"http://boussole.test/join/{code}" in trainer.page.text
    assert '<svg role="img" aria-label="Code QR' in trainer.page.text

    learner = Browser(room)
    first = learner.get(f"/join/{code.lower()}")
    assert "les seuls textes que vous acceptez de partager" in first.text
    assert "15\u00a0octobre" in first.text or "15 octobre 2026" in first.text
    learner.send(f"/join/{code}", {"pseudonym": "Lou"})
    assert "Étape 1 sur 2" in learner.page.text
    assert "Mardi" not in learner.page.text
    assert "&lt;script&gt;alert(1)" in learner.page.text
    learner.propose(["CP1.4", "CP3.1"], why="Parce que le réseau passe avant.", share="1")
    page = settled(learner)
    assert "Trois regards sur le cas" in page.text
    assert len(fake.asked) == 1
    assert fake.asked[0][1] is False

    live = trainer.get(f"/trainer/session/{code}/live")
    assert "Participants\u00a0: 1" in live.text
    assert "1 sur 1" in live.text
    assert "attendue" not in live.text.replace("ce que la recherche attend", "")
    assert "attendue" in trainer.get(f"/trainer/session/{code}/live?reveal=1").text
    assert "Parce que le réseau" not in live.text
    page = trainer.get(f"/trainer/session/{code}")
    picked = re.search(r"name='excerpt' value='(\d+)'", page.text)
    assert picked
    trainer.send(f"/trainer/session/{code}/pick", {"excerpt": picked.group(1)})
    assert "Parce que le réseau" in trainer.get(f"/trainer/session/{code}/live").text
    assert "Lou" not in trainer.page.text

    trainer.get(f"/trainer/session/{code}")
    trainer.send(f"/trainer/session/{code}/purge", {"sure": "1"})
    assert "La séance est effacée." in trainer.page.text
    assert "ne correspond à aucune séance" in learner.get(f"/practice?session={code}").text
    assert learner.page.status_code == 404


def test_the_synthesis_is_told_again_only_when_it_changes(room: Any, trainer: Browser) -> None:
    code = trainer.create()
    path = f"/trainer/session/{code}/live.json"
    first = trainer.get(path)
    same = trainer.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    Browser(room).join(code, "Lou")
    after = trainer.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert after.status_code == 200
    changed = {name for name, told in json.loads(after.content)["parts"].items() if told != first.json()["parts"][name]}
    assert changed == {"people", "progress"}
