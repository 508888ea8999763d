"""Read what a text must be from the request for it, and from all that was asked of it since. Pure."""

import re
from typing import TypedDict

from assistant.letter.address import of
from assistant.letter.content import ENDING, content_of
from assistant.letter.records import Letter, Recipient
from assistant.message import plain
from corpus.clean import words
from corpus.records import Language
from index.sentences import sentences
from prompts import load_texts

MOST_DETAILS = 8


class Addressed(TypedDict):
    """Whom a text is for, how they are called, who signs it and how it begins."""

    recipient: Recipient
    name: str
    signed: str
    begins: str


def letter_of(said: str, language: Language, recipient: Recipient = "team", *, spoken: bool = False, known: bool = False) -> Letter:
    """Return what a request for a text wants.

    :param said: the request as it was written, and on lines of their own what was asked of the text since.
    :param recipient: whom it is for where nobody is named, or whoever is where it is ``known``; ``spoken``, whether it is said aloud.
    """
    letter = Letter(recipient=recipient, spoken=spoken)
    for place, line in enumerate(said.split("\n")):
        letter = _asked(letter, line, language, first=place == 0, known=known and place == 0)
    return letter


def edits(folded: str) -> bool:
    """Tell whether a message wants a text, a plan or an agenda that was just given done otherwise."""
    return re.search(load_texts("letter", "all").get("editing"), folded) is not None and not leaves(folded)


def asked_for_by(line: str) -> str:
    """Return what a request says of those that a text is for, folded: without what it must say, which may name others."""
    return re.sub(load_texts("letter", "all").get("denied"), " ", plain(_beside(line)))


def addressee(line: str) -> Recipient | None:
    """Return whom a request says that a text is for: first where it asks for it, before it says why; None where nobody is named."""
    rules, meant = load_texts("letter", "all"), asked_for_by(line)
    asking = [re.split(rules.get("addressee"), piece)[0] for piece in sentences(meant, shortest=1) if re.search(rules.get("wanted"), piece)]
    return next((named for piece in asking if (named := recipient_named(piece))), recipient_named(meant))


def leaves(folded: str) -> bool:
    """Tell whether a message wants no more of a text, a plan or an agenda that was given."""
    return re.search(load_texts("letter", "all").get("leaves"), folded) is not None


def _asked(letter: Letter, line: str, language: Language, *, first: bool, known: bool) -> Letter:
    """Return a text with what one more message asks of it."""
    folded, rules = plain(line), load_texts("letter", "all")
    dropped = [found["what"] for found in re.finditer(rules.get("dropped"), _beside(line) if first else line)]
    details = _mended(letter.details, line)
    addressed = _addressed(letter, line)
    if known:
        addressed["recipient"] = letter.recipient
    spoken = letter.spoken or _has("spoken", folded)
    content = content_of(line, language, addressed["recipient"], spoken=spoken)
    if content.details and not first and re.search(rules.get("anew"), folded):
        details = []
    ends = re.search(rules.get("ends"), line)
    ours = re.search(rules.get("paragraph"), plain(" ".join(dropped))) is not None
    return letter.model_copy(
        update={
            **addressed,
            "spoken": spoken,
            "dropped": (*letter.dropped, *dropped),
            "ends": ends["what"].strip() if ends else letter.ends,
            "details": _added(details, (*_sorry(folded, language), *content.details))[:MOST_DETAILS],
            "about": _about(line, language) or letter.about,
            "heading": letter.heading or content.heading,
            "mail": letter.mail or re.search(rules.get("mail"), folded) is not None,
            "sentences": re.search(rules.get("sentences"), folded) is not None if first else letter.sentences,
            "short": (letter.short or _has("short", folded)) and not _has("longer", folded),
            "longer": _has("longer", folded) or letter.longer,
            "warm": letter.warm or _has("warm", folded),
            "bare": letter.bare or ours,
            "untold": (letter.untold or content.untold) and len(content.details) < 2,
        }
    )


def _addressed(letter: Letter, line: str) -> Addressed:
    """Return whom a text is for, who signs it and how it begins, where a message says so."""
    rules = load_texts("letter", "all")
    signed, begins = (re.search(rules.get(rule), line) for rule in ("signed", "begins"))
    named = re.search(rules.get("named"), _beside(line))
    meant = asked_for_by(line)
    asking = " ".join(piece for piece in sentences(meant, shortest=1) if re.search(rules.get("asking"), piece))
    recipient = recipient_of(asking, recipient_of(meant, letter.recipient))
    name = letter.name
    if named and not signed:
        name = " ".join(part for part in (named["title"], named["name"] or named["called"] or named["first"]) if part)
        recipient = "person" if recipient not in ("above", "partner") else recipient
    return {
        "recipient": recipient,
        "name": name,
        "signed": (signed["name"] or signed["own"]) if signed else letter.signed,
        "begins": begins["word"] if begins else letter.begins,
    }


