"""What is written beforehand, and found by the ways of asking for it: practical advice, and letters. Suggestions of Boussole."""

from typing import Literal, get_args

from corpus.base import Record

Recipient = Literal["team", "families", "above", "partner", "person"]
RECIPIENTS: tuple[Recipient, ...] = get_args(Recipient)


class Ready(Record):
    """Something written beforehand.

    :param asks: ways of asking for it, or of telling what it is for.
    :param text: what is said; ``en``, the same in English.
    :param strategies: ids of the strategies that it puts to work; ``subjects``, what it is about (`corpus.base.SUBJECTS`).
    """

    id: str
    asks: tuple[str, ...]
    text: str
    en: str
    strategies: tuple[str, ...]
    subjects: tuple[str, ...] = ()


class Advice(Ready):
    """A suggestion that answers one practical question."""


class Judged(Record):
    """A message, and what a careful reader thinks of the advice that came near to it.

    :param say: the message; ``case``, what was told before it: empty where it opens the conversation.
    :param grades: by the id of the advice: 2 answers, 1 is of use without answering, 0 is beside the point.
    :param held: whether the encoder does not learn from it, so that what it makes of it teaches what is of use (`index.worth`).
    """

    say: str
    case: str = ""
    grades: dict[str, int]
    held: bool = False


class Template(Ready):
    """A letter without its greeting and its signature, with blanks between brackets for what only the principal knows.

    :param to: whom it is for.
    :param heading: its subject line; ``heading_en``, the same in English.
    """

    to: Recipient
    heading: str
    heading_en: str
