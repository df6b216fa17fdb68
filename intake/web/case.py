"""One case."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from intake.services import triage
from intake.web.desk import Desk
from intake.web.visitor import Reader


def routes(desk: Desk) -> APIRouter:
    """/zaak/TOKEN."""
    router = APIRouter()

    @router.get("/zaak/{token}")
    def show(request: Request, token: str, _who: Reader) -> Response:
        page = triage.case_page(desk.engine, token)
        if page is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return desk.pages.render(request, "case.html", page=page)

    return router
