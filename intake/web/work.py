"""One action on several cases of the queue at once. Who was overtaken by a colleague is told, and loses nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form
from sqlalchemy import Engine
from starlette.responses import Response

from intake.domain import Urgency
from intake.errors import ConflictError, MessageError
from intake.services import handling
from intake.store.tables import CaseStatus
from intake.web.desk import Desk
from intake.web.pages import own_path
from intake.web.visitor import Handler

Action = Callable[[Engine, str, int, datetime, str], None]
_MOST = 200

ACTIONS: dict[str, Action] = {
    "mij": lambda engine, token, version, now, me: handling.assign(engine, token, version, me, now, actor=me),
    "niemand": lambda engine, token, version, now, me: handling.assign(
        engine, token, version, "", now, actor=me
    ),
    "goed": lambda engine, token, version, now, me: handling.settle(engine, token, version, now, actor=me),
    "spoed": lambda engine, token, version, now, me: handling.set_urgency(
        engine, token, version, Urgency.HIGH, now, actor=me
    ),
    "gewoon": lambda engine, token, version, now, me: handling.set_urgency(
        engine, token, version, Urgency.NORMAL, now, actor=me
    ),
    "sluit": lambda engine, token, version, now, me: handling.set_status(
        engine, token, version, CaseStatus.CLOSED, now, actor=me
    ),
}


def routes(desk: Desk) -> APIRouter:
    """POST /werk."""
    router = APIRouter()

    @router.post("/werk")
    def act(
        who: Handler,
        actie: Annotated[str, Form()] = "",
        zaak: Annotated[list[str] | None, Form()] = None,
        terug: Annotated[str, Form()] = "/",
    ) -> Response:
        action = ACTIONS.get(actie)
        if action is None or not zaak:
            return desk.pages.go(own_path(terug), "Kies eerst een of meer zaken.")
        done, missed = _act(desk, action, zaak[:_MOST], who.name)
        return desk.pages.go(own_path(terug), _told(done, missed))

    return router


def _act(desk: Desk, action: Action, chosen: list[str], me: str) -> tuple[int, list[str]]:
    """How many succeeded, and the tokens of those that did not. Each choice is TOKEN.VERSION."""
    missed = []
    for one in chosen:
        token, _, version = one.partition(".")
        try:
            action(desk.engine, token, int(version), desk.now(), me)
        except (ConflictError, MessageError, ValueError):
            missed.append(token)
    return len(chosen) - len(missed), missed


def _told(done: int, missed: list[str]) -> str:
    said = f"{done} {'zaak is' if done == 1 else 'zaken zijn'} gewijzigd."
    if missed:
        said += f" Niet gelukt, omdat een collega net iets veranderde: {', '.join(missed[:10])}."
    return said
