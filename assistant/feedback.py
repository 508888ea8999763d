"""Opinions on answers: kept on this machine, one JSON line each, only where the person agreed to it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import Field, ValidationError

from assistant.errors import BoussoleError
from corpus.records import Record
from prompts import load_texts

FILE = "feedback.jsonl"
WAIT = 5.0  # seconds for another process to finish writing


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
    line = json.dumps(told, ensure_ascii=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{FILE}.lock", timeout=WAIT), (folder / FILE).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    except (OSError, Timeout) as error:
        raise FeedbackError(load_texts("errors", "fr").render("not_kept", reason=str(error).split(":")[0])) from error


def read_opinion(body: bytes) -> Opinion:
    """Return the opinion that a page sends.

    :raises FeedbackError: if it is not one, or was not agreed to.
    """
    try:
        return Opinion.model_validate_json(body)
    except ValidationError as error:
        raise FeedbackError(load_texts("errors", "fr").get("bad_opinion")) from error


def kept_opinions(folder: Path) -> Iterator[dict[str, object]]:
    """Yield the opinions kept, oldest first; a line that was damaged is passed over.

    :raises FeedbackError: if the file cannot be read.
    """
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines() if (folder / FILE).exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise FeedbackError(load_texts("errors", "fr").render("not_kept", reason=str(error).split(":")[0])) from error
    for line in lines:
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found
