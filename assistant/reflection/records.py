"""The records of the self-reflection. An average is always told with the number of answers it rests on."""

from collections.abc import Mapping

from assistant.errors import BoussoleError
from corpus.base import Record

LEVELS = (1, 2, 3, 4, 5)  # never to always
ENOUGH = 2  # answers that a family needs to be compared with the others


class AnswersError(BoussoleError):
    """What is given as answers is not what the questionnaire makes."""


class Answers(Record):
    """The answers of a person, by id of statement.

    ``dropped`` counts the answers to statements that the questionnaire does not hold.
    """

    levels: Mapping[str, int]
    dropped: int = 0


class Mean(Record):
    """The mean of the answers to the statements of one family, competency or dimension; none when none is answered."""

    id: str
    mean: float | None
    answered: int
    asked: int

    @property
    def enough(self) -> bool:
        """Whether there are enough answers to compare it with others."""
        return self.answered >= ENOUGH


class Priority(Record):
    """A family to work on, and the strategies of the statements that were answered lowest, the lowest first."""

    family: str
    strategies: tuple[str, ...]


class Profile(Record):
    """What the answers say.

    Every priority has a lower mean than every strength, and there are neither when the means do not tell the families apart.
    ``strengths_tied`` and ``priorities_tied`` are the families left out that have the same mean as the last one kept.
    """

    families: tuple[Mean, ...]
    competencies: tuple[Mean, ...]
    dimensions: tuple[Mean, ...]
    strengths: tuple[str, ...]
    strengths_tied: tuple[str, ...]
    priorities: tuple[Priority, ...]
    priorities_tied: tuple[str, ...]
    dropped: int = 0

    @property
    def answered(self) -> int:
        """How many statements are answered."""
        return sum(family.answered for family in self.families)

    @property
    def asked(self) -> int:
        """How many statements there are."""
        return sum(family.asked for family in self.families)

    @property
    def lacking(self) -> tuple[Mean, ...]:
        """The families with too few answers to be compared with the others."""
        return tuple(family for family in self.families if not family.enough)

    def mean_of(self, family: str) -> Mean:
        """Return the mean of one family."""
        return next(mean for mean in self.families if mean.id == family)
