"""Answers that lean on the ones before: more on a strategy, an example, why, signs, pitfalls, help, sources, the same in short."""

import re
from collections.abc import Iterator

from assistant.compose.agenda import compose_agenda
from assistant.compose.situation import follow_ups, found_by_research
from assistant.compose.steps import first_step
from assistant.compose.words import backing, compose_words
from assistant.message import plain
from assistant.records import NOTHING, Block, Choice, Claim, Draft, Prepared, Turn, Understanding
from assistant.voice import Voice
from assistant.wanted import number_wanted, wants_one, words_wanted
from corpus.chunk import Passage
from corpus.records import HORIZONS, Card, Constraint, Corpus
from prompts import load_texts

MOST = 3  # strategies that a follow-up goes over
MOST_BINDING = 2  # constraints that are answered
ESSENTIAL = 3  # blocks of a strategy that are said when two are wanted: what it is, why, first steps
ADAPTED = ("develop", "example", "pitfalls", "why")  # follow-ups that also say how to begin within the constraints of the case


def compose_followup(
    understanding: Understanding, about: Turn, corpus: Corpus, by_id: dict[str, Passage], prepared: Prepared = NOTHING
) -> Draft:
    """Return the draft of an answer to a request about strategies already shown, or about what was cited.

    :param about: the turn that showed them.
    :param prepared: what was prepared for the message.
    """
    voice = Voice(understanding.language, understanding.question)
    shown = [corpus.cards[id_] for id_ in about.strategies]
    targets = [corpus.cards[id_] for id_ in understanding.targets if id_ in corpus.cards]
    cards = targets or shown[:MOST]
    if understanding.sort == "source" or not cards:
        return _draft(understanding, _sources(about, by_id, voice), cards, voice)
    wanted = words_wanted(understanding.heard)
    if wanted == "agenda":
        return compose_agenda(understanding, cards, corpus)
    if wanted:
        blocks = compose_words(wanted, understanding, cards, corpus, voice, prepared)
        return _draft(understanding, (*blocks, backing(cards[0], voice)) if wanted == "arguments" else blocks, cards, voice)
    if not targets and wants_one(understanding.heard):
        return _draft(understanding, _chosen(cards[0], first_step(cards[0], understanding, corpus, voice), voice), cards[:1], voice)
    match understanding.sort:
        case "signs":
            blocks = _listed("signs", [(card, voice.signs(card)) for card in cards], voice)
        case "pitfalls":
            blocks = _listed("pitfalls", [(card, voice.pitfalls(card)) for card in cards], voice)
        case "help":
            blocks = _help(cards, understanding, corpus, voice)
        case "shorter":
            cards = targets or shown[: number_wanted(plain(understanding.said))]
            blocks = _shortened(cards, understanding, corpus, voice)
        case "example":
            cards = cards[:1]
            blocks = _exemplified(cards[0], first_step(cards[0], understanding, corpus, voice), voice)
        case "why":
            blocks = _justified(cards[0], voice) if targets else tuple(_why_each(cards, voice))
        case _:
            cards = targets or cards[:1]
            blocks = tuple(block for card in cards for block in _developed(card, voice)[: None if len(cards) == 1 else ESSENTIAL])
    if understanding.constraints and understanding.sort in ADAPTED:
        blocks = (*blocks, _within(cards[0], understanding.constraints, corpus, voice))
    return _draft(understanding, blocks, cards, voice)


def _within(card: Card, binding: tuple[Constraint, ...], corpus: Corpus, voice: Voice) -> Block:
    """Say how to begin with a strategy in spite of what is lacking or binds."""
    means = corpus.means[card.id]
    claims = tuple(Claim(text=voice.adapted(means, one), kind="suggestion", lead=voice.lead_within(one)) for one in binding[:MOST_BINDING])
    return Block(claims=claims)


def _draft(understanding: Understanding, blocks: tuple[Block, ...], cards: list[Card], voice: Voice) -> Draft:
    kept = tuple(Choice(id=card.id, score=1.0) for card in cards)
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


def _help(cards: list[Card], understanding: Understanding, corpus: Corpus, voice: Voice) -> tuple[Block, ...]:
    """Say who may help: first those who serve the schools that the case is of, then those that the strategies name."""
    told = plain(f"{understanding.topic} {understanding.said}")
    known = load_texts("facets", "all").get("serving")
    serving = [one["id"] for one in known if re.search(one["find"], told) or one.get("language") == understanding.language]
    ids = dict.fromkeys((*serving, *(id_ for card in cards for id_ in card.actors)))
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
    intro = [Claim(text=voice.say("followup.source_intro"))]
    if any(passage.kind == "constat" for passage in passages):
        intro.append(Claim(text=voice.say("followup.source_research")))
    return (Block(claims=tuple(intro)), Block(claims=claims, layout="list"))


