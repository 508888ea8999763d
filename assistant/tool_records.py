"""What the tools of `assistant.tools` are asked and what they give, as records; agents call arguments by their French names."""

from typing import Annotated

from pydantic import AfterValidator, Field

from assistant.message import LIMIT, read_message
from assistant.period import Period
from assistant.records import Citation, Step, StrategyAnswer
from corpus.records import Confidence, Kind, Language, Record, TurnKind

SHOWN = 40  # characters of a wrong name or id that are said again

# Too long or empty is refused by `read_message`, in a sentence of its own; the bounds are only told here.
Told = Annotated[str, AfterValidator(read_message), Field(json_schema_extra={"minLength": 1, "maxLength": LIMIT})]


class SituationAsked(Record):
    """What strategies are wanted for."""

    situation: Told
    langue: Language = "fr"
    nombre: int = Field(5, ge=3, le=5)


class QuestionAsked(Record):
    """What passages are wanted for."""

    question: Told
    nombre: int = Field(5, ge=1, le=10)
    langue: Language = "fr"


class CardAsked(Record):
    """Whose card is wanted."""

    id: str = Field(json_schema_extra={"minLength": 1, "maxLength": SHOWN})
    langue: Language = "fr"


class PlanAsked(Record):
    """What a plan is wanted for, and how long it is to last."""

    situation: Told
    periode: str = Field("un an", min_length=1, max_length=60)
    langue: Language = "fr"


class Reply(Record):
    """What any answer says; `kind` tells whether the message was of the kind that the tool is for."""

    kind: TurnKind
    language: Language
    text: str
    citations: tuple[Citation, ...]
    warnings: tuple[str, ...]


class Suggestions(Reply):
    """Strategies for a situation, best first; none for a message of another kind, which the text then answers."""

    strategies: tuple[StrategyAnswer, ...]


class PlanRow(Record):
    """One line of a plan; all of it suggestions."""

    when: str
    what: str
    who: str
    means: str
    sign: str
    strategy: str
    measures: tuple[str, ...]


class Plan(Reply):
    """A plan for a situation, as rows and as text; no rows for a message of another kind, which the text then answers."""

    period: Period | None
    rows: tuple[PlanRow, ...]


class Reference(Record):
    """A statement with its kind and its place; without a document, it is not to be cited."""

    text: str
    kind: Kind
    document: str
    title: str
    locator: str
    url: str | None


class FoundPassage(Reference):
    """A passage found for a question. Only the order of the scores means something."""

    id: str
    confidence: Confidence
    score: float


class Passages(Record):
    """The passages found for a question, best first, and whether the first answers it."""

    answered: bool
    passages: tuple[FoundPassage, ...]


class Named(Record):
    """Something that a card refers to, and how sure its name is."""

    id: str
    name: str
    confidence: Confidence = "verified"


class StrategyCard(Record):
    """Everything that is written of a strategy."""

    id: str
    name: str
    family: Named
    issue: str
    finding: Reference
    summary: Reference
    why: tuple[Reference, ...]
    steps: tuple[Step, ...]
    signs: tuple[str, ...]
    pitfalls: tuple[str, ...]
    question: str
    distinct: str
    competencies: tuple[Named, ...]
    dimensions: tuple[Named, ...]
    measures: tuple[Named, ...]
    equivalents: tuple[Named, ...]
    near: tuple[Named, ...]
