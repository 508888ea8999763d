"""The HTTP routes: JSON in, JSON out, errors with a status and a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.chat import Assistant
from assistant.opening import Opening
from assistant.routes.app import build_routes
from assistant.routes.reply import BODY_LIMIT
from assistant.settings import Settings
from corpus.language import detect_language


class Ready(Opening):
    """An opening whose assistant is already there, or which failed."""

    def __init__(self, assistant: Assistant | None = None, failure: Exception | None = None) -> None:
        super().__init__(Settings())
        if failure:
            self._future.set_exception(failure)
        elif assistant:
            self._future.set_result(assistant)

    def start(self) -> None:
        """Nothing to load."""


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(build_routes(Ready(assistant)))


def test_health_and_ready(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json() == {"status": "ready"}


def test_a_question_is_answered(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "Combien de mesures comptait le PAN?"}).json()
    assert answer["kind"] == "fact"
    assert answer["citations"][0]["state"] == "exact"


def test_the_history_comes_with_the_question(client: TestClient) -> None:
    turn = {"question": "Mes profs manquent de temps", "kind": "situation", "strategies": ["CP1.4", "CP2.2"]}
    answer = client.post("/api/ask", json={"question": "Développez la deuxième", "history": [turn]}).json()
    assert answer["kind"] == "followup"
    assert answer["strategies"][0]["id"] == "CP2.2"


def test_the_language_can_be_given(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "Mes profs manquent de temps pour planifier.", "language": "en"}).json()
    assert answer["language"] == "en"
    assert detect_language(answer["text"]) == "en"


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"", 400, "objet JSON"),
        (b"\xff\xfe", 400, "objet JSON"),
        (b"[]", 400, "objet JSON"),
        (b'{"question": 3}', 400, "objet JSON"),
        (b'{"question": ""}', 400, "d'abord votre question"),
        ('{"question": "😀"}'.encode(), 400, "aucun mot"),
        (b'{"question": "bonjour", "language": "es"}', 400, "fr"),
        (b'{"question": "bonjour", "history": 3}', 400, "history"),
        (b'{"question": "bonjour", "history": [{"x": 1}]}', 400, "history"),
        (json.dumps({"question": "a" * 50_000}).encode(), 400, "gardez l'essentiel"),
        (b"x" * (BODY_LIMIT + 1), 413, "gardez l'essentiel"),
        (b"[" * 100_000, 400, "objet JSON"),
    ],
)
def test_a_bad_request_gets_a_sentence(client: TestClient, body: bytes, status: int, sentence: str) -> None:
    response = client.post("/api/ask", content=body)
    assert response.status_code == status
    assert sentence in response.json()["error"]


def test_while_it_loads_it_says_so() -> None:
    client = TestClient(build_routes(Ready()))
    assert client.get("/health").status_code == 200
    waiting = client.get("/ready")
    assert waiting.status_code == 503
    assert "quelques secondes" in waiting.json()["error"]


def test_a_missing_index_is_said_by_every_route(tmp_path: Path) -> None:
    opening = Opening(Settings(data_dir=tmp_path))
    client = TestClient(build_routes(opening))
    asked = client.post("/api/ask", json={"question": "Bonjour"})
    assert (asked.status_code, client.get("/ready").status_code) == (503, 503)
    assert "python -m index build" in asked.json()["error"]


def test_an_unforeseen_failure_shows_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def ask(self, *_: Any) -> None:
            raise RuntimeError("secret detail")

    client = TestClient(build_routes(Ready(Broken())))  # type: ignore[arg-type]
    response = client.post("/api/ask", json={"question": "Bonjour"})
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "answering failed" in caplog.text
