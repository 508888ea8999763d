"""Hide what is personal in the texts of one exchange behind placeholders, and put it back in the answer.

`[PERSONNE_1]` stands for a person as first named; `[PERSONNE_1_2]` for the same one written otherwise (a family name alone, no accents),
so that a model sees one person and every text comes back as it was.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from assistant.privacy.records import Finding
from corpus.clean import words
from prompts import load_texts

HELD = re.compile(r"\[[A-Z][A-Z_]*_\d+(?:_\d+)?\]")  # a placeholder, as we write it
SAID = re.compile(r"[\[(]?\b([A-Za-z]+(?:[ _][A-Za-z]+)*(?:[ _]\d+){1,2})\b[\])]?")  # one, as a model may write it
TYPED = "REPERE"  # what the person typed that looks like one of ours


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

    @property
    def kinds(self) -> dict[str, int]:
        """How many different things of each kind were hidden."""
        named = {(kind, number) for (kind, _), number in self._numbers.items() if kind != TYPED}
        return dict(Counter(kind for kind, _ in sorted(named)))

    def hide(self, text: str) -> str:
        """Return a text with a placeholder for each piece of personal data; those that are there already stay.

        One that the person typed, and we did not give, is hidden like the rest, so that it comes back as it was typed.
        """
        pieces, at = [], 0
        for held in HELD.finditer(text):
            pieces.append(self._hidden(text[at : held.start()]))
            pieces.append(held.group() if held.group() in self._values else self._placeholder(TYPED, held.group()))
            at = held.end()
        return "".join((*pieces, self._hidden(text[at:])))

    def restore(self, text: str) -> str:
        """Return a text with what was hidden put back; a placeholder that was never given is said to be one."""
        unknown = load_texts("privacy", "fr").get("unknown")
        exact = HELD.sub(lambda held: self._values.get(held.group(), unknown), text)
        return SAID.sub(lambda said: self._values.get(f"[{said.group(1).upper().replace(' ', '_')}]", said.group()), exact)

    def _hidden(self, text: str) -> str:
        pieces, at = [], 0
        for finding in self._detector.find(text, schools=self._schools):
            pieces += [text[at : finding.start], self._placeholder(finding.kind, text[finding.start : finding.end])]
            at = finding.end
        return "".join((*pieces, text[at:]))

    def _placeholder(self, kind: str, value: str) -> str:
        if (kind, value) not in self._held:
            number = self._number(kind, value)
            writings = 1 + sum(known == kind and other == number for (known, _), other in self._numbers.items())
            held = f"[{kind}_{number}]" if writings == 1 else f"[{kind}_{number}_{writings}]"
            self._held[kind, value], self._numbers[kind, value], self._values[held] = held, number, value
        return self._held[kind, value]

    def _number(self, kind: str, value: str) -> int:
        """Return the number of what a value names: that of the same one written otherwise, else a new one."""
        said = words(value)
        for (known, other), number in self._numbers.items():
            named = words(other)
            part = kind == "PERSONNE" and said and len(said) < len(named) and said in (named[-len(said) :], named[: len(said)])
            if known == kind and said and (said == named or part):
                return number
        return 1 + max((number for (known, _), number in self._numbers.items() if known == kind), default=0)
