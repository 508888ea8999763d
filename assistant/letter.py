"""What a text to be written must be: whom it is for, what it must say, how short. Pure."""

import re
from typing import Literal

from assistant.message import plain
from corpus.clean import fold, words
from corpus.records import Language, Record
from prompts import load_texts

Recipient = Literal["team", "families", "above"]
MOST_DETAILS = 6
COLON = 16  # characters in which a rule for what follows a colon says so
ENDING = r"(?<![.\s]M[.])(?<!\bM[.])(?<!\bMs[.])(?<!\bMr[.])(?<!\bMrs[.])(?<!\bDr[.])(?<!\bMme[.])(?<=[.!?])\s+"  # of a sentence


class Letter(Record):
    """A text that is wanted.

    ``details`` are sentences made of the person's own words; ``sentences``, whether single ones will do; ``spoken``, whether it is said.
    """

    recipient: Recipient
    details: tuple[str, ...] = ()
    short: bool = False
    sentences: bool = False
    spoken: bool = False


def letter_of(said: str, language: Language, recipient: Recipient = "team", *, spoken: bool = False) -> Letter:
    """Return what a request for a text wants.

    :param said: the request as it was written, and on lines of their own what was asked of the text since.
    :param recipient: whom it is for where nobody is named; ``spoken``, whether it is said aloud.
    """
    rules, folded = load_texts("wanted", "all"), plain(said)
    first, *edits_ = said.split("\n")
    details = [detail for part in re.split(rules.get("also"), first) for detail in _details(part, language)]
    for edit in edits_:
        details = [*_mended(details, edit), *_details(edit, language)]
    return Letter(
        recipient=recipient_of(folded, recipient),
        details=tuple(details[:MOST_DETAILS]),
        short=re.search(rules.get("short"), folded) is not None,
        sentences=re.search(rules.get("sentences"), folded) is not None,
        spoken=spoken,
    )


def _mended(details: list[str], edit: str) -> list[str]:
    """Return what a text says once changed as was asked: another day or hour, one word for another, something left out."""
    rules = load_texts("wanted", "all")
    for swap in re.finditer(rules.get("replaced"), edit):
        details = [re.sub(rf"(?i)\b{re.escape(swap['old'])}\b", swap["new"], detail) for detail in details]
    for when in ("day", "hour"):
        if given := re.search(rules.get(when), edit):
            details = [re.sub(rules.get(when), given.group().strip(), detail, count=1) for detail in details]
    dropped = [set(words(found["what"])) for found in re.finditer(rules.get("dropped"), edit)]
    return [detail for detail in details if not any(what <= set(words(detail)) for what in dropped)]


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
    """Return what a text must say, as sentences: what follows a colon, or the end of the sentence that asks for it."""
    rules = load_texts("wanted", "all")
    one = re.split(ENDING, said.strip())[0]
    if thanked := re.search(rules.get("thanked"), one.strip(" .!?")):
        told = str(rules.get("opened")["thanked"][language]).format(said=thanked["said"])
        return [told.replace(" à le ", " au ").replace(" à les ", " aux ")]
    for rule in rules.get("details"):
        after_colon = ":" in rule[:COLON]
        if found := re.search(rule, (said if after_colon else one).strip(" .!?")):
            first, *others = [part.strip(" .,;") for part in re.split(rf"{ENDING}|;\s*", found["said"]) if part.strip(" .,;")]
            return [_opened(first, found.groupdict(), language), *map(_sentence, others)]
    return []


def _opened(said: str, found: dict[str, str], language: Language) -> str:
    """Return the first sentence of what a text must say, opened as the verb that led to it wants."""
    opened = load_texts("wanted", "all").get("opened")
    forms = {fold(name): form for name, form in opened[language].items()}
    if verb := found.get("verb"):
        return str(forms[fold(verb)]).format(said=said) if fold(verb) in forms else _sentence(said)
    if found.get("aim") is not None:
        return str(opened["aim"][language]).format(said=re.sub(r"^(les|leur|lui|l') ?", "vous ", said))
    return _sentence(said)


def _sentence(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}."
