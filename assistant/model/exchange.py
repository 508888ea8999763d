"""One exchange with a model: the calls made for one answer, within one limit of time, what is personal masked, all of it counted."""

import time
from collections.abc import Iterator
from typing import Protocol

from assistant.model.errors import ModelError, Reason
from assistant.model.records import Model, Prompt
from assistant.records import Usage
from corpus.records import Language, Record
from prompts import load_texts

FATAL = ("refused", "unreachable", "busy", "failed", "rejected")  # what asking again in the same answer will not change
LETTERS_PER_TOKEN = 4  # for providers that do not count


class Hides(Protocol):
    """What replaces personal data by placeholders, and puts it back."""

    def hide(self, text: str) -> str:
        """Return a text without personal data."""
        ...

    def restore(self, text: str) -> str:
        """Return a text with the personal data that was hidden."""
        ...

    @property
    def kinds(self) -> dict[str, int]:
        """How many of each kind were hidden."""
        ...


class Exchange:
    """The calls made for one answer.

    :param model: who is asked.
    :param language: of the prompts and of the answer.
    :param seconds: for all calls together.
    :param mask: hides what is personal; None for a model on this machine.
    """

    def __init__(self, model: Model, language: Language, seconds: float, mask: Hides | None = None) -> None:
        self.model = model
        self.language: Language = language
        self.sent: list[str] = []
        self.warnings: list[str] = []
        self.failure: Reason | None = None
        self.written = False
        self.counts = {"sentences": 0, "cited": 0, "faulty": 0, "mended": 0, "dropped": 0}
        self._mask = mask
        self._start = time.monotonic()
        self._until = self._start + seconds
        self._dead = False
        self._tokens_in = self._tokens_out = self._calls = 0

    def hide(self, text: str) -> str:
        """Return a text of the person as it may be sent: without personal data, and unable to close the marks it stands between."""
        plain = text.replace("<", "‹").replace(">", "›")
        return self._mask.hide(plain) if self._mask else plain

    def restore(self, text: str) -> str:
        """Return a text of the model as the person should read it."""
        return self._mask.restore(text) if self._mask else text

    @property
    def alive(self) -> bool:
        """Whether asking again may be of use."""
        return not self._dead and time.monotonic() < self._until

    def prompt(self, key: str, **values: str) -> Prompt:
        """Return a prompt of `prompts/model.<language>.yaml` with its variables filled in."""
        texts = load_texts("model", self.language)
        return Prompt(system=texts.get("system"), request=texts.render(key, **values))

    def stream(self, prompt: Prompt, tokens: int, share: float = 1.0, schema: type[Record] | None = None) -> Iterator[str]:
        """Yield an answer as it comes.

        :param tokens: how many at most.
        :param share: of the time that is left, for this call.
        :raises ModelError: if the model does not answer.
        """
        if not self.alive:
            raise ModelError(self.failure or "slow", final=True)
        self._calls += 1
        self.sent.append(f"{prompt.system}\n\n{prompt.request}")
        counted, letters = [0, 0], 0
        try:
            for piece in self.model.stream(prompt, tokens, (self._until - time.monotonic()) * share, schema):
                counted = [max(counted[0], piece.tokens_in), counted[1] + piece.tokens_out]
                letters += len(piece.text)
                yield piece.text
        except ModelError as error:
            self.failure = error.reason
            self._dead = self._dead or error.reason in FATAL
            raise
        finally:
            self._tokens_in += counted[0] or len(self.sent[-1]) // LETTERS_PER_TOKEN
            self._tokens_out += counted[1] or letters // LETTERS_PER_TOKEN

    def complete(self, prompt: Prompt, tokens: int, share: float = 1.0, schema: type[Record] | None = None) -> str:
        """Return a whole answer.

        :raises ModelError: if the model does not answer.
        """
        return "".join(self.stream(prompt, tokens, share, schema))

    def warn(self, key: str) -> None:
        """Keep what the person should know of a step that fell back."""
        self.warnings.append(key)

    @property
    def usage(self) -> Usage:
        """What this answer took."""
        return Usage(
            engine=self.model.name,
            calls=self._calls,
            tokens_in=self._tokens_in,
            tokens_out=self._tokens_out,
            seconds=round(time.monotonic() - self._start, 1),
            sent=sum(map(len, self.sent)) if self.model.remote else 0,
            masked=self._mask.kinds if self._mask else {},
            **self.counts,
        )
