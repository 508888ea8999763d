"""What the first steps of a strategy take, and how to take them when something is lacking."""

from collections.abc import Mapping
from typing import Literal

from corpus.base import Constraint, Record, Steps


class MeansEnglish(Record):
    """The English rendering of the means of a strategy."""

    who: Steps
    means: Steps
    adapt: Mapping[Constraint, str]


class Means(Record):
    """What the first steps of a strategy take, and how to take them when something is lacking; all of it suggestions.

    ``ease`` tells how well the strategy bears each constraint: 2, it suits it; 1, feasible if adapted; 0, hard.
    ``adapt`` says, for each constraint, what changes in the first steps.
    """

    id: str
    who: Steps
    means: Steps
    ease: Mapping[Constraint, Literal[0, 1, 2]]
    adapt: Mapping[Constraint, str]
    en: MeansEnglish
