"""Serve the page and the routes on one port; the assistant starts loading once the port listens."""

import errno
import socket
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from assistant.errors import StartError
from assistant.model.client import sends_away
from assistant.opening import Opening
from assistant.routes.app import build_routes
from assistant.settings import Settings
from assistant.trainer.place import own_address, place_of, served_at, told
from assistant.ui.handlers import Handlers
from assistant.ui.layout import STATIC, build_page, page_options
from corpus.records import Language
from prompts import load_texts

PAGES: dict[str, Language] = {"/en": "en", "/": "fr"}  # the one that takes every path comes last


def build_app(opening: Opening, *, sends_away: bool = False) -> FastAPI:
    """Return the whole application: our routes first, then the page in each language.

    :param sends_away: whether a model on another machine may be asked.
    """
    app = build_routes(opening)
    app.mount("/bz", StaticFiles(directory=STATIC))
    app.add_route("/en", lambda request: RedirectResponse(f"/en/?{request.url.query}"))
    for path, language in PAGES.items():
        page = build_page(Handlers(opening, language), language, sends_away=sends_away)
        page.queue(max_size=64)
        app = gr.mount_gradio_app(app, page, path=path, show_error=False, **page_options(language))
    return app


def listen(settings: Settings) -> socket.socket:
    """Take the port.

    :raises StartError: if it is in use, or the address is not one of this machine.
    """
    texts = load_texts("errors", "fr")
    taken = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((settings.host, settings.port))
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            raise StartError(texts.render("port_in_use", port=str(settings.port))) from error
        reason = error.strerror or str(error)
        raise StartError(texts.render("bad_address", host=settings.host, port=str(settings.port), reason=reason)) from error
    taken.listen(128)  # from here a browser waits instead of being refused
    return taken


class Server(uvicorn.Server):
    """A server that starts the assistant as soon as it listens."""

    def __init__(self, app: FastAPI, opening: Opening) -> None:
        super().__init__(uvicorn.Config(app, log_level="warning", access_log=False))
        self._opening = opening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then load."""
        await super().startup(sockets=sockets)
        self._opening.start()


def serve(settings: Settings, announce: Any) -> None:
    """Serve until interrupted.

    :param announce: called, once the port is taken, with the address and what must be known of who else can open it.
    :raises StartError: if the port cannot be taken.
    """
    taken = listen(settings)
    opening = Opening(settings)
    server = Server(build_app(opening, sends_away=sends_away(settings)), opening)
    home = served_at(settings.host, settings.port)
    announce(home.rstrip("/"), told(place_of(home, settings.host, own_address)))
    server.run(sockets=[taken])
