"""Read the answers a browser or a file gives back, never trusting them, and draw a profile from them. Pure."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.reflection.records import LEVELS, Answers, AnswersError, Mean, Priority, Profile
from corpus.base import Language
from corpus.reflection import ReflectionStatement
from prompts import load_texts

MOST_BYTES = 100_000  # an export of ours is under 10 000
MOST_ENTRIES = 200
KEPT = 2  # strengths, and priorities
STRATEGIES = 3  # for a priority

Statements = Sequence[ReflectionStatement]


def read_answers(data: str | bytes, statements: Statements, language: Language = "fr") -> Answers:
    """Return the answers that a JSON text holds: what the page keeps, or an export; nothing at all is no answer.

    :param data: an object whose `answers` maps ids of statements to levels from 1 to 5; its other entries are not read.
    :param language: of the sentence that refuses it.
    :return: the answers to statements that exist, in the order of the questionnaire, and the count of the others.
    :raises AnswersError: if it is too long, is not such an object, or holds a level that does not exist.
    """
    given = _answers_in(data, language)
    for level in given.values():
        if type(level) is not int or level not in LEVELS:  # `true` and 3.0 are no levels
            raise _refused("level", language)
    levels = {statement.id: given[statement.id] for statement in statements if statement.id in given}
    return Answers(levels=levels, dropped=len(given) - len(levels))


def _answers_in(data: str | bytes, language: Language) -> dict[str, Any]:
    if len(data) > MOST_BYTES:
        raise _refused("long", language)
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        content = json.loads(text) if text.strip() else {"answers": {}}
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or nested without end
        raise _refused("shape", language) from error
    given = content.get("answers") if isinstance(content, dict) else None
    if not isinstance(given, dict) or len(given) > MOST_ENTRIES:
        raise _refused("shape", language)
    return given


def _refused(reason: str, language: Language) -> AnswersError:
    return AnswersError(load_texts("reflection", language).render(f"error.{reason}"))


def score(answers: Answers, statements: Statements) -> Profile:
    """Return the profile of the answers.

    Families are compared by their mean when at least two of their statements are answered. A strength stands above the lowest mean, and
    a priority below every strength: equal means make neither, and no family is told as both.

    :param statements: the whole questionnaire; it decides of the order in which equals are told.
    """
    families = _means(((s.family,) for s in statements), statements, answers)
    compared = [family for family in families if family.enough]
    lowest = min(map(_level, compared), default=0.0)
    strengths, strengths_tied = _first([f for f in compared if _level(f) > lowest], down=True)
    bar = min((_level(f) for f in compared if f.id in strengths), default=0.0)
    priorities, priorities_tied = _first([f for f in compared if _level(f) < bar], down=False)
    return Profile(
        families=families,
        competencies=_means((s.competencies for s in statements), statements, answers),
        dimensions=_means((s.dimensions for s in statements), statements, answers),
        strengths=strengths,
        strengths_tied=strengths_tied,
        priorities=tuple(Priority(family=id_, strategies=_to_try(id_, answers, statements)) for id_ in priorities),
        priorities_tied=priorities_tied,
        dropped=answers.dropped,
    )


def _means(groups: Iterable[Iterable[str]], statements: Statements, answers: Answers) -> tuple[Mean, ...]:
    """Return the mean of every group of statements, in the order in which the groups first appear.

    :param groups: for each statement, the ids of the groups that it belongs to.
    """
    members: dict[str, list[str]] = {}
    for ids, statement in zip(groups, statements, strict=True):
        for id_ in ids:
            members.setdefault(id_, []).append(statement.id)
    return tuple(_mean(id_, of_group, answers) for id_, of_group in members.items())


def _mean(id_: str, members: list[str], answers: Answers) -> Mean:
    levels = [answers.levels[member] for member in members if member in answers.levels]
    return Mean(id=id_, mean=sum(levels) / len(levels) if levels else None, answered=len(levels), asked=len(members))


def _level(family: Mean) -> float:
    return family.mean or 0.0


def _first(families: list[Mean], *, down: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the first families by mean, and those left out that have the same mean as the last one kept."""
    ordered = sorted(families, key=_level, reverse=down)  # stable: equals stay in the order of the questionnaire
    kept, out = ordered[:KEPT], ordered[KEPT:]
    return tuple(f.id for f in kept), tuple(f.id for f in out if f.mean == kept[-1].mean)


def _to_try(family: str, answers: Answers, statements: Statements) -> tuple[str, ...]:
    """Return the strategies of the statements answered lowest; one already answered « always » proposes none."""
    answered = [s for s in statements if s.family == family and answers.levels.get(s.id, LEVELS[-1]) < LEVELS[-1]]
    lowest_first = sorted(answered, key=lambda s: answers.levels[s.id])
    found = dict.fromkeys(id_ for statement in lowest_first for id_ in statement.strategies)
    return tuple(found)[:STRATEGIES]
