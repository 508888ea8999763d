"""Fakes of the sessions: a clock that is set by hand, an assistant that always answers the same, scenarios of a few words."""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.opening import Opening
from assistant.routes.trainer import add_trainer
from assistant.scenarios.records import Document, Scenario, Stage
from assistant.trainer.records import Clock
from corpus.records import Corpus

STATIC = Path(__file__).parent.parent.parent.parent / "assistant" / "ui" / "static"
KEY = "une-cle-de-formation"
START = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
PACK = """\
id: {id}
title: "{title}"
language: fr
context: "Une école de Rimouski attend ses tablettes depuis l'automne."
minutes: 15
families: [CP1]
stages:
  - title: "Lundi"
    text: "Le réseau tombe en pleine leçon."
    documents:
      - {{title: "Courriel", text: "Bonjour, <script>alert(1)</script> & merci."}}
  - title: "Mardi"
    text: "Des parents appellent."
expected: {{CP1.4: 2, CP2.2: 2, CP3.1: 1}}
debrief: ["Par où commencer?"]
"""


class HandClock:
    """A clock that goes forward when it is told to, and can be put wrong."""

    def __init__(self, at: datetime = START) -> None:
        self.at, self.gone = at, 1000.0

    def now(self) -> datetime:
        return self.at

    def steady(self) -> float:
        return self.gone

    def pass_(self, seconds: float = 0, days: float = 0) -> None:
        """Let time pass."""
        self.at += timedelta(days=days, seconds=seconds)
        self.gone += 86400 * days + seconds

    def jump(self, days: float) -> None:
        """Put the clock wrong: no time passes."""
        self.at += timedelta(days=days)


class FakeAssistant:
    """Answers every case with the same strategies, or fails."""

    def __init__(self, corpus: Corpus, strategies: Sequence[str] = ("CP1.4", "EN1.3"), failure: Exception | None = None) -> None:
        self.index = SimpleNamespace(corpus=corpus)
        self.asked: list[tuple[str, bool]] = []
        self._strategies, self.failure = strategies, failure

    def ask(self, question: str, history: Any = (), language: Any = None, *, with_model: bool = True) -> Any:
        self.asked.append((question, with_model))
        if self.failure:
            raise self.failure
        return SimpleNamespace(strategies=[SimpleNamespace(id=id_) for id_ in self._strategies])


class FakeOpening(Opening):
    """An opening whose assistant is there."""

    def __init__(self, assistant: FakeAssistant, folder: Path, key: str | None = KEY, url: str | None = None, **more: Any) -> None:
        settings = {
            "trainer_key": key and SecretStr(key),
            "database_url": url and SecretStr(url),
            "scenarios_dir": None,
            "data_dir": folder,
            "host": "127.0.0.1",
            "frame_ancestors": "",
        }
        super().__init__(SimpleNamespace(**{"model": "embedded", **settings, **more}))  # type: ignore[arg-type]
        self._future.set_result(assistant)  # type: ignore[arg-type]

    def start(self) -> None:
        """Nothing to load."""


def scenario(id_: str = "wifi", title: str = "Le réseau", expected: Mapping[str, int] | None = None, **more: Any) -> Scenario:
    """A scenario of a few words."""
    first = Stage(title="Lundi", text="Le réseau tombe.", documents=(Document(title="Courriel", text="Bonjour <b>&</b>"),))
    stages = (first, Stage(title="Mardi", text="Des parents appellent."))
    base = {"context": "Une école de Rimouski.", "minutes": 15, "families": ("CP1",), "stages": stages, "debrief": ("Par où commencer?",)}
    return Scenario.model_validate(
        {"id": id_, "title": title, "language": "fr", "expected": expected or {"CP1.4": 2, "CP2.2": 2, "CP3.1": 1}, **base, **more}
    )


def write_packs(folder: Path) -> Path:
    """Write the scenarios of a trainer."""
    folder.mkdir(parents=True, exist_ok=True)
    for id_, title in (("zz-wifi", "Le réseau de Rimouski"), ("zz-ia", "Une consigne à Gaspé")):
        (folder / f"{id_}.yaml").write_text(PACK.format(id=id_, title=title), encoding="utf-8")
    return folder


def serve(opening: Opening, clock: Clock | None = None, **more: Any) -> FastAPI:
    """An application with the pages of the sessions alone."""
    app = FastAPI()
    app.mount("/bz", StaticFiles(directory=STATIC))
    add_trainer(app, opening, clock, **more)
    return app


class Browser:
    """A browser without a screen: keeps cookies, fills in the forms of the page it is on."""

    def __init__(self, app: FastAPI, address: str = "testclient") -> None:
        self.client = TestClient(app, base_url="http://boussole.test", client=(address, 50000), follow_redirects=True)
        self.page: Any = None

    def get(self, path: str) -> Any:
        self.page = self.client.get(path)
        return self.page

    def send(self, action: str, fields: Mapping[str, Any] | None = None, token: str | None = None) -> Any:
        """Send the form of this action, as the page gave it."""
        form = re.search(rf"<form[^>]* action='{re.escape(action)}(?:\?[^']*)?'>(.*?)</form>", self.page.text, re.DOTALL)
        assert form, f"no form {action} in {self.page.text[:3000]}"
        unseen = {n: html.unescape(v) for n, v in re.findall(r"<input type='hidden' name='([^']+)' value='([^']*)'>", form.group(1))}
        if token is not None:
            unseen["jeton"] = token
        self.page = self.client.post(action, data={**unseen, **(fields or {})})
        return self.page

    def enter(self, key: str = KEY) -> Any:
        """Go in as a trainer."""
        self.get("/trainer")
        return self.send("/trainer/enter", {"key": key})

    def create(self, **fields: Any) -> str:
        """Make a session; return its code."""
        self.get("/trainer/new")
        base = {"title": "Séance d'automne", "scenario": ["zz-wifi", "zz-ia"], "until": "2026-10-15", "hidden": "1", "keeps": "excerpts"}
        self.send("/trainer/new", {**base, **fields})
        assert self.page.status_code == 200, self.page.text
        return str(self.page.url.path).rsplit("/", 1)[1]

    def join(self, code: str, pseudonym: str) -> Any:
        """Join a session."""
        self.get(f"/join/{code}")
        return self.send(f"/join/{code}", {"pseudonym": pseudonym})

    def propose(self, strategies: Sequence[str], **fields: Any) -> Any:
        """Read every stage of the scenario one is on, then propose."""
        while "action='/practice/stage'" in self.page.text:
            self.send("/practice/stage")
        return self.send("/practice/propose", {"strategy": list(strategies), **fields})
