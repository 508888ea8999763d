"""A letter or words to say, ready to be reread: what the person wants said, or else a word on the strategies. Suggestions, all of it."""

import re

from assistant.facets import find_facets, subject_named
from assistant.letter import Letter
from assistant.letter.address import of
from assistant.letter.blanks import fill_blanks
from assistant.letter.case import ENDING, without_request
from assistant.letter.find import Paragraphs, without_article
from assistant.letter.revise import Text, revise
from assistant.message import plain
from assistant.records import Block, Claim, Understanding
from assistant.voice import Voice
from corpus.clean import words
from corpus.records import Card, Corpus, Template
from index.sentences import sentences
from prompts import load_texts

SPOKEN = 2  # strategies that a text speaks of when the person gave nothing to say in it
PLEADED = 3
NAMED = 2  # things of the case that a text is said to be about
# What one does not write to them that one writes about: to the team about its reluctance, to parents about parents.
UNSAID = {
    "team": ("resistance", "equipe", "personnel", "effets"),
    "families": ("parents",),
    "person": ("resistance", "equipe", "personnel"),
}
TOLD_THE_CASE = ("partner", "above")
TO_MANY = ("team", "families")  # who are called by no name: one that a request holds is of somebody else
TO_ONE = ("person", "partner")  # to whom nothing of a strategy is written: what there is to say is between the two
MOST_TOLD = 3  # sentences of the case
SHORT = 3  # sentences of a letter written beforehand that must be short
ENOUGH = 10  # words dictated from which the blanks of a letter written beforehand are of something else


def compose_letter(
    cards: list[Card], letter: Letter, understanding: Understanding, corpus: Corpus, voice: Voice, template: Template | None = None
) -> tuple[Block, ...]:
    """Return the blocks of a text: how it opens, what the person wants said in it, a word on the first strategies, how it ends.

    :param cards: the strategies that it rests on, best first.
    :param template: a letter written beforehand, which says what the person did not dictate.
    """
    if letter.sentences and not (letter.details or letter.edits):
        return _sentences(cards, letter, corpus, voice)
    request, *later = understanding.said.split("\n")
    voice = Voice(voice.language, request)  # it closes alike however often it is mended
    text, missed = revise(_text(cards, letter, understanding, corpus, voice, template), letter.edits, letter.latest)
    changed = "idle" if letter.idle else "partly" if missed else "changed"
    way = changed if later else "speech" if letter.spoken else "details" if letter.details else "message"
    intro = Block(claims=(Claim(text=voice.say(f"words.{way}_intro")),))
    return (intro, *_laid_out(text, letter), *_unmade(missed, letter, voice))


def _text(cards: list[Card], letter: Letter, understanding: Understanding, corpus: Corpus, voice: Voice, template: Template | None) -> Text:
    """Return the text before anything is changed in it."""
    request = understanding.said.split("\n")[0]
    body = _filled(template, letter, request, voice) if template else _body(cards, letter, understanding, corpus, voice)
    heading, greeting = _top(letter, understanding, voice, template)
    signature = "" if letter.spoken else letter.signed or voice.say("words.signature")
    return Text(heading, greeting, _cut(body), _cut(_end(letter, voice)), signature)


def _cut(lines: list[str]) -> Paragraphs:
    """Return paragraphs as sentences."""
    return tuple(tuple(re.split(ENDING, line)) for line in lines if line)


def _laid_out(text: Text, letter: Letter) -> tuple[Block, ...]:
    """Return the blocks of a text: a paragraph a block, or its sentences as points where that is wanted."""

    def block(line: str) -> Block:
        return Block(claims=(Claim(text=line, kind="suggestion"),))

    body = tuple(block(" ".join(paragraph)) for paragraph in text.body)
    if letter.points:
        points = [sentence for paragraph in text.body for sentence in paragraph]
        body = (Block(claims=tuple(Claim(text=point, kind="suggestion") for point in points), layout="list"),) if points else ()
    ends = (*(" ".join(paragraph) for paragraph in text.end), *text.signature.split("\n"))
    return (*(block(line) for line in (text.heading, text.greeting) if line), *body, *(block(line) for line in ends if line))


def _unmade(missed: tuple[str, ...], letter: Letter, voice: Voice) -> tuple[Block, ...]:
    """Say what was asked of the text and could not be done: what is not found in it, what only a person can write."""
    said = (
        [voice.say("words.missed", items=voice.join([f"« {what} »" if voice.french else f"“{what}”" for what in missed]))] if missed else []
    )
    said += [voice.say(f"words.beyond.{manner}") for manner in letter.beyond]
    return (Block(claims=tuple(Claim(text=one) for one in said)),) if said else ()


def words_to(card: Card, letter: Letter, corpus: Corpus, voice: Voice) -> str:
    """Return what may be said of a strategy to those a text is for."""
    words = corpus.words[card.id]
    match letter.recipient:
        case "families":
            return voice.family_words(words)
        case "above":
            return voice.plea(words)
        case _:
            return voice.team_words(words)


def _top(letter: Letter, understanding: Understanding, voice: Voice, template: Template | None) -> tuple[str, str]:
    """Return the subject line, empty where there is none, and the greeting."""
    way = "spoken" if letter.spoken else "formal" if letter.formal else "written"
    greeting = voice.texts.get("words.greeting")[way][letter.recipient]
    if letter.begins:
        greeting = f"{letter.begins[:1].upper()}{letter.begins[1:]},"
    elif letter.name and letter.recipient not in TO_MANY:
        greeting = voice.say("words.greeting.named", name=letter.name)
    if letter.spoken or not (letter.mail or letter.heading):
        return "", greeting
    ready = (template.heading if voice.french else template.heading_en) if template else ""
    told = _bare(letter.about) or _subject_of(letter)
    subject = letter.heading or ready or told or _bare(_about(letter, understanding, voice)) or voice.say("words.subject_untold")
    return voice.say("words.subject", subject=subject), greeting


