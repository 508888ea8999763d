"""Shared fixtures: the network is closed, the knowledge and the index are the real ones, built once."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

import index  # noqa: F401 - first: it prepares the environment that the libraries read when they are imported
from corpus.load import load_corpus
from corpus.records import Corpus
from tests.browsing import QUIET, chromium

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


class NetworkForbiddenError(Exception):
    """A test tried to leave the machine."""


@pytest.fixture(autouse=True, scope="session")
def closed_network() -> Iterator[None]:
    """Refuse every connection that is not to this machine, for all tests."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise NetworkForbiddenError(f"connection to {address}")
        real(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The real knowledge base."""
    return load_corpus()


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Path:
    """A folder with the real index, built from the shipped vectors: once, however many processes run tests, and copied for each."""
    from index.build import build

    here = tmp_path_factory.getbasetemp()
    built = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "built"
    with FileLock(f"{built}.lock"):
        build(corpus, built)
    return Path(shutil.copytree(built, here / "index"))


@pytest.fixture(scope="session")
def opened(corpus: Corpus, data_dir: Path) -> Any:
    """The real index, opened."""
    from index.search import open_index

    return open_index(corpus, data_dir)


@pytest.fixture(scope="session")
def assistant(opened: Any) -> Any:
    """The real assistant."""
    from assistant.chat import Assistant

    return Assistant(opened)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all: Playwright does not start twice in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()
