"""What is kept of the sessions. Each function is one short transaction; what it returns is on the disk."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.trainer.clock import today
from assistant.trainer.codes import new_code, new_token, numbered
from assistant.trainer.database import Database
from assistant.trainer.records import MOST_PARTICIPANTS, Clock, Gathered, Participant, Session, Terms, TrainerError, Work
from assistant.trainer.tables import PARTICIPANTS, RECEIVED, SECRETS, SESSIONS, WORK
from corpus.clean import fold

TRIES = 20  # codes tried before giving up: one in a thousand billion billion


class Store:
    """The sessions, in a database.

    :param clock: by which a session ends.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock = database, clock

    def secret(self) -> bytes:
        """Return what this installation signs with, drawn when its tables were made."""
        with self.database.read() as connection:
            return bytes.fromhex(connection.execute(select(SECRETS.c.value).where(SECRETS.c.name == "key")).scalar_one())

    def create(self, terms: Terms) -> Session:
        """Open a session and give it a code."""
        made = self.clock.now().timestamp()
        for _ in range(TRIES):
            session = Session(**terms.model_dump(), code=new_code(), made=made)
            try:
                with self.database.write() as connection:
                    connection.execute(insert(SESSIONS).values({**session.model_dump(), "scenarios": list(session.scenarios)}))
            except IntegrityError:
                continue
            return session
        raise TrainerError("unexpected", 500)

    def session(self, code: str) -> Session:
        """Return a session that is open.

        :raises TrainerError: if there is none of that code, or it is over.
        """
        with self.database.read() as connection:
            return self._open(connection, code)[1]

    def sessions(self) -> tuple[tuple[Session, int], ...]:
        """Return every session that is still kept, the newest first, with how many take part."""
        counted = select(func.count()).where(PARTICIPANTS.c.session == SESSIONS.c.id).scalar_subquery()
        with self.database.read() as connection:
            rows = connection.execute(select(SESSIONS, counted.label("people")).order_by(SESSIONS.c.id.desc())).all()
        return tuple((_session(row), row.people) for row in rows)

    def join(self, code: str, pseudonym: str) -> tuple[Participant, str]:
        """Let someone in.

        :param pseudonym: read already; a number is added where it is taken.
        :return: the participant, and the token by which their browser is known.
        :raises TrainerError: if the session is over, or full.
        """
        token = new_token()
        with self.database.write() as connection:
            number, session = self._open(connection, code, alone=True)
            taken = set(connection.scalars(select(PARTICIPANTS.c.folded).where(PARTICIPANTS.c.session == number)))
            if len(taken) >= MOST_PARTICIPANTS:
                raise TrainerError("full", most=str(MOST_PARTICIPANTS))
            name = numbered(pseudonym, taken)
            values = {"session": number, "pseudonym": name, "folded": fold(name), "token": hashed(token)}
            id_ = connection.execute(insert(PARTICIPANTS).values(values).returning(PARTICIPANTS.c.id)).scalar_one()
        return Participant(id=id_, code=session.code, pseudonym=name), token

    def participant(self, code: str, token: str) -> Participant | None:
        """Return who a token stands for in a session that is open; None when it stands for no one.

        :raises TrainerError: if there is no such session, or it is over.
        """
        with self.database.read() as connection:
            number, session = self._open(connection, code)
            wanted = (PARTICIPANTS.c.token == hashed(token)) & (PARTICIPANTS.c.session == number)
            row = connection.execute(select(PARTICIPANTS).where(wanted)).one_or_none()
        return _participant(row, session.code) if row else None

    def leave(self, participant: Participant) -> None:
        """Erase a participant, with all they did."""
        with self.database.write() as connection:
            connection.execute(delete(WORK).where(WORK.c.participant == participant.id))
            connection.execute(delete(PARTICIPANTS).where(PARTICIPANTS.c.id == participant.id))

    def work(self, participant: Participant) -> Mapping[str, Work]:
        """Return what a participant made of each scenario that they began."""
        with self.database.read() as connection:
            rows = connection.execute(select(WORK).where(WORK.c.participant == participant.id).order_by(WORK.c.id)).all()
        return {row.scenario: _work(row) for row in rows}

    def reach(self, participant: Participant, scenario: str, stage: int) -> None:
        """Keep the furthest stage that a participant came to."""
        with self.database.write() as connection:
            before = self._begun(connection, participant, scenario)
            if stage > before.stage:
                connection.execute(update(WORK).where(WORK.c.id == before.id).values(stage=stage))

    def propose(self, participant: Participant, scenario: str, strategies: Sequence[str], why: str = "") -> Work:
        """Keep what a participant proposes; the first time counts, since they see the rest afterwards.

        :param why: what they agree to share; nothing else may be given.
        """
        with self.database.write() as connection:
            before = self._begun(connection, participant, scenario)
            if before.strategies is not None:
                return before
            kept = {"strategies": list(strategies), "why": why}
            connection.execute(update(WORK).where(WORK.c.id == before.id).values(kept))
        return before.model_copy(update={"strategies": tuple(strategies), "why": why})

    def mark(self, participant: Participant, answers: Mapping[str, Sequence[int]], right: int, total: int) -> None:
        """Keep the answers to the quiz and how many were right; the first time counts."""
        once = (PARTICIPANTS.c.id == participant.id) & PARTICIPANTS.c.total.is_(None)
        kept = {"answers": {question: list(chosen) for question, chosen in answers.items()}, "right": right, "total": total}
        with self.database.write() as connection:
            connection.execute(update(PARTICIPANTS).where(once).values(kept))

    def received(self, code: str, scenario: str) -> tuple[str, ...] | None:
        """Return what Boussole proposed for a scenario, where it was asked already."""
        with self.database.read() as connection:
            number, _ = self._open(connection, code)
            wanted = (RECEIVED.c.session == number) & (RECEIVED.c.scenario == scenario)
            found = connection.scalar(select(RECEIVED.c.strategies).where(wanted))
        return None if found is None else tuple(found)

    def receive(self, code: str, scenario: str, strategies: Sequence[str]) -> None:
        """Keep what Boussole proposed for a scenario: everyone is shown the same."""
        with self.database.write() as connection:
            number, _ = self._open(connection, code, alone=True)
            wanted = (RECEIVED.c.session == number) & (RECEIVED.c.scenario == scenario)
            if connection.scalar(select(func.count()).where(wanted)) == 0:
                connection.execute(insert(RECEIVED).values(session=number, scenario=scenario, strategies=list(strategies)))

    def pick(self, code: str, chosen: Sequence[int]) -> None:
        """Choose the excerpts that are shown to all; those that are not named no longer are."""
        with self.database.write() as connection:
            number, _ = self._open(connection, code)
            theirs = select(PARTICIPANTS.c.id).where(PARTICIPANTS.c.session == number).scalar_subquery()
            shared = WORK.c.participant.in_(theirs) & (WORK.c.why != "")
            connection.execute(update(WORK).where(shared).values(picked=WORK.c.id.in_(list(chosen))))

    def gather(self, code: str) -> Gathered:
        """Return all that is kept of a session, as it stands at one moment."""
        with self.database.read() as connection:
            number, session = self._open(connection, code)
            mine = PARTICIPANTS.c.session == number
            people = connection.execute(select(PARTICIPANTS).where(mine).order_by(PARTICIPANTS.c.token)).all()
            work = connection.execute(select(WORK).join(PARTICIPANTS).where(mine).order_by(PARTICIPANTS.c.token, WORK.c.id)).all()
            received = connection.execute(select(RECEIVED).where(RECEIVED.c.session == number)).all()
        return Gathered(
            session=session,
            participants=tuple(_participant(row, code) for row in people),
            work=tuple(_work(row) for row in work),
            received={row.scenario: tuple(row.strategies) for row in received},
        )

    def _open(self, connection: Connection, code: str, alone: bool = False) -> tuple[int, Session]:
        """Return the number and the record of a session that is open.

        :param alone: whether others who want to change who takes part must wait.
        """
        query = select(SESSIONS).where(SESSIONS.c.code == code)
        row = connection.execute(query.with_for_update() if alone else query).one_or_none()
        if row is None:
            raise TrainerError("no_session", 404)
        if row.until < today(self.clock):
            raise TrainerError("over", 410, date=str(row.until))
        return int(row.id), _session(row)

    def _begun(self, connection: Connection, participant: Participant, scenario: str) -> Work:
        """Return the work of a participant on a scenario, begun if it was not; their other tabs wait."""
        locked = select(PARTICIPANTS.c.id).where(PARTICIPANTS.c.id == participant.id).with_for_update()
        if connection.scalar(locked) is None:
            raise TrainerError("not_joined", 404)
        wanted = (WORK.c.participant == participant.id) & (WORK.c.scenario == scenario)
        row = connection.execute(select(WORK).where(wanted)).one_or_none()
        if row is None:
            new = {"participant": participant.id, "scenario": scenario, "stage": 0, "why": "", "picked": False}
            row = connection.execute(insert(WORK).values(new).returning(WORK)).one()
        return _work(row)


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _session(row: Row[Any]) -> Session:
    return Session.model_validate({name: row._mapping[name] for name in Session.model_fields})


def _participant(row: Row[Any], code: str) -> Participant:
    kept = {name: row._mapping[name] for name in ("id", "pseudonym", "right", "total", "answers")}
    return Participant.model_validate({**kept, "code": code})


def _work(row: Row[Any]) -> Work:
    return Work.model_validate(dict(row._mapping))
