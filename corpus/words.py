"""What a principal could say to the staff, or in favour of a strategy: suggestions of Boussole, one entry a strategy."""

from corpus.base import Record


class WordsEnglish(Record):
    """The English rendering of the words of a strategy."""

    team: str
    above: str
    families: str
    ask: str


class Words(Record):
    """The words of a strategy.

    ``team`` opens it before the staff, ``above`` pleads for it before those who decide or pay, ``families`` tells parents of it, and
    ``ask`` is a question that opens it in a meeting of the staff.
    """

    id: str
    team: str
    above: str
    families: str
    ask: str
    en: WordsEnglish
