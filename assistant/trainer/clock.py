"""The clock of this machine, and whether it can be trusted with erasing something."""

import time
from datetime import date, datetime

from assistant.trainer.records import Clock

SETTLED = 600.0  # seconds that a clock must have run steadily before anything is erased because of what it says
DRIFT = 60.0  # seconds by which it may be put right meanwhile


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the date and the time here."""
        return datetime.now().astimezone()

    def steady(self) -> float:
        """Return seconds that only go forward."""
        return time.monotonic()


class Watch:
    """Tells whether the clock has run steadily for a while: one that was just put forward by mistake must not erase a session."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since = self._read()

    def settled(self) -> bool:
        """Tell whether the clock has not jumped for `SETTLED` seconds; a jump starts them again."""
        now, steady = self._read()
        if abs((now - self._since[0]) - (steady - self._since[1])) > DRIFT:
            self._since = now, steady
        return steady - self._since[1] >= SETTLED

    def _read(self) -> tuple[float, float]:
        return self._clock.now().timestamp(), self._clock.steady()


def today(clock: Clock) -> date:
    """Return the day that it is here."""
    return clock.now().astimezone().date()
