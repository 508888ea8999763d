"""Who may open the pages of the trainers: a key, tries that are counted, a signed cookie; and forms that only our pages can send."""

import hashlib
import hmac
import ipaddress
import secrets

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.trainer.clock import DRIFT
from assistant.trainer.database import Database
from assistant.trainer.records import Clock, TrainerError
from assistant.trainer.tables import TRIES

MOST_TRIES = 5
LOCKED = 900.0  # seconds; also for how long a wrong try is remembered
OPEN = 12 * 3600.0  # seconds for which a cookie opens the pages


class LockedError(TrainerError):
    """Too many wrong keys from one address.

    :param wait: seconds before another may be tried.
    """

    def __init__(self, wait: float) -> None:
        self.wait = max(1, round(wait))
        super().__init__("locked", 429, minutes=str(-(-self.wait // 60)))


class Access:
    """The door of the trainers.

    :param key: what trainers must know; None closes the door.
    :param secret: what this installation signs with.
    """

    def __init__(self, database: Database, clock: Clock, key: str | None, secret: bytes) -> None:
        self._database, self._clock, self._key, self._secret = database, clock, key, secret

    def enter(self, given: str, address: str) -> str:
        """Return a cookie to who knows the key.

        :param address: where the try comes from; a network of IPv6 counts as one.
        :raises LockedError: after too many wrong tries, even if this one is right.
        :raises TrainerError: if the key is wrong, or none is set.
        """
        if self._key is None:
            raise TrainerError("no_key", 503)
        right = hmac.compare_digest(_digest(given), _digest(self._key))
        try:
            left = self._count(self._hidden(address), right)
        except IntegrityError:  # the first two tries of an address at the same instant
            left = self._count(self._hidden(address), right)
        if not right:
            raise TrainerError("wrong_key", 403, left=str(left))
        return self._signed(f"{int(self._now() + OPEN)}.{secrets.token_hex(16)}")

    def allowed(self, cookie: str) -> bool:
        """Tell whether a cookie opens the pages: ours, not changed, of this key, neither old nor from the future."""
        told, _, _ = cookie.rpartition(".")
        if self._key is None or not hmac.compare_digest(self._signed(told).encode(), cookie.encode("utf-8", "replace")):
            return False
        return 0 < float(told.partition(".")[0]) - self._now() <= OPEN

    def form_token(self, mark: str) -> str:
        """Return what a form of ours carries, for a browser that holds a mark in a cookie."""
        return hmac.digest(self._secret, b"form:" + mark.encode("utf-8", "replace"), "sha256").hex()

    def check_form(self, mark: str, token: str) -> None:
        """Refuse a form that does not come from one of our pages.

        :raises TrainerError: if it does not.
        """
        if not mark or not hmac.compare_digest(self.form_token(mark).encode(), token.encode("utf-8", "replace")):
            raise TrainerError("bad_form", 403)

    def _count(self, address: str, right: bool) -> int:
        """Note a try; return how many are left. A clock put back forgets the tries: it must not lock anyone out for long.

        :raises LockedError: if none was left.
        """
        now = self._now()
        with self._database.write() as connection:
            row = connection.execute(select(TRIES).where(TRIES.c.address == address).with_for_update()).one_or_none()
            failures = row.failures if row and -DRIFT <= now - row.last < LOCKED else 0
            if row and failures >= MOST_TRIES:
                raise LockedError(min(LOCKED, LOCKED - (now - row.last)))
            if right:
                connection.execute(delete(TRIES).where(TRIES.c.address == address))
            elif row:
                connection.execute(update(TRIES).where(TRIES.c.address == address).values(failures=failures + 1, last=now))
            else:
                connection.execute(insert(TRIES).values(address=address, failures=1, last=now))
        return MOST_TRIES - failures - 1

    def _hidden(self, address: str) -> str:
        """Return what is kept of an address: enough to know it again."""
        try:
            found = ipaddress.ip_address(address)
            known = str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
        except ValueError:
            known = address
        return hmac.digest(self._secret, b"address:" + known.encode("utf-8", "replace"), "sha256").hex()

    def _signed(self, told: str) -> str:
        signature = hmac.digest(self._secret, b"trainer:" + _digest(self._key or "") + told.encode("utf-8", "replace"), "sha256")
        return f"{told}.{signature.hex()}"

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
