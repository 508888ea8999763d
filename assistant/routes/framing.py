"""Who may frame which of our pages: nobody, but for the conversation made for it and the pages of a learning platform that came to us."""

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs

from fastapi.concurrency import run_in_threadpool

from assistant.errors import SettingsError
from prompts import load_texts

PATH = "/embed"
NOBODY = "'none'"
SITE = re.compile(r"'self'|https?://((\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:\d{1,5})?/?", re.IGNORECASE)


def read_ancestors(text: str) -> str:
    """Return the sites that may frame a page, as a policy says it.

    :raises SettingsError: naming the first that is not a site.
    """
    if text.strip().strip("'").lower() == "none":
        return NOBODY
    places = text.replace(",", " ").split()
    for place in places:
        if not SITE.fullmatch(place):
            raise SettingsError(load_texts("lti", "fr").render("error.bad_ancestors", value=place[:100]))
    return " ".join(place.rstrip("/") for place in places) or NOBODY


def who_frames(ancestors: str, platforms: Callable[[str], Sequence[str]]) -> Callable[[str, str], str]:
    """Return what tells, for a path and its query, the sites that may frame it.

    :param ancestors: those that may frame `/embed`.
    :param platforms: the places of the platform of a launch, by its id; of all platforms, for an empty one (`Tool.frames`).
    """
    embedding = read_ancestors(ancestors)

    def tell(path: str, query: str) -> str:
        if path.startswith("/lti/"):
            return " ".join(platforms("")) or NOBODY
        launch = parse_qs(query).get("lti", [""])[0] if path == PATH else ""
        known = platforms(launch[:100]) if launch else ()
        own = [embedding] if path == PATH and embedding != NOBODY else []
        return " ".join([*own, *known]) or NOBODY

    return tell


class FrameGuard:
    """ASGI middleware: every page says who may frame it; nobody may, unless `tell` says so.

    :param tell: see `who_frames`.
    """

    def __init__(self, app: Any, tell: Callable[[str, str], str]) -> None:
        self._app, self._tell = app, tell

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded_send(message: Any) -> None:
            if message["type"] == "http.response.start" and _is_page(message["headers"]):
                query = scope["query_string"].decode("latin-1")
                places = await run_in_threadpool(self._tell, scope["path"], query)
                message = {**message, "headers": _framed(message["headers"], places)}
            await send(message)

        await self._app(scope, receive, guarded_send)


def _is_page(headers: Sequence[tuple[bytes, bytes]]) -> bool:
    """Tell whether a reply is something that a frame shows."""
    kind = next((value for name, value in headers if name.lower() == b"content-type"), b"")
    return kind.startswith((b"text/html", b"image/svg", b"text/xml", b"application/xhtml"))


def _framed(headers: Sequence[tuple[bytes, bytes]], places: str) -> list[tuple[bytes, bytes]]:
    """Return headers that say who may frame a page; what the page's own policy says of it is replaced."""
    kept, policy = [], ""
    for name, value in headers:
        if name.lower() == b"content-security-policy":
            parts = [part.strip() for part in value.decode("latin-1").split(";")]
            policy = "; ".join(part for part in parts if part and not part.startswith("frame-ancestors"))
        elif name.lower() != b"x-frame-options":
            kept.append((name, value))
    told = "; ".join(filter(None, (policy, f"frame-ancestors {places}")))
    kept.append((b"content-security-policy", told.encode("latin-1", "replace")))
    return [*kept, (b"x-frame-options", b"DENY")] if places == NOBODY else kept
