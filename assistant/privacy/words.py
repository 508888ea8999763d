"""Cut a text into words that know their shape and what stands before them: pure functions, positions are those of the text."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from corpus.clean import SHOUT, fold

LETTER = r"[^\W\d_][\u0300-\u036f]*+"
WORD = re.compile(rf"(?<![\w])(?:{LETTER})++(?:['’ʼ‑-](?:{LETTER})++)*+(?!\w)")
ELIDED = re.compile(r"(?:[ldjmtsnc]|qu|lorsqu|puisqu|jusqu|quoiqu)['’ʼ]", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
BREAKS = re.compile(r"[.!?…:;«»\"“”()\[\]\n•–—*]")
ABBREVIATED = frozenset({"m", "mm", "mme", "mmes", "mlle", "mr", "mrs", "ms", "dr", "dre", "st", "ste", "prof", "me", "mgr"})

PERSON = "PER"  # the label of persons

Shape = Literal["title", "upper", "lower"]


class Word(NamedTuple):
    """A word: its place, its folded form, its shape, what stands between the last one and it, and what a model takes it for."""

    start: int
    end: int
    key: str
    shape: Shape
    gap: str
    opens: bool
    label: str

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.shape != "lower"


def flat(text: str) -> str:
    """Return a text folded character by character, so that places stay the same."""
    return "".join((fold(character) or character)[0] for character in text)


def shouts(text: str) -> bool:
    """Tell whether a text is written in capitals, which then say nothing."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= SHOUT and sum(character.isupper() for character in letters) > 0.7 * len(letters)


def cut(text: str, entities: Sequence[tuple[int, int, str]], whole: frozenset[str]) -> list[Word]:
    """Return the words of a text, without what is elided before them.

    :param entities: places and labels that a model gave.
    :param whole: words that begin like an elision and are none, such as `d'amours`.
    """
    found: list[Word] = []
    shouting = shouts(text)
    labels = [""] * len(text)
    for start, end, label in entities:
        labels[start:end] = [label] * (end - start)
    for match in WORD.finditer(text):
        start, end = match.span()
        elided = ELIDED.match(match[0])
        if elided and fold(match[0]) not in whole and (shouting or not _carries_on(text, found, start, elided.end())):
            start += elided.end()
        if POSSESSIVE.search(match[0]):
            end -= 2
        last = found[-1] if found else None
        gap = text[last.end : start] if last else text[:start]
        letters = text[start:end]
        shape: Shape = "lower" if shouting or not letters[0].isupper() else "upper" if letters.isupper() and len(letters) > 1 else "title"
        found.append(Word(start, end, fold(letters), shape, gap, _opens(last, gap), labels[start]))
    return found


def _carries_on(text: str, found: Sequence[Word], start: int, elided: int) -> bool:
    """Tell whether an elision in capitals is part of the name before: `Luc D'Alia`."""
    before = found and found[-1].capital and text[found[-1].end : start] == " "
    return bool(before) and text[start].isupper() and text[start + elided].isupper()


def _opens(last: Word | None, gap: str) -> bool:
    if last is None:
        return True
    if gap.startswith(".") and (last.key in ABBREVIATED or len(last.key) == 1):
        gap = gap[1:]
    return bool(BREAKS.search(gap))
