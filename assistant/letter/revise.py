"""Change a text as it was asked: sentences added where they should go, something taken out, something put in the place of something else.

Pure; what cannot be found in the text is given back, so that the person may be told.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.letter.blanks import BLANKS
from assistant.letter.find import Paragraphs, Place, find_named, nearest, share_of, without_article, without_stumps, words_in
from assistant.letter.records import Edit
from assistant.letter.say import sentence as as_sentence
from corpus.clean import fold
from prompts import load_texts

MOST_OF_IT = 0.6  # share of a sentence from which taking its words out takes all of it
SAME = 0.65  # likeness from which a sentence that is added says another again
TWICE = r"(?i)\b(\w{3,}(?: \S+){0,6}) \1\b"  # what a change has said twice: "le 21 janvier janvier"
TIDIED = ((r"([.!?])\1", r"\1"), (r"(?i)\b(du|au|le) le (?=\d|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)", r"\1 "))
CLAUSE = 5  # words from which what is put in the place of a sentence is one


class Text(NamedTuple):
    """A text, in the order in which it is read; any part may be empty.

    :param body: paragraphs, each of sentences; ``end``, those that close it.
    """

    heading: str
    greeting: str
    body: Paragraphs
    end: Paragraphs
    signature: str


class Revised(NamedTuple):
    """A text once changed, and what the latest changes asked for and was not found in it."""

    text: Text
    missed: tuple[str, ...]


def revise(text: Text, edits: Sequence[Edit], latest: int | None = None) -> Revised:
    """Return a text with every change made, in order.

    :param latest: how many of the changes were asked last, and may be said to be missed; all of them by default.
    """
    missed: list[str] = []
    old = 0 if latest is None else len(edits) - latest
    before = text
    for at, edit in enumerate(edits):
        before = text if at == old else before  # what was there is not missed, once another change took it
        match edit.kind:
            case "add":
                changed: Text | None = _added(text, edit)
            case "mend":
                changed = _mended(text, edit.said[0])
            case "drop":
                changed = _dropped(text, edit.what)
            case _:
                changed = _swapped(text, edit)
        if changed is None and at >= old and not (edit.what and find_named(edit.what, (*before.body, *before.end))):
            missed.append(edit.what or " ".join(edit.said))
        text = changed or text
    return Revised(text, tuple(missed))


def _added(text: Text, edit: Edit) -> Text:
    """Return a text with sentences more, where they should go; at the end of what it says where that is not told, or not found."""
    rules, place = load_texts("letter", "all").get("places"), fold(edit.place)
    if not place and (same := nearest(" ".join(edit.said), text.body, SAME)):
        return _with(text, same, " ".join(edit.said))  # said again, in better words
    text = text._replace(body=without_stumps(text.body, " ".join(edit.said)))
    if re.search(rules["after_signature"], place):
        return text._replace(signature="\n".join((text.signature, *edit.said)).strip())
    beside = re.search(rules["beside"], edit.place)
    if beside and not re.search(rules["edges"], fold(beside["what"])):
        found = find_named(beside["what"], text.body)
        if found and found.sentence is not None and found.words and len(" ".join(edit.said).split()) < CLAUSE:
            return _with(text, found, _inserted(text.body[found.paragraph][found.sentence], found.words, " ".join(edit.said)))
        if found is not None:
            return text._replace(
                body=_put_beside(text.body, found, edit.said, after=bool(re.search(rules["after"], fold(beside["which"]))))
            )
    if re.search(rules["first"], place):
        return text._replace(body=(edit.said, *text.body))
    return text._replace(body=(*text.body, edit.said))


def _inserted(sentence: str, where: tuple[int, int], said: str) -> str:
    """Return a sentence with a few words more after some of its own."""
    said = said.strip(" .")
    return f"{sentence[: where[1]]} {said[:1].lower()}{said[1:]}{sentence[where[1] :]}"


def _mended(text: Text, sentence: str) -> Text:
    """Return a text with a sentence in the place of the one that says nearly the same; with one more where there is none."""
    found = nearest(sentence, text.body)
    return _with(text, found, sentence) if found else text._replace(body=(*without_stumps(text.body, sentence), (sentence,)))


def _put_beside(body: Paragraphs, found: Place, said: tuple[str, ...], *, after: bool) -> Paragraphs:
    paragraph = body[found.paragraph]
    at = (found.sentence if found.sentence is not None else (len(paragraph) - 1 if after else 0)) + after
    return (*body[: found.paragraph], (*paragraph[:at], *said, *paragraph[at:]), *body[found.paragraph + 1 :])


def _dropped(text: Text, what: str) -> Text | None:
    """Return a text without what is named: its subject line, its signature, some words, a sentence, a paragraph."""
    rules = load_texts("letter", "all").get("parts")
    empty = {"heading": text._replace(heading=""), "greeting": text._replace(greeting=""), "signature": text._replace(signature="")}
    for part, without in (empty | {"end": text._replace(end=())}).items():
        if re.fullmatch(rules[part], fold(without_article(re.sub(r"\s*[«\"“].*", "", what))).strip(" .")):
            return without
    whole = (*text.body, *text.end)
    found = find_named(re.sub(rules["name"], "", what), whole)
    if found is None:
        return text._replace(signature="") if words_in(without_article(what), text.signature) else None
    if found.sentence is not None and found.words and share_of(found, whole) < MOST_OF_IT:
        return _with(text, found, _without_words(whole[found.paragraph][found.sentence], found.words))
    return _with(text, found, "")


def _without_words(sentence: str, where: tuple[int, int]) -> str:
    """Return a sentence without some of its words; empty where what is left no longer stands by itself."""
    before, after = sentence[: where[0]].rstrip(), sentence[where[1] :].lstrip()
    led = re.search(load_texts("letter", "all").get("parts")["led"], before)
    before = before[: led.start()].rstrip() if led else before
    if after[:1] in ",;" and (not before or before[-1:] in ",;"):
        after = after[1:].lstrip()
    after = re.sub(r"^(?:ou|et|or|and) ", "", after) if before[-1:] in ":,;(" or not before else after
    if not before:
        return f"{after[:1].upper()}{after[1:]}" if sentence[where[1] :].lstrip()[:1] in ",;" else ""
    before = before.rstrip(",;") if after[:1] in ".!?" else before
    return re.sub(r"\s+(?=[,.;!?])", "", f"{before} {after}")


def _swapped(text: Text, edit: Edit) -> Text | None:
    """Return a text with something in the place of something else; None where what is replaced is not found."""
    new = " ".join(edit.said)
    olds = (edit.what, without_article(edit.what)) if edit.what else ()
    for old, put in zip(olds, (new, without_article(new)), strict=False):
        if changed := _everywhere(text, old.strip(' «»"“”'), put):
            return changed
    if typed := _of_its_kind(text, new):
        return typed
    whole = (*text.body, *text.end)
    found = find_named(edit.what, whole) if edit.what else None
    if found is not None and len(new.split()) >= CLAUSE:
        return _with(text, found, as_sentence(new))
    return text._replace(body=(*text.body, (as_sentence(new),))) if not edit.what and len(new.split()) >= CLAUSE else None


def _everywhere(text: Text, old: str, new: str) -> Text | None:
    """Return a text with words in the place of others wherever they stand; None where they do not."""
    heading, greeting, signature = (_put(part, old, new) for part in (text.heading, text.greeting, text.signature))
    body, end = (tuple(tuple(_put(one, old, new) for one in paragraph) for paragraph in part) for part in (text.body, text.end))
    changed = Text(heading, greeting, body, end, signature)
    return None if changed == text else changed


def _put(sentence: str, old: str, new: str) -> str:
    at = 0
    while (found := words_in(old, sentence[at:])) is not None:
        start, stop = found[0] + at, found[1] + at
        put = f"{new[:1].upper()}{new[1:]}" if sentence[start].isupper() and start == 0 else new
        sentence, at = f"{sentence[:start]}{put}{sentence[stop:]}", start + len(put)
    for found_, given in (*TIDIED, (TWICE, r"\1")) if at else ():
        sentence = re.sub(found_, given, sentence)
    return sentence


def _of_its_kind(text: Text, new: str) -> Text | None:
    """Return a text with a day or an hour in the place of the only one it has, or of its blank; None where it has none, or several."""
    rules = load_texts("letter", "all")
    for name, blank in BLANKS.items():
        if re.fullmatch(rf"(?:{rules.get(name).removeprefix('(?i)')})", new.strip(), re.IGNORECASE) is None:
            continue
        whole = " ".join(sentence for paragraph in text.body for sentence in paragraph)
        held = {found.group().strip() for found in re.finditer(rules.get(name), whole)} or set(re.findall(blank, whole))
        if len(held) == 1:
            return _everywhere(text, held.pop().strip("[]"), new) or text._replace(
                body=tuple(tuple(re.sub(blank, new, one) for one in paragraph) for paragraph in text.body)
            )
    return None


def _with(text: Text, found: Place, sentence: str) -> Text:
    """Return a text with a sentence in the place of one of its own, or of a paragraph; without it where it is empty."""
    put = (sentence,) if sentence else ()

    def changed(at: int, paragraph: tuple[str, ...]) -> tuple[str, ...]:
        if at != found.paragraph:
            return paragraph
        return put if found.sentence is None else (*paragraph[: found.sentence], *put, *paragraph[found.sentence + 1 :])

    whole = [changed(at, paragraph) for at, paragraph in enumerate((*text.body, *text.end))]
    cut = len(text.body)
    return text._replace(body=tuple(filter(None, whole[:cut])), end=tuple(filter(None, whole[cut:])))
