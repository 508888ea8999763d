"""Questions that two facts answer together: a difference, a sum, a share, a lapse of time, or one fact that leads to another."""

from typing import Literal

from pydantic import model_validator

from corpus.base import Language, Record

Operation = Literal["minus", "plus", "share", "ratio", "span", "compare", "hop"]
TOLD: tuple[Operation, ...] = ("compare", "hop")  # nothing is worked out: both facts are told
SUMS: tuple[Operation, ...] = ("minus", "plus", "share", "ratio")  # what may be done with two amounts
OWN = 2  # of its questions, those that it is searched with; the others are learned from


class Joined(Record):
    """What is asked of two facts, or more, and how it is worked out.

    ``facts`` are those that answer; of a hop, first the one that answers, then what leads to it. ``figures`` are written as in the text of
    each fact: amounts, or the two dates of a span. ``unit`` is what they count. ``label`` says what is asked, never the result.
    """

    id: str
    facts: tuple[str, ...]
    op: Operation
    figures: tuple[str, ...] = ()
    unit: str = ""
    unit_en: str = ""
    label: str
    label_en: str
    questions: tuple[str, ...]

    @model_validator(mode="after")
    def _figures_go_with_operation(self) -> "Joined":
        wanted = 0 if self.op in TOLD else len(self.facts)
        if len(self.figures) != wanted:
            raise ValueError(f"« {self.op} » demande {wanted} chiffres")
        if len(self.facts) < 2 or (len(self.facts) > 2 and self.op != "plus"):
            raise ValueError(f"« {self.op} » ne va pas avec {len(self.facts)} faits")
        return self

    @property
    def own(self) -> tuple[str, ...]:
        """The questions that it is searched with."""
        return self.questions[:OWN]

    @property
    def learned(self) -> tuple[str, ...]:
        """The questions that are learned from."""
        return self.questions[OWN:]

    def unit_in(self, language: Language) -> str:
        """Return what the figures count, in a language."""
        return self.unit if language == "fr" else self.unit_en

    def label_in(self, language: Language) -> str:
        """Return what is asked, in a language."""
        return self.label if language == "fr" else self.label_en
