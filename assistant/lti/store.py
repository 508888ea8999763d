"""What must be remembered for a while: logins under way, launches. In files, so that several servers can share a folder.

A key is taken once: of two who take it at the same instant, one gets it.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from assistant.lti.errors import LtiError

MOST = 20_000  # things remembered at a time: more is an attack
SWEEP = 60.0  # seconds between two removals of what is over


class Store(Protocol):
    """Where things are remembered until their time is over."""

    def put(self, key: str, value: Mapping[str, Any], seconds: float) -> None:
        """Remember a value for some time."""
        ...

    def get(self, key: str) -> dict[str, Any] | None:
        """Return a value; None if it is not known, or its time is over."""
        ...

    def take(self, key: str) -> dict[str, Any] | None:
        """Return a value and forget it."""
        ...


class FolderStore:
    """A store of small files that only their owner can read.

    :param now: seconds; injected, so that a test can pass the time.
    """

    def __init__(self, folder: Path, now: Callable[[], float]) -> None:
        self._folder, self._now = folder, now
        self._swept, self._count = float("-inf"), 0  # when it was last cleared of what is over; how much it holds since

    def put(self, key: str, value: Mapping[str, Any], seconds: float) -> None:
        """Remember a value for some time.

        :raises LtiError: if too much is remembered already.
        """
        make_folder(self._folder)
        self._make_room()
        write_over(self._path(key), json.dumps({"until": self._now() + seconds, "value": dict(value)}).encode())

    def get(self, key: str) -> dict[str, Any] | None:
        """Return a value; None if it is not known, or its time is over."""
        return self._read(self._path(key))

    def take(self, key: str) -> dict[str, Any] | None:
        """Return a value and forget it; who moves the file first has it."""
        own = self._folder / f"{secrets.token_hex(16)}.taken"
        try:
            os.rename(self._path(key), own)
        except FileNotFoundError:
            return None
        try:
            return self._read(own)
        finally:
            own.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}.json"

    def _read(self, path: Path) -> dict[str, Any] | None:
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError:  # cut short when a disk was full: as if it had never been there
            return None
        value: dict[str, Any] = kept["value"]
        return value if self._now() < kept["until"] else None

    def _make_room(self) -> None:
        """Remove what is over, now and then, and refuse to grow without end."""
        if not 0 <= self._now() - self._swept < SWEEP:
            self._swept, self._count = self._now(), 0
            for path in list(self._folder.iterdir()):
                if path.suffix == ".json" and self._read(path) is None:
                    path.unlink(missing_ok=True)
                else:
                    self._count += 1
        if self._count >= MOST:
            raise LtiError("full", 503)
        self._count += 1


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can open, if it is not there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def write_over(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read; what stood there is replaced at once, or not at all."""
    temporary = _write_beside(path, content)
    os.replace(temporary, path)


def write_once(path: Path, content: bytes) -> bool:
    """Write a file that only its owner can read, unless it is there already; tell whether it was written."""
    temporary = _write_beside(path, content)
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    return True


def _write_beside(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{secrets.token_hex(8)}.new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return temporary
