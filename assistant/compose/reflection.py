"""Three to five open questions tied to the case."""

import re

from assistant.compose.situation import follow_ups, founded
from assistant.message import plain
from assistant.records import Block, Choice, Claim, Draft, Shortlist, Understanding
from assistant.voice import Voice
from assistant.wanted import number_wanted
from corpus.records import Corpus
from prompts import load_texts

MOST = 5  # questions, where no number is asked for


def compose_reflection(understanding: Understanding, chosen: Shortlist, corpus: Corpus) -> Draft:
    """Return the draft of a list of questions, one per strategy, and what they rest on: for the principal, or for those they lead."""
    voice = Voice(understanding.language, understanding.question)
    wanted = number_wanted(plain(understanding.said))
    ids = [choice.id for choice in chosen.choices[:MOST]]
    ids += [near for id_ in ids for near in corpus.cards[id_].near] if wanted and wanted > len(ids) else []  # near ones ask near questions
    cards = [corpus.cards[id_] for id_ in list(dict.fromkeys(ids))[:wanted]]
    choices = tuple(Choice(id=card.id, score=1.0) for card in cards)
    others = re.search(load_texts("wanted", "all").get("for_others"), plain(understanding.said)) is not None
    intro = Block(claims=(Claim(text=voice.say("reflection.team_intro" if others else "reflection.intro")),))
    questions = [voice.team_question(corpus.words[card.id]) if others else voice.question(card) for card in cards]
    asked = Block(claims=tuple(Claim(text=text, kind="suggestion") for text in questions), layout="list")
    blocks = (intro, asked, founded(cards, voice))
    return Draft(kind="reflection", blocks=blocks, choices=choices, follow_ups=follow_ups(cards[0], voice))
