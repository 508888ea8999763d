"""The action plan over HTTP: read a plan that was saved, add strategies to one, say where it stands. Nothing is kept."""

from datetime import date
from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from assistant.export.errors import ExportError
from assistant.export.file import read_plan
from assistant.opening import Opening
from assistant.plan.prefill import empty_plan, rows_added
from assistant.plan.read import MOST_BYTES
from assistant.plan.records import Plan
from assistant.plan.resume import next_message, resume
from assistant.plan.table import plan_table, read_table, table_json
from assistant.routes.reply import RefusedError, guarded, language_of, read_body, read_object
from corpus.records import Language
from prompts import load_texts

MOST_STRATEGIES = 10


def add_plan(app: FastAPI, opening: Opening) -> None:
    """Add the routes."""

    async def read(request: Request) -> Response:
        data, name = await read_body(request, MOST_BYTES + 1), request.query_params.get("name", "")
        language = language_of(request)
        try:
            plan = await run_in_threadpool(read_plan, data, name)
        except ExportError as error:
            raise RefusedError.saying(400, error.told(language)) from error
        return JSONResponse(_shown(plan, language))

    async def add(request: Request) -> Response:
        asked, language = read_object(await read_body(request, MOST_BYTES)), language_of(request)
        return JSONResponse(await run_in_threadpool(_added, asked, language, opening))

    async def stand(request: Request) -> Response:
        text, language = (await read_body(request, MOST_BYTES)).decode("utf-8", "replace"), language_of(request)
        return JSONResponse(_shown(read_table(text), language))

    for name, route in (("read", read), ("add", add), ("stand", stand)):
        app.add_api_route(f"/api/plan/{name}", guarded(route), methods=["POST"], response_model=None)


def _added(asked: dict[str, Any], language: Language, opening: Opening) -> dict[str, str]:
    corpus = opening.assistant().index.corpus
    plan = read_table(str(asked["plan"])) if asked.get("plan") else empty_plan(language)
    wanted = asked.get("strategies")
    ids = [id_ for id_ in wanted if id_ in corpus.cards][:MOST_STRATEGIES] if isinstance(wanted, list) else []
    return _shown(rows_added(plan, ids, corpus), language)


def _shown(plan: Plan, language: Language) -> dict[str, str]:
    """Return what the page needs of a plan: its table, where it stands, what one could ask about what is late."""
    texts = load_texts("plan", language)
    return {
        "plan": table_json(plan),
        "table": plan_table(plan, texts),
        "standing": resume(plan, date.today(), texts),
        "message": next_message(plan),
    }
