"""What an evaluation hands over: cases with their scores and reasons, the ways they were answered, and the run they belong to."""

from pydantic import Field

from corpus.records import Record


class Interval(Record):
    """A mean with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}–{self.high:.3f}]"


class Case(Record):
    """One question and what came of it. A case that crashed has an error and scores 0 everywhere: it is a row, never a stop."""

    id: str
    question: str
    expected: tuple[str, ...] = ()
    got: tuple[str, ...] = ()
    probabilities: tuple[float, ...] = Field((), description="of each of `got`, when the way gives them")
    scores: dict[str, float] = Field(default_factory=dict, description="measure → value, 1 being best")
    reasons: dict[str, str] = Field(default_factory=dict, description="measure → why it is not 1, where that can be told")
    tags: dict[str, str] = Field(default_factory=dict, description="what the case may be grouped by: origin, family, level")
    ms: float | None = None
    error: str = ""


class Way(Record):
    """One way of answering the cases of a set: ours, or one that we are compared with."""

    name: str
    cases: tuple[Case, ...]


class Part(Record):
    """One set of cases, answered in several ways; the first way is ours."""

    name: str
    title: str
    measures: tuple[str, ...] = Field(description="in the order of the columns")
    ways: tuple[Way, ...]


class Timing(Record):
    """One thing timed, with the goal it is held to."""

    what: str
    value: float
    unit: str
    goal: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.value >= self.goal if self.at_least else self.value <= self.goal


class Run(Record):
    """Everything measured by one command, with what it was measured on."""

    started: str
    seconds: float
    commit: str = Field(description="short hash, with a + when files were changed since")
    corpus: str = Field(description="digest of the knowledge")
    settings: dict[str, str]
    parts: tuple[Part, ...] = ()
    timings: tuple[Timing, ...] = ()


class Difference(Record):
    """How one measure of one set changed between two runs, on the cases that both hold."""

    part: str
    measure: str
    before: float
    after: float
    change: Interval
    better: tuple[str, ...]
    worse: tuple[str, ...]
