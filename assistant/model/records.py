"""What is exchanged with a language model."""

from collections.abc import Iterator
from typing import Annotated, Protocol

from pydantic import Field

from corpus.records import Record


class Prompt(Record):
    """What is asked of a model: its instructions, and the request with the person's words in it, already masked."""

    system: str
    request: str


class Piece(Record):
    """Some text of an answer as it comes, and the tokens counted by the provider, when it says so."""

    text: str = ""
    tokens_in: int = 0
    tokens_out: int = 0


class Model(Protocol):
    """A language model, as the steps need it."""

    name: str
    remote: bool

    def stream(self, prompt: Prompt, tokens: int, seconds: float, schema: type[Record] | None = None) -> Iterator[Piece]:
        """Yield an answer of so many tokens at most, within so many seconds.

        :param schema: the form of the answer, for providers that can be held to one.
        :raises assistant.model.errors.ModelError: if there is none, or not all of it.
        """
        ...


class Need(Record):
    """What a model understood: the question told whole, and the needs in it."""

    question: str = Field(min_length=3, max_length=1200)
    needs: tuple[Annotated[str, Field(min_length=3, max_length=300)], ...] = Field(min_length=1, max_length=3)


class Pick(Record):
    """A strategy that a model kept, and why it fits here."""

    id: str = Field(min_length=5, max_length=6)
    reason: str = Field(min_length=10, max_length=400)


class Picks(Record):
    """The strategies that a model kept, best first."""

    strategies: tuple[Pick, ...] = Field(min_length=3, max_length=5)
