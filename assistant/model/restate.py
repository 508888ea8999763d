"""Have a model tell the message whole, with what the conversation adds to it, and name its needs. Falls back on what was understood."""

from collections.abc import Sequence

import numpy as np

from assistant.model.ask_form import ask_form
from assistant.model.errors import ModelError
from assistant.model.exchange import Exchange
from assistant.model.records import Need
from assistant.records import Turn, Understanding
from index.search import Index
from prompts import load_texts

TOKENS = 300
SHARE = 0.25  # of the time left
TURNS = 4  # before the message, that the model sees
ASKS_FACT = ("fact", "definition")


def restate(understanding: Understanding, history: Sequence[Turn], exchange: Exchange, index: Index) -> Understanding:
    """Return the understanding with what the model adds.

    A question of fact that leans on the conversation is looked for as the model tells it; of a case, each need that the model names is
    looked at beside the sentences of the message.
    """
    leans = bool(history) and understanding.kind in ASKS_FACT
    if not leans and understanding.kind != "situation":
        return understanding
    texts = load_texts("model", exchange.language)
    before = [texts.render("turn", question=exchange.hide(turn.question[:400])) for turn in history[-TURNS:]]
    prompt = exchange.prompt(
        "restate",
        history="\n".join(before) or texts.get("nothing_before"),
        message=exchange.hide(understanding.said or understanding.question),
    )
    try:
        told = ask_form(exchange, prompt, Need, TOKENS, SHARE, lambda _: None)
    except ModelError:
        exchange.warn("model_restate")
        return understanding
    more = [exchange.restore(told.question)] if leans else [exchange.restore(need) for need in told.needs]
    vectors = index.vectors(more)
    if leans:
        return understanding.model_copy(update={"needs": tuple(more), "vectors": vectors})
    return understanding.model_copy(update={"needs": (*understanding.needs, *more), "vectors": np.vstack([understanding.vectors, vectors])})
