"""Boussole in a learning platform: `/lti` to register one, `/lti/login` and `/lti/launch` for who comes, `/lti/deep`, `/lti/jwks`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.errors import BoussoleError
from assistant.lti.errors import LtiError
from assistant.lti.pages import failure_page, go_page, link_page, register_page, scenarios_page, sentence
from assistant.lti.records import Launch
from assistant.lti.tool import OPEN, Tool
from assistant.opening import Opening
from assistant.routes import framing, practice
from assistant.routes.reply import RefusedError, language_of, log, read_body
from assistant.scenarios.load import folders, load_scenarios
from assistant.scenarios.records import Scenario
from assistant.trainer.codes import read_code
from assistant.trainer.records import TrainerError
from corpus.base import Language
from prompts import load_texts

COOKIE = "boussole_lti"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'{places}"
)
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex"}
Handler = Callable[[Request], Awaitable[Response]]


def landing(launch: Launch) -> str:
    """Return where someone goes from a launch: a trainer to the sessions, a learner to theirs, else to the conversation on a scenario."""
    query = {"lang": "en"} if launch.language == "en" else {}
    if launch.role == "trainer":
        path = "/trainer"
    elif launch.session:
        path = f"/join/{quote(launch.session, safe='')}"
    else:
        path, query = framing.PATH, {"lti": launch.id, **({"scenario": launch.scenario} if launch.scenario else {}), **query}
    return path + (f"?{urlencode(query)}" if query else "")


def add_lti(app: FastAPI, opening: Opening, allowed: Callable[[Request], bool], *, local: bool = False) -> Tool:
    """Add the routes.

    :param allowed: tells whether a request comes from a trainer.
    :param local: whether platforms of this machine and its network are allowed: for tests.
    :return: the tool, whose `send_score` sends grades.
    """
    tool = Tool(Path(opening.settings.data_dir) / "lti", local=local)

    async def page(request: Request) -> Response:
        await run_in_threadpool(_check_trainer, request, allowed)
        return _registered(request, tool)

    async def register(request: Request) -> Response:
        await run_in_threadpool(_check_trainer, request, allowed)
        form = await _form(request)
        try:
            added = await run_in_threadpool(tool.register, form)
        except LtiError as refused:
            return _registered(request, tool, form, sentence(refused, language_of(request)), refused.status)
        return _registered(request, tool, message=_word(request, "register.added", issuer=added.issuer))

    async def remove(request: Request) -> Response:
        await run_in_threadpool(_check_trainer, request, allowed)
        form = await _form(request)
        await run_in_threadpool(tool.platforms.remove, form.get("issuer", ""), form.get("client_id", ""))
        return _registered(request, tool, message=_word(request, "register.removed"))

    async def keys(_: Request) -> Response:
        return JSONResponse(await run_in_threadpool(tool.key_set), headers={"Cache-Control": "public, max-age=3600"})

    async def login(request: Request) -> Response:
        given = await _given(request)
        return RedirectResponse(await run_in_threadpool(tool.login, given, _agent(request)), 303, HEADERS)

    async def launch(request: Request) -> Response:
        given = await _given(request)
        return await run_in_threadpool(_launched, request, given, tool, opening)

    async def astray(_: Request) -> Response:
        raise LtiError("old_launch")

    async def go(request: Request) -> Response:
        return await run_in_threadpool(_gone, request, tool)

    async def deep(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(_linked, form, tool, opening)

    pages: dict[str, dict[str, Handler]] = {
        "/lti": {"GET": page},
        "/lti/register": {"POST": register},
        "/lti/remove": {"POST": remove},
        "/lti/jwks": {"GET": keys},
        "/lti/login": {"GET": login, "POST": login},
        "/lti/launch": {"GET": astray, "POST": launch},
        "/lti/go": {"GET": go},
        "/lti/deep": {"POST": deep},
    }
    for path, handlers in pages.items():
        for method, handler in handlers.items():
            app.add_api_route(path, _told(handler), methods=[method], response_model=None)
    return tool


def grade_teller(tool: Tool) -> Callable[[Request, float], None]:
    """Return what sends the grade of someone who came from a platform; others have none to send.

    :return: takes the request of the participant and the share of right answers, from 0 to 1.
    """

    def tell(request: Request, share: float) -> None:
        id_ = request.cookies.get(COOKIE, "")
        launch = tool.find(id_) if id_ else None
        if launch and practice.COOKIE.format(code=launch.session) in request.cookies:  # what is practised is what the platform led to
            texts = load_texts("lti", language_of(request))
            tool.send_score(id_, 100 * share, label=texts.get("grade.label"), comment=texts.get("grade.comment"))

    return tell


def _launched(request: Request, given: Mapping[str, str], tool: Tool, opening: Opening) -> Response:
    came = tool.launch(given, _agent(request))
    if came.deep is not None:
        return _html(scenarios_page(came, _scenarios(opening)))
    address = landing(came)
    alone = request.headers.get("sec-fetch-dest") == "document" and came.role == "learner"
    if address.startswith(framing.PATH):  # it needs no cookie: it may stay inside the page of the platform
        return RedirectResponse(address, 303, HEADERS)
    return RedirectResponse(f"/lti/go?lti={came.id}", 303, HEADERS) if alone else _html(go_page(came))


def _gone(request: Request, tool: Tool) -> Response:
    """Lead someone on, in a tab of their own: there a cookie holds, by which a grade finds its way back."""
    id_ = request.query_params.get("lti", "")[:100]
    launch = tool.find(id_)
    if launch is None:
        raise LtiError("old_launch")
    response = RedirectResponse(landing(launch), 303, HEADERS)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, id_, max_age=int(OPEN), httponly=True, samesite="lax", secure=secure, path="/")
    return response


def _linked(form: Mapping[str, str], tool: Tool, opening: Opening) -> Response:
    launch = tool.find(form.get("lti", ""))
    if launch is None:
        raise LtiError("old_launch")
    known = {one.id: one for one in _scenarios(opening)}
    try:
        code = _code(form.get("session", ""))
        if form.get("scenario") not in known:
            raise LtiError("no_scenario")
    except LtiError as wrong:
        return _html(scenarios_page(launch, list(known.values()), wrong.told(launch.language)), wrong.status)
    scenario = known[form["scenario"]]
    launch, link = tool.link(launch.id, scenario, code)
    return _html(link_page(link, scenario, launch.language), places=tool.frames_of(launch))


def _scenarios(opening: Opening) -> Sequence[Scenario]:
    return load_scenarios(folders(opening.settings.scenarios_dir))


def _code(text: str) -> str:
    """Return the code of a session as it is stored; empty where none is given.

    :raises LtiError: if it cannot be one.
    """
    try:
        return read_code(text) if text.strip() else ""
    except TrainerError as error:
        raise LtiError("bad_code") from error


def _registered(request: Request, tool: Tool, given: Mapping[str, str] | None = None, message: str = "", status: int = 200) -> Response:
    address = str(request.base_url).rstrip("/")
    return _html(register_page(tool.platforms.all(), address, language_of(request), given, message), status)


def _check_trainer(request: Request, allowed: Callable[[Request], bool]) -> None:
    """Refuse who is no trainer, and a form that another site sends in a trainer's name.

    :raises LtiError: if it is one.
    """
    if not allowed(request):
        raise LtiError("not_allowed", 403)
    if request.method == "POST" and urlsplit(request.headers.get("origin", "")).netloc != request.headers.get("host"):
        raise LtiError("not_ours", 403)


async def _given(request: Request) -> dict[str, str]:
    return dict(request.query_params) if request.method == "GET" else await _form(request)


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a form.

    :raises LtiError: if there are too many to be true.
    """
    body = await read_body(request)
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=60))
    except ValueError as failed:
        raise LtiError("bad_message") from failed


