"""Say in the answer record who answered, what it took, and what fell back."""

from assistant.model.exchange import Exchange
from assistant.records import Answer
from assistant.render import with_warning
from assistant.voice import Voice


def with_usage(answer: Answer, exchange: Exchange) -> Answer:
    """Return the answer with what the exchange with the model took and the warnings it left.

    A model that was asked and never answered is told of once, not once for every step it failed.
    """
    usage = exchange.usage
    told = answer.model_copy(
        update={
            "engine": exchange.model.name if exchange.written else "embedded",
            "usage": usage if usage.calls else answer.usage,
            "sent": tuple(exchange.sent),
        }
    )
    if exchange.failure and not exchange.written:
        reason = Voice(answer.language).say(f"model_reason.{exchange.failure}")
        return with_warning(told, "warning.model_fallback", reason=reason)
    for key in dict.fromkeys(exchange.warnings):
        told = with_warning(told, f"warning.{key}")
    return told
