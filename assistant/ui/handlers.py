"""What happens when the person does something on the page: read → one call → render. Failures end here, as a sentence."""

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from assistant.errors import BoussoleError
from assistant.opening import Opening
from assistant.records import Answer, Turn
from assistant.ui.render import CHUNK, answer_markdown, partial_markdown, typeset
from index.errors import IndexFaultError
from prompts import load_texts

PAUSE = 0.012  # seconds between two pieces of an answer: quick, and still readable as it comes
MOST_TURNS = 12  # turns carried by the page; older ones no longer matter to a follow-up

Message = dict[str, Any]
Shown = tuple[list[Message], str, str]
log = logging.getLogger("boussole")


class Handlers:
    """The events of the page. Holds no conversation: messages and turns come from the browser and go back to it."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    def submit(self, text: str, messages: list[Message], state: str) -> Iterator[Shown]:
        """Answer a message, piece by piece.

        :param text: what is in the box.
        :param messages: the conversation as the page shows it.
        :param state: the turns so far, as JSON kept by the page.
        :return: successive values of the conversation, the box (emptied) and the turns.
        """
        texts = load_texts("page", "fr")
        shown = [*messages, {"role": "user", "content": text}]
        yield [*shown, _said(texts.get("working"))], "", state
        answer, sentence = self._answer(text, read_turns(state))
        if answer is None:
            yield [*shown, _said(sentence)], "", state
            return
        for length in range(CHUNK, len(answer.text), CHUNK):
            yield [*shown, _said(partial_markdown(answer, length))], "", state
            time.sleep(PAUSE)
        full = _said(answer_markdown(answer, texts), answer.follow_ups)
        yield [*shown, full], "", _write_turns([*read_turns(state), answer.turn])

    def _answer(self, text: str, history: list[Turn]) -> tuple[Answer | None, str]:
        """Return the answer, or the sentence to show instead."""
        try:
            return self._opening.assistant().ask(text, history), ""
        except (BoussoleError, IndexFaultError) as error:
            return None, str(error)
        except TimeoutError:
            return None, str(load_texts("errors", "fr").get("not_ready"))
        except Exception:  # the border: a person never sees a traceback, the log does (without the message)
            log.exception("answering failed")
            return None, str(load_texts("errors", "fr").get("unexpected"))


def read_turns(state: str) -> list[Turn]:
    """Return the turns that the page carries; anything that is not turns is no turn."""
    try:
        return [Turn.model_validate(turn) for turn in json.loads(state or "[]")][-MOST_TURNS:]
    except (ValueError, TypeError, ValidationError):
        return []


def _write_turns(turns: list[Turn]) -> str:
    return json.dumps([turn.model_dump(mode="json") for turn in turns[-MOST_TURNS:]], ensure_ascii=False)


def _said(content: str, options: tuple[str, ...] = ()) -> Message:
    message: Message = {"role": "assistant", "content": content}
    if options:
        message["options"] = [{"value": option, "label": typeset(option)} for option in options]
    return message
