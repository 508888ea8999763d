"""The pages of the trainers: `/trainer` and what is under it. They open with a key alone."""

from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from assistant.opening import Opening
from assistant.routes.files import file_reply
from assistant.routes.framing import NOBODY, read_ancestors
from assistant.routes.practice import Told, add_practice
from assistant.routes.visit import HEADERS, Handler, Visit, add_pages
from assistant.scenarios.records import Scenario
from assistant.trainer.access import OPEN
from assistant.trainer.clock import SystemClock, today
from assistant.trainer.codes import read_code
from assistant.trainer.desk import Desk
from assistant.trainer.export_docx import handout_docx, handout_page, session_docx
from assistant.trainer.export_xlsx import session_xlsx
from assistant.trainer.forms import last_day, one, read_number, read_terms
from assistant.trainer.live_page import live_page, live_parts, tag_of
from assistant.trainer.pages import closed_page, door_page, new_page, session_page, sessions_page
from assistant.trainer.records import DEFAULT_DAYS, Clock, Session, TrainerError
from assistant.trainer.synthesis import synthesise

COOKIE = "boussole_trainer"
FILES = {"xlsx": session_xlsx, "docx": session_docx}


def add_trainer(app: FastAPI, opening: Opening, clock: Clock | None = None, told: Told | None = None) -> Callable[[Request], bool]:
    """Add the pages of the trainers and those of their participants; what is due is erased while the server runs.

    :param clock: by which sessions end; that of this machine when None.
    :param told: called with the request and the share of right answers when a participant has done the quiz.
    :return: tells whether a request comes from a trainer.
    """
    desk = Desk(opening, clock or SystemClock())
    under = "/trainer/session/{code}"
    pages: dict[str, dict[str, Handler]] = {
        "/trainer": {"GET": _home},
        "/trainer/enter": {"POST": _enter},
        "/trainer/leave": {"POST": _opened(_leave)},
        "/trainer/new": {"GET": _opened(_new), "POST": _opened(_create)},
        under: {"GET": _opened(_session)},
        f"{under}/pick": {"POST": _opened(_pick)},
        f"{under}/purge": {"POST": _opened(_purge)},
        f"{under}/live": {"GET": _opened(_live)},
        f"{under}/live.json": {"GET": _parts},
        f"{under}/export.{{kind}}": {"GET": _opened(_export)},
        f"{under}/handout/{{id}}.docx": {"GET": _opened(_handout_file)},
        f"{under}/handout/{{id}}": {"GET": _opened(_handout)},
    }
    add_pages(app, desk, pages)
    add_practice(app, desk, told)
    _run_with(app, desk)
    app.state.desk = desk
    return lambda request: desk.key is not None and desk.access.allowed(request.cookies.get(COOKIE, ""))


