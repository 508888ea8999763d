"""After what is to be done first about an incident: very little, for later."""

from assistant.compose.situation import follow_ups, founded
from assistant.compose.steps import first_step
from assistant.records import Block, Claim, Draft, Shortlist, Understanding
from assistant.voice import Voice
from corpus.records import Corpus

MOST = 3


def compose_after(understanding: Understanding, chosen: Shortlist, corpus: Corpus) -> Draft:
    """Return the draft of what may be done once an incident is under control: a line a strategy.

    :param chosen: the strategies, best first.
    """
    voice = Voice(understanding.language, understanding.question)
    choices = chosen.choices[:MOST]
    cards = [corpus.cards[choice.id] for choice in choices]
    lines = tuple(
        Claim(
            text=first_step(card, understanding, corpus, voice, place),
            kind="suggestion",
            lead=voice.heading(card, [choice.id, *choice.also]),
        )
        for place, (choice, card) in enumerate(zip(choices, cards, strict=True))
    )
    blocks = (Block(claims=(Claim(text=voice.say("later")),)), Block(claims=lines, layout="list"), founded(cards, voice))
    return Draft(kind="situation", blocks=blocks, choices=choices, follow_ups=follow_ups(cards[0], voice))
