"""What a text must say, told from what is said of the text: how it should sound, complaints, orders. Pure."""

import re
from typing import NamedTuple

from assistant.letter.address import second_person, to_them, without_them
from assistant.letter.records import Recipient
from assistant.message import plain
from corpus.clean import fold
from corpus.records import Language
from prompts import load_texts

ABBREVIATED = r"(?<![.\s]M[.])(?<!\bM[.])(?<!\bMs[.])(?<!\bMr[.])(?<!\bMrs[.])(?<!\bDr[.])(?<!\bMme[.])(?<!\b[Ss]ec[.])(?<!\b[Nn]o[.])"
ENDING = rf"{ABBREVIATED}(?<=[.!?])\s+"  # of a sentence
UNTOLD = ("expliquer", "explain")  # what is to be said by them, and was not told
TO_BE_CUT = ' .,:;!?«»"“”'
DANGLING = r" (?:avec|dessus|dedans|là-dessus)$"
LEAST = 4  # words of a sentence that a text must say
ENOUGH = 5  # words of a sentence that tells something of the case
MOST_OF_A_HEADING = 60  # characters


class Content(NamedTuple):
    """Sentences that a text must say, the subject line that they give, and whether something to say was not told."""

    details: tuple[str, ...] = ()
    heading: str = ""
    untold: bool = False


def content_of(line: str, language: Language, recipient: Recipient, *, spoken: bool = False) -> Content:
    """Return what a message wants a text to say: what follows a colon, "dire que", "pour inviter"; nothing of what it says beside.

    :param line: one message, as it was written.
    """
    to = _To(language, recipient, spoken)
    pieces = re.split(ENDING, line.strip())
    details: list[str] = []
    heading, untold, asked = "", False, False
    for place, piece in enumerate(pieces):
        if re.search(load_texts("letter", "all").get("told_before"), plain(piece)):
            continue
        for part in re.split(load_texts("letter", "all").get("also"), piece):
            said = _of_part(part, pieces[place + 1 :], to)
            if asked and not said.details:
                said = Content(_told_after(part, to))
            details += said.details
            heading, untold = heading or said.heading, untold or said.untold
        asked = asked or _asks_for_text(piece)
    return Content(tuple(dict.fromkeys(details)), heading, untold and len(details) < 2)


class _To(NamedTuple):
    """To whom and how something is said."""

    language: Language
    recipient: Recipient
    spoken: bool


def _of_part(part: str, after: list[str], to: _To) -> Content:
    rules, asks = load_texts("letter", "all"), part.rstrip().endswith("?")
    one = part.strip(" .!?")
    if thanked := re.search(rules.get("thanked"), one):
        return Content((_contracted(str(rules.get("opened")["thanked"][to.language]).format(said=_kept(thanked["said"]))),))
    if found := re.search(rules.get("that"), one):
        before = _opened(re.sub(rules.get("hanging"), "", one[: found.start()].strip(" ,;")), rules.get("led"), to) or Content()
        return before._replace(details=(*before.details, *_sentences(found["said"], to)), untold=False)
    if content := _ordered(one, to) or _opened(one, rules.get("led"), to):
        return content
    if found := re.search(rules.get("added"), one):
        return Content(_sentences(found["said"], to))
    if (found := re.search(rules.get("colon"), one)) and not asks and re.search(rules.get("asking"), plain(one[: found.start()])):
        return Content((*_sentences(found["said"], to), *(said for told in after if not _talked(told) for said in _sentences(told, to))))
    if asks:
        return Content()
    if found := re.search(rules.get("stated"), one):
        return Content(_sentences(found["said"], to))
    aimed = _aimed(one, to)
    beside = re.search(rules.get("beside"), one) if _asks_for_text(one) else None
    return Content((*aimed.details, *(_sentences(beside["said"], to) if beside else ()))) if beside else aimed


def _ordered(one: str, to: _To) -> Content | None:
    """Return what an order to the one who writes wants said: "dis-leur de venir" is "Je vous demande de venir"."""
    rules = load_texts("letter", "all")
    found = re.search(rules.get("ordered"), one)
    if found is None:
        return None
    verb = rules.get("orders").get(fold(found["verb"]).removesuffix("z").removesuffix("r"))
    form = rules.get("opened")[to.language].get(verb)
    if form is None:
        return None
    first = one[: found.start()].strip(" ,;")
    before = _opened(first, rules.get("led"), to) or _aimed(first, to)
    main, *more = re.split(rules.get("next"), _kept(found["said"]))
    told = _contracted(str(form).format(said=to_them(main, to.language, to.recipient)))
    return before._replace(details=(*before.details, told, *(said for part in more for said in _sentences(part, to))))


def _asks_for_text(piece: str) -> bool:
    """Tell whether a sentence asks for a text."""
    return re.search(load_texts("letter", "all").get("wanted"), plain(piece)) is not None


def _told_after(part: str, to: _To) -> tuple[str, ...]:
    """Return a sentence that comes after the request for a text as something that it must say; nothing where it tells of them."""
    rules, one = load_texts("letter", "all"), part.strip(" .!")
    if one.endswith("?") or _talked(one) or re.search(rules.get("of_them"), plain(one)) or len(one.split()) < LEAST:
        return ()
    return _sentences(one, to)


