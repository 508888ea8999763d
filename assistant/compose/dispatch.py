"""Write the draft that each kind of turn calls for."""

import re

from assistant.compose.agenda import compose_agenda
from assistant.compose.fact import compose_fact
from assistant.compose.fixed import compose_clarify, compose_fixed, compose_missing, compose_unlisted
from assistant.compose.followup import compose_followup
from assistant.compose.incident import compose_after
from assistant.compose.plan import compose_plan
from assistant.compose.practical import compose_practical
from assistant.compose.refined import compose_onward, compose_refined
from assistant.compose.reflection import compose_reflection
from assistant.compose.situation import advised, compose_situation, follow_ups, founded
from assistant.compose.words import compose_words
from assistant.message import plain
from assistant.records import NOTHING, Block, Choice, Claim, Draft, Found, Prepared, Shortlist, Understanding
from assistant.voice import Voice
from assistant.wanted import TEXTS, objects, weighs, words_wanted
from corpus.chunk import Passage
from corpus.records import Advice, Corpus
from prompts import load_texts

WRITTEN = ("message", "speech", "arguments", "agenda", "signs")  # what may be asked for in the message that tells the case
HEARING = ("situation", "followup", "clarify")  # kinds of turn in which something may weigh on somebody
NAMED = 3  # strategies that it rests on


def compose(
    understanding: Understanding,
    found: Found,
    chosen: Shortlist,
    corpus: Corpus,
    by_id: dict[str, Passage],
    prepared: Prepared = NOTHING,
) -> Draft:
    """Return the draft of an answer.

    :param found: what was found for a question of fact; empty for the other kinds.
    :param chosen: the strategies, best first; empty where none were looked for.
    :param by_id: every passage, to cite from.
    :param prepared: what was written beforehand for the message.
    """
    draft, advice = _compose(understanding, found, chosen, corpus, by_id, prepared), prepared.advice
    if advice and not draft.advice and (draft.kind == "followup" or understanding.practical):
        blocks = advised(advice, Voice(understanding.language, understanding.question))
        draft = draft.model_copy(update={"blocks": (*blocks, *draft.blocks), "advice": advice.id})
    if understanding.aside and understanding.kind not in ("fact", "definition"):
        draft = draft.model_copy(update={"blocks": (*compose_fact(understanding, found, corpus, by_id).blocks, *draft.blocks)})
    first = _said_first(understanding)
    return draft.model_copy(update={"blocks": (_opening(first, understanding), *draft.blocks)}) if first else draft


def _said_first(understanding: Understanding) -> str:
    """Return what is answered before anything else: an incident told of, or what weighs on somebody; empty when there is neither."""
    if understanding.kind == "followup" and words_wanted(understanding.heard) in TEXTS:
        return ""  # what must be done was said when it was told; a text on it is wanted now
    told = understanding.kind in HEARING or (understanding.kind == "decline" and understanding.sort != "injection")
    incident = understanding.incident if understanding.sort == "help" else understanding.heard.incident  # whom to call is asked of it
    if told and incident:
        return f"alert.{incident}"
    felt = weighs(understanding.heard) if understanding.kind in HEARING else ""
    return f"feeling.{felt}" if felt else ""


def _opening(key: str, understanding: Understanding) -> Block:
    return Block(claims=(Claim(text=Voice(understanding.language, understanding.question).say(key), kind="suggestion"),))