def _agent(request: Request) -> str:
    return request.headers.get("user-agent", "")


def _word(request: Request, key: str, **values: str) -> str:
    return load_texts("lti", language_of(request)).render(key, **values)


def _html(content: str, status: int = 200, places: Sequence[str] = ()) -> Response:
    policy = POLICY.format(places="".join(f" {place}" for place in places))
    return HTMLResponse(content, status, {**HEADERS, "Content-Security-Policy": policy})


def _told(handler: Handler) -> Handler:
    """Return a route whose failures are told on a page, in one sentence."""

    async def answer(request: Request) -> Response:
        language = _language(request)
        try:
            return await handler(request)
        except LtiError as refused:
            return _html(failure_page(sentence(refused, language), language, refused.reason == "not_allowed"), refused.status)
        except RefusedError as refused:
            return _html(failure_page(str(refused), language), refused.status)
        except BoussoleError as told:
            return _html(failure_page(str(told), language), 503)
        except Exception:  # the border: the log gets the traceback, the person a sentence
            log.exception("a page of LTI failed")
            return _html(failure_page(LtiError("unexpected").told(language), language), 500)

    return answer


def _language(request: Request) -> Language:
    """Return the language that the address asks for, else that of the browser if it is English: a launch's address asks for none."""
    if "lang" in request.query_params:
        return language_of(request)
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "fr"
