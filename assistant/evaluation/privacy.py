"""Score the search for personal data: what is found of what is labelled, kind by kind, and how much of what is found is personal."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from pydantic import Field
from rich.table import Table

from assistant.privacy.records import Finding
from corpus.records import Language, Record
from prompts import load_texts

SETS = Path(__file__).parent / "sets"
FILES = ("privacy_test.jsonl", "privacy_dev.jsonl", "privacy_hard.jsonl")  # the last: dictated numbers, pasted tables, initials
NAMES = frozenset({"PERSONNE", "ECOLE"})
# Kinds that a text alone does not always tell apart, or that stand in one another.
ALIKE = (frozenset({"CODE_PERMANENT", "RAMQ"}), frozenset({"ADRESSE", "CODE_POSTAL"}))
ENOUGH_OF_ADDRESS = 0.8


class Labelled(Record):
    """Something personal in a text, by its words; the ``nth`` time that they stand there."""

    kind: str
    text: str
    nth: int = Field(1, ge=1)


class PrivacyCase(Record):
    """A message and what is personal in it."""

    id: str
    text: str
    spans: tuple[Labelled, ...] = ()
    lang: Language = "fr"

    def place(self, span: Labelled) -> tuple[int, int]:
        """Return where a labelled span stands.

        :raises ValueError: if the text does not hold it.
        """
        start = -1
        for _ in range(span.nth):
            start = self.text.index(span.text, start + 1)
        return start, start + len(span.text)


class Find(Protocol):
    """What looks for personal data."""

    def __call__(self, text: str, *, schools: bool = False) -> Sequence[Finding]:
        """Return what is personal in a text."""
        ...


class Rate(Record):
    """So many out of so many."""

    right: int = 0
    total: int = 0

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(right=self.right + other.right, total=self.total + other.total)

    @property
    def value(self) -> float | None:
        """The share, when there is anything to share."""
        return self.right / self.total if self.total else None

    def __str__(self) -> str:
        return "–" if self.value is None else f"{self.value:.3f} ({self.right}/{self.total})"


class Miss(Record):
    """Something that was labelled and not found, or found and not labelled."""

    id: str
    kind: str
    text: str
    found: bool


class PrivacyScores(Record):
    """What one way of searching is worth on a set."""

    recall: dict[str, Rate]
    precision: dict[str, Rate]
    misses: tuple[Miss, ...] = ()

    @property
    def formatted(self) -> Rate:
        """Recall of everything that has a form."""
        return sum((rate for kind, rate in self.recall.items() if kind not in NAMES), Rate())

    @property
    def names(self) -> Rate:
        """Recall of names."""
        return sum((rate for kind, rate in self.recall.items() if kind in NAMES), Rate())

    @property
    def precise(self) -> Rate:
        """Precision of everything that was found."""
        return sum(self.precision.values(), Rate())


def evaluate_privacy(ours: Find, other: Find, files: Sequence[str] = FILES) -> dict[str, tuple[PrivacyScores, PrivacyScores]]:
    """Return, for each set that there is, the scores of our search and of another."""
    sets = {name: read_privacy(SETS / name) for name in files if (SETS / name).is_file()}
    return {name: (score(cases, ours), score(cases, other)) for name, cases in sets.items()}


def read_privacy(path: Path) -> tuple[PrivacyCase, ...]:
    """Read a set, one JSON object per line."""
    return tuple(PrivacyCase.model_validate(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def score(cases: Sequence[PrivacyCase], find: Find) -> PrivacyScores:
    """Score a search.

    A span counts as found when every letter and digit of it lies in findings of its kind or of one that it is easily taken for (80 % for
    an address); a finding is right when it touches a span. Schools are looked for in the cases where some are labelled.
    """
    recall: dict[str, Rate] = {}
    precision: dict[str, Rate] = {}
    misses: list[Miss] = []
    for case in cases:
        found = find(case.text, schools=any(span.kind == "ECOLE" for span in case.spans))
        places = [(span, *case.place(span)) for span in case.spans]
        for span, start, end in places:
            right = _covered(case.text, span.kind, start, end, found)
            recall[span.kind] = recall.get(span.kind, Rate()) + Rate(right=right, total=1)
            misses += [] if right else [Miss(id=case.id, kind=span.kind, text=span.text, found=False)]
        for finding in found:
            right = any(finding.start < end and start < finding.end for _, start, end in places)
            precision[finding.kind] = precision.get(finding.kind, Rate()) + Rate(right=right, total=1)
            misses += [] if right else [Miss(id=case.id, kind=finding.kind, text=case.text[finding.start : finding.end], found=True)]
    return PrivacyScores(recall=recall, precision=precision, misses=tuple(misses))


def _covered(text: str, kind: str, start: int, end: int, found: Sequence[Finding]) -> bool:
    kinds = {kind}.union(*(group for group in ALIKE if kind in group))
    letters = [i for i in range(start, end) if text[i].isalnum()]
    inside = sum(any(f.kind in kinds and f.start <= i < f.end for f in found) for i in letters)
    return inside >= len(letters) * (ENOUGH_OF_ADDRESS if kind == "ADRESSE" else 1)


def privacy_table(name: str, ours: PrivacyScores, other: PrivacyScores) -> Table:
    """Return the scores of a set, kind by kind, then in all."""
    texts = load_texts("privacy", "fr")
    table = Table(title=texts.render("table.title", name=name))
    for column in texts.get("table.columns"):
        table.add_column(column, justify="right" if table.columns else "left")
    for kind in sorted(ours.recall.keys() | ours.precision.keys()):
        cells = (rates.get(kind, Rate()) for rates in (ours.recall, ours.precision, other.recall, other.precision))
        table.add_row(kind, *map(str, cells))
    table.add_section()
    for key in ("formatted", "names", "precise"):
        both = [str(getattr(scores, key)) for scores in (ours, other)]
        table.add_row(texts.get(f"table.{key}"), *(("", both[0], "", both[1]) if key == "precise" else (both[0], "", both[1], "")))
    return table
