"""What the routes of the sessions share: a visit, its cookies and its forms, and failures told in one sentence on a page."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import BoussoleError
from assistant.routes.reply import RefusedError, language_of, log, read_body
from assistant.trainer.access import LockedError
from assistant.trainer.desk import Desk
from assistant.trainer.forms import Fields, one, read_fields
from assistant.trainer.frame import MARK, TOKEN, Page, message_page
from assistant.trainer.place import Place
from assistant.trainer.records import TrainerError
from corpus.records import Language
from index.errors import IndexFaultError
from prompts import load_texts

FORM_LIMIT = 60_000  # bytes
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
Handler = Callable[["Visit"], Awaitable[Response]]


class Visit:
    """One request for a page of the sessions.

    :param request: the request.
    :param desk: what the pages need.
    """

    def __init__(self, request: Request, desk: Desk) -> None:
        self.request, self.desk = request, desk
        self.language: Language = language_of(request)
        known = request.cookies.get(MARK, "")
        self._new = not (known.isascii() and known.isalnum() and len(known) == 32)
        self._mark = secrets.token_hex(16) if self._new else known

    @property
    def page(self) -> Page:
        """How pages are told to this visitor."""
        return Page(self.language, self.desk.access.form_token(self._mark))

    @property
    def page_without_forms(self) -> Page:
        """How pages are told where nothing may be opened: those hold no form."""
        return Page(self.language)

    @property
    def place(self) -> Place:
        """The address of this server that others can open."""
        return self.desk.place(str(self.request.base_url))

    def asked(self, name: str) -> str:
        """Return a value that the address carries, cut where it is too long to be true."""
        return self.request.query_params.get(name, "")[:100]

    async def fields(self) -> Fields:
        """Return what a form sends, once it is known to be ours.

        :raises TrainerError: if it is not.
        """
        fields = read_fields(await read_body(self.request, FORM_LIMIT))
        self.desk.access.check_form("" if self._new else self._mark, one(fields, TOKEN))
        return fields

    def told(self, content: str, status: int = 200) -> Response:
        """Return a page."""
        return self._marked(HTMLResponse(content, status))

    def to(self, path: str) -> Response:
        """Return the way to another page."""
        return self._marked(RedirectResponse(path, 303))

    def keep(self, response: Response, name: str, value: str, seconds: float, strict: bool = True) -> Response:
        """Put a cookie in a reply: no script reads it, and it goes over no other connection than this kind.

        :param strict: whether it stays behind when one comes from another site.
        """
        secure = self.request.url.scheme == "https"
        site: Any = "strict" if strict else "lax"
        response.set_cookie(name, value, max_age=max(0, int(seconds)), httponly=True, samesite=site, secure=secure, path="/")
        return response

    def _marked(self, response: Response) -> Response:
        response.headers.update(HEADERS)
        if self._new:
            secure = self.request.url.scheme == "https"
            response.set_cookie(MARK, self._mark, httponly=True, samesite="lax", secure=secure, path="/")
        return response


def add_pages(app: FastAPI, desk: Desk, pages: dict[str, dict[str, Handler]]) -> None:
    """Add routes whose failures are told on a page.

    :param pages: by path, what answers each method.
    """
    for path, handlers in pages.items():
        for method, handler in handlers.items():
            app.add_api_route(path, _guarded(handler, desk), methods=[method], response_model=None)


def _guarded(handler: Handler, desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        visit = Visit(request, desk)
        try:
            return await handler(visit)
        except LockedError as error:
            return _failed(visit, error.told(visit.language), error.status, {"Retry-After": str(error.wait)})
        except TrainerError as error:
            return _failed(visit, error.told(visit.language), error.status)
        except RefusedError as error:
            return _failed(visit, str(error), error.status)
        except BoussoleError as error:
            return _failed(visit, str(error), 400)
        except IndexFaultError as error:
            return _failed(visit, str(error), 503)
        except Exception:  # the border: the log gets the traceback, the visitor a sentence
            log.exception("a page of the sessions failed")
            return _failed(visit, load_texts("trainer", visit.language).get("error.unexpected"), 500)

    return answer


def _failed(visit: Visit, sentence: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """Return a page that says what failed; it holds no form, so that it can be told even when the database is what failed."""
    return HTMLResponse(message_page(visit.page_without_forms, sentence), status, {**HEADERS, **(headers or {})})