def recipient_of(folded: str, default: Recipient = "team") -> Recipient:
    """Return whom a text is for: one person where it is said so, those named last where several are, or the one a pronoun stands for."""
    named = recipient_named(folded)
    if named == "person":
        return "person"
    by_pronoun = re.search(load_texts("letter", "all").get("by_pronoun"), folded)
    place = _places(folded)[named] if named else -1
    if by_pronoun and default not in ("above", "partner") and named in (None, "team", "families") and place < by_pronoun.start():
        return "person"
    return named or default


def recipient_named(folded: str) -> Recipient | None:
    """Return whom a text is said to be for, those named last where several are; None where nobody is named."""
    if re.search(load_texts("letter", "all").get("person"), folded):
        return "person"
    return max(_places(folded).items(), key=lambda found: found[1], default=(None, 0))[0]


def _places(folded: str) -> dict[Recipient, int]:
    """Return where each of those that a text may be for is last named."""
    groups: dict[Recipient, str] = load_texts("letter", "all").get("recipients")
    found = {who: [match.start() for match in re.finditer(rule, folded)] for who, rule in groups.items()}
    return {who: max(places) for who, places in found.items() if places}


def _about(line: str, language: Language) -> str:
    """Return what a message says that a text is about, with its article; empty when it does not say."""
    rules = load_texts("letter", "all")
    if missing := re.search(rules.get("missing"), line):
        return of(missing["what"].strip()) if language == "fr" else missing["what"].strip()
    asked = next((piece for piece in re.split(ENDING, line) if re.search(rules.get("about"), piece)), "")
    found = re.search(rules.get("about"), asked)
    return f"{found['of'].strip()} {found['what']}".replace("l' ", "l'").replace("d' ", "d'") if found and language == "fr" else ""


def _mended(details: tuple[str, ...], edit: str) -> list[str]:
    """Return what a text says once changed as was asked: another day or hour, one word for another, something left out."""
    rules, kept = load_texts("letter", "all"), list(details)
    swaps = list(re.finditer(rules.get("replaced"), edit))
    for swap in swaps:
        old = rf"{re.escape(swap['old'])}{rules.get('of_month') if re.fullmatch(rules.get('day'), swap['new']) else ''}"
        kept = [re.sub(rf"(?i)\b{old}\b", swap["new"], detail) for detail in kept]
    for when in () if swaps else ("day", "hour"):
        if given := re.search(rules.get(when), edit):
            kept = [re.sub(rules.get(when), given.group().strip(), detail, count=1) for detail in kept]
    dropped = [set(words(found["what"])) for found in re.finditer(rules.get("dropped"), edit)]
    return [detail for detail in kept if not any(what <= set(words(detail)) for what in dropped)]


def _beside(line: str) -> str:
    """Return a message without what the text must say, which may name others than those it is for."""
    rules, pieces = load_texts("letter", "all"), re.split(ENDING, line)
    for rule in ("that", "added", "colon"):
        pieces = [piece[: found.start("said")] if (found := re.search(rules.get(rule), piece)) else piece for piece in pieces]
    return " ".join(pieces)


def _sorry(folded: str, language: Language) -> tuple[str, ...]:
    rules = load_texts("letter", "all")
    return (rules.get("sorry")[language],) if re.search(rules.get("apology"), folded) else ()


def _added(details: list[str], more: tuple[str, ...]) -> tuple[str, ...]:
    """Return sentences with more of them; a day or an hour alone goes with the invitation, if there is one."""
    rules, kept = load_texts("letter", "all"), list(details)
    for said in more:
        undated = (at for at, one in enumerate(kept) if re.search(rules.get("inviting"), one) and not re.search(rules.get("weekday"), one))
        place = next(undated, None)
        if place is not None and re.search(rules.get("dated"), said):
            kept[place] = f"{kept[place].rstrip('.')}, {said[0].lower()}{said[1:]}"
        else:
            kept.append(said)
    return tuple(dict.fromkeys(kept))


def _has(rule: str, folded: str) -> bool:
    return re.search(load_texts("letter", "all").get(rule), folded) is not None
