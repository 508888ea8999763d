"""The record of a text to be written."""

from corpus.records import Recipient as Recipient
from corpus.records import Record


class Letter(Record):
    """A text that is wanted.

    :param recipient: whom it is for; ``name``, how that person is called where it is told.
    :param details: sentences made of the person's own words.
    :param about: what it is about in their words, with its article ("de la place de l'IA"); empty where they do not say.
    :param heading: the subject line that their words give; empty where they give none.
    :param mail: whether it has a subject line; ``spoken``, whether it is said; ``sentences``, whether single ones will do.
    :param short: whether it must be short; ``longer``, whether it was found too short; ``warm``, whether it must be warm.
    :param bare: whether nothing of ours is to be in it; ``dropped``, words of what is to be left out of it.
    :param signed: who signs it; ``begins``, a word that it must begin with; ``ends``, what it must end with.
    :param untold: whether it must say something that was not told.
    """

    recipient: Recipient
    name: str = ""
    details: tuple[str, ...] = ()
    about: str = ""
    heading: str = ""
    mail: bool = False
    spoken: bool = False
    sentences: bool = False
    short: bool = False
    longer: bool = False
    warm: bool = False
    bare: bool = False
    dropped: tuple[str, ...] = ()
    ends: str = ""
    signed: str = ""
    begins: str = ""
    untold: bool = False
