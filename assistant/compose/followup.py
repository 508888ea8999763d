"""Answers that lean on the ones before: more on a strategy, signs, pitfalls, help, sources; plans and questions to reflect on."""

from assistant.compose.situation import follow_ups
from assistant.records import Block, Choice, Claim, Draft, Shortlist, Turn, Understanding
from assistant.voice import Voice
from corpus.chunk import Passage
from corpus.records import HORIZONS, Card, Corpus

MOST = 3  # strategies that a follow-up, a plan or a reflection goes over


def compose_followup(understanding: Understanding, last: Turn, corpus: Corpus, by_id: dict[str, Passage]) -> Draft:
    """Return the draft of an answer to a request about strategies already shown.

    :param last: the turn that showed them.
    """
    voice = Voice(understanding.language, understanding.question)
    shown = [corpus.cards[id_] for id_ in last.strategies if id_ in corpus.cards]
    target = corpus.cards.get(understanding.target or "")
    cards = [target] if target else shown[:MOST]
    match understanding.intent:
        case "signs":
            blocks = _listed("signs", [(card, voice.signs(card)) for card in cards], voice)
        case "pitfalls":
            blocks = _listed("pitfalls", [(card, voice.pitfalls(card)) for card in cards], voice)
        case "help":
            blocks = _help(cards, corpus, voice)
        case "source":
            blocks = _sources(last, by_id, voice)
        case _:
            cards = cards[:1]
            blocks = _developed(cards[0], by_id, voice)
    return _draft(understanding, blocks, cards, voice)


def compose_plan(understanding: Understanding, chosen: Shortlist, corpus: Corpus) -> Draft:
    """Return a table over the year: one step per strategy and horizon, with a sign of progress."""
    voice = Voice(understanding.language, understanding.question)
    cards = [corpus.cards[choice.id] for choice in chosen.choices[:MOST]]
    rows = [voice.say("plan.header"), "|---|---|---|---|"]
    for turn, horizon in enumerate(HORIZONS):
        for number, card in enumerate(cards):
            sign = voice.signs(card)[(turn + number) % 2]
            when = voice.texts.get("horizon")[horizon].capitalize()
            rows.append(voice.say("plan.row", when=when, step=voice.step(card, horizon), name=voice.name(card), sign=sign))
    intro = Block(claims=(Claim(text=voice.say("plan.intro")),))
    table = Block(claims=tuple(Claim(text=row, kind="suggestion") for row in rows), layout="table")
    return _draft(understanding, (intro, table, _named(cards, voice)), cards, voice, chosen.choices[:MOST])


def compose_reflection(understanding: Understanding, chosen: Shortlist, corpus: Corpus) -> Draft:
    """Return three to five open questions tied to the case."""
    voice = Voice(understanding.language, understanding.question)
    cards = [corpus.cards[choice.id] for choice in chosen.choices]
    intro = Block(claims=(Claim(text=voice.say("reflection.intro")),))
    asked = Block(claims=tuple(Claim(text=voice.question(card), kind="suggestion") for card in cards), layout="list")
    return _draft(understanding, (intro, asked, _named(cards, voice)), cards, voice, chosen.choices)


def _draft(
    understanding: Understanding, blocks: tuple[Block, ...], cards: list[Card], voice: Voice, choices: tuple[Choice, ...] = ()
) -> Draft:
    kept = choices or tuple(Choice(id=card.id, score=1.0) for card in cards)
    more = follow_ups(cards[0], voice) if cards else ()
    asked = understanding.question.casefold()
    return Draft(kind=understanding.kind, blocks=blocks, choices=kept, follow_ups=tuple(f for f in more if f.casefold() != asked))


def _listed(key: str, said: list[tuple[Card, tuple[str, ...]]], voice: Voice) -> tuple[Block, ...]:
    lead = voice.say(f"followup.{key}")
    blocks = [Block(claims=(Claim(text=voice.say(f"followup.{key}_intro")),))]
    for card, texts in said:
        claims = tuple(Claim(text=text, kind="suggestion") for text in texts)
        blocks.append(Block(claims=claims, heading=f"{voice.name(card)} · {lead}", layout="list", strategy=card.id))
    return tuple(blocks)


def _help(cards: list[Card], corpus: Corpus, voice: Voice) -> tuple[Block, ...]:
    ids = dict.fromkeys(id_ for card in cards for id_ in card.actors)
    actors = [corpus.actors[id_] for id_ in ids]
    claims = []
    for actor in actors[:4]:
        role = actor.role if voice.french else actor.role_en
        name = actor.name if voice.french else actor.name_en
        claims.append(Claim(text=f"**{name}** : {role}" if voice.french else f"**{name}**: {role}", kind="document", passages=(actor.id,)))
    return (Block(claims=(Claim(text=voice.say("followup.help_intro")),)), Block(claims=tuple(claims), layout="list"))


def _sources(last: Turn, by_id: dict[str, Passage], voice: Voice) -> tuple[Block, ...]:
    passages = [by_id[id_] for id_ in last.citations if id_ in by_id]
    if not passages:
        return (Block(claims=(Claim(text=voice.say("followup.source_none")),)),)
    claims = tuple(Claim(text=voice.passage(p), kind=p.kind, passages=(p.id,), lead=f"{p.title}, {p.locator}") for p in passages)
    return (Block(claims=(Claim(text=voice.say("followup.source_intro")),)), Block(claims=claims, layout="list"))


def _developed(card: Card, by_id: dict[str, Passage], voice: Voice) -> tuple[Block, ...]:
    """Say all that the card holds: what it is, why it works, steps at three horizons, signs and pitfalls."""
    intro = Claim(text=voice.say("followup.develop_intro", name=voice.name(card)))
    finding = Claim(text=voice.finding(card), kind="constat", passages=(f"{card.id}/constat",), lead=voice.say("lead.finding"))
    whys = []
    for number, said in enumerate(card.why):
        passages = (f"{card.id}/pourquoi-{number + 1}",) if said.source else ()
        whys.append(Claim(text=voice.why(card, number), kind=said.kind, passages=passages))
    steps = tuple(
        Claim(text=voice.step(card, horizon), kind="suggestion", lead=voice.texts.get("horizon")[horizon].capitalize())
        for horizon in HORIZONS
    )
    blocks = [
        Block(claims=(intro, Claim(text=voice.summary(card), kind="suggestion"), finding), strategy=card.id),
        Block(claims=tuple(whys), heading=voice.say("followup.why")),
        Block(claims=steps, heading=voice.say("followup.steps"), layout="list"),
    ]
    for key, texts in (("signs", voice.signs(card)), ("pitfalls", voice.pitfalls(card))):
        claims = tuple(Claim(text=text, kind="suggestion") for text in texts)
        blocks.append(Block(claims=claims, heading=voice.say(f"followup.{key}"), layout="list"))
    return tuple(blocks)


def _named(cards: list[Card], voice: Voice) -> Block:
    """Cite the strategies a plan or a reflection rests on."""
    claims = tuple(
        Claim(text=voice.finding(card), kind="constat", passages=(f"{card.id}/constat",), lead=voice.name(card)) for card in cards
    )
    return Block(claims=claims, layout="list")
