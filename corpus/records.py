"""The records of the knowledge base: frozen, checked when read, and the same words everywhere.

A ``Statement`` always knows its kind. `suggestion` is the assistant's own proposal and carries no source; every other kind
names the document it stands in. This is the invariant that the whole product rests on, so it is enforced here and not left
to the callers.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, model_validator

from corpus.applied import Applied as Applied
from corpus.base import CONSTRAINTS as CONSTRAINTS
from corpus.base import HORIZONS as HORIZONS
from corpus.base import SORTS as SORTS
from corpus.base import SPLITS as SPLITS
from corpus.base import SUBJECTS as SUBJECTS
from corpus.base import TAGS as TAGS
from corpus.base import Confidence as Confidence
from corpus.base import Constraint as Constraint
from corpus.base import Horizon as Horizon
from corpus.base import Kind as Kind
from corpus.base import Language as Language
from corpus.base import Origin as Origin
from corpus.base import Record as Record
from corpus.base import Split as Split
from corpus.base import Steps as Steps
from corpus.base import TurnKind as TurnKind
from corpus.base import TurnSort as TurnSort
from corpus.examples import Asked, Conversation, Digression, Thread, TurnExample, Unanswered
from corpus.examples import Tagged as Tagged
from corpus.joined import Joined
from corpus.means import Means as Means
from corpus.ready import RECIPIENTS as RECIPIENTS
from corpus.ready import Advice as Advice
from corpus.ready import Judged as Judged
from corpus.ready import Ready as Ready
from corpus.ready import Recipient as Recipient
from corpus.ready import Template as Template
from corpus.words import Words as Words


class Statement(Record):
    """One sentence or two, with the kind of claim they make and where they come from."""

    text: str
    kind: Kind = "suggestion"
    source: str | None = None
    locator: str = ""

    @model_validator(mode="after")
    def _source_goes_with_kind(self) -> "Statement":
        if (self.kind == "suggestion") == (self.source is not None):
            raise ValueError(f"a {self.kind} {'must not' if self.source else 'must'} carry a source: {self.text[:60]!r}")
        return self


def _as_statement(value: Any) -> Any:
    """In the files, a plain string is a suggestion: it saves a line for each of the many there are."""
    return {"text": value} if isinstance(value, str) else value


Said = Annotated[Statement, BeforeValidator(_as_statement)]


class Source(Record):
    """A document the knowledge is drawn from; ``reading`` says how much of it could be read."""

    key: str
    title: str
    author: str
    year: str
    url: str | None
    reading: Literal["full", "extract"]
    licence: str


class Family(Record):
    """One of the nine families of strategies."""

    id: str
    name: str
    name_en: str
    group: Literal["communaute", "entrevues"]
    group_name: str


class Fit(Record):
    """A trouble as it is lived (``need``, for matching only) and why the strategy answers it (``text``, shown)."""

    need: str
    text: str


class CardEnglish(Record):
    """The English rendering of what an answer shows of a card."""

    name: str
    issue: str
    finding: str
    summary: str
    why: tuple[str, ...]
    fits: tuple[str, ...]
    steps: Steps
    signs: tuple[str, ...]
    pitfalls: tuple[str, ...]
    question: str
    distinct: str


class Card(Record):
    """One of the 51 strategies: what the research says of it, and what Boussole proposes to make of it."""

    id: str
    name: str
    family: str
    source: str
    locator: str
    issue: str
    finding: Statement
    summary: Said
    why: tuple[Said, ...]
    fits: tuple[Fit, ...]
    steps: Steps
    signs: tuple[str, ...]
    pitfalls: tuple[str, ...]
    question: str
    distinct: str
    near: tuple[str, ...]
    components: tuple[str, ...]
    competencies: tuple[str, ...]
    dimensions: tuple[str, ...]
    measures: tuple[str, ...]
    actors: tuple[str, ...]
    obstacles: tuple[str, ...]
    en: CardEnglish

    @property
    def sourced(self) -> tuple[Statement, ...]:
        """Every statement of the card that carries a source."""
        return tuple(s for s in (self.finding, self.summary, *self.why) if s.source)


class Fact(Record):
    """One statement of the documents, with the place it stands in and questions it answers."""

    id: str
    topic: str
    text: str
    en: str
    kind: Kind
    source: str | None
    also: tuple[str, ...] = ()
    locator: str
    confidence: Confidence
    measures: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    terms: tuple[str, ...]
    questions: tuple[str, ...]
    definition: bool = False
    rests_on: tuple[str, ...] = ()  # facts with a source that a reading, or a name that is not verified, starts from

    @model_validator(mode="after")
    def _source_goes_with_kind(self) -> "Fact":
        Statement(text=self.text, kind=self.kind, source=self.source)
        return self


class Limit(Record):
    """Something the documents do not say, the nearest facts, and where one could look."""

    id: str
    text: str
    en: str
    questions: tuple[str, ...]
    nearest: tuple[str, ...]
    where: str


class Measure(Record):
    """One of the 33 measures of the PAN; twenty are known by their number alone."""

    id: str
    number: int
    status: Literal["known", "unknown"]
    label: str | None
    subject: str | None
    subject_en: str | None
    orientation: str | None
    objective: str | None
    objective_confidence: Confidence | None = None
    sources: tuple[str, ...] = ()


class Competency(Record):
    """A competency of the 2008 framework for principals; its name could not be verified and must be shown as such."""

    id: str
    domain: str
    domain_name: str
    candidate_name: str
    candidate_name_en: str
    confidence: Confidence
    for_principals: str
    for_principals_en: str
    strategies: tuple[str, ...]


class Dimension(Record):
    """A dimension of the digital competency framework (2019)."""

    id: str
    number: int
    name: str
    name_en: str
    short: str
    short_en: str
    central: bool
    elements: tuple[str, ...]
    elements_confidence: Confidence
    for_principals: str
    for_principals_en: str
    sources: tuple[str, ...]


class Actor(Record):
    """Someone a principal can turn to; ``phrase`` names them inside a sentence."""

    id: str
    name: str
    name_en: str
    role: str
    role_en: str
    phrase: str
    phrase_en: str
    sources: tuple[str, ...]
    confidence: Confidence


class Component(Record):
    """A component of transformational or authentic leadership."""

    id: str
    theory: str
    theory_en: str
    name: str
    name_en: str
    meaning: str
    meaning_en: str
    sources: tuple[str, ...]


class Obstacle(Record):
    """An obstacle reported by the documents."""

    id: str
    name: str
    name_en: str
    detail: str
    who: str
    sources: tuple[str, ...]
    confidence: Confidence


class Situation(Record):
    """A labelled situation: grade 2, any expert would propose the strategy; grade 1, acceptable.

    ``origin`` tells the cases retold from what people really published (they carry their page, who said it and the case in substance) from
    the scenes that a ``writer`` invented. ``split`` is written down: `train` is learned from, choices are made on `dev`, `test` is only
    ever reported. Real cases are split by site, so that no publication is on both sides. ``pair`` joins scenes told twice, with another
    trouble at their heart. Where a blind second reader labelled the text too, both readings are kept (``first`` is the writer's,
    ``second`` the reader's) and ``relevant`` is what they were resolved to.
    """

    id: str
    text: str
    relevant: dict[str, Literal[1, 2]]
    first: dict[str, Literal[1, 2]] = Field(default_factory=dict)
    second: dict[str, Literal[1, 2]] = Field(default_factory=dict)
    origin: Origin = "scene"
    split: Split = "train"
    writer: str = ""
    pair: str = ""
    source: str = ""
    source_url: str = ""
    case: str = ""

    @model_validator(mode="after")
    def _a_real_case_names_its_page(self) -> "Situation":
        if (self.origin == "real") != bool(self.source_url):
            raise ValueError(f"a {self.origin} situation {'must' if self.origin == 'real' else 'must not'} carry a source_url")
        return self

    @property
    def site(self) -> str:
        """The site a real case was published on, without `www.`; empty for a scene."""
        return urlsplit(self.source_url).netloc.removeprefix("www.")

    @property
    def expected(self) -> frozenset[str]:
        """The strategies of grade 2."""
        return frozenset(id_ for id_, grade in self.relevant.items() if grade == 2)


class Corpus(Record):
    """Everything that is written down, by id where an id exists."""

    sources: Mapping[str, Source]
    families: Mapping[str, Family]
    cards: Mapping[str, Card]
    means: Mapping[str, Means]
    words: Mapping[str, Words]
    applied: Mapping[str, Applied]
    advice: Mapping[str, Advice]
    templates: Mapping[str, Template]
    facts: Mapping[str, Fact]
    limits: Mapping[str, Limit]
    measures: Mapping[str, Measure]
    competencies: Mapping[str, Competency]
    dimensions: Mapping[str, Dimension]
    actors: Mapping[str, Actor]
    components: Mapping[str, Component]
    obstacles: Mapping[str, Obstacle]
    situations: tuple[Situation, ...]
    turns: tuple[TurnExample, ...]
    conversations: tuple[Conversation, ...]
    asked: Mapping[str, Asked]
    joined: Mapping[str, Joined]
    threads: tuple[Thread, ...]
    unanswered: tuple[Unanswered, ...]
    digressions: tuple[Digression, ...]
    equivalents: tuple[frozenset[str], ...] = Field((), description="strategies that the two parts of the study found under two names")
    digest: str = Field(description="hash of every file read: two corpora with the same digest are the same")

    def digressions_of(self, split: Split) -> tuple[Digression, ...]:
        """Return the digressions of one split, in file order."""
        return tuple(d for d in self.digressions if d.split == split)

    def situations_of(self, split: Split, origin: Origin | None = None) -> tuple[Situation, ...]:
        """Return the situations of one split, in file order, of one origin or of both."""
        return tuple(s for s in self.situations if s.split == split and origin in (None, s.origin))
