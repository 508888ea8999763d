"""What every route shares: a body read within a limit, and errors as one sentence with a status."""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from assistant.errors import BoussoleError
from corpus.records import Language
from prompts import load_texts

BODY_LIMIT = 200_000  # bytes of a request; a conversation's turns fit many times over
log = logging.getLogger("boussole")
Route = Callable[[Request], Awaitable[Response]]


class RefusedError(Exception):
    """A request that is answered with an error: its status and its sentence."""

    def __init__(self, status: int, key: str, **values: str) -> None:
        super().__init__(load_texts("errors", "fr").render(key, **values))
        self.status = status

    @classmethod
    def saying(cls, status: int, sentence: str) -> "RefusedError":
        """Return one with a sentence that an error already holds."""
        error = cls(status, "unexpected")
        error.args = (sentence,)
        return error


def error(status: int, sentence: str) -> JSONResponse:
    """Return an error as JSON."""
    return JSONResponse({"error": sentence}, status_code=status)


def guarded(route: Route) -> Callable[[Request], Awaitable[Response]]:
    """Return a route whose failures are answered with a sentence: those of ours with their own, any other with a general one."""

    async def answer(request: Request) -> Response:
        try:
            return await route(request)
        except RefusedError as refused:
            return error(refused.status, str(refused))
        except BoussoleError as told:
            return error(400, str(told))
        except Exception:  # the border: the log gets the traceback, the caller a sentence
            log.exception("a route failed")
            return error(500, load_texts("errors", "fr").get("unexpected"))

    return answer


async def read_body(request: Request, limit: int = BODY_LIMIT) -> bytes:
    """Return the body, without ever holding more than the limit.

    :raises RefusedError: if it is longer.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise RefusedError(413, "too_long", size=f"plus de {limit}", limit=str(limit))
    return body


def language_of(request: Request) -> Language:
    """Return the language that an address asks for, French when it says none."""
    return "en" if request.query_params.get("lang") == "en" else "fr"


def read_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object that a body holds.

    :raises RefusedError: if it holds something else.
    """
    try:
        found = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "bad_body") from error
    if not isinstance(found, dict):
        raise RefusedError(400, "bad_body")
    return found
