"""What is erased is erased: from the tables, from the files, at its date and not before."""

import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.trainer.access import Access
from assistant.trainer.clock import SETTLED, Watch
from assistant.trainer.database import Database, open_database
from assistant.trainer.purge import Purger
from assistant.trainer.records import Terms, TrainerError
from assistant.trainer.store import Store
from tests.assistant.trainer.fakes import HandClock

TERMS = Terms(title="Titre-à-effacer", scenarios=("wifi",), language="fr", keeps="excerpts", until=date(2026, 10, 15))
TRACES = ("Pseudo-à-effacer", "Texte-à-effacer", "Titre-à-effacer", "question-effacee", "scenario-efface")


@pytest.fixture
def purger(database: Database, clock: HandClock) -> Purger:
    return Purger(database, clock)


def filled(store: Store, rounds: int = 30) -> str:
    """A session in which much was written, rewritten and erased already."""
    session = store.create(TERMS)
    for number in range(rounds):
        participant, _ = store.join(session.code, "Pseudo-à-effacer")
        store.propose(participant, "scenario-efface", ["CP1.4"], f"Texte-à-effacer {number} " * 20)
        store.mark(participant, {"question-effacee": (1,)}, 1, 8)
        if number % 3 == 0:
            store.leave(participant)
    store.receive(session.code, "scenario-efface", ["CP1.4"])
    store.pick(session.code, [work.id for work in store.gather(session.code).work])
    return session.code


def traces(folder: Path) -> set[str]:
    """Which of the words are still in any file of a folder."""
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    return {
        word
        for word in TRACES
        if word.encode() in content or word.encode("utf-16-le") in content or word.encode("unicode-escape") in content
    }


def test_nothing_of_a_purged_session_is_left_in_the_files(tmp_path: Path, clock: HandClock) -> None:
    database = open_database(None, tmp_path)
    store = Store(database, clock)
    kept = store.create(TERMS.model_copy(update={"title": "Séance qui reste"}))
    store.join(kept.code, "Celui qui reste")
    code = filled(store)
    assert traces(tmp_path) == set(TRACES)
    assert (tmp_path / "trainer.sqlite-wal").stat().st_size > 0
    assert Purger(database, clock).purge(code)
    assert traces(tmp_path) == set()
    assert (tmp_path / "trainer.sqlite-wal").stat().st_size == 0
    assert code.encode() not in (tmp_path / "trainer.sqlite").read_bytes()
    assert [one.pseudonym for one in store.gather(kept.code).participants] == ["Celui qui reste"]
    database.close()
    assert traces(tmp_path) == set()


def test_a_purge_while_another_process_reads_says_so_and_is_finished_later(tmp_path: Path, clock: HandClock) -> None:
    database, other = open_database(None, tmp_path), open_database(None, tmp_path)
    code = filled(Store(database, clock), 5)
    purger = Purger(database, clock)
    with database.alone() as connection:
        connection.execute(text("PRAGMA busy_timeout=200"))
    with other.read() as reader:
        reader.execute(text("SELECT * FROM trainer_work")).all()
        assert not purger.purge(code)
    purger.sweep()
    assert traces(tmp_path) == set()
    database.close()
    other.close()


def test_nothing_is_left_of_someone_who_left(tmp_path: Path, clock: HandClock) -> None:
    database = open_database(None, tmp_path)
    store, purger = Store(database, clock), Purger(database, clock)
    purger.sweep()
    participant, _ = store.join(store.create(TERMS).code, "Pseudo-à-effacer")
    store.propose(participant, "wifi", ["CP1.4"], "Texte-à-effacer")
    store.leave(participant)
    purger.tidy()
    purger.sweep()
    assert traces(tmp_path) == {"Titre-à-effacer"}
    database.close()


def test_a_purge_among_writers_erases_and_loses_nothing_else(database: Database, clock: HandClock) -> None:
    store, purger = Store(database, clock), Purger(database, clock)
    kept = store.create(TERMS)
    codes = [filled(store, 3) for _ in range(3)]
    threads = [threading.Thread(target=lambda n=n: [store.join(kept.code, f"n{n} {i}") for i in range(10)]) for n in range(6)]
    for thread in threads:
        thread.start()
    for code in codes:
        purger.purge(code)
    for thread in threads:
        thread.join()
    assert len(store.gather(kept.code).participants) == 60
    assert [one.code for one, _ in store.sessions()] == [kept.code]


def test_purging_what_is_not_there_does_nothing(purger: Purger, store: Store) -> None:
    code = store.create(TERMS).code
    assert purger.purge("ACDEFG")
    assert store.session(code)


def test_a_session_is_erased_once_its_last_day_has_passed(purger: Purger, store: Store, clock: HandClock) -> None:
    store.create(TERMS)
    clock.pass_(days=30)
    assert purger.sweep() == 0
    clock.pass_(days=1)
    assert purger.sweep() == 1
    assert store.sessions() == ()


def test_a_clock_put_forward_by_mistake_erases_nothing(purger: Purger, store: Store, clock: HandClock) -> None:
    session = store.create(TERMS)
    clock.pass_(SETTLED)
    clock.jump(400)
    for _ in range(5):
        assert purger.sweep() == 0
        clock.pass_(60)
    with pytest.raises(TrainerError, match="terminée"):
        store.session(session.code)
    clock.jump(-400)
    clock.pass_(SETTLED)
    assert purger.sweep() == 0
    assert store.session(session.code) == session


def test_a_server_that_starts_with_a_wrong_clock_erases_nothing_at_once(database: Database, store: Store, clock: HandClock) -> None:
    store.create(TERMS)
    clock.jump(400)
    purger = Purger(database, clock)
    assert purger.sweep() == 0
    clock.pass_(SETTLED)
    assert purger.sweep() == 1


def test_a_clock_put_back_erases_late_and_not_never(purger: Purger, store: Store, clock: HandClock) -> None:
    store.create(TERMS)
    clock.jump(-400)
    clock.pass_(days=31)
    assert purger.sweep() == 0
    clock.pass_(days=400)
    assert purger.sweep() == 1


def test_a_small_correction_of_the_clock_starts_nothing_again(clock: HandClock) -> None:
    watch = Watch(clock)
    clock.pass_(SETTLED / 2)
    clock.jump(20 / 86400)
    assert not watch.settled()
    clock.pass_(SETTLED / 2)
    assert watch.settled()


def test_old_tries_are_forgotten(purger: Purger, database: Database, clock: HandClock) -> None:
    access = Access(database, clock, "cle", b"s")
    with pytest.raises(TrainerError):
        access.enter("x", "10.0.0.1")

    def kept() -> int:
        with database.read() as connection:
            return int(connection.execute(text("SELECT count(*) FROM trainer_tries")).scalar_one())

    purger.sweep()
    assert kept() == 1
    clock.pass_(901)
    purger.sweep()
    assert kept() == 0
