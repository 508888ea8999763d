"""What a text to be written must be: whom it is for, what it must say, how short. Pure."""

import re
from typing import Literal

from assistant.message import plain
from corpus.clean import fold
from corpus.records import Language, Record
from prompts import load_texts

Recipient = Literal["team", "families", "above"]
MOST_DETAILS = 6


class Letter(Record):
    """A text that is wanted. ``details`` are sentences made of the person's own words; ``sentences``, whether no letter is wanted."""

    recipient: Recipient
    details: tuple[str, ...] = ()
    short: bool = False
    sentences: bool = False


def letter_of(said: str, language: Language, recipient: Recipient = "team") -> Letter:
    """Return what a request for a text wants.

    :param said: the request as it was written, and on lines of their own what was asked of the text since.
    :param recipient: whom it is for where nobody is named.
    """
    rules, folded = load_texts("wanted", "all"), plain(said)
    details = [detail for part in said.split("\n") for detail in _details(part, language)]
    for swap in re.finditer(rules.get("replaced"), said):
        details = [re.sub(rf"(?i)\b{re.escape(swap['old'])}\b", swap["new"], detail) for detail in details]
    return Letter(
        recipient=recipient_of(folded, recipient),
        details=tuple(details[:MOST_DETAILS]),
        short=re.search(rules.get("short"), folded) is not None,
        sentences=re.search(rules.get("sentences"), folded) is not None,
    )


def recipient_of(folded: str, default: Recipient = "team") -> Recipient:
    """Return whom a text is for: the one named last where several are, since it sets the others right ("c'est pour les parents")."""
    rules: dict[Recipient, str] = load_texts("wanted", "all").get("recipients")
    named = {who: max((match.start() for match in re.finditer(rule, folded)), default=-1) for who, rule in rules.items()}
    last = max(named, key=lambda who: named[who])
    return last if named[last] >= 0 else default


def edits(folded: str) -> bool:
    """Tell whether a message wants a text, a plan or an agenda that was just given done otherwise."""
    return re.search(load_texts("wanted", "all").get("editing"), folded) is not None


def _details(said: str, language: Language) -> list[str]:
    """Return what a text must say, as sentences."""
    rules = load_texts("wanted", "all")
    one = re.split(r"(?<=[.!?])\s", said.strip())[0]  # but for a colon, what a text must say ends with the sentence that asks for it
    for rule in rules.get("details"):
        if found := re.search(rule, (said if rule.startswith("(?i):") else one).strip(" .!?")):
            verb = found.groupdict().get("verb")
            if aim := found.groupdict().get("aim"):
                return [rules.get("opened")["aim"][language].format(said=re.sub(r"^(les|leur|lui|l') ?", "vous ", aim))]
            opened = {fold(name): form for name, form in rules.get("opened")[language].items()}
            if verb and fold(verb) in opened:
                return [opened[fold(verb)].format(said=found["said"])]
            parts = [part.strip(" .,;") for part in re.split(r"[.;!]\s+|;\s*", found["said"])]
            return [f"{part[0].upper()}{part[1:]}." for part in parts if part]
    return []
