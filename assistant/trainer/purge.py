"""Erase what is no longer to be kept, and leave nothing of it in the files: by hand at any time, by date when the clock can be trusted."""

import logging
import threading
from collections.abc import Sequence

from sqlalchemy import delete, or_, select, text

from assistant.trainer.access import LOCKED
from assistant.trainer.clock import DRIFT, Watch, today
from assistant.trainer.database import Database
from assistant.trainer.records import Clock, TrainerError
from assistant.trainer.tables import PARTICIPANTS, PURGED, RECEIVED, SESSIONS, TRIES, WORK

EVERY = 60.0  # seconds between two looks at the dates
log = logging.getLogger("boussole")


class Purger:
    """Erases sessions.

    Erasing rewrites the file: another process that reads at that moment holds a piece of it. What could not be rewritten is tried again.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._watch = Watch(clock)
        self._left = True  # a run that was cut short may have left something
        self._stopped = threading.Event()

    def purge(self, code: str) -> bool:
        """Erase a session now.

        :return: whether nothing is left of it in the files; if not, `sweep` goes on.
        """
        with self._database.read() as connection:
            found = connection.scalars(select(SESSIONS.c.id).where(SESSIONS.c.code == code)).all()
        self._erase(found)
        return self._clean()

    def tidy(self) -> None:
        """Rewrite the files at the next look: something was erased."""
        self._left = True

    def sweep(self) -> int:
        """Erase the sessions whose last day has passed, once the clock has run steadily; return how many."""
        settled, now = self._watch.settled(), self._clock.now().timestamp()
        with self._database.write() as connection:
            connection.execute(delete(TRIES).where(or_(TRIES.c.last < now - LOCKED, TRIES.c.last > now + DRIFT)))
            due = connection.scalars(select(SESSIONS.c.id).where(SESSIONS.c.until < today(self._clock))).all() if settled else []
        self._erase(due)
        if self._left:
            self._clean()
        return len(due)

    def start(self) -> None:
        """Look at the dates from now on, until `stop`."""
        threading.Thread(target=self._run, name="boussole-purge", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self.sweep()
            except TrainerError as error:  # told again at the next look
                log.warning("sweeping the sessions failed: %s", error)
            self._stopped.wait(EVERY)

    def _erase(self, sessions: Sequence[int]) -> None:
        if not sessions:
            return
        self._left = True
        theirs = select(PARTICIPANTS.c.id).where(PARTICIPANTS.c.session.in_(sessions)).scalar_subquery()
        with self._database.write() as connection:
            connection.execute(delete(WORK).where(WORK.c.participant.in_(theirs)))
            connection.execute(delete(RECEIVED).where(RECEIVED.c.session.in_(sessions)))
            connection.execute(delete(PARTICIPANTS).where(PARTICIPANTS.c.session.in_(sessions)))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.id.in_(sessions)))

    def _clean(self) -> bool:
        """Rewrite the files without what was erased; tell whether it could be done."""
        try:
            with self._database.alone() as connection:
                if self._database.file:
                    connection.execute(text("VACUUM"))
                    busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
                    self._left = bool(busy)
                else:
                    connection.execute(text(f"VACUUM (FULL) {', '.join(table.name for table in PURGED)}"))
                    self._left = False
        except TrainerError as error:
            log.warning("what was erased may still be in the files: %s", error)
        return not self._left
