"""The agent door: the tools of `assistant.tools` over the Model Context Protocol, on stdin and stdout. Only this module knows `mcp`.

The tools are told at once; the index is loaded beside, and early calls wait for it. A call never fails the protocol: whatever goes wrong
is a result marked as an error, with one French sentence. stdout belongs to the protocol, so logs go to stderr.
"""

import asyncio
import gc
import json
import logging
import signal
from collections.abc import Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from assistant.errors import BoussoleError
from assistant.opening import Opening
from assistant.tools import TOOLS, Tool, read_call
from corpus.load import CorpusError
from corpus.records import Record
from index.errors import IndexFaultError
from prompts import load_texts

NAME = "boussole"
log = logging.getLogger(NAME)


def serve(opening: Opening) -> None:
    """Serve the tools until the client closes its end.

    :param opening: the assistant, ready or on its way; its loading is started once stdout is the protocol's alone.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C leaves at once: a thread that waits for stdin would hold anything gentler back
    try:
        asyncio.run(_serve(opening))
    except* BrokenPipeError:
        log.info("the client left before its answer")
    finally:
        gc.freeze()  # looking for garbage in what was loaded makes leaving take two seconds: all that a client waits before it kills


async def _serve(opening: Opening) -> None:
    server = build_server(opening)
    async with stdio_server() as (incoming, outgoing):
        opening.start()
        await server.run(incoming, outgoing, server.create_initialization_options())


def build_server(opening: Opening) -> Server[Any]:
    """Return the server, on no transport yet.

    :param opening: the assistant, ready or on its way.
    """
    told = types.ListToolsResult(tools=[describe(name, tool) for name, tool in TOOLS.items()])

    async def list_tools(_context: Any, _params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return told

    async def call_tool(_context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        return await asyncio.to_thread(partial(call, opening, params.name, params.arguments or {}))

    texts = load_texts("tools")
    return Server(
        NAME,
        title=texts.render("server.title"),
        instructions=texts.render("server.instructions"),
        version=_version(),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _version() -> str:
    try:
        return version(NAME)
    except PackageNotFoundError:  # a copy of the tree that was not installed
        return ""


def call(opening: Opening, name: str, arguments: Mapping[str, Any]) -> types.CallToolResult:
    """Return the result of a call, or the sentence that says why there is none.

    :param name: of the tool; `arguments`, as the client sent them.
    """
    try:
        tool, asked = read_call(name, arguments)  # a bad one is refused at once, even before the assistant is there
        return _given(tool.run(opening.assistant(), asked))
    except (BoussoleError, IndexFaultError, CorpusError) as error:
        return _refused(str(error))
    except TimeoutError:
        return _refused(load_texts("errors").render("not_ready"))
    except Exception:  # the border: the log gets the traceback (without what was asked), the client a sentence
        log.exception("a tool failed")
        return _refused(load_texts("errors").render("unexpected"))


def _given(found: Record) -> types.CallToolResult:
    content = found.model_dump(mode="json")
    text = json.dumps(content, ensure_ascii=False)  # the same as text, for clients that read no structured content
    return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=content)


def _refused(sentence: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=sentence)], is_error=True)


def describe(name: str, tool: Tool) -> types.Tool:
    """Return a tool as clients are told of it, in French, with the schemas of its arguments and of its result."""
    texts = load_texts("tools")
    asked = _bare(tool.asked.model_json_schema())
    for parameter, said in texts.get(f"tools.{name}.parameters").items():
        asked["properties"][parameter]["description"] = said
    return types.Tool(
        name=name,
        title=texts.render(f"tools.{name}.title"),
        description=texts.render(f"tools.{name}.description"),
        input_schema=asked,
        output_schema=_bare(tool.given.model_json_schema(mode="serialization")),
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _bare(schema: Any) -> Any:
    """Return a schema without the titles and docstrings that came from the code."""
    if isinstance(schema, list):
        return [_bare(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _bare(part) for key, part in schema.items() if not (key in ("title", "description") and isinstance(part, str))}
