"""Who may come in: the accounts, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from intake.errors import MessageError
from intake.services import accounts
from intake.services.accounts import Role
from intake.web.desk import Desk
from intake.web.visitor import Admin

_PATH = "/beheer/accounts"
_NEW = "Het account {name} is gemaakt. Geef dit eenmalige wachtwoord door: {password}"
_RESET = "Het nieuwe eenmalige wachtwoord van {name} is: {password}"
Name = Annotated[str, Form(min_length=2, max_length=80, pattern=r"^[\w.@+-]+$")]


def routes(desk: Desk) -> APIRouter:
    """/beheer/accounts and its forms."""
    router = APIRouter()

    @router.get(_PATH)
    def show(request: Request, _who: Admin) -> Response:
        return _page(desk, request)

    _making(router, desk)
    _changing(router, desk)
    return router


def _page(desk: Desk, request: Request, said: str = "", error: str = "", status: int = 200) -> Response:
    known = accounts.accounts(desk.engine)
    return desk.pages.render(
        request, "accounts.html", status, accounts=known, roles=list(Role), said=said, error=error
    )


def _making(router: APIRouter, desk: Desk) -> None:

    @router.post(_PATH)
    def add(
        request: Request,
        who: Admin,
        naam: Name,
        rol: Annotated[Role, Form()],
        weergave: Annotated[str, Form()] = "",
    ) -> Response:
        try:
            password = accounts.add_account(desk.engine, naam, weergave, rol, desk.now(), actor=who.name)
        except MessageError as error:
            return _page(desk, request, error=str(error), status=422)
        # Shown once and kept nowhere, so no redirect.
        return _page(desk, request, said=_NEW.format(name=naam, password=password))


def _changing(router: APIRouter, desk: Desk) -> None:
    @router.post(_PATH + "/wijzig")
    def change(
        request: Request,
        who: Admin,
        naam: Name,
        rol: Annotated[Role, Form()],
        dicht: Annotated[bool, Form()] = False,
    ) -> Response:
        try:
            accounts.change_account(desk.engine, naam, rol, dicht, desk.now(), actor=who.name)
        except MessageError as error:
            return _page(desk, request, error=str(error), status=422)
        return desk.pages.go(_PATH, f"Het account {naam} is gewijzigd.")

    @router.post(_PATH + "/wachtwoord")
    def reset(request: Request, who: Admin, naam: Name) -> Response:
        try:
            password = accounts.reset_password(desk.engine, naam, desk.now(), actor=who.name)
        except MessageError as error:
            return _page(desk, request, error=str(error), status=422)
        return _page(desk, request, said=_RESET.format(name=naam, password=password))
