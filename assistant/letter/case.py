"""What a message tells of the case beside asking for a text: what those who help or decide must know. Pure."""

import re

from assistant.message import plain
from prompts import load_texts

ABBREVIATED = r"(?<![.\s]M[.])(?<!\bM[.])(?<!\bMs[.])(?<!\bMr[.])(?<!\bMrs[.])(?<!\bDr[.])(?<!\bMme[.])(?<!\b[Ss]ec[.])(?<!\b[Nn]o[.])"
ENDING = rf"{ABBREVIATED}(?<=[.!?])\s+"  # of a sentence
ENOUGH = 5  # words of a sentence that tells something of the case


def without_request(message: str) -> str:
    """Return what a message tells besides asking for a text: the case, in its own words."""
    rules = load_texts("letter", "all")
    told = [piece for piece in re.split(ENDING, message) if len(piece.split()) >= ENOUGH and not re.search(rules.get("leans"), piece)]
    beside = (rules.get("request"), rules.get("talked"))
    return " ".join(piece for piece in told if not any(re.search(rule, plain(piece.strip())) for rule in beside))
