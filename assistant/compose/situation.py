"""The answer to a situation: what was understood, three to five strategies that fit, landmarks, help, a question."""

import re
from collections.abc import Iterable

from assistant.markdown import count_words
from assistant.records import Block, Choice, Claim, Draft, Facet, Shortlist, Understanding
from assistant.voice import Voice
from corpus.chunk import Passage
from corpus.clean import fold, words
from corpus.records import Card, Corpus

MOST_WORDS = 345
FEWEST = 3
QUOTE_WORDS = 13
QUOTE_CONTENT = 3  # long words that a clause needs to be worth quoting
MOST_FACETS = 3


def compose_situation(understanding: Understanding, chosen: Shortlist, corpus: Corpus, by_id: dict[str, Passage], intro: str = "") -> Draft:
    """Return the draft of an answer to a situation.

    :param chosen: the strategies, best first.
    :param by_id: every passage, to cite from.
    :param intro: a sentence to open with, when the answer follows an earlier one.
    """
    voice = Voice(understanding.language, understanding.question)
    cards = [corpus.cards[choice.id] for choice in chosen.choices]
    opening = Block(claims=(Claim(text=" ".join(filter(None, (intro, _opening(understanding, chosen, corpus, voice))))),))
    strategies = [_strategy(corpus, choice.id, choice.also, choice.fit, voice) for choice in chosen.choices]
    tail = _tail(corpus, cards, by_id, voice)
    kept = _within(opening, strategies, tail)
    shown = chosen.choices[: len(kept)]
    return Draft(
        kind="situation",
        blocks=(opening, *_with_example(kept, cards, by_id, voice, opening, tail), *tail),
        choices=shown,
        competencies=_first(card.competencies for card in cards[: len(kept)]),
        dimensions=_first(card.dimensions for card in cards[: len(kept)]),
        measures=_first(card.measures for card in cards[: len(kept)]),
        follow_ups=follow_ups(cards[0], voice),
    )


def follow_ups(card: Card, voice: Voice) -> tuple[str, ...]:
    """Return three things one may want next, as the person would say them."""
    return (
        voice.say("follow_ups.develop", name=voice.name(card)),
        voice.say("follow_ups.signs") if len(voice.seed) % 2 else voice.say("follow_ups.pitfalls"),
        voice.say("follow_ups.plan"),
    )


def _opening(understanding: Understanding, chosen: Shortlist, corpus: Corpus, voice: Voice) -> str:
    """Restate what was said, in the person's own words where one clause can be quoted, and the issues read into it."""
    issues = voice.join([voice.issue(corpus.cards[choice.id]) for choice in chosen.choices[:2] if _weighs(choice, chosen)])
    quote = quotation(understanding.question)
    told = fold(quote)
    deadline = next((facet.label for facet in understanding.facets if facet.kind == "deadline"), "")
    named = _named(tuple(facet for facet in understanding.facets if facet.found not in told))
    facets = voice.join([facet.label for facet in named])
    if len(named) >= 2 and deadline:
        return voice.say("opening.facets_deadline", facets=facets, issues=issues, deadline=deadline)
    if quote and named:
        return voice.say("opening.quote_facets", quote=quote, facets=facets, issues=issues)
    if quote:
        return voice.say("opening.quote", quote=quote, issues=issues)
    if len(named) >= 2:
        return voice.say("opening.facets", facets=facets, issues=issues)
    return voice.say("opening.plain", issues=issues)


def _weighs(choice: Choice, chosen: Shortlist) -> bool:
    """Tell whether a strategy is probable enough, beside the first, for its issue to be named in the restatement."""
    return choice.score >= chosen.choices[0].score / 2


def _named(facets: tuple[Facet, ...]) -> list[Facet]:
    """Return at most one facet of each kind first, then others, so that the restatement stays short."""
    wanted = [facet for facet in facets if facet.kind != "deadline"]
    firsts = [next(f for f in wanted if f.kind == kind) for kind in dict.fromkeys(f.kind for f in wanted)]
    return (firsts + [f for f in wanted if f not in firsts])[:MOST_FACETS]


