"""The tables, as the migrations leave them: what a session asks for, who takes part, and what each made of each scenario."""

from sqlalchemy import JSON, Boolean, Column, Date, Float, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

METADATA = MetaData()
SESSIONS = Table(
    "trainer_sessions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("code", String(6), nullable=False, unique=True),
    Column("title", String(80), nullable=False),
    Column("scenarios", JSON, nullable=False),
    Column("language", String(2), nullable=False),
    Column("engine", String(10), nullable=False),
    Column("free_chat", Boolean, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("keeps", String(10), nullable=False),
    Column("until", Date, nullable=False),
    Column("made", Float, nullable=False),  # seconds since 1970
)
PARTICIPANTS = Table(
    "trainer_participants",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("session", Integer, ForeignKey(SESSIONS.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("pseudonym", String(40), nullable=False),
    Column("folded", String(120), nullable=False),  # by which two pseudonyms are told to be the same
    Column("token", String(64), nullable=False, unique=True),  # a hash: who reads the file cannot take anyone's place
    Column("right", Integer),
    Column("total", Integer),
    Column("answers", JSON),
    UniqueConstraint("session", "folded"),
)
WORK = Table(
    "trainer_work",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("participant", Integer, ForeignKey(PARTICIPANTS.c.id, ondelete="CASCADE"), nullable=False),
    Column("scenario", String(80), nullable=False),
    Column("stage", Integer, nullable=False),
    Column("strategies", JSON),  # null until they are proposed
    Column("why", Text, nullable=False),
    Column("picked", Boolean, nullable=False),
    UniqueConstraint("participant", "scenario"),
)
RECEIVED = Table(
    "trainer_received",
    METADATA,
    Column("session", Integer, ForeignKey(SESSIONS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("scenario", String(80), primary_key=True),
    Column("strategies", JSON, nullable=False),
)
TRIES = Table(
    "trainer_tries",
    METADATA,
    Column("address", String(64), primary_key=True),  # a hash
    Column("failures", Integer, nullable=False),
    Column("last", Float, nullable=False),
)
SECRETS = Table("trainer_secrets", METADATA, Column("name", String(20), primary_key=True), Column("value", String(64), nullable=False))
PURGED = (WORK, RECEIVED, PARTICIPANTS, SESSIONS)  # what a purge rewrites
