"""The views beside the conversation, over HTTP: `/api/view/plan|reflection|explorer|sources`."""

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response

from assistant.explorer.form import FILTERS, LONGEST
from assistant.explorer.sources import sources_page
from assistant.opening import Opening
from assistant.routes.reply import RefusedError, guarded, language_of
from assistant.ui.views import explorer_view, plan_view, reflection_view
from corpus.records import Language
from corpus.reflection import load_statements


def add_views(app: FastAPI, opening: Opening) -> None:
    """Add the route."""

    async def view(request: Request) -> Response:
        asked = {name: request.query_params.get(name, "")[:LONGEST] for name in ("query", *FILTERS)}
        name, language = request.path_params["name"], language_of(request)
        return HTMLResponse(await run_in_threadpool(_view, name, language, asked, opening), headers={"Cache-Control": "no-store"})

    app.add_api_route("/api/view/{name}", guarded(view), methods=["GET"], response_model=None)


def _view(name: str, language: Language, asked: dict[str, str], opening: Opening) -> str:
    index = opening.assistant().index
    match name:
        case "plan":
            return plan_view(language)
        case "reflection":
            return reflection_view(load_statements(), language)
        case "explorer":
            return explorer_view(index.corpus, language, asked)
        case "sources":
            return sources_page(index.corpus, tuple(index.by_id.values()), language)
    raise RefusedError(404, "no_view")
