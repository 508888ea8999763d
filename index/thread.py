"""A question that leans on the one before it, and on its answer: how it is looked for, and what it is read with. Pure."""

from typing import NamedTuple

TOLD_BEFORE = 200  # characters of the answer before that a question is looked for with


class Before(NamedTuple):
    """The question asked before, and what answered it."""

    asked: str
    told: str

    @property
    def context(self) -> str:
        """Return what a question that comes after is read with."""
        return f"{self.asked} {self.told}"

    def ways_of_asking(self, question: str) -> tuple[str, ...]:
        """Return the texts that a question is looked for with: alone, after the one before it, and beside what answered that one."""
        return question, f"{self.asked} {question}", f"{question} {self.told[:TOLD_BEFORE]}"
