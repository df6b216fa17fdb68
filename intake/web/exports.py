"""What staff take away: tables, pictures and the page of the week. Every file says of which moment and selection it is."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.responses import Response

from intake.pictures.drawing import as_png
from intake.pictures.page import as_pdf
from intake.services import reporting
from intake.services.places import Places, places
from intake.services.weekly import week
from intake.web.books import Chosen
from intake.web.desk import Desk
from intake.web.drawings import line_of, map_of, weekly_words
from intake.web.visitor import Reader
from intake.workbook import as_csv, as_json, as_xlsx

_HERE = ZoneInfo("Europe/Amsterdam")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Picture(StrEnum):
    """What can be drawn."""

    KAART = "kaart"
    LIJN = "lijn"


_DRAW: dict[Picture, Callable[[Places], str]] = {Picture.KAART: map_of, Picture.LIJN: line_of}


def routes(desk: Desk) -> APIRouter:
    """Everything under /uitvoer."""
    router = APIRouter(prefix="/uitvoer")

    @router.get("/plekken.xlsx")
    def give_workbook(_who: Reader, choice: Chosen) -> Response:
        whole = places(desk.engine, desk.now())
        about = reporting.about(whole, choice.words)
        return _file(
            as_xlsx(reporting.sheets(whole, choice.of(whole)), about), _XLSX, whole.at, "plekken.xlsx"
        )

    @router.get("/plekken.json")
    def give_json(_who: Reader, choice: Chosen) -> Response:
        whole = places(desk.engine, desk.now())
        made = as_json(reporting.sheets(whole, choice.of(whole)), reporting.about(whole, choice.words))
        return _file(made, "application/json", whole.at, "plekken.json")

    @router.get("/plekken.csv")
    def give_csv(_who: Reader, choice: Chosen) -> Response:
        whole = places(desk.engine, desk.now())
        made = as_csv(reporting.municipalities(choice.of(whole)), reporting.about(whole, choice.words))
        return _file(made, "text/csv; charset=utf-8", whole.at, "plekken.csv")

    @router.get("/aanbod.csv")
    def give_offers(_who: Reader, choice: Chosen) -> Response:
        whole = places(desk.engine, desk.now())
        made = as_csv(reporting.offers(choice.of(whole)), reporting.about(whole, choice.words))
        return _file(made, "text/csv; charset=utf-8", whole.at, "aanbod.csv")

    _picture_routes(router, desk)
    return router


def _picture_routes(router: APIRouter, desk: Desk) -> None:
    @router.get("/{picture}.svg")
    def give_svg(_who: Reader, picture: Picture) -> Response:
        whole = places(desk.engine, desk.now())
        return _file(_DRAW[picture](whole).encode(), "image/svg+xml", whole.at, f"{picture}.svg")

    @router.get("/{picture}.png")
    def give_png(_who: Reader, picture: Picture) -> Response:
        whole = places(desk.engine, desk.now())
        return _file(as_png(_DRAW[picture](whole)), "image/png", whole.at, f"{picture}.png")

    @router.get("/weekoverzicht.pdf")
    def give_pdf(_who: Reader) -> Response:
        now = week(desk.engine, desk.now())
        made = as_pdf(weekly_words(now), map_of(now.places, whole=False), line_of(now.places))
        return _file(made, "application/pdf", now.places.at, "weekoverzicht.pdf")


def _file(data: bytes, media_type: str, at: datetime, name: str) -> Response:
    """The moment is in the name too: 2026-06-09-1630-plekken.xlsx."""
    full = f"{at.astimezone(_HERE):%Y-%m-%d-%H%M}-{name}"
    return Response(
        data, media_type=media_type, headers={"content-disposition": f'attachment; filename="{full}"'}
    )
