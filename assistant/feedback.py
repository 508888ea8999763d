"""Opinions on answers: kept on this machine, one JSON line each, only where the person agreed to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from assistant.errors import BoussoleError
from assistant.journal import Journal, JournalError, Line
from corpus.records import Record
from prompts import load_texts

FILE = "feedback.jsonl"


class Opinion(Record):
    """What a person thought of an answer, as the page sends it. ``consent`` says that it may be kept."""

    answer: str = Field(pattern=r"^[0-9a-f]{32}$")
    question: str = Field(max_length=8000)
    engine: str = Field("embedded", max_length=200)
    useful: bool
    reason: str = Field("", max_length=1000)
    consent: Literal[True]


class FeedbackError(BoussoleError):
    """An opinion cannot be kept, or those kept cannot be read."""


def keep_opinion(folder: Path, opinion: Opinion) -> None:
    """Add an opinion to those kept.

    :param folder: where they are kept.
    :raises FeedbackError: if the disk refuses.
    """
    told = {"when": datetime.now(UTC).isoformat(timespec="seconds"), **opinion.model_dump(exclude={"consent"})}
    with _told():
        Journal(folder / FILE).append(told)


def read_opinion(body: bytes) -> Opinion:
    """Return the opinion that a page sends.

    :raises FeedbackError: if it is not one, or was not agreed to.
    """
    try:
        return Opinion.model_validate_json(body)
    except ValidationError as error:
        raise FeedbackError(load_texts("errors", "fr").get("bad_opinion")) from error


def kept_opinions(folder: Path) -> list[Line]:
    """Return the opinions kept, oldest first; a line that was damaged is passed over.

    :raises FeedbackError: if the file cannot be read.
    """
    with _told():
        return Journal(folder / FILE).read()[0]


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except JournalError as error:
        raise FeedbackError(load_texts("errors", "fr").render("not_kept", reason=str(error))) from error
