"""What the tests of the sessions share; the database is SQLite, and PostgreSQL too where TEST_POSTGRES gives its address."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from assistant.trainer.database import Database, open_database
from assistant.trainer.store import Store
from corpus.records import Corpus
from tests.assistant.trainer.fakes import Browser, FakeAssistant, FakeOpening, HandClock, serve, write_packs

POSTGRES = os.environ.get("TEST_POSTGRES", "")
KINDS = ["sqlite", *(["postgresql"] if POSTGRES else [])]


def _emptied(url: str) -> str:
    """A database of PostgreSQL with nothing in it; each process that runs tests has its own."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    name = f"{address.database}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in (f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"'):
            connection.execute(text(statement))
    engine.dispose()
    return address.set(drivername="postgresql", database=name).render_as_string(hide_password=False)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest) -> str | None:
    """The address of an empty database; None for a file in the folder of the data."""
    return _emptied(POSTGRES) if request.param == "postgresql" else None


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def database(url: str | None, tmp_path: Path) -> Iterator[Database]:
    opened = open_database(url, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database, clock: HandClock) -> Store:
    return Store(database, clock)


@pytest.fixture
def fake(corpus: Corpus) -> FakeAssistant:
    return FakeAssistant(corpus)


@pytest.fixture
def opening(fake: FakeAssistant, tmp_path: Path, url: str | None) -> FakeOpening:
    return FakeOpening(fake, tmp_path / "data", url=url, scenarios_dir=write_packs(tmp_path / "packs"))


@pytest.fixture
def room(opening: FakeOpening, clock: HandClock) -> Iterator[object]:
    """The application; its database is closed at the end."""
    app = serve(opening, clock)
    yield app
    app.state.desk.stop()


@pytest.fixture
def trainer(room: object) -> Browser:
    """A trainer who has gone in."""
    browser = Browser(room)  # type: ignore[arg-type]
    browser.enter()
    return browser
