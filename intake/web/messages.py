"""Parts of one message: the mail as it was made up, its files, its source; and mail that belongs to no case."""

from http import HTTPStatus
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from intake.services import casepage
from intake.web import mailframe
from intake.web.case import reading_of
from intake.web.desk import Desk
from intake.web.visitor import Handler, Reader

# What a browser opens could act in our name; so it is only ever saved.
_SAVE_ONLY = {"content-security-policy": "default-src 'none'; sandbox", "x-download-options": "noopen"}
_MISSING = "bijlage"


def routes(desk: Desk) -> APIRouter:
    """/bericht/N and what hangs below it."""
    router = APIRouter(prefix="/bericht")

    @router.get("/{number}")
    def show(request: Request, number: int, _who: Reader) -> Response:
        page = casepage.message_page(desk.engine, number)
        if page is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return desk.pages.render(request, "message.html", message=page, reading=reading_of(page))

    @router.get("/{number}/origineel")
    def show_original(number: int, _who: Reader) -> Response:
        page = casepage.message_page(desk.engine, number)
        if page is None or page.mail is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return HTMLResponse(mailframe.page(page.mail.html, page.mail.text), headers=mailframe.HEADERS)

    @router.get("/{number}/bijlage/{position}")
    def save_file(number: int, position: int, _who: Reader) -> Response:
        found = casepage.attachment(desk.engine, number, position)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return _to_save(found.data, found.name)

    @router.get("/{number}/bron")
    def save_source(number: int, _who: Handler) -> Response:
        data = casepage.raw_mail(desk.engine, number)
        if data is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return _to_save(data, f"bericht-{number}.eml")

    return router


def _to_save(data: bytes, name: str) -> Response:
    """A file under its own name (RFC 6266, RFC 8187), of which nothing is left that is a path or a trick."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in last if letter.isprintable()).strip(". ")[:150] or _MISSING
    ascii_name = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "._- ") else "_" for letter in plain
    )
    disposition = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(plain, safe='')}"
    headers = _SAVE_ONLY | {"content-disposition": disposition}
    return Response(data, media_type="application/octet-stream", headers=headers)
