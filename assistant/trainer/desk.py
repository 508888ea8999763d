"""Everything that the pages of the sessions need, opened when it is first asked for: the database, the door, the scenarios, Boussole.

Boussole is asked once for each scenario of a session, beside the requests: nobody who stores a proposal waits for it.
"""

import logging
import threading
from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from assistant.errors import BoussoleError
from assistant.opening import Opening
from assistant.scenarios.load import SHIPPED, folders, load_scenarios
from assistant.scenarios.records import Scenario
from assistant.trainer.access import Access
from assistant.trainer.database import FILE, Database, open_database
from assistant.trainer.place import Place, own_address, place_of
from assistant.trainer.practice_pages import Received
from assistant.trainer.purge import Purger
from assistant.trainer.records import Clock, Session, TrainerError
from assistant.trainer.store import Store
from corpus.records import Corpus
from index.errors import IndexFaultError

MOST_CASE = 8000  # characters of a case that Boussole is asked about
Stamp = tuple[tuple[str, int, int], ...]
log = logging.getLogger("boussole")


class Desk:
    """What the pages of the sessions need.

    :param opening: the assistant, ready or on its way, with the settings.
    """

    def __init__(self, opening: Opening, clock: Clock) -> None:
        self.opening, self.clock = opening, clock
        self._lock = threading.RLock()
        self._opened: tuple[Database, Store, Access, Purger] | None = None
        self._read: tuple[Stamp, Mapping[str, Scenario]] | None = None
        self._asking: set[tuple[str, str]] = set()
        self._failed: dict[tuple[str, str], str] = {}

    @property
    def key(self) -> str | None:
        """The key of the trainers; None where none is set."""
        return _told(self.opening.settings.trainer_key)

    @property
    def model(self) -> str:
        """The language model that is configured; empty for none."""
        name = self.opening.settings.model
        return "" if name == "embedded" else name

    def place(self, home: str) -> Place:
        """Return the address to give others.

        :param home: the address by which the trainer came.
        """
        return place_of(home, self.opening.settings.host, own_address)

    @property
    def store(self) -> Store:
        """The sessions."""
        return self._open()[1]

    @property
    def access(self) -> Access:
        """The door."""
        return self._open()[2]

    @property
    def purger(self) -> Purger:
        """What erases."""
        return self._open()[3]

    def start(self) -> None:
        """Erase what is due from now on, where there may be something: also when the key is gone and the sessions are still there."""
        file = self.opening.settings.data_dir / FILE
        if self.key is None and _told(self.opening.settings.database_url) is None and not file.exists():
            return
        try:
            self.purger.start()
        except TrainerError as error:  # told again on every page that needs the database
            log.warning("the sessions cannot be opened: %s", error)

    def stop(self) -> None:
        """Let go of the database."""
        with self._lock:
            if self._opened:
                self._opened[3].stop()
                self._opened[0].close()
                self._opened = None

    def corpus(self) -> Corpus:
        """Return the knowledge, waiting for it if it is on its way.

        :raises TrainerError: if it takes too long.
        """
        try:
            return self.opening.assistant().index.corpus
        except TimeoutError as error:
            raise TrainerError("not_ready", 503) from error

    def scenarios(self) -> Mapping[str, Scenario]:
        """Return every scenario that can be played, read again when a file of the trainer's folder changes.

        :raises assistant.errors.BoussoleError: if one of them is not what it should be.
        """
        own = self.opening.settings.scenarios_dir
        with self._lock:
            stamp = _stamp(own)
            if self._read is None or self._read[0] != stamp:
                self._read = stamp, {one.id: one for one in load_scenarios(folders(own), self.corpus() if own else None)}
            return self._read[1]

    def playable(self) -> tuple[Mapping[str, Scenario], str]:
        """Return every scenario that can be played; the shipped ones, with a sentence, where the trainer's folder is at fault."""
        try:
            return self.scenarios(), ""
        except BoussoleError as error:
            return {one.id: one for one in load_scenarios((SHIPPED,))}, str(error)

    def received(self, session: Session, scenario: Scenario) -> Received:
        """Return what Boussole proposes for a scenario; it is asked, beside, where it was not yet."""
        if (found := self.store.received(session.code, scenario.id)) is not None:
            return Received(found)
        place = session.code, scenario.id
        with self._lock:
            if reason := self._failed.pop(place, ""):
                return Received(reason=reason)
            if place not in self._asking:
                self._asking.add(place)
                threading.Thread(target=self._ask, args=(session, scenario), name="boussole-scenario", daemon=True).start()
        return Received(waiting=True)

    def _ask(self, session: Session, scenario: Scenario) -> None:
        place, reason = (session.code, scenario.id), ""
        try:
            with_model = session.engine == "model"
            answer = self.opening.assistant().ask(case_of(scenario), (), scenario.language, with_model=with_model)
            self.store.receive(session.code, scenario.id, [one.id for one in answer.strategies])
        except (BoussoleError, IndexFaultError) as error:
            reason = str(error)
        except Exception:  # the border: whatever fails is told on the page, and asked again
            log.exception("asking about a scenario failed")
            reason = str(TrainerError("unexpected"))
        with self._lock:
            self._asking.discard(place)
            if reason:
                self._failed[place] = reason

    def _open(self) -> tuple[Database, Store, Access, Purger]:
        with self._lock:
            if self._opened is None:
                database = open_database(_told(self.opening.settings.database_url), self.opening.settings.data_dir)
                store = Store(database, self.clock)
                self._opened = database, store, Access(database, self.clock, self.key, store.secret()), Purger(database, self.clock)
            return self._opened


def _told(secret: SecretStr | None) -> str | None:
    """Return a secret of the settings in clear; None where it is not set."""
    return secret.get_secret_value() if secret else None


def case_of(scenario: Scenario) -> str:
    """Return the case as Boussole is asked about it."""
    return "\n\n".join((scenario.context, *(stage.text for stage in scenario.stages)))[:MOST_CASE]


def _stamp(folder: Path | None) -> Stamp:
    """Return what changes when a file of a folder does."""
    files = sorted(folder.glob("*.y*ml")) if folder and folder.is_dir() else []
    return tuple((file.name, (told := file.stat()).st_mtime_ns, told.st_size) for file in files)
