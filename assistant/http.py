"""The HTTP routes beside the page: `/api/ask`, `/api/ask/stream`, `/health`, `/ready`. Every error is JSON with one French sentence."""

import json
import logging
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import ValidationError

from assistant.errors import BadQuestionError, BoussoleError
from assistant.opening import Opening
from assistant.records import Answer, Turn
from index.errors import IndexFaultError
from prompts import load_texts

BODY_LIMIT = 200_000  # bytes of a request; a conversation's turns fit many times over
log = logging.getLogger("boussole")


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


def build_routes(opening: Opening) -> FastAPI:
    """Return the application with its own routes; the page is mounted on it afterwards.

    :param opening: the assistant, ready or on its way.
    """
    app = FastAPI(title="Boussole", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/ready")
    def ready() -> JSONResponse:
        failure = opening.failure()
        if failure is not None:
            return _error(503, str(failure) if isinstance(failure, IndexFaultError) else load_texts("errors", "fr").get("unexpected"))
        return JSONResponse({"status": "ready"}) if opening.ready() else _error(503, load_texts("errors", "fr").get("not_ready"))

    @app.post("/api/ask")
    async def ask(request: Request) -> JSONResponse:
        try:
            asked = _parse(await _read(request))
            return await run_in_threadpool(_answer, opening, asked)
        except RefusedError as error:
            return _error(error.status, str(error))

    @app.post("/api/ask/stream")
    async def ask_stream(request: Request) -> Response:
        try:
            asked = _parse(await _read(request))
        except RefusedError as error:
            return _error(error.status, str(error))
        return StreamingResponse(_events(opening, asked), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    return app


async def _read(request: Request) -> bytes:
    """Return the body, without ever holding more than the limit."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise RefusedError(413, "too_long", size=f"plus de {BODY_LIMIT}", limit=str(BODY_LIMIT))
    return body


def _answer(opening: Opening, asked: dict[str, Any]) -> JSONResponse:
    *_, answer = _told(opening, asked)
    assert isinstance(answer, Answer)  # what comes last always is
    return JSONResponse(answer.model_dump(mode="json"))


def _told(opening: Opening, asked: dict[str, Any]) -> Iterator[str | Answer]:
    """Yield what is verified so far of an answer, then the answer; whatever fails is refused in one sentence."""
    try:
        yield from opening.assistant().stream(asked["question"], asked["history"], asked["language"], with_model=asked["model"])
    except BadQuestionError as error:
        raise RefusedError.saying(400, str(error)) from error
    except (BoussoleError, IndexFaultError) as error:
        raise RefusedError.saying(503, str(error)) from error
    except TimeoutError as error:
        raise RefusedError(503, "not_ready") from error
    except Exception as error:  # the border: the log gets the traceback, the caller a sentence
        log.exception("answering failed")
        raise RefusedError(500, "unexpected") from error


def _events(opening: Opening, asked: dict[str, Any]) -> Iterator[str]:
    """Yield server-sent events: `partial` with the text so far, then `answer` with the record, or `error` with a sentence."""
    try:
        for told in _told(opening, asked):
            if isinstance(told, Answer):
                yield _event("answer", told.model_dump(mode="json"))
            else:
                yield _event("partial", {"text": told})
    except RefusedError as error:
        yield _event("error", {"error": str(error), "status": error.status})


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _parse(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "bad_json") from error
    if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
        raise RefusedError(400, "bad_json")
    language = asked.get("language")
    if language not in (None, "fr", "en"):
        raise RefusedError(400, "bad_language", value=str(language)[:20])
    history = asked.get("history", [])
    try:
        turns = [Turn.model_validate(turn) for turn in history]
    except (ValidationError, TypeError) as error:
        raise RefusedError(400, "bad_history") from error
    return {"question": asked["question"], "history": turns, "language": language, "model": asked.get("model") is not False}


def _error(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status_code=status)
