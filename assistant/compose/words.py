"""Words to say or send: a message to the staff, arguments for those who decide, points for a meeting. Suggestions, to be made one's own."""

from assistant.compose.situation import found_by_research
from assistant.records import Block, Claim
from assistant.voice import Voice
from corpus.records import Card, Corpus

SPOKEN = 2  # strategies that a message to the staff opens
PLEADED = 3


def compose_words(wanted: str, cards: list[Card], corpus: Corpus, voice: Voice) -> tuple[Block, ...]:
    """Return the blocks of a draft of a message, of arguments or of points for a meeting.

    :param wanted: see `assistant.wanted.words_wanted`.
    :param cards: the strategies that it is about, best first.
    """
    intro = Block(claims=(Claim(text=voice.say(f"words.{wanted}_intro")),))
    match wanted:
        case "message":
            return (intro, *_message(cards[:SPOKEN], corpus, voice))
        case "arguments":
            return (intro, _arguments(cards[:PLEADED], corpus, voice), _backing(cards[0], voice))
        case "effort":
            return (intro, _efforts(cards[:PLEADED], corpus, voice))
        case "product":
            return (intro, _advisers(cards, corpus, voice))
        case _:
            return (intro, _points(cards[:PLEADED], voice))


def _message(cards: list[Card], corpus: Corpus, voice: Voice) -> list[Block]:
    said = [voice.say("words.greeting"), *(voice.team_words(corpus.words[card.id]) for card in cards), voice.say("words.closing")]
    return [Block(claims=(Claim(text=text, kind="suggestion"),)) for text in said]


def _arguments(cards: list[Card], corpus: Corpus, voice: Voice) -> Block:
    claims = tuple(Claim(text=voice.plea(corpus.words[card.id]), kind="suggestion", lead=voice.name(card)) for card in cards)
    return Block(claims=claims, layout="list", heading=voice.say("words.suggested"))


def _backing(card: Card, voice: Voice) -> Block:
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


def _points(cards: list[Card], voice: Voice) -> Block:
    claims = tuple(Claim(text=voice.question(card), kind="suggestion", lead=voice.name(card)) for card in cards)
    return Block(claims=claims, layout="list", heading=voice.say("words.suggested"))
