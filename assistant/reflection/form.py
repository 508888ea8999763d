"""The questionnaire as HTML: one group of radio buttons for each statement, which the keyboard and a screen reader can answer. Pure."""

from html import escape
from itertools import groupby

from assistant.reflection.records import LEVELS, Answers
from assistant.reflection.score import Statements
from assistant.reflection.words import Words
from corpus.base import Language
from corpus.reflection import ReflectionStatement

FOR_SCRIPT = ("cleared", "clear_sure", "not_resumed")


def form(statements: Statements, answers: Answers, language: Language) -> str:
    """Return the questionnaire, with the answers given so far.

    :param statements: in the order they are asked, those of a family together.
    :param answers: without any, the script of the view puts back those that the browser keeps; otherwise these replace them.
    """
    words = Words(language)
    attributes = {"language": language, "given": "yes" if answers.levels else "", "resumed": words.say("resumed", done="{done}")}
    attributes |= {key: words.get(key) for key in FOR_SCRIPT}
    data = " ".join(f'data-{name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    families = [(family, list(of_family)) for family, of_family in groupby(statements, key=lambda s: s.family)]
    start = {statement.id: number for number, statement in enumerate(statements, 1)}
    return "".join(
        [
            f'<section class="bz-reflection" aria-labelledby="bz-reflection-title" {data}>',
            f'<h2 id="bz-reflection-title">{escape(words.get("title"))}</h2>',
            f"<p>{escape(words.say('intro', asked=str(len(statements))))}</p>",
            f'<p class="bz-reflection-note">{escape(words.get("note"))}</p>',
            f'<p class="bz-reflection-note">{escape(words.get("kept"))}</p>',
            _progress(len(answers.levels), len(statements), words, role="status"),
            *(_family(family, of_family, start, answers, words) for family, of_family in families),
            _actions(words),
            "</section>",
        ]
    )


def _family(family: str, statements: list[ReflectionStatement], numbers: dict[str, int], answers: Answers, words: Words) -> str:
    done = sum(statement.id in answers.levels for statement in statements)
    items = "".join(_statement(s, numbers[s.id], answers.levels.get(s.id), words) for s in statements)
    return (
        f'<fieldset class="bz-reflection-family"><legend><h3>{escape(words.family_name(family))}</h3></legend>'
        f"{_progress(done, len(statements), words)}{items}</fieldset>"
    )


def _statement(statement: ReflectionStatement, number: int, level: int | None, words: Words) -> str:
    name = f"bz-{escape(statement.id)}"
    choices = [(str(value), words.level(value), value == level) for value in LEVELS]
    choices.append(("", words.get("unanswered"), level is None))
    options = "".join(
        f'<label><input type="radio" name="{name}" value="{value}"{" checked" if chosen else ""}> <span>{escape(word)}</span></label>'
        for value, word, chosen in choices
    )
    return (
        f'<div class="bz-reflection-item" role="radiogroup" aria-labelledby="{name}-text" data-statement="{escape(statement.id)}">'
        f'<p id="{name}-text">{number}. {escape(statement.told(words.language))}</p><div class="bz-levels">{options}</div></div>'
    )


def _progress(done: int, asked: int, words: Words, role: str = "") -> str:
    """Return how many statements are answered; the script keeps it up to date with the text it finds beside it."""
    told = words.say("progress", done=str(done), asked=str(asked))
    template = words.say("progress", done="{done}", asked=str(asked))
    status = f' role="{role}"' if role else ""
    return f'<p class="bz-reflection-progress"{status} data-template="{escape(template)}">{escape(told)}</p>'


def _actions(words: Words) -> str:
    return (
        f'<div class="bz-reflection-actions"><button type="button" data-reflection="profile">{escape(words.get("see"))}</button>'
        f'<button type="button" data-reflection="clear">{escape(words.get("clear"))}</button>'
        f'<label class="bz-reflection-file">{escape(words.get("resume"))} <input type="file" accept=".json,application/json"></label>'
        '<p class="bz-reflection-said" role="status"></p></div>'
    )
