"""A passage in its context, for the panel of references: what stands before and after it in the same place of the same document."""

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from assistant.opening import Opening
from assistant.routes.reply import RefusedError, guarded, language_of
from corpus.chunk import Passage

AROUND = 2  # passages told on each side


def add_passages(app: FastAPI, opening: Opening) -> None:
    """Add the route."""

    async def passage(request: Request) -> Response:
        assistant = await run_in_threadpool(opening.assistant)
        by_id, wanted = assistant.index.by_id, request.query_params.get("id", "")
        if wanted not in by_id:
            raise RefusedError(404, "no_passage")
        before, after = around(by_id[wanted], list(by_id.values()))
        french = language_of(request) == "fr"
        told = [[near.text if french else near.text_en for near in side] for side in (before, after)]
        return JSONResponse({"id": wanted, "before": told[0], "after": told[1]})

    app.add_api_route("/api/passage", guarded(passage), methods=["GET"], response_model=None)


def around(passage: Passage, passages: list[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Return the passages of the same document that stand just before and just after one, in the order of the knowledge base."""
    same = [other for other in passages if other.source == passage.source and other.source]
    if passage not in same:
        return [], []
    place = same.index(passage)
    return same[max(0, place - AROUND) : place], same[place + 1 : place + 1 + AROUND]
