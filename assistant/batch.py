"""Answer a file of questions: JSON lines in, JSON lines out; a line that fails becomes a row, never a stop."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import BadQuestionError, BatchError
from assistant.records import Turn
from corpus.records import Language, Record
from prompts import load_texts

if TYPE_CHECKING:
    from assistant.chat import Assistant  # seconds of imports, which the command line does without until it asks


class Question(Record):
    """One line in: a conversation of one turn or more."""

    id: str
    turns: tuple[str, ...]


def read_questions(path: Path) -> list[Question]:
    """Read every line of a file of questions.

    :param path: each line `{"id","text"}` or `{"id","turns":[…]}`.
    :raises BatchError: if the file or one of its lines cannot be read; nothing is answered then.
    """
    texts = load_texts("errors", "fr")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise BatchError(texts.render("not_found", path=str(path))) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(texts.render("binary")) from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            question = _parse(line)
            if question is None:
                raise BatchError(texts.render("bad_line", line=str(number), path=str(path)))
            found.append(question)
    return found


def _parse(line: str) -> Question | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    if not isinstance(entry, dict) or "id" not in entry:
        return None
    turns = entry.get("turns", [entry["text"]] if "text" in entry else None)
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        return None
    return Question(id=str(entry["id"]), turns=tuple(turns))


def answer_questions(assistant: "Assistant", questions: list[Question], language: Language | None = None) -> Iterator[dict[str, Any]]:
    """Yield one line out per question: its id and the answer record of each turn.

    A turn that cannot be treated gives `{"error": sentence}` in its place, so that the others are kept.
    """
    for question in questions:
        answers: list[Any] = []
        history: list[Turn] = []
        for turn in question.turns:
            try:
                answer = assistant.ask(turn, history, language)
            except BadQuestionError as error:
                answers.append({"question": turn, "error": str(error)})
                continue
            history.append(answer.turn)
            answers.append(answer.model_dump(mode="json"))
        yield {"id": question.id, "answers": answers}


def write_lines(path: Path, lines: Iterator[dict[str, Any]], advance: Callable[[], None]) -> None:
    """Write the lines as they come, so that an interruption loses nothing that was answered.

    :raises BatchError: if the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                file.flush()
                advance()
    except OSError as error:
        raise BatchError(load_texts("errors", "fr").render("not_writable", path=str(path), reason=error.strerror or str(error))) from error
