"""What the assistant can do for a program that asks: four tools, each a plain function of the assistant and of checked arguments.

Knows no protocol: `assistant.mcp` serves them. No language model is asked here: whoever calls is one, and shows nobody what would be
sent. The French names of tools and arguments are what agents call them by; what they read of them is in `prompts/tools.fr.yaml`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.errors import BoussoleError
from assistant.message import without_courtesies, without_instructions, without_tags
from assistant.period import YEAR, find_period
from assistant.records import Answer, Step, Understanding
from assistant.scenarios.alike import equivalents
from assistant.tool_records import (
    SHOWN,
    CardAsked,
    FoundPassage,
    Named,
    Passages,
    Plan,
    PlanAsked,
    PlanRow,
    QuestionAsked,
    Reference,
    Reply,
    SituationAsked,
    StrategyCard,
    Suggestions,
)
from assistant.voice import Voice
from corpus.clean import fold
from corpus.records import HORIZONS, Card, Corpus, Record, Statement
from index.records import Hit
from prompts import load_texts

if TYPE_CHECKING:
    from assistant.chat import Assistant

AT_LEAST = 8  # passages that are looked at, however few are wanted: whether the first answers is judged among as many as the door sees
ROW = re.compile(r"\| " + r"([^|]+) \| " * 5 + r"[^|]+\(((?:CP|EN)\d\.\d+)[^()|]*\) \|")  # a line of the table of a plan


def suggest_strategies(assistant: "Assistant", asked: SituationAsked) -> Suggestions:
    """Return the strategies for a situation with the answer that presents them."""
    answer = assistant.ask(asked.situation, language=asked.langue, with_model=False)
    return Suggestions(**_reply(answer), strategies=answer.strategies[: asked.nombre])


def _reply(answer: Answer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in Reply.model_fields}


def find_passages(assistant: "Assistant", asked: QuestionAsked) -> Passages:
    """Return the passages nearest to a question of fact, and whether the first answers it."""
    from assistant.retrieve import retrieve  # with it come the libraries of the index: not before it is open
    from index.search import PassageRetriever

    index, voice = assistant.index, Voice(asked.langue)
    said = without_courtesies(without_instructions(without_tags(asked.question)))
    needs, vectors = index.needs_of(said)
    understanding = Understanding(question=asked.question, language=asked.langue, kind="fact", needs=tuple(needs), vectors=vectors)
    found = retrieve(understanding, index, PassageRetriever(index=index, k=max(AT_LEAST, asked.nombre)))
    return Passages(answered=found.answered, passages=tuple(_found(hit, voice) for hit in found.hits[: asked.nombre]))


def _found(hit: Hit, voice: Voice) -> FoundPassage:
    passage = hit.passage
    return FoundPassage(
        id=passage.id,
        text=voice.passage(passage),
        kind=passage.kind,
        document=passage.source or "",
        title=passage.title,
        locator=passage.locator,
        url=passage.url,
        confidence=passage.confidence,
        score=round(hit.score, 3),
    )


def show_card(assistant: "Assistant", asked: CardAsked) -> StrategyCard:
    """Return the whole card of a strategy.

    :raises BoussoleError: if there is none of that id; the sentence names those that come near.
    """
    corpus, voice = assistant.index.corpus, Voice(asked.langue)
    card = _card(asked.id, corpus)
    family = corpus.families[card.family]
    twins = equivalents(card.id, corpus) - {card.id}
    return StrategyCard(
        id=card.id,
        name=voice.name(card),
        family=Named(id=family.id, name=voice.family(family)),
        issue=voice.issue(card),
        finding=_reference(card.finding, voice.finding(card), corpus),
        summary=_reference(card.summary, voice.summary(card), corpus),
        why=tuple(_reference(said, voice.why(card, number), corpus) for number, said in enumerate(card.why)),
        steps=tuple(Step(when=horizon, text=voice.step(card, horizon)) for horizon in HORIZONS),
        signs=voice.signs(card),
        pitfalls=voice.pitfalls(card),
        question=voice.question(card),
        distinct=voice.distinct(card),
        competencies=tuple(_competency(id_, corpus, voice) for id_ in card.competencies),
        dimensions=tuple(Named(id=id_, name=voice.dimension(corpus.dimensions[id_])) for id_ in card.dimensions),
        measures=tuple(Named(id=id_, name=voice.measure(corpus.measures[id_])) for id_ in card.measures),
        equivalents=_named(sorted(twins), corpus, voice),
        near=_named([id_ for id_ in card.near if id_ not in twins], corpus, voice),
    )


def _card(id_: str, corpus: Corpus) -> Card:
    """Return the card of an id, however it is cased or spaced."""
    wanted = id_.strip().upper()
    if wanted in corpus.cards:
        return corpus.cards[wanted]
    if near := get_close_matches(wanted[:SHOWN], corpus.cards, n=3, cutoff=0.7):
        raise _refused("unknown_strategy", id=_shown(id_), near=_listed(near))
    ids = list(corpus.cards)
    raise _refused("strange_strategy", id=_shown(id_), first=ids[0], last=ids[-1])


def _reference(said: Statement, text: str, corpus: Corpus) -> Reference:
    source = corpus.sources[said.source] if said.source else None
    return Reference(
        text=text,
        kind=said.kind,
        document=source.key if source else "",
        title=source.title if source else "",
        locator=said.locator,
        url=source.url if source else None,
    )


def _competency(id_: str, corpus: Corpus, voice: Voice) -> Named:
    found = corpus.competencies[id_]
    return Named(id=id_, name=found.candidate_name if voice.french else found.candidate_name_en, confidence=found.confidence)


def _named(ids: Iterable[str], corpus: Corpus, voice: Voice) -> tuple[Named, ...]:
    return tuple(Named(id=id_, name=voice.name(corpus.cards[id_])) for id_ in ids)


def make_plan(assistant: "Assistant", asked: PlanAsked) -> Plan:
    """Return a plan for a situation: what a person would be answered who tells it, then asks for a plan."""
    answer = assistant.ask(asked.situation, language=asked.langue, with_model=False)
    if not answer.strategies:
        return Plan(**_reply(answer), period=None, rows=())
    request = load_texts("tools").render(f"plan_request.{asked.langue}", period=asked.periode)
    answer = assistant.ask(request, (answer.turn,), asked.langue, with_model=False)
    period = (find_period(fold(request), date.today()) or YEAR) if answer.kind == "plan" else None
    return Plan(**_reply(answer), period=period, rows=plan_rows(answer.text, assistant.index.corpus))


def plan_rows(text: str, corpus: Corpus) -> tuple[PlanRow, ...]:
    """Return the lines of the table of a plan, as it was verified and written."""
    found = [match.groups() for line in text.splitlines() if (match := ROW.fullmatch(line))]
    return tuple(
        PlanRow(when=when, what=what, who=who, means=means, sign=sign, strategy=id_, measures=corpus.cards[id_].measures)
        for when, what, who, means, sign, id_ in found
    )


@dataclass(frozen=True)
class Tool:
    """Something that can be asked of the assistant.

    :param asked: the arguments, with their bounds; ``given``, the result.
    """

    asked: type[Record]
    given: type[Record]
    run: Callable[["Assistant", Any], Record]


TOOLS: Mapping[str, Tool] = {
    "suggerer_strategies": Tool(SituationAsked, Suggestions, suggest_strategies),
    "chercher_passages": Tool(QuestionAsked, Passages, find_passages),
    "fiche_strategie": Tool(CardAsked, StrategyCard, show_card),
    "plan_action": Tool(PlanAsked, Plan, make_plan),
}


def read_call(name: str, arguments: Mapping[str, Any]) -> tuple[Tool, Record]:
    """Return the tool that is called and its arguments, checked.

    :raises BoussoleError: with a sentence that says which argument is wrong and what is expected.
    """
    tool = TOOLS.get(name)
    if tool is None:
        raise _refused("unknown_tool", name=_shown(name), known=_listed(TOOLS))
    try:
        return tool, tool.asked.model_validate(arguments)
    except ValidationError as error:
        first = error.errors()[0]
    wrong, known = str(first["loc"][0]), load_texts("tools").get(f"tools.{name}.parameters")
    if wrong not in known:
        raise _refused("unknown_argument", name=_shown(wrong), known=_listed(known))
    raise _refused("missing_argument" if first["type"] == "missing" else "bad_argument", name=wrong, expected=known[wrong])


def _refused(key: str, **values: str) -> BoussoleError:
    return BoussoleError(load_texts("tools").render(f"errors.{key}", **values))


def _shown(text: str) -> str:
    """Return what came from outside as it may be said again: short, printable, on one line."""
    return "".join(c if c.isprintable() else "?" for c in text[:SHOWN]) + ("…" if len(text) > SHOWN else "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
