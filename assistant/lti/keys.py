"""The keys that Boussole signs with: made once, renewed before they are old; the public half of an old one is served until it expires.

A new key is published a week before it signs, so that a platform that keeps our keys in memory knows it by then.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from assistant.lti.store import make_folder, write_once
from corpus.base import Record

DAY = 86_400.0
SIGNS = 180 * DAY  # how long a key signs
AHEAD = 7 * DAY  # how long it is known before it does
STAYS = 30 * DAY  # how long it is known afterwards
SIZE = 2048  # bits; RS256 is what LTI 1.3 asks for (IMS Security Framework 1.0, 5.1.1)


class Key(Record):
    """A pair of keys, in PEM, and when it signs."""

    number: int
    private: str
    public: str
    starts: float

    @property
    def gone(self) -> float:
        """When its public half is served no more."""
        return self.starts + SIGNS + STAYS


class KeyRing:
    """The keys of this installation.

    :param folder: theirs alone; a file each, that only its owner can read.
    :param now: seconds.
    """

    def __init__(self, folder: Path, now: Callable[[], float]) -> None:
        self._folder, self._now = folder, now

    def signing(self) -> Key:
        """Return the key to sign with: the newest whose time has come (the oldest, if a clock was put back)."""
        keys = self._kept()
        return next((key for key in reversed(keys) if key.starts <= self._now()), keys[0])

    def published(self) -> tuple[Key, ...]:
        """Return the keys whose public half platforms should know."""
        return tuple(self._kept())

    def _kept(self) -> Sequence[Key]:
        """Return the keys by age, once the next is made if it is time, and those that are over removed."""
        make_folder(self._folder)
        keys = self._read()
        if not keys:
            self._make(1, self._now())
        elif keys[-1].starts + SIGNS - AHEAD <= self._now():
            self._make(keys[-1].number + 1, max(keys[-1].starts + SIGNS, self._now()))
        else:
            return self._without_old(keys)
        return self._without_old(self._read())

    def _read(self) -> list[Key]:
        found = [Key.model_validate_json(path.read_text(encoding="utf-8")) for path in self._folder.glob("*.json")]
        return sorted(found, key=lambda key: key.number)

    def _without_old(self, keys: list[Key]) -> list[Key]:
        for key in keys[:-1]:
            if key.gone <= self._now():
                self._path(key.number).unlink(missing_ok=True)
        return [key for key in keys if key.gone > self._now() or key is keys[-1]]

    def _make(self, number: int, starts: float) -> None:
        """Make a key; where another server made it first, theirs is the one."""
        made = generate_private_key(public_exponent=65_537, key_size=SIZE)
        private = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")
        public = made.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")
        write_once(self._path(number), Key(number=number, private=private, public=public, starts=starts).model_dump_json().encode())

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:04d}.json"
