"""Questions over HTTP: `/api/ask`, and `/api/ask/stream` where the answer comes as it is verified."""

import json
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import ValidationError

from assistant.errors import BadQuestionError, BoussoleError
from assistant.opening import Opening
from assistant.records import Answer, Turn
from assistant.routes.reply import RefusedError, guarded, log, read_body
from index.errors import IndexFaultError


def add_ask(app: FastAPI, opening: Opening) -> None:
    """Add the routes."""

    async def ask(request: Request) -> Response:
        asked = _parse(await read_body(request))
        return await run_in_threadpool(_answer, opening, asked)

    async def ask_stream(request: Request) -> Response:
        asked = _parse(await read_body(request))
        return StreamingResponse(_events(opening, asked), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    app.add_api_route("/api/ask", guarded(ask), methods=["POST"], response_model=None)
    app.add_api_route("/api/ask/stream", guarded(ask_stream), methods=["POST"], response_model=None)


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
