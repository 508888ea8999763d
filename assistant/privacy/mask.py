"""Hide what is personal in the texts of one exchange behind placeholders, and put it back in the answer.

`[PERSONNE_1]` stands for a person as first named; `[PERSONNE_1_2]` for the same one written otherwise (a family name alone, no accents),
so that a model sees one person and every text comes back as it was.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.privacy.records import KINDS, Finding
from corpus.clean import words
from prompts import load_texts

TYPED = "REPERE"  # what the person typed that looks like one of ours
KIND = "|".join(kind.replace("_", r"(?:\\?_|[ -])") for kind in sorted((*KINDS, TYPED), key=len, reverse=True))
NUMBERS = r"\d{1,4}(?:\\?_\d{1,4})?"
# One as we write it or as a model may: other brackets, a blank or an escaped underscore, small letters; bare only with an underscore.
PLACEHOLDER = re.compile(
    rf"[\[(] ?(?:{KIND})(?:\\?_|[ -]){NUMBERS} ?[\])]|(?<!\w)(?:{KIND})\\?_{NUMBERS}(?!\w)",
    re.IGNORECASE | re.ASCII,
)
SHORTEST = 4  # letters of a part of a name that is looked for where the detector does not see it


class Finds(Protocol):
    """What finds personal data."""

    def find(self, text: str, *, schools: bool = False) -> Sequence[Finding]:
        """Return what is personal in a text, in order, without overlaps."""
        ...


class Mask:
    """The placeholders of one exchange.

    :param detector: finds what is personal.
    :param schools: whether names of schools are hidden too.
    """

    def __init__(self, detector: Finds, *, schools: bool = False) -> None:
        self._detector = detector
        self._schools = schools
        self._held: dict[tuple[str, str], str] = {}  # kind and value → placeholder
        self._numbers: dict[tuple[str, str], int] = {}  # kind and value → number of what it names
        self._values: dict[str, str] = {}  # placeholder → value
        self._done: set[str] = set()  # texts that were hidden: without their context, more or less would be found in them

    @property
    def kinds(self) -> dict[str, int]:
        """How many different things of each kind were hidden."""
        named = {(kind, number) for (kind, _), number in self._numbers.items() if kind != TYPED}
        return dict(Counter(kind for kind, _ in sorted(named)))

    def hide(self, text: str) -> str:
        """Return a text with a placeholder for each piece of personal data; those that are there already stay.

        One that the person typed, and we did not give, is hidden like the rest, so that it comes back as it was typed.
        """
        if text in self._done:
            return text
        given, pieces, at = frozenset(self._values), [], 0
        for held in PLACEHOLDER.finditer(text):
            pieces.append(self._hidden(text[at : held.start()]))
            pieces.append(held.group() if held.group() in given else self._placeholder(TYPED, held.group()))
            at = held.end()
        hidden = "".join((*pieces, self._hidden(text[at:])))
        self._done.add(hidden)
        return hidden

    def restore(self, text: str) -> str:
        """Return a text with what was hidden put back, in one pass; a placeholder that was never given is said to be one."""
        unknown = str(load_texts("privacy", "fr").get("unknown"))
        return PLACEHOLDER.sub(lambda said: self._values.get(_written(said.group()), unknown), text)

    def _hidden(self, text: str) -> str:
        pieces, at = [], 0
        for finding in self._found(text):
            pieces += [text[at : finding.start], self._placeholder(finding.kind, text[finding.start : finding.end])]
            at = finding.end
        return "".join((*pieces, text[at:]))

    def _found(self, text: str) -> list[Finding]:
        found: list[Finding] = []
        for one in (*self._detector.find(text, schools=self._schools), *self._known(text)):
            if not any(finding.start < one.end and one.start < finding.end for finding in found):
                found.append(one)  # of two that overlap, the first: what is hidden twice would come back twice
        return sorted(found, key=lambda finding: finding.start)

    def _known(self, text: str) -> Iterator[Finding]:
        """Yield what was hidden before, the capitals of a name alone too: in another text, the detector may not see it."""
        for kind, value in tuple(self._held):
            parts = (
                [part for part in re.findall(r"[^\W\d_]+", value) if part[0].isupper() and len(part) >= SHORTEST]
                if kind == "PERSONNE"
                else []
            )
            for wanted in () if kind == TYPED else (value, *parts):
                for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text):
                    yield Finding(kind=kind, start=match.start(), end=match.end())

    def _placeholder(self, kind: str, value: str) -> str:
        if (kind, value) not in self._held:
            number = self._number(kind, value)
            writings = 1 + sum(known == kind and other == number for (known, _), other in self._numbers.items())
            held = f"[{kind}_{number}]" if writings == 1 else f"[{kind}_{number}_{writings}]"
            self._held[kind, value], self._numbers[kind, value], self._values[held] = held, number, value
        return self._held[kind, value]

    def _number(self, kind: str, value: str) -> int:
        """Return the number of what a value names: that of the same one written otherwise, when it is but one, else a new one."""
        said = words(value)
        same = {number for (known, other), number in self._numbers.items() if known == kind and said and said == words(other)}
        same = same or {
            number for (known, other), number in self._numbers.items() if known == kind == "PERSONNE" and _part(said, words(other))
        }
        if len(same) == 1:
            return same.pop()
        return 1 + max((number for (known, _), number in self._numbers.items() if known == kind), default=0)


def _part(said: list[str], named: list[str]) -> bool:
    """Tell whether words are the first or the last ones of a name."""
    return 0 < len(said) < len(named) and said in (named[-len(said) :], named[: len(said)])


def _written(said: str) -> str:
    """Return a placeholder as we write it."""
    return f"[{re.sub(r'[^A-Z0-9]+', '_', said.strip('[]() ').upper())}]"
