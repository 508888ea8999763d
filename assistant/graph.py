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

from assistant.compose.dispatch import compose
from assistant.history import readable
from assistant.records import Answer, Draft, Found, Shortlist, Turn, Understanding, Verdict
from assistant.render import render_answer, with_warning
from assistant.retrieve import retrieve
from assistant.shortlist import kept_from, shortlist
from assistant.understand import understand
from assistant.verify import Grounds, verify
from corpus.records import Language
from index.search import Index, PassageRetriever

ASKS_FACT = frozenset({"fact", "definition"})
NEEDS_STRATEGIES = frozenset({"situation", "plan", "reflection"})
CHOOSES_AGAIN = frozenset({"others", "reject", "refine", "back"})  # sorts of follow-up that strategies are chosen anew for


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
    damaged: bool
    understanding: Understanding
    found: Found
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
    index = runtime.context.index
    history, damaged = readable(state["history"], index.corpus)
    return {"damaged": damaged, "understanding": understand(state["question"], history, index, state.get("language"))}


def _after_understanding(state: State) -> str:
    understanding = state["understanding"]
    if understanding.kind in ASKS_FACT:
        return "retrieve"
    choosing = understanding.kind == "followup" and understanding.sort in CHOOSES_AGAIN
    return "shortlist" if understanding.kind in NEEDS_STRATEGIES or choosing else "compose"


def _retrieve(state: State, runtime: Runtime[Context]) -> State:
    return {"found": retrieve(state["understanding"], runtime.context.index, runtime.context.retriever)}


def _shortlist(state: State, runtime: Runtime[Context]) -> State:
    """Rank for the case, or keep the strategies that a plan or a reflection leans on; what a constraint makes hard comes later."""
    index, understanding = runtime.context.index, state["understanding"]
    about = understanding.about
    if understanding.kind in ("plan", "reflection") and about:
        return {"chosen": kept_from(about.strategies, understanding.constraints, index.corpus)}
    told_anew = about is None or understanding.topic != about.topic
    again = understanding.sort == "others" or (understanding.sort == "reject" and not told_anew)
    skip = frozenset(about.strategies) if about and again else frozenset()
    rankings = index.rank(list(understanding.needs), understanding.vectors)
    binding = understanding.constraints if understanding.kind == "followup" else ()
    return {"chosen": shortlist(index.corpus, rankings, understanding.vectors, index.needs, skip, binding)}


def _compose(state: State, runtime: Runtime[Context]) -> State:
    index = runtime.context.index
    draft = compose(state["understanding"], state.get("found", Found()), state.get("chosen", Shortlist()), index.corpus, index.by_id)
    return {"draft": draft}


def _verify(state: State, runtime: Runtime[Context]) -> State:
    index, understanding, draft = runtime.context.index, state["understanding"], state["draft"]
    names = [name for choice in draft.choices for name in (index.corpus.cards[choice.id].name, index.corpus.cards[choice.id].en.name)]
    said = " ".join((understanding.question, understanding.topic, *understanding.needs[:1], *names))
    return {"verdict": verify(draft, Grounds(index.by_id, said, understanding.language))}


def _answer(state: State, runtime: Runtime[Context]) -> State:
    index, chosen = runtime.context.index, state.get("chosen", Shortlist())
    answer = render_answer(state["understanding"], state["verdict"], chosen, index.corpus, index.by_id)
    return {"answer": with_warning(answer, "warning.history") if state["damaged"] else answer}
