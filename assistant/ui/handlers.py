"""What happens when the person does something on the page: read → one call → render. Failures end here, as a sentence."""

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from assistant.errors import BadQuestionError, BoussoleError
from assistant.opening import Opening
from assistant.records import Answer, Turn
from assistant.typography import typeset
from assistant.ui.consent import Consent, chosen_by, read_consent
from assistant.ui.render import CHUNK, answer_markdown, consent_markdown, partial_markdown
from corpus.records import Language
from index.errors import IndexFaultError
from prompts import load_texts

PAUSE = 0.012  # seconds between two pieces of an answer: quick, and still readable as it comes
MOST_TURNS = 12  # turns carried by the page, as in `chat.js`: they go both ways with every message

Message = dict[str, Any]
Shown = tuple[list[Message], str, str, str]
log = logging.getLogger("boussole")


class Handlers:
    """The events of the page. Holds no conversation: messages, turns and consent come from the browser and go back to it.

    :param language: of the page, for what it says itself; answers are in the language of the question.
    """

    def __init__(self, opening: Opening, language: Language = "fr") -> None:
        self._opening, self._language = opening, language
        self._texts = load_texts("page", language)

    def submit(self, text: str, messages: list[Message], state: str, consent: str) -> Iterator[Shown]:
        """Answer a message, piece by piece; first ask, once, whether it may be sent, where a model elsewhere would be asked.

        :param text: the message.
        :param messages: the conversation as the page shows it.
        :param state: the turns so far, as JSON kept by the page.
        :param consent: what the person chose about sending, as JSON kept by the page.
        :return: successive values of the conversation, the turns, the consent, and the answer record as JSON once there is one.
        """
        turns = read_turns(state)
        shown = [*messages, {"role": "user", "content": text}]
        yield [*shown, _said(self._texts.get("working"))], state, consent, ""
        chosen, text = chosen_by(text, read_consent(consent), self._texts)
        answer: Answer | None = None
        sentence = ""
        options: tuple[str, ...] = ()
        for event in self._events(text, turns, chosen):
            if isinstance(event, Answer):
                answer = event
            elif isinstance(event, Consent):
                chosen, options = event, (self._texts.get("consent.accept"), self._texts.get("consent.refuse"))
            else:
                sentence = event
                yield [*shown, _said(sentence)], state, chosen.written, ""
        if answer is None:
            yield [*shown, _said(sentence, options)], state, chosen.written, ""
            return
        if answer.engine == "embedded":
            for length in range(CHUNK, len(answer.text), CHUNK):
                yield [*shown, _said(partial_markdown(answer.text, length))], state, chosen.written, ""
                time.sleep(PAUSE)
        full = _said(answer_markdown(answer, self._texts, _told(messages)), answer.follow_ups)
        yield [*shown, full], _write_turns([*turns, answer.turn]), chosen.written, answer.model_dump_json()

    def _events(self, text: str, turns: list[Turn], chosen: Consent) -> Iterator[str | Answer | Consent]:
        """Yield what to show while the answer comes, then the answer; or the sentence to show instead; or the choice to be made."""
        try:
            assistant = self._opening.assistant()
            engine = assistant.engine
            if engine and engine.model.remote and not chosen.choice:
                yield consent_markdown(engine.model.name, engine.preview(text), self._texts)
                yield Consent(waiting=text)
                return
            for event in assistant.stream(text, turns, with_model=not chosen.refused):
                yield event if isinstance(event, Answer) else partial_markdown(event)
        except BadQuestionError as error:
            yield error.told(self._language)
        except BoussoleError as error:
            yield str(error)
        except IndexFaultError as error:
            yield str(error) if self._language == "fr" else self._error("index")
        except TimeoutError:
            yield self._error("not_ready")
        except Exception:  # the border: a person never sees a traceback, the log does (without the message)
            log.exception("answering failed")
            yield self._error("unexpected")

    def _error(self, key: str) -> str:
        return str(load_texts("errors", self._language).get(key))


def _told(messages: list[Message]) -> str:
    """Return what the conversation shows, as one text; the browser gives it back whole or in parts."""
    return json.dumps([message.get("content") for message in messages], ensure_ascii=False, default=str)


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
