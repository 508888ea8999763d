"""The answer to a practical question that no document settles, or to somebody's objection: a way to go about it. Suggestions, all of it."""

from assistant.compose.situation import follow_ups, founded
from assistant.practical import GRAVE
from assistant.records import Block, Choice, Claim, Draft, Practical, Understanding
from assistant.voice import Voice
from corpus.records import Card, Corpus
from prompts import Texts, load_texts


def compose_practical(understanding: Understanding, practical: Practical, corpus: Corpus, chosen: tuple[Choice, ...] = ()) -> Draft:
    """Return the draft of an answer to what a message asks of the practical side of things.

    :param practical: what it asks.
    :param chosen: the strategies for a case that is told with it.
    """
    voice, texts = Voice(understanding.language, understanding.question), load_texts("practical", understanding.language)
    shown = understanding.about.strategies if understanding.about else ()
    listening = corpus.cards[load_texts("practical", "all").get("listening")]
    blocks = _ways(practical, voice, texts)
    if practical.replies:
        lead = Block(claims=(Claim(text=texts.render("reply.held_case" if chosen else "reply.held", voice.seed)),))
        blocks = (*_reply(practical, voice, texts), lead, founded([listening, *_others(chosen, listening, corpus)], voice))
    kept = chosen or tuple(Choice(id=id_, score=1.0) for id_ in shown or (listening.id,))
    return Draft(kind=understanding.kind, blocks=blocks, choices=kept, follow_ups=follow_ups(corpus.cards[kept[0].id], voice))


def _others(chosen: tuple[Choice, ...], listening: Card, corpus: Corpus) -> list[Card]:
    """Return the strategies for a case, but for the one that an answer to somebody puts to work."""
    return [corpus.cards[choice.id] for choice in chosen if listening.id not in (choice.id, *choice.also)]


def _ways(practical: Practical, voice: Voice, texts: Texts) -> tuple[Block, ...]:
    """Say that no document settles what is asked, then a way to settle each thing; nothing where nothing of the kind is asked."""
    if not practical.asked:
        return ()
    intro = Block(claims=(Claim(text=texts.render("intro", voice.seed, asked=practical.asked)),))
    ways = [(texts.render(f"lead.{kind}"), texts.render(kind, voice.seed)) for kind in practical.asks]
    alone = len(ways) == 1
    claims = tuple(Claim(text=text, kind="suggestion", lead="" if alone else lead) for lead, text in ways)
    return (intro, Block(claims=claims, layout="paragraph" if alone else "list"))


def _reply(practical: Practical, voice: Voice, texts: Texts) -> tuple[Block, ...]:
    """Say how to take up what somebody said, what to ask them, and what to offer."""
    intro = Block(claims=(Claim(text=texts.render("reply.intro", voice.seed)),))
    heard = "hear_grave" if practical.grave else "hear_plain" if not practical.said else "hear" if practical.verbatim else "hear_that"
    said = {"said": practical.said} if practical.said and not practical.grave else {}
    to = GRAVE if practical.grave else practical.to
    steps = {
        "hear": texts.render(f"reply.{heard}", voice.seed, **said),
        "ask": texts.render(f"reply.ask.{to}", voice.seed),
        "offer": texts.render(f"reply.offer.{to}", voice.seed),
    }
    claims = tuple(Claim(text=text, kind="suggestion", lead=texts.render(f"reply.lead.{step}")) for step, text in steps.items())
    return (intro, Block(claims=claims, layout="list"))
