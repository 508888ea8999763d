"""A strategy applied to what a case is about: suggestions of Boussole, one entry a strategy and a subject."""

from corpus.base import Record


class AppliedEnglish(Record):
    """The English rendering of a strategy applied to a subject."""

    why: str
    step: str


class Applied(Record):
    """Why a strategy helps where a case is of a subject, and a step to take this week.

    Its ``id`` is that of the strategy, a slash, and that of the subject.
    """

    id: str
    why: str
    step: str
    en: AppliedEnglish
