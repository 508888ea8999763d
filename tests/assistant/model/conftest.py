"""A real assistant whose language model is scripted, on loopback."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.chat import Assistant
from assistant.model.engine import Engine, open_engine
from assistant.settings import read_settings
from tests.provider import Provider

Opened = Callable[..., Assistant]


@pytest.fixture(scope="session")
def with_model(opened: Any) -> Opened:
    """Make an assistant that asks a server, given its address."""

    def make(url: str, seconds: float = 10, **more: str) -> Assistant:
        environment = {"BOUSSOLE_MODEL": "openai:scripted", "BOUSSOLE_MODEL_URL": url, "BOUSSOLE_MODEL_TIMEOUT": str(seconds), **more}
        return Assistant(opened, open_engine(read_settings(environment), opened))

    return make


@pytest.fixture
def engine(with_model: Opened) -> Any:
    """An engine whose model writes well."""
    with Provider("good") as provider:
        made = with_model(provider.url).engine
        assert isinstance(made, Engine)
        yield made
