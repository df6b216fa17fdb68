"""The pages: / is the queue, /zaak/TOKEN one case, /health says whether everything runs."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from intake.content import templates_dir
from intake.services import health, triage
from intake.web.security import Guarded
from intake.web.wording import FILTERS

# The worker gives a sign of life every half minute.
_SILENCE = timedelta(minutes=5)
_SORRY = {
    HTTPStatus.NOT_FOUND: ("Niet gevonden", "Deze pagina of zaak bestaat niet. Controleer het adres."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("Dat kan hier niet", "Deze pagina kunt u alleen bekijken."),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Er ging iets mis",
        "Probeer het later opnieuw. Er is niets verloren.",
    ),
}


def create_app(engine: Engine, *, is_demo: bool = False) -> ASGIApp:
    """The application on one database; open to whoever can reach it, so it may only listen on loopback."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    pages = _Pages(is_demo)

    @app.get("/")
    def show_queue() -> HTMLResponse:
        return pages.render("queue.html", queue=triage.queue(engine), most=triage.MOST_CASES)

    @app.get("/zaak/{token}")
    def show_case(token: str) -> HTMLResponse:
        page = triage.case_page(engine, token)
        if page is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return pages.render("case.html", page=page)

    @app.get("/static/intake.css")
    def style() -> FileResponse:
        return FileResponse(templates_dir() / "web" / "intake.css", media_type="text/css")

    @app.get("/health")
    def report_health() -> JSONResponse:
        return _health(engine, datetime.now(UTC))

    app.add_exception_handler(HTTPException, pages.sorry)
    app.add_exception_handler(Exception, pages.sorry)
    return Guarded(app)


class _Pages:
    """Templates to answers. Everything is escaped; an unknown variable is an error, never an empty space."""

    def __init__(self, is_demo: bool) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(templates_dir() / "web"), autoescape=True, undefined=StrictUndefined
        )
        self._templates.filters.update(FILTERS)
        self._templates.globals["is_demo"] = is_demo

    def render(self, name: str, status: int = HTTPStatus.OK, **values: Any) -> HTMLResponse:
        return HTMLResponse(self._templates.get_template(name).render(values), status)

    def sorry(self, _request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
        unknown = _SORRY[HTTPStatus.INTERNAL_SERVER_ERROR]
        title, text = _SORRY.get(HTTPStatus(status), unknown)
        return self.render("sorry.html", status, title=title, text=text)


def _health(engine: Engine, now: datetime) -> JSONResponse:
    """Without a login, so without names, addresses or reasons: only which job runs and whether it goes well."""
    try:
        beats = health.heartbeats(engine)
    except SQLAlchemyError:
        return JSONResponse({"status": "database unreachable", "jobs": {}}, HTTPStatus.SERVICE_UNAVAILABLE)
    jobs = {beat.job: {"at": beat.at.isoformat(), "ok": not beat.error} for beat in beats}
    word = "ok" if all(job["ok"] for job in jobs.values()) else "a job fails"
    if beats and now - max(beat.at for beat in beats) > _SILENCE:
        word = "the worker is silent"
    status = HTTPStatus.OK if word == "ok" else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"status": word, "jobs": jobs}, status)
