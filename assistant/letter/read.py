"""Make of requests the text that is wanted: the first asks for it, those that follow change it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.letter.address import of
from assistant.letter.find import without_article
from assistant.letter.join import joined
from assistant.letter.records import Edit, Letter, Recipient
from assistant.letter.say import mentioned, said_in
from assistant.message import plain
from corpus.clean import fold
from corpus.marked import SAID_AS, Manner, Span
from corpus.records import Language
from index.request import Request
from index.sentences import sentences
from prompts import load_texts

MOST_DETAILS = 8
MOST_OF_A_HEADING = 10  # words
ANEW = 8  # words to be said that make a text by themselves
BEYOND: tuple[Manner, ...] = ("tu", "simpler", "typos")  # ways of writing that are asked for, and that only a person can give


def letter_of(requests: Sequence[Request], language: Language, recipient: Recipient = "team", *, spoken: bool = False) -> Letter:
    """Return what requests for a text want.

    :param requests: the one that asks for it, then what was asked of it since.
    :param recipient: whom it is for, as long as no later request says otherwise.
    :param spoken: whether it is said aloud.
    """
    first, *later = (_headed(joined(request)) for request in _kept(requests))
    for request in later:
        recipient = recipient_called(request) or recipient
    letter = _first(first, language, Letter(recipient=recipient, spoken=spoken))
    for request in later:
        asked = recipient_called(request) is not None or "undo" in request.manners
        changed = _changed(_told(letter, request), request, language)
        same = changed.model_copy(update={"latest": letter.latest, "idle": letter.idle}) == letter
        letter = changed.model_copy(update={"idle": same and not asked})
    return letter


def _headed(request: Request) -> Request:
    """Return a request in which what is put in the place of the subject line is one: "enlève l'objet, mets « On range Teams »"."""
    rules = load_texts("letter", "all")
    named = [
        span for span in request.spans if span.name in ("old", "out") and re.match(rules.get("parts")["heading"], _bare(request, span))
    ]
    given = [span for span in request.spans if span.name in ("new", "quote") and len(request.of(span).split()) <= MOST_OF_A_HEADING]
    if not named or not given or request.words("subject"):
        return request
    kept = [span for span in request.spans if span not in (*named, given[0])]
    return replace(request, spans=tuple(sorted([*kept, given[0]._replace(name="subject")], key=lambda span: span.start)))


def _bare(request: Request, span: Span) -> str:
    return fold(without_article(request.of(span)))


def recipient_called(request: Request) -> Recipient | None:
    """Return whom a request says that a text is for; None where it does not say, or names somebody we do not know."""
    for named in request.words("to"):
        if called := recipient_named(f"aux {plain(named)}"):
            return called
    return "person" if request.words("name") and not request.words("to") else None


def recipient_named(folded: str) -> Recipient | None:
    """Return whom words name, those named last where several are; None where nobody is named."""
    rules = load_texts("letter", "all")
    if re.search(rules.get("person"), folded):
        return "person"
    groups: dict[Recipient, str] = rules.get("recipients")
    found = {who: [match.start() for match in re.finditer(rule, folded)] for who, rule in groups.items()}
    return max((who for who in found if found[who]), key=lambda who: max(found[who]), default=None)


def without_said(request: Request) -> str:
    """Return a request without what the text must say, which may name others than those it is for."""
    text = request.text
    for span in reversed(request.spans):
        if span.name in (*SAID_AS, "old", "new", "out", "sign"):
            text = f"{text[: span.start]} {text[span.end :]}"
    return text


def edits(folded: str) -> bool:
    """Tell whether a message wants a plan or an agenda that was just given done otherwise, as far as its words tell."""
    return re.search(load_texts("letter", "all").get("editing"), folded) is not None and not leaves(folded)


def leaves(folded: str) -> bool:
    """Tell whether a message wants no more of a text, a plan or an agenda that was given."""
    return re.search(load_texts("letter", "all").get("leaves"), folded) is not None


def _kept(requests: Sequence[Request]) -> list[Request]:
    """Return the requests that count: one that goes back to the text before it undoes the last, and is done with."""
    kept: list[Request] = []
    for request in requests:
        if "undo" in request.manners and kept[1:]:
            kept.pop()
        elif "undo" not in request.manners or not kept:
            kept.append(request)
    return kept


def _first(request: Request, language: Language, letter: Letter) -> Letter:
    folded, rules = plain(request.text), load_texts("letter", "all")
    said = [_said(request, span, language, letter.recipient) for span in request.spans if span.name in SAID_AS]
    about = next(iter(request.words("about")), "")
    dropped = [Edit(kind="drop", what=what) for what in request.words("out")]
    letter = letter.model_copy(
        update={
            "details": tuple(dict.fromkeys(filter(None, said)))[:MOST_DETAILS],
            "about": of(about) if about and language == "fr" else about,
            "missing": request.words("explain"),
            "mail": re.search(rules.get("mail"), folded) is not None,
            "spoken": letter.spoken or re.search(rules.get("spoken"), folded) is not None,
            "sentences": re.search(rules.get("sentences"), folded) is not None,
            "edits": tuple(dropped),
        }
    )
    return _told(letter, request)


def _told(letter: Letter, request: Request) -> Letter:
    """Return a text with what a request says of all of it: who signs, how it opens and ends, how it should sound."""
    manners = set(request.manners)
    parts = {"name": "name", "signed": "sign", "begins": "greet", "ends": "end", "heading": "subject"}
    told = {field: words[-1] for field, name in parts.items() if (words := request.words(name))}  # type: ignore[arg-type]
    if letter.recipient in ("above", "partner") and "name" in told and not _called(request, told["name"]):
        del told["name"]  # the name of a town, or of somebody else
    if "signed" in told and re.match(load_texts("letter", "all").get("titled"), told["signed"]) and "sign" not in fold(request.text):
        told["name"] = told.pop("signed")  # somebody who is written to
    if "heading" in told:
        told["heading"] = f"{told['heading'][:1].upper()}{told['heading'][1:]}"
    return letter.model_copy(
        update={
            **told,
            "short": (letter.short or "shorter" in manners) and "longer" not in manners,
            "longer": "longer" in manners or letter.longer,
            "warm": letter.warm or "warmer" in manners,
            "formal": letter.formal or "formal" in manners,
            "points": (letter.points or "bullets" in manners) and "prose" not in manners,
            "bare": letter.bare or "bare" in manners,
            "beyond": tuple(dict.fromkeys((*letter.beyond, *(manner for manner in BEYOND if manner in manners)))),
        }
    )


def _called(request: Request, name: str) -> bool:
    """Tell whether somebody is called by a name in a request: with a title, or as the one who is written to."""
    rule = load_texts("letter", "all").get("called")
    return re.search(rf"(?:{rule}){re.escape(name)}", request.text) is not None or re.match(rule, f"{name} ") is not None


def _changed(letter: Letter, request: Request, language: Language) -> Letter:
    """Return a text with what a later request changes in it; one that begins anew leaves nothing of what was said before."""
    begins = {"anew", "bare"}.intersection(request.manners)  # "recommence : …", "écris juste : …"
    if begins and len(" ".join(request.words(*SAID_AS)).split()) >= ANEW:
        letter = letter.model_copy(update={"details": (), "edits": (), "missing": (), "bare": True})
    times = load_texts("letter", "all").get("times").values()
    olds = request.words("old")
    dropped = [
        what for what in request.words("out") if what not in olds and not any(re.fullmatch(generic, fold(what)) for generic in times)
    ]
    made = [*_swaps(request), *(Edit(kind="drop", what=what) for what in dropped), *_additions(request, language, letter)]
    return letter.model_copy(update={"edits": (*letter.edits, *made), "latest": len(made)})


def _swaps(request: Request) -> list[Edit]:
    """Return what is put in the place of what: each new thing with the old one told nearest before it, or after it where none is."""
    olds = [span for span in request.spans if span.name == "old"]
    news = [span for span in request.spans if span.name == "new"]
    pairs = list(zip(olds, news, strict=False))
    named = [span for span in request.spans if span.name in ("old", "out")]
    if named and not news and (when := _time_told(request, request.of(named[0]))):
        return [Edit(kind="swap", said=(when,))]  # "c'est rendu le 10 décembre, change la date"
    alone = [Edit(kind="drop", what=request.of(old)) for old in olds[len(pairs) :] if not _says(request)]
    said = [Edit(kind="swap", what=request.of(old), said=(request.of(new),)) for old, new in pairs]
    return [*said, *alone, *(Edit(kind="swap", said=(request.of(new),)) for new in news[len(pairs) :])]


def _time_told(request: Request, named: str) -> str:
    """Return the day or the hour that a request gives where it asks to change "the date" or "the hour"; empty where it gives none."""
    rules = load_texts("letter", "all")
    for name, generic in rules.get("times").items():
        if re.fullmatch(generic, fold(named)) and (found := re.search(rules.get(name), request.text)):
            return str(found.group()).strip()
    return ""


def _additions(request: Request, language: Language, letter: Letter) -> list[Edit]:
    """Return the sentences that are added, together where they go to the same place; those that replace something go where it was."""
    found: list[Edit] = []
    place, olds = "", [span for span in request.spans if span.name == "old"]
    replaced = olds[len([span for span in request.spans if span.name == "new"]) :]
    for at, span in enumerate(request.spans):
        if span.name == "place":
            place = request.of(span)
        if span.name not in SAID_AS:
            continue
        said = _said(request, span, language, letter.recipient)
        if not said:
            continue
        if replaced:
            found.append(Edit(kind="swap", what=request.of(replaced.pop(0)), said=(said,)))
            continue
        where = place or next((request.of(later) for later in request.spans[at:] if later.name == "place"), "")
        if not where and re.search(load_texts("letter", "all").get("instead"), request.text):
            found.append(Edit(kind="mend", said=(said,)))
        elif found and found[-1].kind == "add" and found[-1].place == where:
            found[-1] = found[-1].model_copy(update={"said": (*found[-1].said, said)})
        else:
            found.append(Edit(kind="add", said=(said,), place=where))
    return found


def _said(request: Request, span: Span, language: Language, recipient: Recipient) -> str:
    words, way, rules = request.of(span), span.name, load_texts("letter", "all")
    if re.search(rules.get("reported"), request.text[: span.start]):
        return ""  # what somebody said is answered, and not said again
    words = " ".join(piece for piece in sentences(words, shortest=1) if not re.search(rules.get("of_us"), piece))
    if not words.strip(' »”"'):
        return ""
    if way == "say" and re.search(rules.get("sorry_that"), request.text[: span.start]):
        way, words = "quote", str(rules.get("sorry_for")[language]).format(said=words)
    if way == "say" and re.search(rules.get("mentioned"), request.text[: span.start]):
        words = mentioned(words, language)
    if way == "say" and (wished := re.match(rules.get("wished")[language], words)):
        way, words = "ask", f"{'qu' + chr(39) if fold(words[:1]) in 'aeiouyh' else 'que '}{wished.group()}" if language == "fr" else words
    return said_in(words, way, language, recipient)  # type: ignore[arg-type]


def _says(request: Request) -> bool:
    return any(span.name in SAID_AS for span in request.spans)
