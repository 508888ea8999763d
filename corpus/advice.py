"""Practical advice: what a principal may ask in so many words, and a suggestion of Boussole that answers it."""

from corpus.base import Record


class Advice(Record):
    """A suggestion that answers one practical question.

    :param asks: ways of asking it, or of telling what it is asked of.
    :param text: the answer; ``en``, the same in English.
    :param strategies: ids of the strategies that it puts to work; ``subjects``, what it is about (`corpus.base.SUBJECTS`).
    """

    id: str
    asks: tuple[str, ...]
    text: str
    en: str
    strategies: tuple[str, ...]
    subjects: tuple[str, ...] = ()
