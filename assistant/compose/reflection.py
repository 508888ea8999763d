"""Three to five open questions tied to the case."""

import re

from assistant.compose.situation import follow_ups, founded
from assistant.message import plain
from assistant.records import Block, Claim, Draft, Shortlist, Understanding
from assistant.voice import Voice
from assistant.wanted import number_wanted
from corpus.records import Corpus
from prompts import load_texts


def compose_reflection(understanding: Understanding, chosen: Shortlist, corpus: Corpus) -> Draft:
    """Return the draft of a list of questions, one per strategy, and what they rest on: for the principal, or for those they lead."""
    voice = Voice(understanding.language, understanding.question)
    choices = chosen.choices[:5]
    cards = [corpus.cards[choice.id] for choice in choices]
    others = re.search(load_texts("wanted", "all").get("for_others"), plain(understanding.said)) is not None
    cards = cards[: number_wanted(plain(understanding.said))]
    intro = Block(claims=(Claim(text=voice.say("reflection.team_intro" if others else "reflection.intro")),))
    questions = [voice.team_question(corpus.words[card.id]) if others else voice.question(card) for card in cards]
    asked = Block(claims=tuple(Claim(text=text, kind="suggestion") for text in questions), layout="list")
    blocks = (intro, asked, founded(cards, voice))
    return Draft(kind="reflection", blocks=blocks, choices=choices, follow_ups=follow_ups(cards[0], voice))
