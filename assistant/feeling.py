"""Hear what weighs on the person who writes, or on somebody they speak of: it is answered before anything else. Pure."""

import re

from assistant.message import plain
from assistant.records import Understanding
from prompts import load_texts


def weighs(folded: str) -> str:
    """Return on whom something weighs in a message, `self` or `other`; empty when nothing does.

    :param folded: the message, folded.
    """
    rules = load_texts("turns", "all").get("feeling")
    return next((who for who in ("self", "other") if re.search(rules[who], folded)), "")


def heard(understanding: Understanding) -> str:
    """Return on whom something weighs in what was just said (see `weighs`)."""
    return weighs(plain(understanding.said))