def _compose(
    understanding: Understanding, found: Found, chosen: Shortlist, corpus: Corpus, by_id: dict[str, Passage], prepared: Prepared
) -> Draft:
    advice = prepared.advice
    match understanding.kind:
        case "situation" if understanding.practical:  # what to answer somebody, asked from the start
            return compose_practical(understanding, understanding.practical, corpus, chosen.choices[:NAMED])
        case "situation" if (wanted := words_wanted(understanding.heard)) in WRITTEN and chosen.choices:
            return _written_at_once(wanted, understanding, chosen, corpus, prepared)
        case "situation" if understanding.heard.incident and chosen.choices:
            return compose_after(understanding, chosen, corpus)
        case "situation":
            return compose_situation(understanding, chosen, corpus, by_id, advice=advice)
        case "fact" | "definition":
            return compose_fact(understanding, found, corpus, by_id)
        case "clarify":
            return compose_clarify(understanding)
        case "plan" if chosen.choices and words_wanted(understanding.heard) == "agenda":
            return compose_agenda(understanding, [corpus.cards[choice.id] for choice in chosen.choices], corpus)
        case "plan" if chosen.choices:
            return compose_plan(understanding, chosen, corpus)
        case "reflection" if chosen.choices:
            return compose_reflection(understanding, chosen, corpus)
        case "followup" if understanding.practical and (understanding.practical.replies or not advice):  # words quoted are always taken up
            return compose_practical(understanding, understanding.practical, corpus)
        case "followup" if advice and not chosen.choices:
            return _answered(advice, understanding, corpus)
        case "followup" if understanding.unlisted:
            return compose_unlisted(understanding)
        case "followup" if understanding.sets_aside:
            return compose_onward(understanding, chosen, corpus, _set_aside(understanding, corpus))
        case "followup" if understanding.sort == "refine" and understanding.heard.constraints:
            return compose_refined(understanding, chosen, corpus)
        case "followup" if understanding.sort == "refine" and understanding.about and chosen.choices:
            return compose_onward(understanding, chosen, corpus, _intro(understanding))
        case "followup" if chosen.choices:
            draft = compose_situation(understanding, chosen, corpus, by_id, _intro(understanding), advice)
            return draft.model_copy(update={"kind": "followup"})
        case "followup" if understanding.about:
            return compose_followup(understanding, understanding.about, corpus, by_id, prepared)
        case "plan" | "reflection" | "followup":
            return compose_missing(understanding)
        case _:
            return compose_fixed(understanding)


def _written_at_once(wanted: str, understanding: Understanding, chosen: Shortlist, corpus: Corpus, prepared: Prepared) -> Draft:
    """Write what a case asks for from the start: a message, arguments, a meeting; then name the strategies that it rests on."""
    voice = Voice(understanding.language, understanding.question)
    cards = [corpus.cards[choice.id] for choice in chosen.choices[:NAMED]]
    if wanted == "agenda":
        return compose_agenda(understanding, cards, corpus)
    founding = [corpus.cards[id_] for id_ in prepared.template.strategies] if prepared.template else cards
    blocks = (*compose_words(wanted, understanding, cards, corpus, voice, prepared), founded(founding, voice))
    return Draft(kind="situation", blocks=blocks, choices=chosen.choices[:NAMED], follow_ups=follow_ups(cards[0], voice))


def _answered(advice: Advice, understanding: Understanding, corpus: Corpus) -> Draft:
    """Answer a practical question by advice alone, and name the strategies that it puts to work; the list talked of stays the same."""
    voice = Voice(understanding.language, understanding.question)
    cards = [corpus.cards[id_] for id_ in advice.strategies]
    shown = understanding.about.strategies if understanding.about else ()
    kept = tuple(Choice(id=id_, score=1.0) for id_ in shown or advice.strategies)
    blocks = (*advised(advice, voice), Block(claims=(Claim(text=voice.say("advised")),)), founded(cards, voice))
    return Draft(kind="followup", blocks=blocks, choices=kept, follow_ups=follow_ups(cards[0], voice), advice=advice.id)


def _set_aside(understanding: Understanding, corpus: Corpus) -> str:
    """Return the sentence that names what is not spoken of any more."""
    voice = Voice(understanding.language, understanding.question)
    return voice.say("followup.set_aside", names=voice.join([voice.quoted(corpus.cards[id_]) for id_ in understanding.targets]))


def _intro(understanding: Understanding) -> str:
    """Return the sentence that ties an answer to what was said before it."""
    voice = Voice(understanding.language, understanding.question)
    known = plain(understanding.about.topic) if understanding.about else ""
    new = [facet.label for facet in understanding.facets if facet.found not in known]  # what the case said already is no precision
    supposes = re.search(load_texts("turns", "all").get("objecting"), plain(understanding.said))
    asks = understanding.said.rstrip().endswith("?") and not supposes
    if objects(understanding) and understanding.sort != "reject":
        return voice.say("followup.objected_intro")
    if understanding.sort == "refine" and asks and ("yesno" in understanding.heard.wants or not new):
        return voice.say("followup.asked_intro")  # no document decides for somebody
    if understanding.sort == "refine" and new:
        return voice.say("followup.noted", facets=voice.join(new[:3]))
    return voice.say(f"followup.{understanding.sort}_intro")
