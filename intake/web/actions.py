"""The forms of the page of a case. Who was overtaken by a colleague sees what changed, and keeps what they typed."""

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from intake.errors import ConflictError, ContentError, MessageError
from intake.services import replying
from intake.services.replying import Writer
from intake.web.case import case_view
from intake.web.deeds import VERBS, Deed
from intake.web.desk import Desk
from intake.web.forms import Entered, Filled
from intake.web.visitor import Handler

_HIDDEN = {"csrf", "versie"}
_UNSHOWN = {"aanbod", "actie", "bericht", "sjabloon"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """What was not saved: the address of the form, and its fields as they were typed."""

    path: str
    said: str
    fields: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """The fields that somebody typed or chose."""
        return tuple((name, value) for name, value in self.fields if value and name not in _UNSHOWN)


def routes(desk: Desk) -> APIRouter:
    """POST /zaak/TOKEN/antwoord and /zaak/TOKEN/VERB."""
    router = APIRouter(prefix="/zaak/{token}")

    @router.post("/antwoord")
    def reply(request: Request, token: str, who: Handler, entered: Filled) -> Response:
        try:
            return _reply(desk, request, token, entered, Writer(who.name, who.display))
        except ConflictError as error:
            return _overtaken(desk, request, token, who.name, entered, error)
        except (MessageError, ContentError) as error:
            more = {"error": str(error), "draft": _draft(entered, entered.one("tekst"))}
            return case_view(desk, request, token, who.name, HTTPStatus.UNPROCESSABLE_ENTITY, **more)

    @router.post("/{verb}")
    def act(request: Request, token: str, verb: str, who: Handler, entered: Filled) -> Response:
        do = VERBS.get(verb)
        if do is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        deed = Deed(desk.engine, token, _version(entered), entered, who.name, desk.now())
        try:
            said = do(deed)
        except ConflictError as error:
            return _overtaken(desk, request, token, who.name, entered, error)
        except MessageError as error:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return case_view(desk, request, token, who.name, status, error=str(error))
        return desk.pages.go(f"/zaak/{token}", said)

    return router


def _reply(desk: Desk, request: Request, token: str, entered: Entered, writer: Writer) -> Response:
    """Begin with a draft, look at it, or send it."""
    message, text, now = entered.number("bericht", "Bericht") or 0, entered.one("tekst"), desk.now()
    action = entered.one("actie")
    if action == "verstuur":
        version = _version(entered)
        replying.send(desk.engine, desk.settings, token, version, message, text, now, writer=writer)
        return desk.pages.go(f"/zaak/{token}", "Uw antwoord wordt verstuurd.")
    preview = None
    if action == "voorbeeld":
        preview = replying.preview(desk.engine, desk.settings, token, message, text, now)
    else:
        text = replying.filled_draft(desk.engine, token, message, entered.one("sjabloon"), writer)
    draft = _draft(entered, text)
    return case_view(desk, request, token, writer.account, draft=draft, preview=preview)


def _draft(entered: Entered, text: str) -> dict[str, str]:
    return {"text": text, "message": entered.one("bericht"), "name": entered.one("sjabloon")}


def _overtaken(
    desk: Desk, request: Request, token: str, me: str, entered: Entered, error: ConflictError
) -> Response:
    typed = tuple(
        (name, value) for name, values in entered.fields.items() if name not in _HIDDEN for value in values
    )
    conflict = Conflict(request.url.path, str(error), typed)
    return case_view(desk, request, token, me, HTTPStatus.CONFLICT, conflict=conflict)


def _version(entered: Entered) -> int:
    return entered.number("versie", "Versie") or 0
