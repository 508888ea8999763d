"""Words to say or send: a message, arguments, what to look for. Suggestions, to be made one's own."""

import re

from assistant.compose.letter import PLEADED, compose_letter, words_to
from assistant.compose.situation import found_by_research
from assistant.letter import Letter
from assistant.message import plain
from assistant.records import NOTHING, Block, Claim, Prepared, Understanding
from assistant.voice import Voice
from corpus.records import Card, Corpus
from prompts import load_texts

AIMS = ("Je ", "I ")  # how a sentence begins that says what is pleaded for, and is no argument


def compose_words(
    wanted: str, understanding: Understanding, cards: list[Card], corpus: Corpus, voice: Voice, prepared: Prepared = NOTHING
) -> tuple[Block, ...]:
    """Return the blocks of a draft of a message, of arguments, of what to look for, or of what the steps ask for.

    :param wanted: see `assistant.wanted.words_wanted`.
    :param cards: the strategies that it is about, best first.
    :param prepared: what was prepared for the message.
    """
    intro = Block(claims=(Claim(text=voice.say(f"words.{wanted}_intro")),))
    match wanted:
        case "message" | "speech":
            return compose_letter(cards, prepared.letter or Letter(recipient="team"), understanding, corpus, voice, prepared.template)
        case "arguments":
            letter = prepared.letter or Letter(recipient="above")
            own = (_own_arguments(letter.details, voice),) if letter.details else ()
            return (intro, *own, _arguments(cards[: PLEADED - len(own)], letter, corpus, voice))
        case "effort":
            return (intro, _efforts(cards[:PLEADED], corpus, voice))
        case "product":
            return (intro, _advisers(cards, corpus, voice))
        case _ if re.search(load_texts("wanted", "all").get("grid"), plain(understanding.said)):
            return (Block(claims=(Claim(text=voice.say("words.grid_intro")),)), _grid(cards[:PLEADED], voice))
        case _:
            return (intro, _signs(cards[:PLEADED], voice))


def _arguments(cards: list[Card], letter: Letter, corpus: Corpus, voice: Voice) -> Block:
    """Plead for each strategy before those who decide; before parents, in words for them; before the team, by why it works."""
    said = [voice.fit(card, None) if letter.recipient == "team" else words_to(card, letter, corpus, voice) for card in cards]
    claims = tuple(Claim(text=text, kind="suggestion", lead=voice.name(card)) for card, text in zip(cards, said, strict=True))
    return Block(claims=claims, layout="list", heading=voice.say("words.suggested"))


def _own_arguments(details: tuple[str, ...], voice: Voice) -> Block:
    """List the arguments that the person named, each with room for a fact of the school."""
    pieces = [piece.strip(" .") for detail in details for piece in detail.split(",")]
    named = [f"{piece[:1].upper()}{piece[1:]}" for piece in pieces if piece and not piece.startswith(AIMS)]
    claims = tuple(Claim(text=voice.say("words.argued"), kind="suggestion", lead=piece) for piece in named)
    return Block(claims=claims, layout="list", heading=voice.say("words.yours"))


def backing(card: Card, voice: Voice) -> Block:
    """Return what the research says of a strategy, to support what is pleaded for it."""
    return Block(claims=(Claim(text=voice.say("words.backing")), found_by_research(card, voice)))


def _efforts(cards: list[Card], corpus: Corpus, voice: Voice) -> Block:
    """Say what the first step of each strategy asks for: who, and by what means."""
    asked = [
        voice.say("words.effort", who=voice.who(corpus.means[card.id], "semaine"), means=voice.means(corpus.means[card.id], "semaine"))
        for card in cards
    ]
    claims = tuple(Claim(text=text, kind="suggestion", lead=voice.name(card)) for card, text in zip(cards, asked, strict=True))
    return Block(claims=claims, layout="list", heading=voice.say("words.suggested"))


def _advisers(cards: list[Card], corpus: Corpus, voice: Voice) -> Block:
    names = [voice.actor(corpus.actors[id_]) for id_ in dict.fromkeys(id_ for card in cards for id_ in card.actors)][:PLEADED]
    return Block(claims=(Claim(text=voice.say("tail.actors", items=voice.join(names)), kind="suggestion"),))


def _grid(cards: list[Card], voice: Voice) -> Block:
    """Lay out what to look for in a classroom, with room to note what was seen: the signs of each strategy."""
    rows = [voice.say("words.grid_row", sign=sign) for card in cards for sign in voice.signs(card)]
    lines = (voice.say("words.grid_header"), "|---|---|---|", *rows)
    return Block(claims=tuple(Claim(text=line, kind="suggestion") for line in lines), layout="table")


def _signs(cards: list[Card], voice: Voice) -> Block:
    """Say what one may look for in the school: the signs of each strategy."""
    claims = tuple(Claim(text=sign, kind="suggestion", lead=voice.name(card)) for card in cards for sign in voice.signs(card))
    return Block(claims=claims, layout="list", heading=voice.say("words.suggested"))
