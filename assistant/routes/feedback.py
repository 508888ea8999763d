"""Opinions on answers over HTTP: `/api/feedback`."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from assistant.feedback import keep_opinion, read_opinion
from assistant.routes.reply import guarded, read_body

LIMIT = 20_000  # bytes


def add_feedback(app: FastAPI, folder: Path) -> None:
    """Add the route.

    :param folder: where opinions are kept.
    """

    async def feedback(request: Request) -> Response:
        opinion = read_opinion(await read_body(request, LIMIT))
        await run_in_threadpool(keep_opinion, folder, opinion)
        return JSONResponse({"status": "kept"})

    app.add_api_route("/api/feedback", guarded(feedback), methods=["POST"], response_model=None)
