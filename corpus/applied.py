"""The first step of a strategy, applied to what a case is about: suggestions of Boussole, one entry a strategy and a subject."""

from corpus.base import Record


class Applied(Record):
    """A step to take this week where a case is of a subject; its ``id`` is that of the strategy, a slash, and that of the subject."""

    id: str
    fr: str
    en: str
