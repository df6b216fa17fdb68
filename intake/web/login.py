"""Log in, log out, choose a password."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from intake.errors import MessageError
from intake.services import accounts, login
from intake.services.passwords import SHORTEST, must_be_good
from intake.web import cookies
from intake.web.desk import Desk
from intake.web.gate import CHOOSE
from intake.web.pages import own_path
from intake.web.visitor import LOGIN, Reader, current

Text = Annotated[str, Form(max_length=1_000)]


def routes(desk: Desk) -> APIRouter:
    """/aanmelden, /afmelden and /wachtwoord."""
    router = APIRouter()
    web = desk.settings.web

    def form(request: Request, verder: str, error: str = "", name: str = "", status: int = 200) -> Response:
        return desk.pages.render(
            request,
            "login.html",
            status,
            verder=own_path(verder),
            error=error,
            name=name,
            oidc=web.oidc is not None,
        )

    @router.get(LOGIN)
    def ask(request: Request, verder: str = "/") -> Response:
        return desk.pages.go(own_path(verder)) if current(request) else form(request, verder)

    @router.post(LOGIN)
    def enter(request: Request, naam: Text, wachtwoord: Text, verder: Text = "/") -> Response:
        place = request.client.host if request.client else ""
        name = naam.strip()
        try:
            key = login.log_in(desk.engine, name, wachtwoord, place, desk.now(), web)
        except login.TooManyAttemptsError as error:
            return form(request, verder, str(error), name, HTTPStatus.TOO_MANY_REQUESTS)
        except MessageError as error:
            return form(request, verder, str(error), name, HTTPStatus.UNAUTHORIZED)
        if before := current(request):
            login.log_out(desk.engine, before, desk.now())
        answer = desk.pages.go(own_path(verder))
        cookies.keep_session(answer, key, web)
        return answer

    _leave_routes(router, desk)
    _password_routes(router, desk)
    return router


def _leave_routes(router: APIRouter, desk: Desk) -> None:
    web = desk.settings.web

    @router.post("/afmelden")
    def leave(who: Reader) -> Response:
        login.log_out(desk.engine, who, desk.now())
        answer = desk.pages.go(LOGIN, "U bent afgemeld.")
        cookies.drop_session(answer, web)
        answer.headers["clear-site-data"] = '"cache"'
        return answer


def _password_routes(router: APIRouter, desk: Desk) -> None:
    def form(request: Request, error: str = "", status: int = 200) -> Response:
        return desk.pages.render(request, "password.html", status, error=error, shortest=SHORTEST)

    @router.get(CHOOSE)
    def ask(request: Request, _who: Reader) -> Response:
        return form(request)

    @router.post(CHOOSE)
    def choose(request: Request, who: Reader, huidig: Text, nieuw: Text) -> Response:
        web, place = desk.settings.web, request.client.host if request.client else ""
        try:
            must_be_good(nieuw, who.name, huidig)
            login.proved(desk.engine, who.name, huidig, place, desk.now())
            accounts.choose_password(desk.engine, who.name, nieuw, desk.now())
            key = login.log_in(desk.engine, who.name, nieuw, place, desk.now(), web)
        except MessageError as error:
            return form(request, str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
        answer = desk.pages.go("/", "Uw nieuwe wachtwoord is bewaard.")
        cookies.keep_session(answer, key, web)
        return answer
