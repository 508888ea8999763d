"""The register of what was sent to a model elsewhere: when, to whom, how much, what kinds were masked; never what."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, ValidationError

from assistant.errors import BoussoleError
from assistant.journal import Journal, JournalError
from corpus.records import Record
from prompts import load_texts

FILE = "register.jsonl"


class RegisterError(BoussoleError):
    """The register cannot be written or read."""


class Entry(Record):
    """One answer for which something was sent."""

    when: AwareDatetime
    engine: str
    tokens_in: int
    tokens_out: int
    masked: dict[str, int]


class Kept(Record):
    """What the register holds, and how many of its lines could not be read."""

    entries: tuple[Entry, ...]
    damaged: int = 0


def append(folder: Path, entry: Entry) -> None:
    """Add an entry.

    :raises RegisterError: if the disk refuses.
    """
    with _told(folder):
        Journal(folder / FILE).append(entry.model_dump(mode="json"))


def read(folder: Path) -> Kept:
    """Return what the register holds; a damaged line is counted and passed over.

    :raises RegisterError: if the file cannot be read.
    """
    with _told(folder):
        lines, damaged = Journal(folder / FILE).read()
    entries = tuple(entry for entry in map(_entry, lines) if entry)
    return Kept(entries=entries, damaged=damaged + len(lines) - len(entries))


def purge(folder: Path, before: datetime | None = None) -> int:
    """Remove the entries made before a moment, all of them when None, and lines that cannot be read; return how many went.

    :raises RegisterError: if the disk refuses: nothing is removed then.
    """

    def stays(line: dict[str, Any]) -> bool:
        entry = _entry(line)
        return bool(entry and before and entry.when >= before)

    with _told(folder):
        return Journal(folder / FILE).keep(stays)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except JournalError as error:
        raise RegisterError(load_texts("privacy", "fr").render("register", reason=str(error), folder=str(folder))) from error


def _entry(line: dict[str, Any]) -> Entry | None:
    try:
        return Entry.model_validate(line)
    except ValidationError:
        return None
