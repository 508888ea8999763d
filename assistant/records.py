"""The records that the steps exchange, and the answer record that the doors give out (JSON, stable)."""

from typing import Any, Literal

from pydantic import Field

from assistant.letter.records import Letter
from corpus.records import Advice, Constraint, Horizon, Kind, Language, Recipient, Record, Template, TurnKind, TurnSort
from index.records import Hit, Ranked
from index.thread import Before

CitationState = Literal["exact", "adjusted", "unverified"]
FacetKind = Literal["level", "actor", "equipment", "deadline", "obstacle"]


class Turn(Record):
    """A past turn, as the client carries it: enough to follow up on, nothing more. The server keeps none.

    ``topic`` is the case that was being talked of, with what had been added to it; ``advice``, the advice that was given.
    """

    question: str
    kind: TurnKind
    sort: TurnSort = ""
    topic: str = ""
    strategies: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    advice: str = ""


class Facet(Record):
    """Something the message says in so many words: a level, an actor, a piece of equipment, a deadline, an obstacle."""

    kind: FacetKind
    id: str
    label: str
    found: str = ""


class Heard(Record):
    """What is heard in a message: what it is about, the incident that it tells of, what binds the case, and what it wants.

    Each is of the names of `corpus.base` (SUBJECTS, INCIDENTS, CONSTRAINTS, WANTS), the likeliest first; ``happened`` is the probability
    that there is an incident at all, and ``surely`` the subjects that are heard surely enough to be spoken of.
    """

    subjects: tuple[str, ...] = ()
    surely: tuple[str, ...] = ()
    incident: str = ""
    happened: float = 0.0
    constraints: tuple[Constraint, ...] = ()
    wants: tuple[str, ...] = ()


class Practical(Record):
    """What a message asks of the practical side of things.

    :param asks: the kinds of question (`prompts/practical.all.yaml`), in its order; ``asked``, the first in its words.
    :param replies: whether it asks what to answer somebody, who ``said`` that: ``verbatim``, in their own words; ``to``, who that is.
    :param grave: whether it weighs on somebody: nothing of it is tried out.
    """

    asks: tuple[str, ...] = ()
    asked: str = ""
    replies: bool = False
    said: str = ""
    verbatim: bool = False
    grave: bool = False
    to: Recipient = "team"


class Understanding(Record):
    """What the first step made of a message.

    :param said: the message that is answered, without what surrounds it: for "say it in English", the message before.
    :param needs: what is looked for: the whole, then its sentences; with what the conversation adds to it.
    :param topic: the case talked of once this message is said.
    :param rejected: the strategies shown that are not to be spoken of any more.
    :param heard: what is heard in this message; ``constraints``, ``subjects`` and ``incident``, in the whole case.
    :param about: the turn that a follow-up leans on; ``shown``, all that was proposed for the case.
    :param targets: the strategies that it points at; ``unlisted``, whether at a rank that the list does not have; ``sets_aside``, whether
        to have others instead.
    :param aside: a question of fact asked in the same message as something else.
    :param alone: what was said of a question where more, or less, is looked for; ``before``, the question of fact asked just before it.
    :param practical: what it asks of how to go about things, if it does.
    :param wavers: whether it may as well be a question of fact as a case told.
    """

    question: str
    language: Language
    kind: TurnKind
    sort: TurnSort = ""
    said: str = ""
    needs: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()
    heard: Heard = Heard()
    constraints: tuple[Constraint, ...] = ()
    subjects: tuple[str, ...] = ()
    incident: str = ""
    rejected: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    targets: tuple[str, ...] = ()
    unlisted: bool = False
    sets_aside: bool = False
    topic: str = ""
    about: Turn | None = None
    aside: str = ""
    alone: str = ""
    before: Before | None = None
    practical: Practical | None = None
    wavers: bool = False
    vectors: Any = Field(default=None, repr=False)  # float32 array (needs, dimensions), one row per need


class Choice(Record):
    """A strategy chosen for the case, with the trouble of its card that comes near to what was told, if one does, and how near.

    ``reason`` is why it fits, in a model's words once verified; empty where the card says it.
    """

    id: str
    score: float
    also: tuple[str, ...] = ()
    fit: int | None = None
    nearness: float = 0.0
    reason: str = ""