def quotation(question: str) -> str:
    """Return the person's own words worth giving back: the clause with the most content, short enough to quote whole."""
    clauses = [c.strip(" .!?…\"'«»“”()-") for c in re.split(r"[.!?;:,\n«»“”\"()]+|\s-\s", question)]
    fitting = [c for c in clauses if len(c.split()) <= QUOTE_WORDS and _weight(c) >= QUOTE_CONTENT]
    return max(fitting, key=_weight, default="")


def _weight(clause: str) -> int:
    """Return how many words of a clause carry content, by their length: enough to choose what to quote."""
    return sum(len(word) > 4 for word in set(words(clause)))


def _strategy(corpus: Corpus, id_: str, also: tuple[str, ...], fit: int | None, voice: Voice) -> Block:
    card = corpus.cards[id_]
    heading = voice.say("heading", name=voice.name(card), ids=voice.join([id_, *also]))
    claims = (
        Claim(text=voice.fit(card, fit), kind="suggestion"),
        Claim(text=voice.finding(card), kind="constat", passages=(f"{card.id}/constat",), lead=voice.say("lead.finding")),
        Claim(text=voice.step(card, "semaine"), kind="suggestion", lead=voice.say("lead.step.semaine")),
    )
    return Block(claims=claims, heading=heading, strategy=id_)


def _with_example(
    kept: list[Block], cards: list[Card], by_id: dict[str, Passage], voice: Voice, opening: Block, tail: list[Block]
) -> list[Block]:
    """Add a published example to the first strategy that has one, if there is room for it."""
    room = MOST_WORDS - count_words((opening, *kept, *tail)) - 4  # for the dash, the lead and the mark
    for place, (block, card) in enumerate(zip(kept, cards, strict=False)):
        for number, said in enumerate(card.why, start=1):
            text = voice.why(card, number - 1)
            if said.source and f"{card.id}/pourquoi-{number}" in by_id and len(text.split()) <= room:
                lead = voice.texts.get("kind")[said.kind]
                example = Claim(text=text, kind=said.kind, passages=(f"{card.id}/pourquoi-{number}",), lead=lead)
                claims = (*block.claims[:2], example, *block.claims[2:])
                return [*kept[:place], block.model_copy(update={"claims": claims}), *kept[place + 1 :]]
    return kept


def _tail(corpus: Corpus, cards: list[Card], by_id: dict[str, Passage], voice: Voice) -> list[Block]:
    """Landmarks (framework, plan, competencies), who can help, and the question of the first strategy."""
    claims = []
    if dimension := next((corpus.dimensions[id_] for card in cards for id_ in card.dimensions), None):
        item = voice.say("tail.dimension", number=str(dimension.number), name=voice.dimension(dimension))
        claims.append(_landmark("dimensions", item, dimension.id, voice))
    measure = next((corpus.measures[id_] for card in cards for id_ in card.measures if id_ in by_id), None)
    if measure:
        item = voice.say("tail.measure", number=str(measure.number), name=voice.measure(measure))
        claims.append(_landmark("measures", item, measure.id, voice))
    competencies = _first(card.competencies for card in cards[:2])[:2]
    claims.append(Claim(text=voice.say("tail.competencies", items=voice.join(list(competencies))) + "."))
    actors = [corpus.actors[id_] for id_ in _first(card.actors for card in cards)][:2]
    help_ = Claim(text=voice.say("tail.actors", items=voice.join([voice.actor(actor) for actor in actors])), kind="suggestion")
    question = Claim(text=voice.say("tail.question", question=voice.question(cards[0])), kind="suggestion")
    return [Block(claims=(*claims, help_)), Block(claims=(question,))]


def _landmark(key: str, item: str, passage: str, voice: Voice) -> Claim:
    return Claim(text=voice.say(f"tail.{key}", items=item) + ".", kind="document", passages=(passage,))


def _within(opening: Block, strategies: list[Block], tail: list[Block]) -> list[Block]:
    """Keep as many strategies as the length allows, never fewer than three."""
    kept = strategies[:FEWEST]
    for block in strategies[FEWEST:]:
        if count_words((opening, *kept, block, *tail)) > MOST_WORDS:
            break
        kept = [*kept, block]
    return kept


def _first(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the ids of several groups, each once, in order of appearance."""
    return tuple(dict.fromkeys(id_ for group in groups for id_ in group))
