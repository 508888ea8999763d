"""Written examples that the assistant learns from, beside the bank of situations: turns, questions, digressions."""

import hashlib
from typing import Literal

from pydantic import model_validator

from corpus.base import SORTS, TAGS, Language, Record, Split, TurnKind, TurnSort

DEV_SHARE = 5  # one example of a turn in five is kept for choices and never trained on


def _check_sort(kind: TurnKind, sort: TurnSort) -> None:
    if sort not in SORTS.get(kind, ("",)):
        raise ValueError(f"« {sort} » n'est pas une sorte de « {kind} »")


class TurnExample(Record):
    """A written example of a message, the kind of turn it is and, for some kinds, of which sort."""

    id: str
    text: str
    kind: TurnKind
    sort: TurnSort = ""
    lang: Language

    @model_validator(mode="after")
    def _sort_goes_with_kind(self) -> "TurnExample":
        _check_sort(self.kind, self.sort)
        return self

    @property
    def split(self) -> Split:
        """Return `dev` for a fixed fifth of the examples, chosen by the hash of the id, `train` for the rest."""
        digest = hashlib.sha256(self.id.encode()).hexdigest()
        return "dev" if int(digest, 16) % DEV_SHARE == 0 else "train"


class Said(Record):
    """A message of a conversation, with the kind that it has after those before it."""

    say: str
    kind: TurnKind
    sort: TurnSort = ""

    @model_validator(mode="after")
    def _sort_goes_with_kind(self) -> "Said":
        _check_sort(self.kind, self.sort)
        return self


class Conversation(Record):
    """A written conversation, for learning what a message is after another: what the person says, turn after turn."""

    id: str
    turns: tuple[Said, ...]


class Tagged(Record):
    """A message, and what a careful reader hears in it (`corpus.base.TAGS`); none is a reading too.

    The message is that of a situation or of a turn of a conversation (``of``: `R1-001`, `V0012#3`), or it is given (``say``), with the
    turn before it (``before``) and the kind of that one (``after``).
    """

    of: str = ""
    say: str = ""
    before: str = ""
    after: TurnKind | Literal[""] = ""
    tags: tuple[str, ...]

    @model_validator(mode="after")
    def _known(self) -> "Tagged":
        if unknown := set(self.tags).difference(TAGS):
            raise ValueError(f"étiquettes inconnues : {', '.join(sorted(unknown))}")
        if bool(self.of) == bool(self.say):
            raise ValueError("un message est nommé ou donné, et pas les deux")
        if bool(self.before) != bool(self.after):
            raise ValueError("le tour d'avant va avec son genre")
        return self


class AskedThen(Record):
    """A question of a conversation about facts, and the fact that answers it after those before; none when nothing does."""

    say: str
    fact: str = ""


class Thread(Record):
    """Questions of fact that lean on each other, for learning what "et l'année d'après?" asks for."""

    id: str
    turns: tuple[AskedThen, ...]


class Asked(Record):
    """More ways of asking for a fact, in other words than its own and its own questions': for learning what answers what."""

    id: str
    questions: tuple[str, ...]


class Unanswered(Record):
    """A question near the knowledge that nothing in it answers, and what sort of thing it asks for.

    ``beside`` is the id of a fact that is about the same thing, and does not tell it.
    """

    id: str
    question: str
    sort: str
    beside: str = ""


class Digression(Record):
    """Something that people write around their trouble and that has nothing to do with it; ``place`` is where it would stand."""

    id: str
    text: str
    place: Literal["before", "between", "after"]
    split: Split
