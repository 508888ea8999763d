"""Answers that need no search: greetings, thanks, questions too vague to advise on, and what the assistant does not do."""

from assistant.records import Block, Claim, Draft, Understanding
from assistant.voice import Voice


def compose_fixed(understanding: Understanding) -> Draft:
    """Return the draft for small talk, a request to clarify, or a refusal; short and honest."""
    voice = Voice(understanding.language, understanding.question)
    match understanding.kind:
        case "smalltalk":
            key = f"smalltalk.{understanding.target or 'greeting'}"
        case "clarify":
            key = "clarify"
        case _:
            key = f"decline.{understanding.sort or 'other'}"
    options = voice.texts.get("clarify_options" if understanding.kind == "clarify" else "follow_ups.examples")
    return Draft(kind=understanding.kind, blocks=(Block(claims=(Claim(text=voice.say(key)),)),), follow_ups=tuple(options))


def compose_missing(understanding: Understanding) -> Draft:
    """Ask for the situation that a follow-up, a plan or a reflection would need."""
    voice = Voice(understanding.language, understanding.question)
    key = {"plan": "plan.need", "reflection": "reflection.need"}.get(understanding.kind, "followup.no_history")
    options = tuple(voice.texts.get("clarify_options"))
    return Draft(kind="clarify", blocks=(Block(claims=(Claim(text=voice.say(key)),)),), follow_ups=options)
