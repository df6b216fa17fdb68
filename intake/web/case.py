"""The page of one case."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from intake.domain import Label, Source, Unit
from intake.mail.answers import drafts
from intake.services import accounts, casepage
from intake.services.casepage import CasePage, MessagePage
from intake.services.municipalities import register
from intake.services.queue import Wish, neighbours
from intake.web.desk import Desk
from intake.web.highlight import Note, Segment, found_keys, segments
from intake.web.visitor import Reader
from intake.web.wording import in_words, pledged, sign

_MOST_NOTES = 40
# True, but no help to who reads along.
_UNTOLD = frozenset({"courtesy", "detail", "other"})


def routes(desk: Desk) -> APIRouter:
    """/zaak/TOKEN."""
    router = APIRouter()

    @router.get("/zaak/{token}")
    def show(request: Request, token: str, who: Reader) -> Response:
        return case_view(desk, request, token, who.name)

    return router


def case_view(
    desk: Desk, request: Request, token: str, me: str, status: int = HTTPStatus.OK, **more: Any
) -> Response:
    """The page, with what an action wants to say on it: `error`, `conflict`, `draft`, `preview`."""
    page = casepage.case_page(desk.engine, token, desk.now(), desk.settings.web)
    if page is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    readings = {message.row.id: reading_of(message) for message in page.messages}
    values = {
        "page": page,
        "case": page.case,
        "readings": readings,
        "keys": found_keys(part for reading in readings.values() for _, parts in reading for part in parts),
        "options": _options(desk),
        "drafts": drafts(),
        "neighbours": neighbours(desk.engine, Wish(), me, token),
        "names": {row.name: row.display or row.name for row in accounts.accounts(desk.engine)},
        "answerable": _answerable(page),
        "error": "",
        "conflict": None,
        "draft": None,
        "preview": None,
    }
    return desk.pages.render(request, "case.html", status, **(values | more))


def reading_of(message: MessagePage) -> list[tuple[Source, tuple[Segment, ...]]]:
    """The passages of a message, with what was understood in the sender's own words."""
    notes = [*_pledge_notes(message), *_evidence_notes(message)]
    return [
        (one.source, segments(one.text, notes if one.source in {Source.BODY, Source.FORWARDED} else []))
        for one in message.reading
    ]


def _pledge_notes(message: MessagePage) -> list[Note]:
    return [
        Note(pledge.quote, f"Aanbod: {pledged(pledge)}", "amount", f"woorden-{pledge.id}")
        for pledge in message.pledges
        if pledge.quote
    ]


def _evidence_notes(message: MessagePage) -> list[Note]:
    notes = [
        Note(one.quote, f"Wijst op: {sign(one.label)} ({one.witness})", "sign")
        for one in message.evidence
        if one.quote and one.weight > 0 and one.label not in _UNTOLD
    ]
    return list(dict.fromkeys(notes))[:_MOST_NOTES]


def _answerable(page: CasePage) -> int | None:
    """The message that an answer most likely is for: the last that a person sent."""
    for message in reversed(page.messages):
        if not message.row.auto_reply and message.row.duplicate_of is None and message.row.sender:
            return message.row.id
    return None


def _options(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    people = [
        (row.name, row.display or row.name) for row in accounts.accounts(desk.engine) if not row.disabled
    ]
    return {
        "assigned": [("", "niemand"), *people],
        "labels": [(label.value, in_words(label.value)) for label in Label],
        "units": [(unit.value, unit.value) for unit in Unit],
        "municipality": [(name, name) for name in register()],
    }
