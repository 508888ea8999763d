"""Read what the forms of the sessions send: every field is checked, and what is wrong is told in one sentence. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs

from assistant.scenarios.quiz import Question
from assistant.trainer.pages import CHECKED, CHOSEN
from assistant.trainer.quiz_pages import UNANSWERED
from assistant.trainer.records import MOST_DAYS, MOST_SCENARIOS, MOST_STRATEGIES, MOST_TITLE, MOST_WHY, Terms, TrainerError
from corpus.clean import clean
from corpus.records import Corpus

MOST_FIELDS = 400
Fields = Mapping[str, list[str]]


def read_fields(body: bytes) -> Fields:
    """Return the fields of a form.

    :raises TrainerError: if it is no form of ours.
    """
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace")
    except ValueError as error:
        raise TrainerError("bad_form") from error


def one(fields: Fields, name: str) -> str:
    """Return the value of a field; empty without one."""
    return (fields.get(name) or [""])[0]


def read_terms(fields: Fields, known: Sequence[str], today: date, with_model: bool) -> Terms:
    """Return what a trainer asks of a session.

    :param known: ids of the scenarios there are.
    :param with_model: whether a language model may be chosen.
    :raises TrainerError: if something is missing or wrong.
    """
    title = " ".join(clean(one(fields, "title")).split())
    if not 1 <= len(title) <= MOST_TITLE:
        raise TrainerError("bad_title", most=str(MOST_TITLE))
    wanted = set(fields.get("scenario", ()))
    if not 1 <= len(wanted) <= MOST_SCENARIOS or wanted - set(known):
        raise TrainerError("bad_scenarios", most=str(MOST_SCENARIOS))
    chosen: dict[str, Any] = {name: one(fields, name) or allowed[0] for name, allowed in CHOSEN.items()}
    if any(value not in CHOSEN[name] for name, value in chosen.items()) or (chosen["engine"] == "model" and not with_model):
        raise TrainerError("bad_choice")
    checked = {name: name in fields for name in CHECKED}
    scenarios = tuple(id_ for id_ in known if id_ in wanted)
    return Terms(title=title, scenarios=scenarios, until=_until(one(fields, "until"), today), **chosen, **checked)


def last_day(today: date) -> date:
    """Return the last day until which a session may be kept."""
    return today + timedelta(days=MOST_DAYS)


def _until(text: str, today: date) -> date:
    refused = TrainerError("bad_until", last=str(last_day(today)))
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise refused from error
    if not today <= day <= last_day(today):
        raise refused
    return day


def read_proposal(fields: Fields, corpus: Corpus, keeps_excerpts: bool) -> tuple[tuple[str, ...], str]:
    """Return the strategies that someone proposes, and why; the reason is empty unless they agree to share it.

    :raises TrainerError: if there are none, too many, or one that does not exist.
    """
    wanted = set(fields.get("strategy", ()))
    if not 1 <= len(wanted) <= MOST_STRATEGIES or wanted - corpus.cards.keys():
        raise TrainerError("bad_strategies", most=str(MOST_STRATEGIES))
    why = clean(one(fields, "why")) if keeps_excerpts and "share" in fields else ""
    if len(why) > MOST_WHY:
        raise TrainerError("long_why", size=str(len(why)), most=str(MOST_WHY))
    return tuple(id_ for id_ in corpus.cards if id_ in wanted), why


def read_quiz(fields: Fields, questions: Sequence[Question]) -> dict[str, tuple[int, ...]]:
    """Return the answers to a quiz, by question; one that is left out has none.

    :raises TrainerError: if an answer is not one of those that are offered.
    """
    answers: dict[str, tuple[int, ...]] = {}
    for question in questions:
        if question.kind == "match":
            places = [_place(one(fields, f"q.{question.id}.{number}"), len(question.options)) for number in range(len(question.pairs))]
            answers[question.id] = tuple(places) if any(place != UNANSWERED for place in places) else ()
        else:
            given = fields.get(f"q.{question.id}", ())
            answers[question.id] = tuple(sorted({_place(text, len(question.options)) for text in given}))
    return answers


def _place(text: str, size: int) -> int:
    if text == "":
        return UNANSWERED
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) < size):
        raise TrainerError("bad_choice")
    return int(text)


def read_number(text: str) -> int:
    """Return a number that a form of ours carries.

    :raises TrainerError: if it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise TrainerError("bad_choice")
    return int(text)
