"""Hear of an incident that must be seen to before any strategy: what got out, who was hurt. It is answered first. Pure."""

import re

from prompts import load_texts


def alerting(folded: str) -> str:
    """Return the incident that a message tells of (a key of `alert` in the texts), the gravest first; empty when it tells of none.

    :param folded: the message, folded.
    """
    rules = load_texts("turns", "all").get("alert")
    return next((incident for incident, rule in rules.items() if re.search(rule, folded)), "")