def _opened(one: str, led: str, to: _To) -> Content | None:
    """Return a sentence opened as the verb or the noun that led to it wants; None when nothing is said after it.

    :param led: what must stand before a verb of purpose.
    """
    rules = load_texts("letter", "all")
    forms, heads = rules.get("opened")[to.language], rules.get("subjects")[to.language]
    for rule in (f"{led}{rules.get('purpose').removeprefix('(?i)')}", rules.get("which"), rules.get("noun")):
        found = re.search(rule, one)
        if found is None:
            continue
        groups = found.groupdict()
        verb = fold(groups.get("verb") or groups.get("noun") or "")
        verb = next((form for form in (verb, f"{verb}r", verb.removesuffix("s")) if form in forms), "")
        said = re.sub(DANGLING, "", _kept(without_them(_to_noun(found["said"].strip(), groups.get("noun"), to.language))))
        if said and verb:
            said = re.sub(r"^(?!(de|d'|pour|du|des)\b)", "pour ", said) if verb == "remercier" else said
            told = _contracted(str(forms[verb]).format(said=to_them(said, to.language, to.recipient)))
            told = re.sub(r"\bvous (rassurer|remercier|expliquer) (?=ceux|celles|those)", r"\1 ", told)
            heading = _contracted(str(heads[verb]).format(said=re.split(r"[,:;.]", said)[0])) if verb in heads else ""
            return Content((told,), _capital(heading).rstrip(".") if 0 < len(heading) <= MOST_OF_A_HEADING else "", verb in UNTOLD)
    return None


def _to_noun(said: str, noun: str | None, language: Language) -> str:
    """Return what follows "une invitation" as it follows "je vous invite": "pour le midi" is "à le midi"."""
    if not noun:
        return said
    said = re.sub(r"(?i)^(?:pour|to|for) (?=\w+(?:er|ir|re)\b)", "à " if language == "fr" else "to ", said)
    return re.sub(r"(?i)^pour (?=une? |les? |la |l['’])", "à ", said)


def _aimed(one: str, to: _To) -> Content:
    """Return what a text is written for, where nothing else is said of it."""
    rules = load_texts("letter", "all")
    if (found := re.search(rules.get("so_that"), one)) and to.language == "fr":
        stem = found["stem"]
        who = f"vous {rules.get('subjunctive').get(stem, f'{stem}iez')}" if stem else str(found["who"]).strip()
        return Content((str(rules.get("opened")["so_that"]["fr"]).format(said=_kept(f"{who} {found['said'].strip()}")),))
    found = re.search(rules.get("aim"), one)
    said = to_them(_kept(found["said"]), to.language, to.recipient) if found else ""
    form = rules.get("spoken_aim") if to.spoken else rules.get("opened")["aim"]
    return Content((str(form[to.language]).format(said=said),)) if said else Content()


def _sentences(said: str, to: _To) -> tuple[str, ...]:
    """Return what a text must say as sentences, said to those it is for."""
    parts = [part for piece in re.split(rf"{ENDING}|;\s*", said) for part in re.split(load_texts("letter", "all").get("next"), piece)]
    saying = load_texts("letter", "all").get("saying")
    kept = [told for part in parts if (told := re.sub(saying, "", _kept(part)))]
    return tuple(_capital(_said(told, to, first=place == 0)) for place, told in enumerate(kept))


def _said(told: str, to: _To, *, first: bool) -> str:
    """Return one thing that a text must say: "demander 12 heures" is "Je vous demande 12 heures"."""
    if content := _opened(told, "(?i)^", to):
        return content.details[0].rstrip(".")
    said = to_them(told, to.language, to.recipient)
    return second_person(said) if first and to.language == "fr" and to.recipient in ("team", "families") else said


def _kept(said: str) -> str:
    """Return words without the pieces that say how the text should sound, or are no part of it."""
    manner = load_texts("letter", "all").get("manner")
    pieces = [piece for piece in re.split(r"(?<!\d),\s+|,\s+(?!\d)", said.strip(TO_BE_CUT)) if piece.strip()]
    return ", ".join(piece for piece in pieces if not re.search(manner, plain(piece))).strip(TO_BE_CUT)


def without_request(message: str) -> str:
    """Return what a message tells besides asking for a text: the case, in its own words."""
    rules = load_texts("letter", "all")
    told = [piece for piece in re.split(ENDING, message) if len(piece.split()) >= ENOUGH and not re.search(rules.get("leans"), piece)]
    return " ".join(piece for piece in told if not _talked(piece) and not re.search(rules.get("request"), plain(piece)))


def _talked(sentence: str) -> bool:
    """Tell whether a sentence speaks of the text, or to the one who writes it."""
    return re.search(load_texts("letter", "all").get("talked"), plain(sentence.strip())) is not None or not _kept(sentence)


def _capital(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}" if said.endswith(("!", "?")) else f"{said[0].upper()}{said[1:]}."


def _contracted(said: str) -> str:
    return re.sub(r"\bà les\b", "aux", re.sub(r"\bà le\b", "au", said))
