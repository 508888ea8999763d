"""The order of the steps, as a LangGraph graph of thin nodes: understand → retrieve → shortlist → compose → verify → answer.

Each node calls one plain function, so that a step can be tested, and retrieval measured, without the graph. What the steps need
(the index) travels in the run's context, never in a global.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypedDict, cast

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from assistant.answerable import answers
from assistant.compose.fact import compose_fact
from assistant.compose.fixed import compose_fixed, compose_missing
from assistant.compose.followup import compose_followup, compose_plan, compose_reflection
from assistant.compose.situation import compose_situation
from assistant.expected import prefer_expected, second_part
from assistant.records import Answer, Choice, Draft, Shortlist, Turn, Understanding, Verdict
from assistant.render import render_answer
from assistant.shortlist import shortlist
from assistant.understand import understand
from assistant.verify import Grounds, verify
from assistant.voice import Voice
from corpus.records import Language
from index.records import Hit
from index.search import Index, PassageRetriever

ASKS_FACT = frozenset({"fact", "definition"})
NEEDS_STRATEGIES = frozenset({"situation", "plan", "reflection"})


@dataclass(frozen=True)
class Context:
    """What the steps need and no step changes."""

    index: Index
    retriever: PassageRetriever


class State(TypedDict, total=False):
    """What the steps hand over."""

    question: str
    history: tuple[Turn, ...]
    language: Language | None
    understanding: Understanding
    hits: tuple[Hit, ...]
    answered: bool
    also: bool
    chosen: Shortlist
    draft: Draft
    verdict: Verdict
    answer: Answer
    timings: dict[str, float]


Node = Callable[[State, Runtime[Context]], State]


def build_graph() -> Any:
    """Return the compiled graph; invoke it with a state of `question`, `history` and `language`, and a `Context`."""
    graph = StateGraph(State, context_schema=Context)
    steps = {
        "understand": _understand,
        "retrieve": _retrieve,
        "shortlist": _shortlist,
        "compose": _compose,
        "verify": _verify,
        "answer": _answer,
    }
    for name, step in steps.items():
        graph.add_node(name, cast(Any, _timed(name, step)))
    graph.add_edge(START, "understand")
    graph.add_conditional_edges("understand", _after_understanding, ["retrieve", "shortlist", "compose"])
    for before, after in (("retrieve", "compose"), ("shortlist", "compose"), ("compose", "verify"), ("verify", "answer"), ("answer", END)):
        graph.add_edge(before, after)
    return graph.compile()


def _timed(name: str, step: Node) -> Node:
    def node(state: State, runtime: Runtime[Context]) -> State:
        start = time.perf_counter()
        found = step(state, runtime)
        return {**found, "timings": {**state.get("timings", {}), name: round((time.perf_counter() - start) * 1000, 1)}}

    return node


def _understand(state: State, runtime: Runtime[Context]) -> State:
    return {"understanding": understand(state["question"], state["history"], runtime.context.index, state.get("language"))}


def _after_understanding(state: State) -> str:
    understanding = state["understanding"]
    if understanding.kind in ASKS_FACT:
        return "retrieve"
    refining = understanding.kind == "followup" and understanding.intent in ("others", "refine")
    return "shortlist" if understanding.kind in NEEDS_STRATEGIES or refining else "compose"


def _retrieve(state: State, runtime: Runtime[Context]) -> State:
    index, understanding = runtime.context.index, state["understanding"]
    asked = understanding.needs[0]  # without greetings and digressions
    found = runtime.context.retriever.invoke(asked, vector=understanding.vectors[0])
    hits = prefer_expected(asked, [document.metadata["hit"] for document in found])
    hits, also = second_part(asked, hits, index.lexical)
    return {"hits": hits, "answered": answers(asked, hits, index), "also": also}


def _shortlist(state: State, runtime: Runtime[Context]) -> State:
    """Rank for the message, or for the situation it leans on with what it adds."""
    index, understanding, history = runtime.context.index, state["understanding"], state["history"]
    last = _last_list(history)
    if understanding.kind in ("plan", "reflection") and last and len(understanding.question.split()) < 25:
        return {"chosen": Shortlist(choices=tuple(Choice(id=id_, score=1.0) for id_ in last.strategies))}
    texts, vectors = list(understanding.needs), understanding.vectors
    if understanding.kind == "followup":
        said = understanding.topic if understanding.intent == "others" else f"{understanding.topic} {understanding.question}"
        texts, vectors = [said], index.vectors([said])
    skip = frozenset(last.strategies) if last and understanding.intent == "others" else frozenset()
    rankings = index.rank(texts, vectors)
    return {"chosen": shortlist(index.corpus, rankings, vectors, index.needs, skip)}


def _last_list(history: tuple[Turn, ...]) -> Turn | None:
    """Return the last turn that proposed several strategies: what "the second" or "a plan" is about."""
    return next((turn for turn in reversed(history) if len(turn.strategies) > 1), None)


def _last_shown(history: tuple[Turn, ...]) -> Turn | None:
    return next((turn for turn in reversed(history) if turn.strategies), None)


def _compose(state: State, runtime: Runtime[Context]) -> State:
    index, understanding = runtime.context.index, state["understanding"]
    chosen, last = state.get("chosen", Shortlist()), _last_shown(state["history"])
    match understanding.kind:
        case "situation":
            draft = compose_situation(understanding, chosen, index.corpus, index.by_id)
        case "fact" | "definition":
            draft = compose_fact(understanding, state["hits"], state["answered"], index.corpus, index.by_id, also=state["also"])
        case "plan" if chosen.choices:
            draft = compose_plan(understanding, chosen, index.corpus)
        case "reflection" if chosen.choices:
            draft = compose_reflection(understanding, chosen, index.corpus)
        case "followup" if chosen.choices:
            voice = Voice(understanding.language, understanding.question)
            broke = any(facet.id == "argent" for facet in understanding.facets)
            intro = voice.say("followup.budget_intro" if broke else f"followup.{understanding.intent}_intro")
            draft = compose_situation(understanding, chosen, index.corpus, index.by_id, intro)
            draft = draft.model_copy(update={"kind": "followup"})
        case "followup" if last:
            draft = compose_followup(understanding, last, index.corpus, index.by_id)
        case "plan" | "reflection" | "followup":
            draft = compose_missing(understanding)
        case _:
            draft = compose_fixed(understanding)
    return {"draft": draft}


def _verify(state: State, runtime: Runtime[Context]) -> State:
    understanding = state["understanding"]
    said = " ".join((understanding.question, understanding.topic))
    return {"verdict": verify(state["draft"], Grounds(runtime.context.index.by_id, said, understanding.language))}


def _answer(state: State, runtime: Runtime[Context]) -> State:
    index, chosen = runtime.context.index, state.get("chosen", Shortlist())
    return {"answer": render_answer(state["understanding"], state["verdict"], chosen, index.corpus, index.by_id)}
