"""Three to five open questions tied to the case."""

from assistant.compose.situation import follow_ups, founded
from assistant.records import Block, Claim, Draft, Shortlist, Understanding
from assistant.voice import Voice
from corpus.records import Corpus


def compose_reflection(understanding: Understanding, chosen: Shortlist, corpus: Corpus) -> Draft:
    """Return the draft of a list of questions, one per strategy, and what they rest on."""
    voice = Voice(understanding.language, understanding.question)
    choices = chosen.choices[:5]
    cards = [corpus.cards[choice.id] for choice in choices]
    intro = Block(claims=(Claim(text=voice.say("reflection.intro")),))
    asked = Block(claims=tuple(Claim(text=voice.question(card), kind="suggestion") for card in cards), layout="list")
    blocks = (intro, asked, founded(cards, voice))
    return Draft(kind="reflection", blocks=blocks, choices=choices, follow_ups=follow_ups(cards[0], voice))
