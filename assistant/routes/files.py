"""What a person takes away, made in memory from what the page sends: conversations, plans. `/api/export/…`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from assistant.export.conversation import conversation_docx, conversation_json, conversation_markdown
from assistant.export.excel import plan_xlsx
from assistant.export.file import plan_json
from assistant.export.names import safe_name
from assistant.export.word import plan_docx
from assistant.plan.read import MOST_BYTES
from assistant.plan.table import read_table
from assistant.routes.reply import RefusedError, guarded, read_body, read_object
from assistant.settings import Settings, read_template

CONVERSATION_LIMIT = 5_000_000  # bytes: fifty exchanges with their references
TYPES = {
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CONVERSATIONS = {"md": conversation_markdown, "json": conversation_json, "docx": conversation_docx}


def add_files(app: FastAPI, settings: Settings) -> None:
    """Add the routes.

    :param settings: for the template that an establishment may give.
    """

    async def conversation(request: Request) -> Response:
        asked = read_object(await read_body(request, CONVERSATION_LIMIT))
        return await run_in_threadpool(_conversation, asked, request.query_params.get("format", ""))

    async def plan(request: Request) -> Response:
        text = (await read_body(request, MOST_BYTES)).decode("utf-8", "replace")
        return await run_in_threadpool(_plan, text, request.query_params.get("format", ""), settings)

    app.add_api_route("/api/export/conversation", guarded(conversation), methods=["POST"], response_model=None)
    app.add_api_route("/api/export/plan", guarded(plan), methods=["POST"], response_model=None)


def file_reply(content: bytes, kind: str, title: str) -> Response:
    """Return a file to save, under a name that is safe everywhere.

    :param kind: its ending, one of `TYPES`.
    """
    headers = {"Content-Disposition": f'attachment; filename="{safe_name(title, kind, date.today())}"', "Cache-Control": "no-store"}
    return Response(content, media_type=TYPES[kind], headers=headers)


def _conversation(asked: Mapping[str, Any], kind: str) -> Response:
    exchanges, write = asked.get("exchanges"), CONVERSATIONS.get(kind)
    if write is None or not isinstance(exchanges, list):
        raise RefusedError(400, "bad_export")
    turns = [
        (str(one.get("question", "")), one["answer"]) for one in exchanges if isinstance(one, dict) and isinstance(one.get("answer"), dict)
    ]
    content = write(turns, "en" if asked.get("language") == "en" else "fr", date.today())
    return file_reply(content, kind, str(asked.get("title", "")) or "conversation")


def _plan(text: str, kind: str, settings: Settings) -> Response:
    plan = read_table(text)
    match kind:
        case "docx":
            return file_reply(plan_docx(plan, read_template(settings)), kind, plan.title)
        case "xlsx":
            return file_reply(plan_xlsx(plan), kind, plan.title)
        case "json":
            return file_reply(plan_json(plan), kind, plan.title)
    raise RefusedError(400, "bad_export")
