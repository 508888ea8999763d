"""The conversation inside another page: `/embed`, a light page of ours that needs no cookie."""

import html
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response

from assistant.errors import BoussoleError
from assistant.explorer.page import escaped
from assistant.model.client import sends_away
from assistant.opening import Opening
from assistant.routes.framing import PATH, read_ancestors
from assistant.routes.reply import guarded, language_of
from assistant.scenarios.load import folders, load_scenarios
from assistant.scenarios.records import Scenario
from assistant.trainer.codes import read_code
from assistant.trainer.frame import lines
from assistant.trainer.records import TrainerError
from assistant.typography import MARKS
from assistant.ui.render import kinds_by_word
from corpus.base import Language
from prompts import Texts, load_texts

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
SCRIPT_WORDS = (
    "send",
    "working",
    "done",
    "stopped",
    "empty",
    "failed",
    "you",
    "boussole",
    "reference",
    "references",
    "close",
    "follow",
    "new_tab",
)
Talks = Callable[[str], bool | None]


def add_embed(app: FastAPI, opening: Opening, ancestors: str = "", talks: Talks = lambda code: True) -> None:
    """Add the page.

    :param ancestors: sites whose pages may frame it, separated by spaces; none by default.
    :param talks: tells whether the conversation is open in a session; None if there is no such session.
    :raises SettingsError: if a site is not written as one.
    """
    places = read_ancestors(ancestors)

    async def embed(request: Request) -> Response:
        content = await run_in_threadpool(_page, request, opening, talks)
        headers = {**HEADERS, "Content-Security-Policy": f"{POLICY}; frame-ancestors {places}"}
        return HTMLResponse(content, 200, headers)

    app.add_api_route(PATH, guarded(embed), methods=["GET"], response_model=None)


def _page(request: Request, opening: Opening, talks: Talks) -> str:
    language, asked = language_of(request), request.query_params
    texts = load_texts("lti", language)
    code = asked.get("session", "")[:40]
    open_ = _talking(code, talks)
    scenario = _scenario(opening, asked.get("scenario", "")[:100])
    parts = [f"<p>{escaped(texts.get('embed.intro'))}</p>", _session(code, open_, texts, language)]
    if open_:
        parts += [_case(scenario, texts) if scenario else "", _talk(texts)]
    model = opening.settings.model != "embedded" and not sends_away(opening.settings)  # nothing leaves without a consent asked elsewhere
    kept = {name: asked[name][:100] for name in ("session", "scenario", "lti") if asked.get(name)}
    other = f"{PATH}?{urlencode({**kept, **({} if language == 'en' else {'lang': 'en'})})}"
    return _whole("".join(parts), texts, language, other, model)


def _talking(code: str, talks: Talks) -> bool | None:
    """Tell whether the conversation is open; None for a session that is not."""
    if not code:
        return True
    try:
        return talks(read_code(code))
    except TrainerError:
        return None


def _session(code: str, talking: bool | None, texts: Texts, language: Language) -> str:
    """Return what is said of the session that a conversation goes with."""
    if not code:
        return ""
    if talking is None:
        return f"<p class='bz-notice' role='alert'>{escaped(texts.get('embed.no_session'))}</p>"
    told = texts.render("embed.session", code=read_code(code)) if talking else texts.get("embed.no_chat")
    address = f"/join/{read_code(code)}" + ("?lang=en" if language == "en" else "")
    link = f"<a href='{address}' target='_blank' rel='noopener'>{escaped(texts.get('embed.session_link'))}</a>"
    return f"<p>{escaped(told)} {link}</p>"


def _case(scenario: Scenario, texts: Texts) -> str:
    """Return the case of a scenario, to its first stage; the button asks for advice on it."""
    first = scenario.stages[0]
    papers = "".join(f"<h3>{escaped(one.title)}</h3><p class='bz-typed'>{escaped(one.text)}</p>" for one in first.documents)
    told = "\n\n".join((scenario.context, first.text))
    button = (
        f"<button type='button' class='bz-small' id='bz-advice' data-case='{html.escape(told, quote=True)}' "
        f"data-shown='{html.escape(texts.render('embed.case_asked', title=scenario.title), quote=True)}'>"
        f"{escaped(texts.get('embed.advice'))}</button>"
    )
    return (
        f"<details class='bz-case' open><summary><h2>{escaped(texts.render('embed.case', title=scenario.title))}</h2></summary>"
        f"<div lang='{scenario.language}'>{lines(scenario.context)}{lines(first.text)}{papers}</div></details><p>{button}</p>"
    )


def _talk(texts: Texts) -> str:
    placeholder = html.escape(texts.get("embed.placeholder"), quote=True)
    return (
        f"<section id='bz-log' aria-label='{html.escape(texts.get('embed.log'), quote=True)}'></section>"
        "<p id='bz-said' role='status'></p>"
        f"<form id='bz-ask' novalidate><label for='bz-question'>{escaped(texts.get('embed.question'))}</label>"
        f"<textarea id='bz-question' rows='3' maxlength='20000' placeholder='{placeholder}'></textarea>"
        f"<p class='bz-buttons'><button type='submit' class='bz-send'>{escaped(texts.get('embed.send'))}</button>"
        f"<button type='button' class='bz-small' id='bz-stop' hidden>{escaped(texts.get('embed.stop'))}</button></p></form>"
        f"<noscript><p class='bz-notice'>{escaped(texts.get('embed.no_script'))}</p></noscript>"
    )


def _whole(body: str, texts: Texts, language: Language, other: str, model: bool) -> str:
    page, code = load_texts("page", language), "fr" if language == "en" else "en"
    words: dict[str, Any] = {name: texts.get(f"embed.{name}") for name in SCRIPT_WORDS}
    words |= {name: page.get(name) for name in ("kinds", "states", "open_source", "passage_note")}
    words |= {"marks": MARKS, "leads": kinds_by_word()}
    turned = texts.get("embed.other")
    data = html.escape(json.dumps({**words, "language": language, "model": model}, ensure_ascii=False), quote=True)
    return (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'><meta name='robots' content='noindex'>"
        f"<title>{escaped(texts.get('embed.title'))}</title><link rel='icon' href='/bz/logo.svg'>"
        "<link rel='stylesheet' href='/bz/page.css'><link rel='stylesheet' href='/bz/embed.css'><script defer src='/bz/embed.js'></script>"
        f"</head><body class='bz-embed'><a class='bz-skip' href='#bz-question'>{escaped(texts.get('embed.skip'))}</a>"
        f"<header><img src='/bz/logo.svg' alt='' width='28' height='28'><h1>{escaped(texts.get('embed.title'))}</h1>"
        f"<a href='{html.escape(other, quote=True)}' hreflang='{code}' lang='{code}' title='{html.escape(turned['label'], quote=True)}'>"
        f"{escaped(turned['name'])}</a></header><main id='bz-main' data-words='{data}'>{body}</main></body></html>"
    )


def _scenario(opening: Opening, id_: str) -> Scenario | None:
    """Return a scenario; None if there is none of that id, or the trainer's own cannot be read: the conversation still serves."""
    if not id_:
        return None
    try:
        return next((one for one in load_scenarios(folders(opening.settings.scenarios_dir)) if one.id == id_), None)
    except BoussoleError:
        return None
