"""Tell what of a case was read wrong, and what it is: "je ne parlais pas des familles; comment inspirer les collègues?". Pure."""

import re
from typing import NamedTuple

from assistant.message import plain
from index.sentences import sentences
from prompts import load_texts

MOST_WORDS = 60  # of a message that sets right how a case was read: a longer one tells a case of its own
# Where a sentence that denies goes on to say what is: after a colon, or "c'est", "mais".
TURNING = re.compile(
    r"\s*[:;]\s*|(?<!probl[èe]me)(?<!trouble)(?<!enjeu),\s+"
    r"(?=(?:c'est|cest|mais|mon|ma|mes|moi|it's|my|but|(?:she|he|they) said|(?:elle|il) (?:a dit|disait))\b)",
    re.IGNORECASE,
)


class Denial(NamedTuple):
    """What a message says of a case: what it is not, and the rest."""

    denied: str
    told: str


def misreads(said: str) -> bool:
    """Tell whether a message opens by denying how the case before it was read."""
    pieces = sentences(said, shortest=1)
    return len(said.split()) <= MOST_WORDS and any(_denies(piece) for piece in pieces[:2])


def parted(said: str) -> Denial:
    """Return what a message denies of a case, and what else it says.

    :param said: the message, as it was written.
    """
    pieces = [clause for piece in sentences(said, shortest=1) for clause in re.split(TURNING, piece) if clause]
    denied = [piece for piece in pieces if _denies(piece) or _only_rejects(piece)]
    return Denial(" ".join(denied), ". ".join(piece.rstrip(" .") for piece in pieces if piece not in denied))


def _denies(piece: str) -> bool:
    return re.search(load_texts("turns", "all").get("misread"), plain(piece)) is not None


def _only_rejects(piece: str) -> bool:
    """Tell whether a clause says no more than that something was misunderstood."""
    return re.search(load_texts("turns", "all").get("followup.reject")["find"], plain(piece)) is not None
