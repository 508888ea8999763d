"""A platform and Boussole, registered with each other."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant.lti.tool import Tool
from assistant.opening import Opening
from assistant.routes.lti import add_lti
from assistant.settings import Settings
from tests.assistant.lti.platform import Platform

TRAINER = {"Cookie": "trainer=yes", "Origin": "http://testserver"}


class Site:
    """Boussole, and what a browser does with it."""

    def __init__(self, folder: Path, platform: Platform) -> None:
        self.platform, app = platform, FastAPI()
        self.tool: Tool = add_lti(app, Opening(Settings(data_dir=folder)), is_trainer, local=True)
        self.browser = TestClient(app, follow_redirects=False, headers={"User-Agent": "Firefox"})
        self.folder = folder / "lti"
        platform.tool_keys = self.browser.get("/lti/jwks").json()

    def login(self, **changes: str) -> str:
        reply = self.browser.post("/lti/login", data={**self.platform.login(), **changes})
        assert reply.status_code == 303, reply.text
        return str(reply.headers["location"])

    def launch(self, change: Callable[[dict[str, Any]], None] | None = None, headers: dict[str, str] | None = None, **changes: Any) -> Any:
        """Log in and come in, with other claims where told."""
        asked = self.login()
        claims = self.platform.message(asked, **changes)
        if change:
            change(claims)
        return self.browser.post("/lti/launch", data=self.platform.launch(asked, claims), headers=headers)

    def launched(self, **changes: Any) -> str:
        """Return the id of a launch into a session."""
        reply = self.launch(headers={"Sec-Fetch-Dest": "document"}, **{"custom": {"session": "ACD346"}, **changes})
        assert reply.status_code == 303, reply.text
        return parse_qs(urlsplit(reply.headers["location"]).query)["lti"][0]


def is_trainer(request: Request) -> bool:
    return request.cookies.get("trainer") == "yes"


@pytest.fixture
def platform() -> Iterator[Platform]:
    running = Platform()
    yield running
    running.close()


@pytest.fixture
def site(tmp_path: Path, platform: Platform) -> Site:
    boussole = Site(tmp_path, platform)
    boussole.tool.register(platform.form())
    return boussole
