"""The self-reflection over HTTP: answers in, profile out; nothing is kept. `/api/reflection/{profile|markdown|json|csv}`."""

import gzip
from datetime import date

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response

from assistant.opening import Opening
from assistant.reflection.chart import ADDRESS, plotly_script
from assistant.reflection.export import to_csv, to_json, to_markdown
from assistant.reflection.profile import profile_html
from assistant.reflection.score import read_answers, score
from assistant.routes.files import file_reply
from assistant.routes.reply import RefusedError, guarded, language_of, read_body
from corpus.records import Language
from corpus.reflection import load_statements

TITLES = {"fr": "autoreflexion", "en": "self-reflection"}


def add_reflection(app: FastAPI, opening: Opening) -> None:
    """Add the routes."""

    async def reflection(request: Request) -> Response:
        body, wanted = await read_body(request), request.path_params["wanted"]
        return await run_in_threadpool(_made, body, wanted, language_of(request), opening)

    async def script(_: Request) -> Response:
        content = await run_in_threadpool(lambda: gzip.compress(plotly_script()))
        headers = {"Content-Encoding": "gzip", "Cache-Control": "public, max-age=604800"}
        return Response(content, media_type="text/javascript", headers=headers)

    app.add_api_route("/api/reflection/{wanted}", guarded(reflection), methods=["POST"], response_model=None)
    app.add_api_route(ADDRESS, guarded(script), methods=["GET"], response_model=None)


def _made(body: bytes, wanted: str, language: Language, opening: Opening) -> Response:
    statements, corpus = load_statements(), opening.assistant().index.corpus
    answers = read_answers(body, statements, language)
    profile, today = score(answers, statements), date.today()
    match wanted:
        case "profile":
            return HTMLResponse(profile_html(profile, corpus, language))
        case "markdown":
            return file_reply(to_markdown(profile, corpus, language, today), "md", TITLES[language])
        case "json":
            return file_reply(to_json(answers, profile, language, today), "json", TITLES[language])
        case "csv":
            return file_reply(to_csv(statements, answers, language), "csv", TITLES[language])
    raise RefusedError(404, "no_view")
