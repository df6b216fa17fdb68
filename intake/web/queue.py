"""The queue: what to do first."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from intake.services import triage
from intake.web.desk import Desk
from intake.web.visitor import Reader


def routes(desk: Desk) -> APIRouter:
    """/."""
    router = APIRouter()

    @router.get("/")
    def show(request: Request, _who: Reader) -> Response:
        return desk.pages.render(
            request, "queue.html", queue=triage.queue(desk.engine), most=triage.MOST_CASES
        )

    return router
