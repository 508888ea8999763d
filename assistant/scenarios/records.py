"""What a scenario is: a case told in stages, what would be proposed for it, and what to talk about afterwards."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from corpus.base import Language, Record
from corpus.clean import clean

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SHORT, LONG = 200, 8000  # characters of a title or a question, and of a text
EXPECTED, ACCEPTABLE = 2, 1  # grades, as in the bank: any expert would propose it; it can be defended


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


Line = Annotated[str, Field(min_length=1, max_length=SHORT), BeforeValidator(_cleaned)]
Text = Annotated[str, Field(min_length=1, max_length=LONG), BeforeValidator(_cleaned)]


class Document(Record):
    """A short paper that the people of the case have in hand: an e-mail, minutes, a table of figures."""

    title: Line
    text: Text


class Stage(Record):
    """A moment of the case; each after the first brings a fact that complicates it."""

    title: Line
    text: Text
    documents: tuple[Document, ...] = Field((), max_length=4)


class Scenario(Record):
    """A case to play; ``expected`` gives strategies their grade: 2, expected; 1, acceptable."""

    id: str = Field(pattern=SLUG, max_length=60)
    title: Line
    language: Language
    context: Text
    minutes: int = Field(ge=5, le=90)
    families: tuple[str, ...] = Field(min_length=1, max_length=9)
    stages: tuple[Stage, ...] = Field(min_length=1, max_length=5)
    expected: Mapping[str, Annotated[int, Field(ge=ACCEPTABLE, le=EXPECTED)]] = Field(min_length=1, max_length=12)
    debrief: tuple[Line, ...] = Field(min_length=1, max_length=10)

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """Every text that the players read, in order, with the place it stands in."""
        out = [("title", self.title), ("context", self.context)]
        for number, stage in enumerate(self.stages):
            at = f"stages.{number}"
            out += [(f"{at}.title", stage.title), (f"{at}.text", stage.text)]
            for place, document in enumerate(stage.documents):
                out += [(f"{at}.documents.{place}.title", document.title), (f"{at}.documents.{place}.text", document.text)]
        return tuple(out)

    @property
    def case(self) -> str:
        """The whole case as one text, such as one would tell the assistant."""
        return "\n\n".join(text for _, text in self.told)

    def graded(self, grade: int) -> tuple[str, ...]:
        """Return the strategies of one grade, in the order of the file."""
        return tuple(id_ for id_, given in self.expected.items() if given == grade)


class Pack(Record):
    """A scenario as it was read, so that a fault can be told where it stands.

    :param file: name of the file.
    :param lines: by dotted place, as `stages.0.text`, its line in the file.
    """

    file: str
    scenario: Scenario
    lines: Mapping[str, int]


class Comparison(Record):
    """What a person proposed, what the scenario expects and what the assistant proposed, side by side.

    :param found: proposals that were expected, under their name or an equivalent; ``beside``, those neither expected nor acceptable.
    :param missed: expected strategies that were proposed under no name.
    :param shared_with_assistant: proposals that the assistant made too, or a close one.
    """

    proposed: tuple[str, ...]
    expected: tuple[str, ...]
    acceptable: tuple[str, ...]
    assistant: tuple[str, ...]
    found: tuple[str, ...]
    missed: tuple[str, ...]
    beside: tuple[str, ...]
    shared_with_assistant: tuple[str, ...]
    score: int = Field(ge=0, le=100)

    @property
    def defensible(self) -> tuple[str, ...]:
        """The proposals that were not expected and can be defended."""
        return tuple(id_ for id_ in self.proposed if id_ not in self.found and id_ not in self.beside)
