"""The first tables: sessions, participants, what they proposed, how far they are, their quizzes; tries of the key; a secret."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "trainer_sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(6), nullable=False, unique=True),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("scenarios", sa.JSON, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("engine", sa.String(10), nullable=False),
        sa.Column("free_chat", sa.Boolean, nullable=False),
        sa.Column("hidden", sa.Boolean, nullable=False),
        sa.Column("keeps", sa.String(10), nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("made", sa.Float, nullable=False),
    )
    op.create_table(
        "trainer_participants",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session", sa.Integer, sa.ForeignKey("trainer_sessions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("pseudonym", sa.String(40), nullable=False),
        sa.Column("folded", sa.String(120), nullable=False),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.Column("right", sa.Integer),
        sa.Column("total", sa.Integer),
        sa.Column("answers", sa.JSON),
        sa.UniqueConstraint("session", "folded"),
    )
    op.create_table(
        "trainer_work",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("participant", sa.Integer, sa.ForeignKey("trainer_participants.id", ondelete="CASCADE"), nullable=False),
        sa.Column("scenario", sa.String(80), nullable=False),
        sa.Column("stage", sa.Integer, nullable=False),
        sa.Column("strategies", sa.JSON),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("picked", sa.Boolean, nullable=False),
        sa.UniqueConstraint("participant", "scenario"),
    )
    op.create_table(
        "trainer_received",
        sa.Column("session", sa.Integer, sa.ForeignKey("trainer_sessions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("scenario", sa.String(80), primary_key=True),
        sa.Column("strategies", sa.JSON, nullable=False),
    )
    op.create_table(
        "trainer_tries",
        sa.Column("address", sa.String(64), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last", sa.Float, nullable=False),
    )
    kept = op.create_table(
        "trainer_secrets", sa.Column("name", sa.String(20), primary_key=True), sa.Column("value", sa.String(64), nullable=False)
    )
    op.bulk_insert(kept, [{"name": "key", "value": secrets.token_hex(32)}])  # what this installation signs with
    op.create_index("trainer_participants_session", "trainer_participants", ["session"])


def downgrade() -> None:
    """Remove the tables, and all that they hold."""
    for name in ("secrets", "tries", "received", "work", "participants", "sessions"):
        op.drop_table(f"trainer_{name}")
