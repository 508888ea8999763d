"""Messages that ask for a text, or for a change to one, each marked with what it says of that text: for learning to read them.

A mark stands around the words: `ajoute que <say>la salle est prête</say>`. Marks neither nest nor cross. Pure.
"""

import re
from typing import Literal, NamedTuple, get_args

from pydantic import model_validator

from corpus.base import Record

# What the text must say, by what leads to it.
SaidAs = Literal["say", "ask", "invite", "offer", "thank", "sorry", "announce", "remind", "reassure", "explain", "praise", "quote"]
# What is left out, replaced and put in its place; where something goes; whom it is for, who signs, how it opens and ends; its subject.
SpanName = Literal[SaidAs, "out", "old", "new", "place", "to", "name", "sign", "greet", "end", "subject", "about"]
RequestKind = Literal["new", "edit", "none"]
Manner = Literal[
    "shorter", "longer", "warmer", "formal", "simpler", "tu", "vous", "bullets", "prose", "undo", "anew", "english", "french", "bare",
    "typos",
]  # fmt: skip
SAID_AS: tuple[SaidAs, ...] = get_args(SaidAs)
SPAN_NAMES: tuple[SpanName, ...] = get_args(SpanName)
REQUEST_KINDS: tuple[RequestKind, ...] = get_args(RequestKind)
MANNERS: tuple[Manner, ...] = get_args(Manner)
MARK = re.compile(r"<(?P<end>/?)(?P<name>[a-z]+)>")


class Span(NamedTuple):
    """Words of a message: what they are, and where they begin and end (characters)."""

    name: SpanName
    start: int
    end: int


class Marked(NamedTuple):
    """A message without its marks, and what they said."""

    text: str
    spans: tuple[Span, ...]


class MarkedRequest(Record):
    """A message with its marks.

    :param kind: whether it asks for a text, for a change to the one just given, or for neither.
    :param manner: how the text is wanted.
    :param sentences: what the text should hold for each mark of `SAID_AS`, in order; empty where the message does not tell it.
    """

    id: str
    text: str
    kind: RequestKind
    manner: tuple[Manner, ...] = ()
    sentences: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _marks_hold(self) -> "MarkedRequest":
        said = [span for span in read_marks(self.text).spans if span.name in SAID_AS]
        if len(said) != len(self.sentences):
            raise ValueError(f"{len(said)} choses à dire et {len(self.sentences)} phrases")
        return self


def read_marks(marked: str) -> Marked:
    """Return a message without its marks, and where they stood.

    :raises ValueError: if a mark is unknown, is not closed, or stands within another.
    """
    text, spans, opened, at = "", [], None, 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at, name = mark.end(), mark["name"]
        if name not in SPAN_NAMES or bool(mark["end"]) != (opened is not None) or (opened and opened[0] != name):
            raise ValueError(f"marque mal placée : {mark.group()}")
        if opened:
            spans.append(Span(opened[0], opened[1], len(text)))
            opened = None
        else:
            opened = (name, len(text))
    if opened:
        raise ValueError(f"marque jamais fermée : {opened[0]}")
    return Marked(text + marked[at:], tuple(spans))
