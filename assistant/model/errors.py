"""What can go wrong with a language model. Each ends in the embedded answer and a warning, never in a traceback."""

from typing import Literal

Reason = Literal["unreachable", "refused", "busy", "failed", "slow", "cut", "empty", "garbled", "rejected"]


class ModelError(Exception):
    """A model did not give what was asked.

    :param reason: why; the words for it stand under `model_reason` in the texts of answers.
    :param final: whether asking again in the same exchange is of no use.
    """

    def __init__(self, reason: Reason, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


def reason_of(error: Exception) -> ModelError:
    """Return what an exception of a provider's library means, by the status it carries or its kind."""
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    name = type(error).__name__.lower()
    if status in (401, 403):
        return ModelError("refused", final=True)
    if status == 429:
        return ModelError("busy")
    if isinstance(status, int) and status < 500:
        return ModelError("rejected", final=True)
    if isinstance(status, int):
        return ModelError("failed")
    if "timeout" in name:
        return ModelError("slow", final=True)
    if "connect" in name or isinstance(error, ConnectionError):
        return ModelError("unreachable")
    return ModelError("garbled")


RETRIED = ("busy", "failed", "unreachable")
