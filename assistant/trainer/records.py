"""The records of the sessions. Nothing here names a person: a participant is a pseudonym, and P1, P2… once exported."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, Protocol

from pydantic import Field

from assistant.errors import BoussoleError
from corpus.records import Language, Record
from prompts import load_texts

EngineChoice = Literal["embedded", "model"]
Keeps = Literal["proposals", "excerpts"]
MOST_STRATEGIES = 5
MOST_TITLE, MOST_WHY, MOST_PSEUDONYM = 80, 600, 30
MOST_PARTICIPANTS = 300
MOST_SCENARIOS = 12
DEFAULT_DAYS, MOST_DAYS = 30, 366


class TrainerError(BoussoleError):
    """Something that a trainer or a participant asks for cannot be done; one sentence says why.

    :param key: which; the words stand under `error` in the texts of the trainer.
    :param status: of the reply.
    :param values: what the sentence names.
    """

    def __init__(self, key: str, status: int = 400, **values: str) -> None:
        self.key, self.status, self.values = key, status, values
        super().__init__(self.told("fr"))

    def told(self, language: Language) -> str:
        """Return the sentence in one language."""
        return load_texts("trainer", language).render(f"error.{self.key}", **self.values)


class Clock(Protocol):
    """What time it is. The first can be put wrong by anyone; the second only goes forward, and means nothing from one run to the next."""

    def now(self) -> datetime:
        """Return the date and the time, with their zone."""
        ...

    def steady(self) -> float:
        """Return seconds since an unknown moment."""
        ...


class Terms(Record):
    """What a trainer asks of a session, and what participants are told before they join it.

    ``hidden``: nothing of what Boussole proposes is shown before the participant has proposed. ``keeps``: proposals alone, or also the
    reasons that a participant agrees to share. ``until`` is the last day.
    """

    title: str
    scenarios: tuple[str, ...]
    language: Language
    engine: EngineChoice = "embedded"
    free_chat: bool = False
    hidden: bool = True
    keeps: Keeps = "proposals"
    until: date


class Session(Terms):
    """A session that is open, or was."""

    code: str
    made: float = 0.0


class Participant(Record):
    """Someone who joined. ``answers`` are those to the quiz, by question; None until they are given."""

    id: int
    code: str
    pseudonym: str
    right: int | None = None
    total: int | None = None
    answers: Mapping[str, tuple[int, ...]] | None = None


class Work(Record):
    """What a participant made of a scenario: the stage they are at, from 0, then what they proposed, and why where they share it."""

    id: int
    participant: int
    scenario: str
    stage: int
    strategies: tuple[str, ...] | None = None
    why: str = ""
    picked: bool = False


class Gathered(Record):
    """All that is kept of a session. Participants come in an order that says nothing of when they joined."""

    session: Session
    participants: tuple[Participant, ...] = ()
    work: tuple[Work, ...] = ()
    received: Mapping[str, tuple[str, ...]] = Field(default_factory=dict, description="what Boussole proposed, by scenario")

    def label(self, participant: int) -> str:
        """Return how a participant is called outside the session."""
        return f"P{[one.id for one in self.participants].index(participant) + 1}"

    def proposals(self, scenario: str) -> tuple[Work, ...]:
        """Return the work on a scenario that has come to a proposal."""
        return tuple(one for one in self.work if one.scenario == scenario and one.strategies is not None)
