"""Run cases one by one: what crashes becomes a row that says so. Save a run as one file, read it back."""

import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from assistant.errors import BoussoleError
from assistant.evaluation.records import Case, Part, Run, Timing
from assistant.settings import ROOT, Settings
from corpus.records import Corpus
from prompts import load_texts

T = TypeVar("T")
Progress = Callable[[int], None]


def run_cases(items: Sequence[T], name: Callable[[T], tuple[str, str]], answer: Callable[[T], Case], advance: Progress) -> tuple[Case, ...]:
    """Answer each item; one that raises anything becomes a case with its error and no score.

    :param items: what is asked.
    :param name: gives the id and the question of an item, for the row of one that crashed.
    :param answer: answers an item and scores the answer.
    :param advance: called with 1 after each item.
    """
    cases = []
    for item in items:
        start = time.perf_counter()
        try:
            case = answer(item)
            cases.append(case if case.ms is not None else case.model_copy(update={"ms": (time.perf_counter() - start) * 1000}))
        except Exception as error:  # the one place where any failure is data: a measure that stops at the first fault measures nothing
            id_, question = name(item)
            cases.append(Case(id=id_, question=question, error=f"{type(error).__name__}: {error}"))
        advance(1)
    return tuple(cases)


def spread(records: Sequence[T], wanted: int | None) -> Sequence[T]:
    """Return so many records, evenly spread over the set; all of them where that is None, or more than there are."""
    if wanted is None or wanted >= len(records):
        return records
    return [records[place * len(records) // wanted] for place in range(wanted)]


def new_run(corpus: Corpus, settings: Settings, started: float, parts: Sequence[Part], timings: Sequence[Timing] = ()) -> Run:
    """Return the record of a run that ends now.

    :param started: when it began (`time.time()`).
    """
    return Run(
        started=datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
        seconds=round(time.time() - started, 1),
        commit=commit(),
        corpus=corpus.digest,
        settings={"model": settings.model, "embedder": settings.embedder},
        parts=tuple(parts),
        timings=tuple(timings),
    )


def commit(folder: Path = ROOT) -> str:
    """Return the short hash of the version at work, with a + when files changed since; empty outside a checkout."""
    try:
        found = [
            subprocess.run(["git", "-C", str(folder), *what], capture_output=True, text=True, check=True, timeout=10).stdout.strip()
            for what in (["rev-parse", "--short", "HEAD"], ["status", "--porcelain", "--untracked-files=no"])
        ]
    except (OSError, subprocess.SubprocessError):
        return ""
    return found[0] + ("+" if found[1] else "")


def save_run(run: Run, folder: Path) -> Path:
    """Write a run in a file of its own, named after its time and commit; return where.

    :raises BoussoleError: if the folder cannot be written.
    """
    path = folder / f"{run.started[:19].replace(':', '').replace('-', '')}-{run.commit.rstrip('+') or 'sans-version'}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(run.model_dump_json(indent=1), encoding="utf-8")
    except OSError as error:
        raise BoussoleError(
            load_texts("errors", "fr").render("not_writable", path=str(path), reason=error.strerror or str(error))
        ) from error
    return path


def read_run(path: Path) -> Run:
    """Read a run that `save_run` wrote.

    :raises BoussoleError: with a French sentence, if the file is missing or is not a run.
    """
    try:
        return Run.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise BoussoleError(load_texts("errors", "fr").render("bad_run", path=str(path))) from error
