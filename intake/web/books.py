"""Ledger, map and week: what municipalities offer against what is asked, down to the words that it rests on."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from intake.errors import MessageError
from intake.services.municipalities import networks, provinces
from intake.services.places import Places, Standing, chosen, place, places
from intake.services.references import drop_reference, letter_networks, set_reference
from intake.services.weekly import week
from intake.web.desk import Desk
from intake.web.drawings import line_of, map_of, weekly_words
from intake.web.visitor import Handler, Reader

_ORDERS = {
    "naam": "naam",
    "meest": "meeste plekken",
    "ver": "verst van het richtgetal",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters of the ledger, as they stand in its address."""

    provincie: str = ""
    netwerk: str = ""
    met: str = "aanbod"
    volgorde: str = "naam"

    @property
    def words(self) -> str:
        """For people."""
        parts = [
            f"provincie {self.provincie}" if self.provincie else "",
            f"netwerk {self.netwerk}, voor zover leden bekend zijn" if self.netwerk else "",
            "alleen gemeenten met een aanbod" if self.met == "aanbod" else "",
        ]
        return "; ".join(filter(None, parts)) or "alle gemeenten"

    @property
    def query(self) -> str:
        """For an address."""
        return urlencode({name: getattr(self, name) for name in self.__slots__})

    def of(self, whole: Places) -> tuple[Standing, ...]:
        """What is chosen, in order."""
        found = chosen(whole.municipalities, self.provincie, self.netwerk, offering=self.met == "aanbod")
        if self.volgorde == "meest":
            return tuple(sorted(found, key=lambda one: -one.persons))
        if self.volgorde == "ver":
            return tuple(sorted(found, key=lambda one: one.firm - (one.reference.number or 0)))
        return found


Chosen = Annotated[Choice, Depends()]


def routes(desk: Desk) -> APIRouter:
    """/plekken, /kaart and /overzicht."""
    router = APIRouter()

    @router.get("/plekken")
    def show_ledger(request: Request, _who: Reader, choice: Chosen) -> Response:
        whole = places(desk.engine, desk.now())
        values = _options(choice) | {"places": whole, "rows": choice.of(whole), "choice": choice}
        return desk.pages.render(request, "plekken.html", **values)

    @router.get("/plekken/{code}")
    def show_municipality(request: Request, _who: Reader, code: str) -> Response:
        one = _found(desk, code)
        return desk.pages.render(request, "gemeente.html", one=one, letter=letter_networks())

    @router.post("/plekken/{code}/richtgetal")
    def change_reference(who: Handler, code: str, getal: Annotated[str, Form()] = "") -> Response:
        one = _found(desk, code)
        try:
            said = _change(desk, one, getal.strip(), who.name)
        except MessageError as error:
            said = str(error)
        return desk.pages.go(f"/plekken/{code}", said)

    @router.get("/kaart")
    def show_map(request: Request, _who: Reader) -> Response:
        whole = places(desk.engine, desk.now())
        pictures = {
            "map": Markup(map_of(whole, whole=False)),  # noqa: S704  (our own template escapes)
            "line": Markup(line_of(whole, whole=False)),  # noqa: S704
        }
        return desk.pages.render(request, "kaart.html", places=whole, **pictures)

    @router.get("/overzicht")
    def show_week(request: Request, _who: Reader) -> Response:
        now = week(desk.engine, desk.now())
        picture = Markup(map_of(now.places, whole=False))  # noqa: S704
        return desk.pages.render(request, "overzicht.html", week=weekly_words(now), map=picture)

    return router


def _found(desk: Desk, code: str) -> Standing:
    one = place(desk.engine, code, desk.now())
    if one is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return one


def _change(desk: Desk, one: Standing, number: str, actor: str) -> str:
    if number == "netwerk":
        drop_reference(desk.engine, one.name, desk.now(), actor=actor)
        return "Het richtgetal volgt weer uit het netwerk."
    if number and not (number.isascii() and number.isdigit()):
        raise MessageError("Vul een richtgetal in van 0 tot 10.000, of laat het leeg.")
    set_reference(desk.engine, one.name, int(number[:9]) if number else None, desk.now(), actor=actor)
    return "Het richtgetal is bewaard."


def _options(choice: Choice) -> dict[str, Any]:
    known = letter_networks()
    return {
        "provinces": [("", "alle"), *((name, name) for name in provinces())],
        "networks": [("", "alle"), *((name, name) for name in known if name in networks())],
        "orders": list(_ORDERS.items()),
        "network": known.get(choice.netwerk),
    }
