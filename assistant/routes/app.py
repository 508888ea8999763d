"""The application that the page is mounted on: its own routes, each subject from its module."""

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from assistant.opening import Opening
from assistant.routes.ask import add_ask
from assistant.routes.feedback import add_feedback
from assistant.routes.files import add_files
from assistant.routes.passages import add_passages
from assistant.routes.plan import add_plan
from assistant.routes.reflection import add_reflection
from assistant.routes.reply import error
from assistant.routes.training import add_training
from assistant.routes.views import add_views
from index.errors import IndexFaultError
from prompts import load_texts


def build_routes(opening: Opening) -> FastAPI:
    """Return the application with its own routes; the page is mounted on it afterwards.

    :param opening: the assistant, ready or on its way.
    """
    app = FastAPI(title="Boussole", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/ready")
    def ready() -> JSONResponse:
        failure = opening.failure()
        if failure is not None:
            return error(503, str(failure) if isinstance(failure, IndexFaultError) else load_texts("errors", "fr").get("unexpected"))
        return JSONResponse({"status": "ready"}) if opening.ready() else error(503, load_texts("errors", "fr").get("not_ready"))

    add_ask(app, opening)
    add_passages(app, opening)
    add_files(app, opening.settings)
    add_plan(app, opening)
    add_reflection(app, opening)
    add_views(app, opening)
    add_feedback(app, opening.settings.data_dir)
    add_training(app, opening)
    return app
