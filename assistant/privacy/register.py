"""The register of what was sent to a model elsewhere: when, to whom, how much, what kinds were masked; never what."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import AwareDatetime, ValidationError

from assistant.errors import BoussoleError
from corpus.records import Record
from prompts import load_texts

FILE = "register.jsonl"
WAIT = 5.0  # seconds for another process to finish writing


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
    with _held(folder):
        start = b"\n" if _cut_short(folder / FILE) else b""  # what is left of that line stays a damaged one
        with (folder / FILE).open("ab") as file:
            file.write(start + _line(entry).encode("utf-8"))


def read(folder: Path) -> Kept:
    """Return what the register holds; a damaged line is counted and passed over.

    :raises RegisterError: if the file cannot be read.
    """
    if not (folder / FILE).exists():
        return Kept(entries=())
    with _held(folder):
        return _read(folder)


def purge(folder: Path, before: datetime | None = None) -> int:
    """Remove the entries made before a moment, all of them when None, and lines that cannot be read; return how many went.

    :raises RegisterError: if the disk refuses: nothing is removed then.
    """
    with _held(folder):  # from reading to writing: what another process adds meanwhile must not be lost
        kept = _read(folder)
        left = [entry for entry in kept.entries if before and entry.when >= before]
        fresh = folder / f"{FILE}.new"
        fresh.write_text("".join(map(_line, left)), encoding="utf-8")
        os.replace(fresh, folder / FILE)
    return len(kept.entries) + kept.damaged - len(left)


def _read(folder: Path) -> Kept:
    lines = (folder / FILE).read_bytes().splitlines() if (folder / FILE).exists() else []
    found = [_entry(line) for line in lines if line.strip()]
    kept = tuple(entry for entry in found if entry)
    return Kept(entries=kept, damaged=len(found) - len(kept))


def _cut_short(path: Path) -> bool:
    """Tell whether the last line has no end: the disk was full, or the machine stopped."""
    if not path.exists() or not path.stat().st_size:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() != b"\n"


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{FILE}.lock", timeout=WAIT):
            yield
    except (OSError, Timeout) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise RegisterError(load_texts("privacy", "fr").render("register", reason=reason, folder=str(folder))) from error


def _line(entry: Entry) -> str:
    return json.dumps(entry.model_dump(mode="json"), ensure_ascii=False) + "\n"


def _entry(line: bytes) -> Entry | None:
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None
