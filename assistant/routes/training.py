"""Everything for trainers, put together: sessions and practice, what may be framed elsewhere, learning platforms."""

from collections.abc import Callable

from fastapi import FastAPI

from assistant.opening import Opening
from assistant.routes.embed import add_embed
from assistant.routes.framing import FrameGuard, who_frames
from assistant.routes.lti import add_lti, grade_teller
from assistant.routes.trainer import add_trainer
from assistant.trainer.desk import Desk
from assistant.trainer.records import TrainerError


def add_training(app: FastAPI, opening: Opening) -> None:
    """Add the routes, and the guard that says on every page of the application who may frame it.

    :raises assistant.errors.SettingsError: if a site that may frame the conversation is not written as one.
    """
    ancestors = opening.settings.frame_ancestors
    allowed = add_trainer(app, opening, told=lambda request, share: tell(request, share))
    tool = add_lti(app, opening, allowed)
    tell = grade_teller(tool)
    add_embed(app, opening, ancestors, _talks(app.state.desk))
    app.add_middleware(FrameGuard, tell=who_frames(ancestors, tool.frames))


def _talks(desk: Desk) -> Callable[[str], bool | None]:
    """Return what tells whether the conversation is open in a session; None where there is no such session."""

    def talks(code: str) -> bool | None:
        try:
            return desk.store.session(code).free_chat
        except TrainerError:
            return None

    return talks
