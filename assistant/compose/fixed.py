"""Answers that need no search: greetings, thanks, questions too vague to advise on, and what the assistant does not do."""

import re

from assistant.message import plain
from assistant.records import Block, Claim, Draft, Understanding
from assistant.voice import Voice
from assistant.wanted import asked_of_us
from prompts import load_texts


def compose_fixed(understanding: Understanding) -> Draft:
    """Return the draft for small talk or a refusal; short and honest."""
    voice = Voice(understanding.language, understanding.question)
    default = {"smalltalk": "greeting", "decline": "other"}[understanding.kind]
    sort: str = understanding.sort or default
    sorts = [f"who_{about}" for about in asked_of_us(plain(understanding.question))] if sort == "who" else []
    if sort == "health" and re.search(load_texts("turns", "all").get("pupil"), plain(understanding.question)):
        sorts = ["health_of_pupil"]
    claims = tuple(Claim(text=voice.say(f"{understanding.kind}.{one}")) for one in sorts or [sort])
    options = voice.texts.get("follow_ups.declined" if understanding.kind == "decline" else "follow_ups.examples")
    return Draft(kind=understanding.kind, blocks=tuple(Block(claims=(claim,)) for claim in claims), follow_ups=tuple(options))


def compose_clarify(understanding: Understanding) -> Draft:
    """Ask one precise question of a vague opening, with answers to choose from: those of the thing that it names, if it names one."""
    voice = Voice(understanding.language, understanding.question)
    themes = voice.texts.get("clarify_themes")
    named = next((facet for facet in understanding.facets if facet.id in themes), None)
    text = themes[named.id]["question"] if named else voice.say("clarify")
    options = themes[named.id]["options"] if named else voice.texts.get("clarify_options")
    return Draft(kind="clarify", blocks=(Block(claims=(Claim(text=text),)),), follow_ups=tuple(options))


def compose_unlisted(understanding: Understanding) -> Draft:
    """Say that the last list has no such rank, and offer those that it has."""
    voice = Voice(understanding.language, understanding.question)
    shown = understanding.about.strategies if understanding.about else ()
    options = tuple(voice.say("followup.unlisted_option", rank=str(place)) for place in range(1, len(shown) + 1))
    claim = Claim(text=voice.say("followup.unlisted", count=str(len(shown))))
    return Draft(kind="followup", blocks=(Block(claims=(claim,)),), follow_ups=options)


def compose_missing(understanding: Understanding) -> Draft:
    """Ask for the situation that a follow-up, a plan or a reflection would need."""
    voice = Voice(understanding.language, understanding.question)
    key = {"plan": "plan.need", "reflection": "reflection.need"}.get(understanding.kind, "followup.no_history")
    options = tuple(voice.texts.get("clarify_options"))
    return Draft(kind="clarify", blocks=(Block(claims=(Claim(text=voice.say(key)),)),), follow_ups=options)