def _subject_of(letter: Letter) -> str:
    """Return the subject line that the first thing to be said gives: "Les devoirs sont reportés." is about "Les devoirs"; empty if none."""
    first = next(iter(letter.details), "")
    found = re.search(load_texts("letter", "all").get("named"), first)
    named = without_article(found["verbed"]) if found and found["verbed"] else found["what"] if found else ""
    return f"{named[:1].upper()}{named[1:]}"


def _filled(template: Template, letter: Letter, request: str, voice: Voice) -> list[str]:
    """Return the body of a letter written beforehand, after what the person dictated: without what says it again, or asks for more."""
    said = re.split(ENDING, fill_blanks(template.text if voice.french else template.en, request))
    if letter.details:
        held = set(words(" ".join(letter.details)))
        told = len(" ".join(letter.details).split()) > ENOUGH
        said = [one for one in said if not (told and "[" in one) and len(set(words(one)) & held) <= len(set(words(one))) / 2]
    return [" ".join(letter.details), " ".join(said[: SHORT if letter.short else None])]


def _body(cards: list[Card], letter: Letter, understanding: Understanding, corpus: Corpus, voice: Voice) -> list[str]:
    way, about = "spoken" if letter.spoken else "written", _about(letter, understanding, voice)
    opening = voice.say(f"words.about.{way}", subject=about) if about and not letter.short and not _told(letter) else ""
    case = _case(letter, understanding)
    said = [opening, " ".join(case), " ".join(letter.details)]
    if case and not letter.details:
        said.append(voice.say("words.asked"))
    said += [voice.say("words.untold", what=what) for what in letter.missing]
    told = letter.spoken or letter.details or letter.missing or letter.edits or case or understanding.incident
    if letter.recipient in TO_ONE and not told:
        said.append(voice.say("words.to_one"))
    if understanding.incident and not letter.bare:
        return [*said, "" if letter.details else voice.say("words.incident")]
    return [*said, *(words_to(card, letter, corpus, voice) for card in cards[: _spoken(letter)])]


def _end(letter: Letter, voice: Voice) -> list[str]:
    """Return how a text ends, before its signature."""
    warm = voice.texts.get("words.warm")[letter.recipient] if letter.warm and not letter.spoken else ""
    key = f"spoken_closing.{letter.recipient}" if letter.spoken else "formal_closing" if letter.formal else f"closing.{letter.recipient}"
    closing = voice.say(f"words.{key}")
    if letter.ends:
        closing = f"{letter.ends[0].upper()}{letter.ends[1:]}{'' if letter.ends[-1] in '.!?,' else '.'}"
    return [warm, closing]


def _told(letter: Letter) -> bool:
    """Tell whether a text says enough by itself for nobody to wonder what it is about."""
    return bool(letter.details) and not (letter.missing or letter.about)


def _case(letter: Letter, understanding: Understanding) -> tuple[str, ...]:
    """Return the case as it was told, where those it is written to must know it: who helps, or decides."""
    if letter.recipient not in TOLD_THE_CASE or letter.spoken or letter.details:
        return ()
    held = set(words(" ".join(letter.details)))
    told = sentences(without_request(understanding.said.split("\n")[0]) or without_request(understanding.topic), shortest=1)
    new = [one.strip() for one in told if not one.rstrip().endswith("?") and len(set(words(one)) & held) <= len(set(words(one))) / 2]
    return tuple(new[: 0 if letter.short and letter.details else MOST_TOLD])


def _about(letter: Letter, understanding: Understanding, voice: Voice) -> str:
    """Return what a text is about, as it is named after "au sujet": in the person's words, the things of the case, or its subject."""
    if letter.about:
        return letter.about
    things = [
        facet.label
        for facet in find_facets(plain(f"{understanding.said} {understanding.topic}"), voice.language)
        if facet.kind == "equipment"
    ]
    if things:
        return voice.join([of(thing) if voice.french else thing for thing in things[:NAMED]])
    subject = next((one for one in understanding.subjects[:1] if one not in UNSAID.get(letter.recipient, ())), "")
    return subject_named(subject, voice.language) if subject else ""


def _bare(about: str) -> str:
    """Return what a text is about as a subject line: "des tablettes" is "Les tablettes"."""
    for found, given in ((r"\bdes ", "les "), (r"\bdu ", "le "), (r"\bde (?=la |l'|nos |mes )", ""), (r"\bd'", "")):
        about = ", ".join(re.sub(rf"(^|(?<= et )|(?<= ou )){found}", given, part) for part in about.split(", "))
    return f"{about[:1].upper()}{about[1:]}"


def _spoken(letter: Letter) -> int:
    """Return how many strategies a text speaks of: none where it has something else to say, which a word on one may run against."""
    if letter.bare or (letter.recipient in TO_ONE and not (letter.spoken and letter.recipient == "person")):
        return 0
    if letter.details:
        return int(letter.longer and letter.recipient != "person")
    return 1 if letter.recipient == "person" else SPOKEN - letter.short


def _sentences(cards: list[Card], letter: Letter, corpus: Corpus, voice: Voice) -> tuple[Block, ...]:
    """Return single sentences, one a strategy: what some ask for rather than a letter."""
    firsts = [re.split(r"(?<=[.!?])\s", words_to(card, letter, corpus, voice))[0] for card in cards[:PLEADED]]
    listed = Block(claims=tuple(Claim(text=text, kind="suggestion") for text in firsts), layout="list")
    return (Block(claims=(Claim(text=voice.say("words.sentences_intro")),)), listed)
