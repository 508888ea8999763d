"""The order of the steps, as a LangGraph graph of thin nodes: understand → retrieve or shortlist → advise → compose → verify → answer.

With a language model, three steps more: restate after understand, rerank after shortlist, write after compose; each leaves things as
they are when there is no model or it fails. Each node calls one plain function, so that a step can be tested, and retrieval measured,
without the graph. What the steps need (the index) travels in the run's context, never in a global.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypedDict, cast

from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from assistant.advise import advise
from assistant.compose.dispatch import compose
from assistant.history import readable, topic_of
from assistant.markdown import markdown, number_citations
from assistant.message import plain
from assistant.model.engine import Engine
from assistant.model.exchange import Exchange
from assistant.model.faults import Written, fault_of
from assistant.model.material import material_of
from assistant.model.report import with_usage
from assistant.model.rerank import rerank
from assistant.model.restate import restate
from assistant.model.write import write
from assistant.recipient import read_letter
from assistant.records import Answer, Block, Claim, Draft, Found, Prepared, Shortlist, Turn, Understanding, Verdict
from assistant.render import render_answer, with_warning
from assistant.retrieve import retrieve
from assistant.settle import settled
from assistant.shortlist import blended, kept_from, reordered, shortlist
from assistant.target import find_tried
from assistant.template import find_template
from assistant.understand import understand
from assistant.verify import Grounds, verify
from assistant.voice import Voice
from assistant.wanted import objects
from corpus.records import Corpus, Language
from index.search import Index, PassageRetriever

ASKS_FACT = frozenset({"fact", "definition"})
NEEDS_STRATEGIES = frozenset({"situation", "plan", "reflection"})
TELLING = 5  # words added to a case that tell what it is about now
CHOOSES_AGAIN = frozenset({"others", "reject", "refine", "back"})  # sorts of follow-up that strategies are chosen anew for


@dataclass(frozen=True)
class Context:
    """What the steps need and no step changes.

    :param engine: the language model, if there is one.
    """

    index: Index
    retriever: PassageRetriever
    engine: Engine | None = None


class State(TypedDict, total=False):
    """What the steps hand over."""

    question: str
    history: tuple[Turn, ...]
    language: Language | None
    with_model: bool
    damaged: bool
    understanding: Understanding
    exchange: Exchange | None
    found: Found
    chosen: Shortlist
    prepared: Prepared
    draft: Draft
    verdict: Verdict
    answer: Answer
    timings: dict[str, float]


EDGES = (
    (START, "understand"),
    ("understand", "restate"),
    ("shortlist", "rerank"),
    ("rerank", "advise"),
    ("advise", "compose"),
    ("compose", "write"),
    ("write", "verify"),
    ("verify", "answer"),
    ("answer", END),
)
Node = Callable[[State, Runtime[Context]], State]


def build_graph() -> Any:
    """Return the compiled graph; invoke it with a state of `question`, `history` and `language`, and a `Context`."""
    graph = StateGraph(State, context_schema=Context)
    steps = {
        "understand": _understand,
        "restate": _restate,
        "retrieve": _retrieve,
        "shortlist": _shortlist,
        "rerank": _rerank,
        "advise": _advise,
        "compose": _compose,
        "write": _write,
        "verify": _verify,
        "answer": _answer,
    }
    for name, step in steps.items():
        graph.add_node(name, cast(Any, _timed(name, step)))
    graph.add_conditional_edges("restate", _after_understanding, ["retrieve", "shortlist", "advise"])
    graph.add_conditional_edges("retrieve", _after_retrieving, ["shortlist", "advise"])
    for before, after in EDGES:
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
    understanding = understand(state["question"], history, index, state.get("language"))
    engine = runtime.context.engine if state.get("with_model", True) else None
    exchange = engine.exchange(understanding.language) if engine else None
    return {"history": history, "damaged": damaged, "understanding": understanding, "exchange": exchange}


def _restate(state: State, runtime: Runtime[Context]) -> State:
    exchange, understanding = state["exchange"], state["understanding"]
    if exchange is None:
        return {}
    return {"understanding": restate(understanding, state["history"], exchange, runtime.context.index)}


def _after_understanding(state: State) -> str:
    understanding = state["understanding"]
    if understanding.kind in ASKS_FACT or understanding.aside or understanding.wavers:
        return "retrieve"
    return "shortlist" if _chooses(understanding) else "advise"


def _after_retrieving(state: State) -> str:
    return "shortlist" if _chooses(state["understanding"]) else "advise"


def _chooses(understanding: Understanding) -> bool:
    """Tell whether strategies are chosen for a turn."""
    again = understanding.kind == "followup" and understanding.sort in CHOOSES_AGAIN
    return understanding.kind in NEEDS_STRATEGIES or again


def _retrieve(state: State, runtime: Runtime[Context]) -> State:
    understanding = state["understanding"]
    found = retrieve(understanding, runtime.context.index, runtime.context.retriever)
    if understanding.wavers:
        understanding = settled(understanding, found, topic_of(state["history"]))
    return {"found": found, "understanding": understanding}


def _shortlist(state: State, runtime: Runtime[Context]) -> State:
    """Rank for the case, or keep the strategies that a plan or a reflection leans on; what a constraint makes hard comes later."""
    index, understanding = runtime.context.index, state["understanding"]
    about = understanding.about
    if understanding.kind in ("plan", "reflection") and about:
        kept = understanding.targets if len(about.strategies) > 1 and understanding.targets else about.strategies
        return {"chosen": kept_from(kept, understanding.constraints, index.corpus)}
    rankings, objecting = index.rank(list(understanding.needs), understanding.vectors), objects(understanding)
    if understanding.sort == "refine" and len(understanding.said.split()) >= TELLING and not objecting:
        rankings = (blended(rankings[0], index.rank(*index.needs_of(understanding.said))[0]), *rankings[1:])
    skip = _skipped(understanding, index.corpus, objecting=objecting)
    binding = understanding.constraints if understanding.kind == "followup" else ()
    return {"chosen": shortlist(index.corpus, rankings, understanding.vectors, index.needs, skip, binding)}


def _skipped(understanding: Understanding, corpus: Corpus, *, objecting: bool) -> frozenset[str]:
    """Return the strategies not to be shown again: where others are wanted, those shown; rejected ones; those that an objection names."""
    about = understanding.about
    told_anew = about is None or understanding.topic != about.topic
    again = understanding.sort == "others" or (understanding.sort == "reject" and not told_anew)
    skip = understanding.shown if about and (again or objecting) else frozenset()
    if understanding.sets_aside:
        skip = frozenset(understanding.targets)
    tried = find_tried(plain(understanding.said), corpus) if objecting else frozenset()
    return skip | understanding.rejected | tried


def _rerank(state: State, runtime: Runtime[Context]) -> State:
    """Have the model choose among the first strategies of a case; those of a plan or a follow-up were chosen already."""
    index, understanding, exchange, chosen = runtime.context.index, state["understanding"], state["exchange"], state["chosen"]
    if exchange is None or understanding.kind != "situation":
        return {}
    reasons = rerank(understanding, chosen, exchange, index.corpus)
    if reasons is None:
        return {}
    written = _written(state, runtime, [])
    holding = {id_: "" if fault_of(Claim(text=said, kind="suggestion"), written) else said for id_, said in reasons.items()}
    return {"chosen": reordered(chosen, holding, index.corpus, understanding.vectors, index.needs)}


def _advise(state: State, runtime: Runtime[Context]) -> State:
    """Look for what was written beforehand for the message: advice, a letter."""
    index, understanding = runtime.context.index, state["understanding"]
    advice, letter = advise(understanding, state["history"], index), read_letter(understanding, index)
    template = find_template(letter, understanding, index) if letter and not letter.spoken else None
    return {"prepared": Prepared(advice=advice, letter=letter, template=template)}


def _compose(state: State, runtime: Runtime[Context]) -> State:
    index = runtime.context.index
    found, chosen = state.get("found", Found()), state.get("chosen", Shortlist())
    return {"draft": compose(state["understanding"], found, chosen, index.corpus, index.by_id, state["prepared"])}


def _write(state: State, runtime: Runtime[Context]) -> State:
    """Have the model write the answer anew; what holds of it so far is given out as it comes."""
    index, exchange, draft = runtime.context.index, state["exchange"], state["draft"]
    voice = Voice(state["understanding"].language, state["understanding"].question)
    material = material_of(draft, index.corpus, index.by_id, voice) if exchange else None
    unknown = draft.kind in ASKS_FACT and not state["found"].answered  # what the sources do not say is said in our words alone
    aside = bool(state["understanding"].aside)  # what is answered beside a case, too
    if exchange is None or material is None or unknown or aside:
        return {}
    out = get_stream_writer()

    def show(blocks: tuple[Block, ...]) -> None:
        out(markdown(blocks, number_citations(blocks), voice.texts.get("colon")))

    written = _written(state, runtime, [choice.id for choice in draft.choices])
    return {"draft": write(state["understanding"], draft, material, exchange, written, show)}


def _written(state: State, runtime: Runtime[Context], shown: list[str]) -> Written:
    engine = runtime.context.engine
    assert engine is not None  # there is no exchange without one
    return engine.written(_grounds(state, runtime, shown))


def _grounds(state: State, runtime: Runtime[Context], shown: list[str]) -> Grounds:
    index, understanding = runtime.context.index, state["understanding"]
    names = [name for id_ in shown for name in (index.corpus.cards[id_].name, index.corpus.cards[id_].en.name)]
    told = [hit.passage for hit in state.get("found", Found()).hits if not hit.passage.source]
    ours = [text for passage in told for text in (passage.text, passage.text_en)]
    said = " ".join((understanding.question, understanding.topic, *understanding.needs[:1], *names, *ours))
    return Grounds(index.by_id, said, understanding.language)


def _verify(state: State, runtime: Runtime[Context]) -> State:
    draft = state["draft"]
    return {"verdict": verify(draft, _grounds(state, runtime, [choice.id for choice in draft.choices]))}


def _answer(state: State, runtime: Runtime[Context]) -> State:
    index, chosen, exchange = runtime.context.index, state.get("chosen", Shortlist()), state["exchange"]
    answer = render_answer(state["understanding"], state["verdict"], chosen, index.corpus, index.by_id)
    answer = with_warning(answer, "warning.history") if state["damaged"] else answer
    return {"answer": with_usage(answer, exchange) if exchange else answer}