def _run_with(app: FastAPI, desk: Desk) -> None:
    """Start the desk when the server starts, stop it when it stops."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: Any) -> Any:
        await run_in_threadpool(desk.start)
        try:
            async with inner(app) as state:
                yield state
        finally:
            desk.stop()

    app.router.lifespan_context = lifespan


def _allowed(visit: Visit) -> bool:
    return visit.desk.key is not None and visit.desk.access.allowed(visit.request.cookies.get(COOKIE, ""))


def _opened(handler: Handler) -> Handler:
    """Return a page that only trainers see; others are led to the door."""

    async def answer(visit: Visit) -> Response:
        if visit.desk.key is None:
            raise TrainerError("no_key", 503)
        if not await run_in_threadpool(_allowed, visit):
            return visit.to(visit.page.address("/trainer"))
        return await handler(visit)

    return answer


async def _home(visit: Visit) -> Response:
    if visit.desk.key is None:
        return Response(closed_page(visit.page_without_forms), 503, dict(HEADERS), "text/html; charset=utf-8")
    return await run_in_threadpool(_home_page, visit)


def _home_page(visit: Visit) -> Response:
    if not _allowed(visit):
        return visit.told(door_page(visit.page))
    now = today(visit.desk.clock)
    done = {"1": "purged", "2": "purged_left"}.get(visit.asked("purged"), "")
    message = visit.page.texts.get(f"session.{done}") if done else ""
    return visit.told(sessions_page(visit.page, visit.desk.store.sessions(), now, message))


async def _enter(visit: Visit) -> Response:
    fields = await visit.fields()
    address = visit.request.client.host if visit.request.client else ""
    try:
        cookie = await run_in_threadpool(visit.desk.access.enter, one(fields, "key"), address)
    except TrainerError as error:
        if error.key != "wrong_key":
            raise
        return visit.told(door_page(visit.page, error.told(visit.language)), error.status)
    return visit.keep(visit.to(visit.page.address("/trainer")), COOKIE, cookie, OPEN)


async def _leave(visit: Visit) -> Response:
    await visit.fields()
    response = visit.to(visit.page.address("/trainer"))
    response.delete_cookie(COOKIE, path="/")
    return response


async def _new(visit: Visit) -> Response:
    return await run_in_threadpool(_new_page, visit, None)


def _new_page(visit: Visit, given: Mapping[str, Any] | None, message: str = "", status: int = 200) -> Response:
    now = today(visit.desk.clock)
    scenarios, trouble = visit.desk.playable()
    if given is None:
        given = {"until": [str(now + timedelta(days=DEFAULT_DAYS))], "language": [visit.language], "hidden": ["1"]}
    content = new_page(visit.page, list(scenarios.values()), given, now, last_day(now), visit.desk.model, message or trouble)
    return visit.told(content, status)


async def _create(visit: Visit) -> Response:
    fields = await visit.fields()

    def create() -> Response:
        known = list(visit.desk.playable()[0])
        try:
            terms = read_terms(fields, known, today(visit.desk.clock), bool(visit.desk.model))
        except TrainerError as error:
            return _new_page(visit, fields, error.told(visit.language), error.status)
        session = visit.desk.store.create(terms)
        return visit.to(visit.page.address(f"/trainer/session/{session.code}"))

    return await run_in_threadpool(create)


async def _session(visit: Visit) -> Response:
    def show() -> Response:
        gathered = visit.desk.store.gather(_code(visit))
        scenarios, trouble = visit.desk.playable()
        mine, framed = _mine(gathered.session, scenarios), _framed(visit)
        return visit.told(session_page(visit.page, gathered, mine, visit.place, trouble, framed=framed))

    return await run_in_threadpool(show)


async def _pick(visit: Visit) -> Response:
    fields = await visit.fields()
    chosen = [read_number(text) for text in fields.get("excerpt", ())]
    await run_in_threadpool(visit.desk.store.pick, _code(visit), chosen)
    return visit.to(visit.page.address(f"/trainer/session/{_code(visit)}"))


async def _purge(visit: Visit) -> Response:
    fields = await visit.fields()
    if "sure" not in fields:
        raise TrainerError("not_sure")
    whole = await run_in_threadpool(visit.desk.purger.purge, _code(visit))
    return visit.to(visit.page.address("/trainer", purged="1" if whole else "2"))


async def _live(visit: Visit) -> Response:
    def show() -> Response:
        session, synthesis, parts = _synthesis(visit)
        shown, revealed = _shown(visit, session), visit.asked("reveal") == "1"
        return visit.told(live_page(visit.page, session, synthesis, parts, _join(visit, session), shown, revealed))

    return await run_in_threadpool(show)


async def _parts(visit: Visit) -> Response:
    """Return the parts of the synthesis, or nothing but a word when they are those that the page already has."""
    if not await run_in_threadpool(_allowed, visit):
        return JSONResponse({"error": TrainerError("no_page").told(visit.language)}, 401, dict(HEADERS))
    _, _, parts = await run_in_threadpool(_synthesis, visit)
    tag = tag_of(parts)
    headers = {**HEADERS, "Cache-Control": "private, no-cache", "ETag": tag}
    if visit.request.headers.get("if-none-match") == tag:
        return Response(None, 304, headers)
    return JSONResponse({"parts": parts}, 200, headers)


def _synthesis(visit: Visit) -> tuple[Session, Any, dict[str, str]]:
    gathered = visit.desk.store.gather(_code(visit))
    corpus = visit.desk.corpus()
    synthesis = synthesise(gathered, visit.desk.playable()[0], corpus)
    shown, revealed = _shown(visit, gathered.session), visit.asked("reveal") == "1"
    return gathered.session, synthesis, live_parts(visit.page, synthesis, corpus, shown, revealed)


async def _export(visit: Visit) -> Response:
    write = FILES.get(visit.request.path_params["kind"])
    if write is None:
        raise TrainerError("no_page", 404)

    def make() -> Response:
        gathered = visit.desk.store.gather(_code(visit))
        scenarios = _mine(gathered.session, visit.desk.playable()[0])
        content = write(gathered, scenarios, visit.desk.corpus(), today(visit.desk.clock))
        name = f"{visit.page.texts.get('export.name')}-{gathered.session.title}"
        return file_reply(content, visit.request.path_params["kind"], name)

    return await run_in_threadpool(make)


async def _handout_file(visit: Visit) -> Response:
    def make() -> Response:
        session, scenario = _scenario(visit)
        content = handout_docx(scenario, visit.desk.corpus(), session.language, today(visit.desk.clock))
        return file_reply(content, "docx", scenario.title)

    return await run_in_threadpool(make)


async def _handout(visit: Visit) -> Response:
    def show() -> Response:
        session, scenario = _scenario(visit)
        visit.language = session.language
        return visit.told(handout_page(visit.page, scenario, visit.desk.corpus()))

    return await run_in_threadpool(show)


def _scenario(visit: Visit) -> tuple[Session, Scenario]:
    session = visit.desk.store.session(_code(visit))
    scenario = _mine(session, visit.desk.playable()[0]).get(visit.request.path_params["id"])
    if scenario is None:
        raise TrainerError("no_scenario", 404)
    return session, scenario


def _code(visit: Visit) -> str:
    return read_code(visit.request.path_params["code"])


def _join(visit: Visit, session: Session) -> str:
    return f"{visit.place.home}join/{session.code}"


def _framed(visit: Visit) -> bool:
    return read_ancestors(visit.desk.opening.settings.frame_ancestors) != NOBODY


def _shown(visit: Visit, session: Session) -> str:
    return visit.asked("scenario") if visit.asked("scenario") in session.scenarios else ""


def _mine(session: Session, scenarios: Mapping[str, Scenario]) -> dict[str, Scenario]:
    return {id_: scenarios[id_] for id_ in session.scenarios if id_ in scenarios}
