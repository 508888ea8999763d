"""Open the database of the sessions, SQLite or PostgreSQL, and bring its tables up to date: the only module that knows Alembic.

SQLite keeps a write-ahead log and waits for its turn; what is written is on the disk before anyone is told so, and what is erased is
overwritten with zeros. Transactions are short, and say from their beginning whether they will write.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from assistant.trainer.records import TrainerError

FILE = "trainer.sqlite"
BUSY = 10  # seconds to wait for another process to finish writing
POOL = {"pool_size": 20, "max_overflow": 20, "pool_timeout": 15}
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    f"busy_timeout={BUSY * 1000}",
)
VERSIONS = "trainer_version"
MIGRATING = 7_105_101  # any number: that of the lock that two servers opening at once share
DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class Database:
    """A database whose tables are up to date."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.file = Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None
        self._turn: Any = Lock() if self.file else nullcontext()  # threads queue here: SQLite would have them poll

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Return a connection that sees one state of the database.

        :raises TrainerError: if the database cannot be read.
        """
        with _told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Return a connection whose changes are all on the disk on leaving, or none is.

        :raises TrainerError: if the database cannot be written.
        """
        with self._turn, _told(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Return a connection outside any transaction, for what must not be in one."""
        outside = {"begins": False} if self.file else {"isolation_level": "AUTOCOMMIT"}
        with self._turn, _told(), self.engine.connect().execution_options(**outside) as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_database(url: str | None, folder: Path) -> Database:
    """Open a database and bring its tables up to date.

    :param url: its address; None for a file in the folder of the data.
    :raises TrainerError: if the address is wrong, the driver is missing, or the database cannot be opened.
    """
    address = _address(url, folder)
    with _told():
        database = Database(_engine(address))
        with database.write() as connection:
            _migrate(connection)
    return database


def _address(url: str | None, folder: Path) -> URL:
    if url is None:
        return _private(URL.create("sqlite", database=str(folder / FILE)))
    try:
        found = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise TrainerError("bad_database", 503) from error
    if found.drivername not in DRIVERS or not found.database or found.database == ":memory:":
        raise TrainerError("bad_database", 503)
    found = found.set(drivername=DRIVERS[found.drivername])
    return _private(found) if found.drivername == "sqlite" else found


def _private(address: URL) -> URL:
    """Make the file of a database, where there is none: what participants write is for no other account of this machine."""
    file = Path(address.database or "")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise TrainerError("storage", 503, reason=error.strerror or str(error)) from error
    return address


def _engine(address: URL) -> Engine:
    try:
        if address.drivername != "sqlite":
            return create_engine(address, pool_pre_ping=True, **POOL)
        engine = create_engine(address, **POOL)
    except ModuleNotFoundError as error:
        raise TrainerError("no_driver", 503) from error
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    asked = connection.get_execution_options()
    if asked.get("begins", True):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if asked.get("writes") else "BEGIN")


def _migrate(connection: Connection) -> None:
    """Run the steps that are missing, in the transaction of the connection; a second server waits for the first."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    steps = EnvironmentContext(config, script, fn=lambda revision, _: script._upgrade_revs("head", revision))
    steps.configure(connection=connection, version_table=VERSIONS, transactional_ddl=True)
    with steps:
        steps.run_migrations()


@contextmanager
def _told() -> Iterator[None]:
    """Tell what a database refuses in one sentence, without its address, which may hold a password."""
    try:
        yield
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise TrainerError("storage", 503, reason=type(cause).__name__) from error
