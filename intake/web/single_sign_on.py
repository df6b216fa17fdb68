"""Sign on through the organisation's own login service, and come back."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from intake.errors import MessageError, TransportError
from intake.services.single_sign_on import sign_on
from intake.settings import OidcSettings
from intake.transport import oidc
from intake.web import cookies
from intake.web.desk import Desk
from intake.web.pages import own_path
from intake.web.visitor import LOGIN

_BEGIN, _BACK = f"{LOGIN}/organisatie", f"{LOGIN}/terug"


def routes(desk: Desk) -> APIRouter:
    """/aanmelden/organisatie and /aanmelden/terug; 404 when nothing is set."""
    router = APIRouter()
    web = desk.settings.web

    def known() -> OidcSettings:
        if web.oidc is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return web.oidc

    def callback(request: Request) -> str:
        return (web.public_url.rstrip("/") or str(request.base_url).rstrip("/")) + _BACK

    def sorry(request: Request, error: Exception) -> Response:
        title, status = "Inloggen is niet gelukt", HTTPStatus.UNAUTHORIZED
        return desk.pages.render(request, "sorry.html", status, title=title, text=str(error))

    @router.get(_BEGIN)
    def begin(request: Request, verder: str = "/") -> Response:
        try:
            flow = oidc.begin(known(), callback(request))
        except TransportError as error:
            return sorry(request, error)
        answer = RedirectResponse(flow.url, HTTPStatus.SEE_OTHER)
        cookies.keep_flow(answer, flow.kept() | {"verder": own_path(verder)}, web)
        return answer

    @router.get(_BACK)
    def come_back(request: Request, state: str = "", code: str = "") -> Response:
        kept, way = cookies.flow(request, web), callback(request)
        try:
            key = sign_on(desk.engine, web, known(), way, kept, state, code, desk.now())
        except (TransportError, MessageError) as error:
            return sorry(request, error)
        answer = desk.pages.go(own_path(kept.get("verder", "/")))
        cookies.keep_session(answer, key, web)
        cookies.drop_flow(answer, web)
        return answer

    return router
