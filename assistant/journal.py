"""A file of JSON lines that several processes may add to: nothing that was added is lost, and a line cut short harms no other."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

WAIT = 5.0  # seconds for another process to finish writing
Line = dict[str, Any]


class JournalError(Exception):
    """The disk refuses; the text is the reason, in a few words."""


class Journal:
    """A journal.

    :param path: of its file; the folder is made when something is first added.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, line: Mapping[str, Any]) -> None:
        """Add a line.

        :raises JournalError: if the disk refuses.
        """
        with self._held():
            start = b"\n" if self._cut_short() else b""  # what is left of that line stays a damaged one
            with self._path.open("ab") as file:
                file.write(start + _written(line))

    def read(self) -> tuple[list[Line], int]:
        """Return the lines, oldest first, and how many could not be read.

        :raises JournalError: if the file cannot be read.
        """
        if not self._path.exists():
            return [], 0
        with self._held():
            return self._read()

    def keep(self, wanted: Callable[[Line], bool]) -> int:
        """Keep the lines that are wanted and no other; return how many went, those that could not be read included.

        :raises JournalError: if the disk refuses: nothing is removed then.
        """
        with self._held():  # from reading to writing: what another process adds meanwhile must not be lost
            lines, damaged = self._read()
            left = [line for line in lines if wanted(line)]
            fresh = self._path.with_name(f"{self._path.name}.new")
            fresh.write_bytes(b"".join(map(_written, left)))
            os.replace(fresh, self._path)
        return len(lines) + damaged - len(left)

    def _read(self) -> tuple[list[Line], int]:
        raw = [line for line in self._path.read_bytes().splitlines() if line.strip()] if self._path.exists() else []
        found = [line for line in map(_line, raw) if line is not None]
        return found, len(raw) - len(found)

    def _cut_short(self) -> bool:
        """Tell whether the last line has no end: the disk was full, or the machine stopped."""
        if not self._path.exists() or not self._path.stat().st_size:
            return False
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read() != b"\n"

    @contextmanager
    def _held(self) -> Iterator[None]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self._path.with_name(f"{self._path.name}.lock"), timeout=WAIT):
                yield
        except (OSError, Timeout) as error:
            raise JournalError(getattr(error, "strerror", None) or type(error).__name__) from error


def _written(line: Mapping[str, Any]) -> bytes:
    return (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8")


def _line(raw: bytes) -> Line | None:
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
