"""Have a model choose among the selector's first strategies, with a reason each. Falls back on the selector's own order."""

from assistant.model.ask_form import ask_form
from assistant.model.errors import ModelError
from assistant.model.exchange import Exchange
from assistant.model.records import Picks
from assistant.records import Shortlist, Understanding
from assistant.voice import Voice
from corpus.records import Corpus
from prompts import load_texts

CANDIDATES = 15
TOKENS = 450
SHARE = 0.4  # of the time left


def rerank(understanding: Understanding, chosen: Shortlist, exchange: Exchange, corpus: Corpus) -> dict[str, str] | None:
    """Return the strategies that the model chooses, best first, each with its reason; None where it could not.

    Only strategies that the selector put among its first can be chosen.
    """
    voice, texts = Voice(exchange.language), load_texts("model", exchange.language)
    cards = [corpus.cards[ranked.id] for ranked in chosen.ranking[:CANDIDATES]]
    candidates = [texts.render("candidate", id=card.id, name=voice.name(card), summary=_short(voice.summary(card))) for card in cards]
    prompt = exchange.prompt("rerank", message=exchange.hide(understanding.needs[0]), candidates="\n".join(candidates))
    try:
        picks = ask_form(exchange, prompt, Picks, TOKENS, SHARE, lambda found: _fault(found, [card.id for card in cards]))
    except ModelError:
        exchange.warn("model_rerank")
        return None
    return {pick.id: exchange.restore(pick.reason) for pick in picks.strategies}


def _fault(picks: Picks, ids: list[str]) -> str | None:
    named = [pick.id for pick in picks.strategies]
    if unknown := [id_ for id_ in named if id_ not in ids]:
        return f"id {unknown[0]}"
    return "id" if len(set(named)) < len(named) else None


def _short(text: str) -> str:
    """Return the first sentence of a text: the prompt of fifteen cards must stay short."""
    return text.split(". ", maxsplit=1)[0].rstrip(".") + "."
