"""The pages together. Each room is a function from a desk to its routes; a new room is one import and one name below."""

from http import HTTPStatus

from fastapi import Depends, FastAPI, Request
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from intake.settings import Settings
from intake.web import (
    accounts,
    actions,
    books,
    case,
    exports,
    healthpage,
    login,
    messages,
    metricspage,
    queue,
    single_sign_on,
    work,
)
from intake.web.api import create_api
from intake.web.desk import Desk
from intake.web.gate import Gate
from intake.web.pages import STATIC, Demo, Pages
from intake.web.security import Guarded
from intake.web.visitor import checked_form

_ROOMS = (
    healthpage.routes,
    metricspage.routes,
    login.routes,
    single_sign_on.routes,
    accounts.routes,
    queue.routes,
    work.routes,
    case.routes,
    books.routes,
    exports.routes,
    actions.routes,
    messages.routes,
)
_WORTH_PACKING = 1_000
_SORRY = {
    HTTPStatus.NOT_FOUND: ("Niet gevonden", "Deze pagina of zaak bestaat niet. Controleer het adres."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("Dat kan hier niet", "Deze pagina kunt u alleen bekijken."),
    HTTPStatus.FORBIDDEN: ("Dat mag u niet", "Uw rol staat dit niet toe. Vraag het een beheerder."),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Er ging iets mis",
        "Probeer het later opnieuw. Er is niets verloren.",
    ),
}


def create_app(engine: Engine, settings: Settings, demo: Demo | None = None) -> ASGIApp:
    """The application on one database. Without a login only /health, the login page and its looks are answered."""
    desk = Desk(engine, settings, Pages(settings.web, demo))
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(checked_form)])
    for routes in _ROOMS:
        app.include_router(routes(desk))
    app.mount("/api/v1", create_api(desk))
    app.mount("/static", StaticFiles(directory=STATIC))
    sorry = _Sorry(desk.pages)
    app.add_exception_handler(HTTPException, sorry)
    app.add_exception_handler(Exception, sorry)
    packed = GZipMiddleware(Gate(app, engine, settings.web), minimum_size=_WORTH_PACKING)
    return Guarded(packed, settings.web)


class _Sorry:
    """The page that says what went wrong, and nothing of the inside."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def __call__(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
        unknown = _SORRY[HTTPStatus.INTERNAL_SERVER_ERROR]
        title, text = _SORRY.get(HTTPStatus(status), unknown)
        if (
            isinstance(error, HTTPException)
            and status == HTTPStatus.FORBIDDEN
            and error.detail != "Forbidden"
        ):
            text = error.detail
        return self._pages.render(request, "sorry.html", status, title=title, text=text)
