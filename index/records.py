"""What the index hands over: hits, rankings, and the note of what built it."""

from collections.abc import Mapping
from typing import Literal

from corpus.chunk import Passage
from corpus.records import Record, TurnKind, TurnSort


class Hit(Record):
    """A passage found for a question. Only the order and the gaps of ``score`` mean something; ``cosine`` is kept for evidence.

    ``resembles`` is how much more the question is like those written for the passage than like those that nothing answers (-1 to 1);
    ``read``, the logit of its answering according to the reader, None as long as the two were not read together.
    """

    passage: Passage
    score: float
    cosine: float
    resembles: float = 0.0
    read: float | None = None


class Ranked(Record):
    """A strategy with its calibrated probability of being expected by an expert (0 to 1)."""

    id: str
    score: float


class Guess(Record):
    """A kind of turn with its calibrated probability, and the likeliest sort within it."""

    kind: TurnKind
    sort: TurnSort = ""
    score: float


class Hearing(Record):
    """What the reader hears in a message: what kind of turn it may be, likeliest first, and the probability of each tag (`TAGS`)."""

    guesses: tuple[Guess, ...]
    tags: Mapping[str, float]


class Manifest(Record):
    """What a store was built from; search refuses a store whose note does not match what is here now."""

    format: Literal[1] = 1
    corpus: str
    embedder: str
    chunking: str
    passages: int
    entries: int
    built_at: str
