"""The record of a text to be written."""

from typing import Literal

from corpus.records import Recipient as Recipient
from corpus.records import Record


class Edit(Record):
    """One change to a text that was given.

    :param kind: sentences added, something taken out, or something put in the place of something else; ``mend``, sentences in the place of
        those that say nearly the same, or added where there are none.
    :param what: words that name what is taken out or replaced; empty where it is not told.
    :param said: the sentences that are added, or what is put in its place.
    :param place: where it goes, as it was told ("à la fin", "après la phrase sur le wifi"); empty where it is not.
    """

    kind: Literal["add", "mend", "drop", "swap"]
    what: str = ""
    said: tuple[str, ...] = ()
    place: str = ""


class Letter(Record):
    """A text that is wanted.

    :param recipient: whom it is for; ``name``, how that person is called where it is told.
    :param details: sentences made of the person's own words, as the text was first asked for.
    :param about: what it is about in their words, with its article ("de la place de l'IA"); empty where they do not say.
    :param missing: what they want explained and did not tell.
    :param heading: the subject line that they give; empty where they give none.
    :param mail: whether it has a subject line; ``spoken``, whether it is said; ``sentences``, whether single ones will do.
    :param short: whether it must be short; ``longer``, whether it was found too short; ``warm``, whether it must be warm.
    :param formal: whether it must be formal; ``points``, laid out as points.
    :param bare: whether nothing of ours is to be in it.
    :param signed: who signs it; ``begins``, how it must begin; ``ends``, how it must end.
    :param edits: what was asked of it since, in order; ``latest``, how many of them were asked last.
    :param beyond: what is asked of it that we cannot do; ``idle``, whether nothing was understood of what was asked last.
    """

    recipient: Recipient
    name: str = ""
    details: tuple[str, ...] = ()
    about: str = ""
    missing: tuple[str, ...] = ()
    heading: str = ""
    mail: bool = False
    spoken: bool = False
    sentences: bool = False
    short: bool = False
    longer: bool = False
    warm: bool = False
    formal: bool = False
    points: bool = False
    bare: bool = False
    ends: str = ""
    signed: str = ""
    begins: str = ""
    edits: tuple[Edit, ...] = ()
    latest: int = 0
    beyond: tuple[str, ...] = ()
    idle: bool = False
