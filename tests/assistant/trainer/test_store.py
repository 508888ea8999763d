"""What is kept: the same on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from assistant.trainer.database import Database, open_database
from assistant.trainer.records import MOST_PARTICIPANTS, Terms, TrainerError
from assistant.trainer.store import Store
from assistant.trainer.tables import METADATA
from tests.assistant.trainer.fakes import HandClock

TERMS = Terms(title="Séance", scenarios=("wifi", "ia"), language="fr", keeps="excerpts", until=date(2026, 10, 15))


def test_a_session_is_found_by_its_code(store: Store) -> None:
    session = store.create(TERMS)
    assert store.session(session.code) == session
    assert Terms(**session.model_dump(exclude={"code", "made"})) == TERMS
    with pytest.raises(TrainerError, match="aucune séance"):
        store.session("ACDEFG")


def test_the_newest_session_comes_first_with_its_participants(store: Store) -> None:
    first, second = store.create(TERMS), store.create(TERMS.model_copy(update={"title": "Autre"}))
    store.join(first.code, "Lou")
    assert store.sessions() == ((second, 0), (first, 1))


def test_a_session_is_over_the_day_after_its_last(store: Store, clock: HandClock) -> None:
    session = store.create(TERMS)
    clock.pass_(days=30)
    assert clock.now().date() == TERMS.until
    store.join(session.code, "Lou")
    clock.pass_(days=1)
    for ask in (store.session, store.gather, lambda code: store.join(code, "Léa")):
        with pytest.raises(TrainerError, match="terminée"):
            ask(session.code)


def test_a_participant_is_known_by_their_token_in_their_session_alone(store: Store) -> None:
    session, other = store.create(TERMS), store.create(TERMS)
    participant, token = store.join(session.code, "Lou")
    assert store.participant(session.code, token) == participant
    assert store.participant(other.code, token) is None
    assert store.participant(session.code, "x") is None


def test_the_file_holds_no_token(store: Store) -> None:
    _, token = store.join(store.create(TERMS).code, "Lou")
    with store.database.read() as connection:
        assert token not in str(connection.execute(text("SELECT * FROM trainer_participants")).all())


def test_a_pseudonym_is_unique_in_its_session(store: Store) -> None:
    session, other = store.create(TERMS), store.create(TERMS)
    names = [store.join(session.code, name)[0].pseudonym for name in ("Lou", "lou", "LOÙ")]
    assert names == ["Lou", "lou 2", "LOÙ 3"]
    assert store.join(other.code, "Lou")[0].pseudonym == "Lou"


def test_sixty_of_the_same_name_at_once_get_sixty_names(store: Store) -> None:
    session = store.create(TERMS)
    with ThreadPoolExecutor(60) as pool:
        names = list(pool.map(lambda _: store.join(session.code, "Lou")[0].pseudonym, range(60)))
    assert sorted(names) == sorted(["Lou", *(f"Lou {n}" for n in range(2, 61))])


def test_a_session_can_be_full(store: Store) -> None:
    session = store.create(TERMS)
    values = [{"s": f"n{n}", "t": f"t{n}"} for n in range(MOST_PARTICIPANTS)]
    with store.database.write() as connection:
        query = "INSERT INTO trainer_participants (session, pseudonym, folded, token) VALUES (1, :s, :s, :t)"
        connection.execute(text(query), values)
    with pytest.raises(TrainerError, match="300 participants"):
        store.join(session.code, "Lou")


def test_the_first_proposal_counts_and_the_furthest_stage(store: Store) -> None:
    participant, _ = store.join(store.create(TERMS).code, "Lou")
    store.reach(participant, "wifi", 1)
    store.reach(participant, "wifi", 0)
    first = store.propose(participant, "wifi", ["CP1.4"], "Parce que.")
    assert store.propose(participant, "wifi", ["EN1.1"]) == first
    store.propose(participant, "ia", ["CP2.2"])
    work = store.work(participant)
    assert (work["wifi"].stage, work["wifi"].strategies, work["wifi"].why) == (1, ("CP1.4",), "Parce que.")
    assert (work["ia"].stage, work["ia"].strategies, work["ia"].why) == (0, ("CP2.2",), "")


def test_two_tabs_that_propose_at_once_keep_one_proposal(store: Store) -> None:
    participant, _ = store.join(store.create(TERMS).code, "Lou")
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(lambda n: store.propose(participant, "wifi", [f"CP1.{1 + n % 2}"]).strategies, range(16)))
    assert len(kept) == 1


def test_the_first_answers_to_the_quiz_count(store: Store) -> None:
    session = store.create(TERMS)
    participant, token = store.join(session.code, "Lou")
    assert participant.answers is None
    store.mark(participant, {"q1": (0, 2)}, 3, 8)
    store.mark(participant, {"q1": (1,)}, 8, 8)
    again = store.participant(session.code, token)
    assert again
    assert (again.answers, again.right, again.total) == ({"q1": (0, 2)}, 3, 8)


def test_what_boussole_proposes_is_kept_once(store: Store) -> None:
    session = store.create(TERMS)
    assert store.received(session.code, "wifi") is None
    store.receive(session.code, "wifi", ["CP1.4"])
    store.receive(session.code, "wifi", ["EN1.1"])
    assert store.received(session.code, "wifi") == ("CP1.4",)


def test_only_shared_excerpts_of_that_session_are_picked(store: Store) -> None:
    session, other = store.create(TERMS), store.create(TERMS)
    for place, why in ((session, "Un"), (session, "Deux"), (session, ""), (other, "Ailleurs")):
        store.propose(store.join(place.code, "Lou")[0], "wifi", ["CP1.4"], why)
    ids = [work.id for place in (session, other) for work in store.gather(place.code).work]
    store.pick(session.code, ids)
    assert {work.why for work in store.gather(session.code).work if work.picked} == {"Un", "Deux"}
    assert not any(work.picked for work in store.gather(other.code).work)
    store.pick(session.code, [])
    assert not any(work.picked for work in store.gather(session.code).work)


def test_a_participant_who_leaves_takes_all_they_did(store: Store) -> None:
    session = store.create(TERMS)
    (lou, token), (lea, _) = store.join(session.code, "Lou"), store.join(session.code, "Léa")
    store.propose(lou, "wifi", ["CP1.4"], "Parce que.")
    store.propose(lea, "wifi", ["CP1.1"])
    store.leave(lou)
    gathered = store.gather(session.code)
    assert [one.pseudonym for one in gathered.participants] == ["Léa"]
    assert [one.participant for one in gathered.work] == [lea.id]
    assert store.participant(session.code, token) is None
    with pytest.raises(TrainerError, match="pas dans cette séance"):
        store.propose(lou, "ia", ["CP1.4"])


def test_labels_follow_no_order_of_arrival(store: Store) -> None:
    orders = set()
    for _ in range(6):
        session = store.create(TERMS)
        people = [store.join(session.code, f"n{n}")[0].id for n in range(5)]
        gathered = store.gather(session.code)
        labels = [gathered.label(id_) for id_ in people]
        assert sorted(labels) == ["P1", "P2", "P3", "P4", "P5"]
        orders.add(tuple(labels))
    assert len(orders) > 1


def test_hostile_texts_are_kept_as_texts(store: Store) -> None:
    session = store.create(TERMS)
    participant, _ = store.join(session.code, "Lou")
    hostile = "'); DROP TABLE trainer_work; -- <script>alert(1)</script> =cmd|' /C calc'!A0 \u00e9\U0001f600"
    store.propose(participant, hostile[:80], ["CP1.4"], hostile)
    assert store.gather(session.code).work[0].why == hostile


def test_opening_twice_changes_nothing_and_the_tables_are_those_of_the_migrations(
    database: Database, url: str | None, tmp_path: Path
) -> None:
    store = Store(database, HandClock())
    session, secret = store.create(TERMS), store.secret()
    with ThreadPoolExecutor(4) as pool:
        others = list(pool.map(lambda _: open_database(url, tmp_path), range(4)))
    again = Store(others[0], HandClock())
    assert (again.session(session.code), again.secret()) == (session, secret)
    found = inspect(database.engine)
    for table in METADATA.sorted_tables:
        columns = {column["name"]: (bool(column["nullable"]), str(column["type"])) for column in found.get_columns(table.name)}
        made = {column.name: bool(column.nullable) for column in table.columns}
        assert {name: nullable for name, (nullable, _) in columns.items()} == made, table.name
    for other in others:
        other.close()


def test_the_file_is_for_its_owner_and_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    database = open_database(None, tmp_path)
    assert (tmp_path / "trainer.sqlite").stat().st_mode & 0o077 == 0
    with database.read() as connection:
        told = [
            connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        ]
    assert told == ["wal", 2, 1, 1]
    database.close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://x/y", "BOUSSOLE_DATABASE_URL"),
        ("pas une adresse", "BOUSSOLE_DATABASE_URL"),
        ("sqlite://", "BOUSSOLE_DATABASE_URL"),
        ("sqlite:///:memory:", "BOUSSOLE_DATABASE_URL"),
        ("postgresql://u:motdepasse@127.0.0.1:9/x", "OperationalError"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_sentence_without_its_password(url: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match=sentence) as told:
        open_database(url, tmp_path)
    assert "motdepasse" not in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("content", [b"this is not a database, whatever its name says" * 50, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_broken_file_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "trainer.sqlite").write_bytes(content)
    with pytest.raises(TrainerError, match="ne peuvent pas être lues ou écrites"):
        open_database(None, tmp_path)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(TrainerError, match="ne peuvent pas être lues ou écrites"):
        open_database(None, tmp_path / "file" / "data")


def test_another_process_that_writes_is_waited_for(tmp_path: Path) -> None:
    """Two engines on one file, as two processes would be: each waits for the other, and nothing is lost."""
    stores = [Store(open_database(None, tmp_path), HandClock()) for _ in range(2)]
    session = stores[0].create(TERMS)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda n: stores[n % 2].join(session.code, f"n{n}"), range(40)))
    assert len(stores[0].gather(session.code).participants) == 40
    for store in stores:
        store.database.close()