class Shortlist(Record):
    """The strategies kept, best first, and the ranking of all of them."""

    choices: tuple[Choice, ...] = ()
    ranking: tuple[Ranked, ...] = ()


class Result(Record):
    """Something computed from two figures of the documents, written as a sum that can be checked; ``label`` says what it is, if known."""

    text: str
    passages: tuple[str, ...]
    label: str = ""


class Found(Record):
    """What was found for a question of fact: the passages, best first; whether the first answers it; what was computed from them.

    ``unsure`` is set when it is not known whether the first answers; ``confidence`` is by how many logits it does. ``told`` is how many of
    the first passages each answer a part of the question; ``denied``, whether the first denies what the question says before it asks.
    """

    hits: tuple[Hit, ...] = ()
    answered: bool = False
    unsure: bool = False
    confidence: float = 0.0
    told: int = 1
    denied: bool = False
    result: Result | None = None


class Claim(Record):
    """A piece of text and what it rests on. Without a kind it claims nothing: it restates, links or asks.

    ``mended`` is set once the text or its references had to be put right.
    """

    text: str
    kind: Kind | None = None
    passages: tuple[str, ...] = ()
    lead: str = ""
    mended: bool = False


class Block(Record):
    """A paragraph, a list or a table of claims, with the strategy it is about, if it is about one."""

    claims: tuple[Claim, ...]
    heading: str = ""
    layout: Literal["paragraph", "list", "table"] = "paragraph"
    strategy: str | None = None


class Step(Record):
    """A first step, always a suggestion."""

    when: Horizon
    text: str


class StrategyAnswer(Record):
    """A strategy as the answer gives it."""

    id: str
    also: tuple[str, ...]
    name: str
    score: float
    why: str
    steps: tuple[Step, ...]
    citations: tuple[int, ...]


class Citation(Record):
    """A reference: the document, the place, and what our knowledge base says stands there."""

    n: int
    document: str
    title: str
    locator: str
    quote: str
    state: CitationState
    url: str | None
    kind: Kind
    passage: str


class Prepared(Record):
    """What was prepared for a message: advice that answers it, the letter that it asks for and the one written beforehand for that."""

    advice: Advice | None = None
    letter: Letter | None = None
    template: Template | None = None


NOTHING = Prepared()


class Draft(Record):
    """An answer before it is verified."""

    kind: TurnKind
    blocks: tuple[Block, ...]
    choices: tuple[Choice, ...] = ()
    competencies: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    advice: str = ""


class Verdict(Record):
    """A draft after verification: what was kept, what was put right, what was dropped and why."""

    draft: Draft
    kept: int
    repaired: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


class Usage(Record):
    """What an answer took: who was asked, how often, what left this machine, and what became of the sentences that a model wrote.

    ``sent`` counts the characters that left this machine; ``masked``, what was hidden in them, by kind.
    """

    engine: str = "embedded"
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    sent: int = 0
    masked: dict[str, int] = Field(default_factory=dict)
    sentences: int = 0
    cited: int = 0
    faulty: int = 0
    mended: int = 0
    dropped: int = 0


class Answer(Record):
    """The answer record: what every door gives out."""

    id: str
    question: str
    language: Language
    kind: TurnKind
    sort: TurnSort = ""
    topic: str = ""
    text: str
    strategies: tuple[StrategyAnswer, ...] = ()
    ranking: tuple[str, ...] = ()
    advice: str = ""
    competencies: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    follow_ups: tuple[str, ...] = ()
    engine: str = "embedded"
    warnings: tuple[str, ...] = ()
    timings_ms: dict[str, float] = Field(default_factory=dict)
    usage: Usage = Usage()
    sent: tuple[str, ...] = Field((), exclude=True, repr=False)  # what was sent to a model, word for word: shown, never stored

    @property
    def turn(self) -> Turn:
        """What the client should carry to the next turn."""
        return Turn(
            question=self.question,
            kind=self.kind,
            sort=self.sort,
            topic=self.topic,
            strategies=tuple(s.id for s in self.strategies),
            citations=tuple(c.passage for c in self.citations),
            advice=self.advice,
        )