def _shortened(cards: list[Card], understanding: Understanding, corpus: Corpus, voice: Voice) -> tuple[Block, ...]:
    """Say again, one line each: the strategy and its first step."""
    steps = [first_step(card, understanding, corpus, voice, place) for place, card in enumerate(cards)]
    leads = [f"{voice.name(card)} ({card.id})" for card in cards]
    lines = tuple(Claim(text=step, kind="suggestion", lead=lead) for step, lead in zip(steps, leads, strict=True))
    return (Block(claims=(Claim(text=voice.say("followup.shorter_intro")),)), Block(claims=lines, layout="list"))


def _chosen(card: Card, first: str, voice: Voice) -> tuple[Block, ...]:
    """Name the one strategy to begin with, why, and the first step."""
    intro = Claim(text=voice.say("followup.chosen_intro", name=voice.name(card)))
    step = Claim(text=first, kind="suggestion", lead=voice.say("lead.step.semaine"))
    reasons = (*_reasons(card, voice)[-1:], found_by_research(card, voice), step)
    return (Block(claims=(intro,), strategy=card.id), Block(claims=reasons, layout="list"))


def _exemplified(card: Card, first: str, voice: Voice) -> tuple[Block, ...]:
    """Give a published example where there is one, and cases the strategy answers, told as schools tell them."""
    intro = Claim(text=voice.say("followup.example_intro", name=voice.name(card)))
    published = _reasons(card, voice, sourced=True)
    cases = []
    for fit, answer in list(zip(card.fits, [voice.fit(card, n) for n in range(len(card.fits))], strict=True))[:2]:
        told = voice.say("followup.case", need=fit.need, answer=answer) if voice.french else answer
        cases.append(Claim(text=told, kind="suggestion"))
    step = Claim(text=first, kind="suggestion", lead=voice.say("lead.step.semaine"))
    return (
        Block(claims=(intro, *published), strategy=card.id),
        Block(claims=tuple(cases), heading=voice.say("followup.cases"), layout="list"),
        Block(claims=(step,)),
    )


def _justified(card: Card, voice: Voice) -> tuple[Block, ...]:
    """Say why a strategy was proposed: the finding, the reasons, what sets it apart."""
    intro = Claim(text=voice.say("followup.why_intro", name=voice.name(card)))
    finding = found_by_research(card, voice)
    apart = [Claim(text=voice.distinct(card), kind="suggestion", lead=voice.say("definition.distinct"))] if card.distinct else []
    return (Block(claims=(intro, finding), strategy=card.id), Block(claims=(*_reasons(card, voice), *apart)))


def _why_each(cards: list[Card], voice: Voice) -> Iterator[Block]:
    """Say of each strategy why it works."""
    yield Block(claims=(Claim(text=voice.say("followup.why_all_intro")),))
    for card in cards:
        finding = found_by_research(card, voice)
        yield Block(claims=(*_reasons(card, voice)[-1:], finding), heading=f"{voice.name(card)} ({card.id})", strategy=card.id)


def _reasons(card: Card, voice: Voice, *, sourced: bool = False) -> tuple[Claim, ...]:
    """Return the reasons of a card, each with the word of its kind, and its source if it has one."""
    kinds = voice.texts.get("kind")
    kept = [(n, said) for n, said in enumerate(card.why) if said.source or not sourced]
    cited = {n: (f"{card.id}/pourquoi-{n + 1}",) if said.source else () for n, said in kept}
    return tuple(Claim(text=voice.why(card, n), kind=said.kind, passages=cited[n], lead=kinds[said.kind]) for n, said in kept)


def _developed(card: Card, voice: Voice) -> tuple[Block, ...]:
    """Say all that the card holds: what it is, why it works, steps at three horizons, signs and pitfalls."""
    intro = Claim(text=voice.say("followup.develop_intro", name=voice.name(card)))
    finding = found_by_research(card, voice)
    steps = tuple(
        Claim(text=voice.step(card, horizon), kind="suggestion", lead=voice.texts.get("horizon")[horizon].capitalize())
        for horizon in HORIZONS
    )
    blocks = [
        Block(claims=(intro, Claim(text=voice.summary(card), kind="suggestion"), finding), strategy=card.id),
        Block(claims=_reasons(card, voice), heading=voice.say("followup.why")),
        Block(claims=steps, heading=voice.say("followup.steps"), layout="list"),
    ]
    for key, texts in (("signs", voice.signs(card)), ("pitfalls", voice.pitfalls(card))):
        claims = tuple(Claim(text=text, kind="suggestion") for text in texts)
        blocks.append(Block(claims=claims, heading=voice.say(f"followup.{key}"), layout="list"))
    return tuple(blocks)
