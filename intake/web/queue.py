"""The queue: what to do first, filters, saved views, and one action on several cases."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, Response

from intake.domain import Label
from intake.errors import MessageError
from intake.services import accounts, queue, views
from intake.services.municipalities import networks, provinces, register
from intake.services.queue import QueuePage, Wish
from intake.web.desk import Desk
from intake.web.pages import own_path
from intake.web.visitor import Reader
from intake.web.wishes import Wished, address, filters_used, is_narrowed
from intake.web.wording import in_words

_TITLES = {
    "te-doen": "Te doen",
    "spoed": "Spoed",
    "mijn": "Van mij",
    "niemand": "Van niemand",
    "zonder-gemeente": "Zonder gemeente",
    "zonder-twijfel": "Zonder twijfel",
    "gesloten": "Gesloten",
    "alles": "Alles",
}
# What an empty view means.
_EMPTY = {
    "te-doen": (
        "Alles is bekeken",
        "Er wacht geen enkele zaak op een mens. Nieuwe post verschijnt hier vanzelf.",
    ),
    "spoed": ("Geen spoed", "Er is nu niets dat vandaag of morgen moet."),
    "mijn": ("U hebt geen open zaken", "Neem een zaak uit ‘Te doen’ en kies ‘Neem op mij’."),
    "niemand": ("Alles is verdeeld", "Elke zaak die aandacht vraagt, heeft een behandelaar."),
    "zonder-gemeente": (
        "Overal is de gemeente bekend",
        "Bij elke open zaak weten wij namens welke gemeente is geschreven.",
    ),
    "zonder-twijfel": ("Nog niets", "Zaken waar de computer niet over twijfelt, staan hier."),
    "gesloten": ("Nog niets gesloten", "Zaken die klaar zijn, vindt u hier terug."),
    "alles": ("Er is nog geen post", "Zodra de eerste mail binnen is, staat die hier."),
}


def routes(desk: Desk) -> APIRouter:
    """/, /stand, /losse-mail and /weergaven."""
    router = APIRouter()

    @router.get("/")
    def show(request: Request, who: Reader, wish: Wished) -> Response:
        page = queue.queue(desk.engine, wish, who.name, desk.now(), desk.settings.web)
        # htmx asks for the list alone.
        name = "_lijst.html" if request.headers.get("hx-target") == "lijst" else "queue.html"
        return desk.pages.render(request, name, **_values(desk, page, who.name))

    @router.get("/stand")
    def tell_state(who: Reader) -> Response:
        count, mark = queue.state_of(desk.engine, who.name)
        return JSONResponse({"aantal": count, "kenmerk": mark})

    @router.get("/losse-mail")
    def show_loose(request: Request, _who: Reader) -> Response:
        failed, loose = queue.loose_mail(desk.engine)
        return desk.pages.render(request, "loose.html", failed=failed, loose=loose)

    _view_routes(router, desk)
    return router


def _values(desk: Desk, page: QueuePage, me: str) -> dict[str, Any]:
    count, mark = queue.state_of(desk.engine, me)
    options = _options(desk)
    return {
        "page": page,
        "wish": page.wish,
        "titles": _TITLES,
        "empty": _EMPTY[page.wish.view],
        "address": address,
        "narrowed": is_narrowed(page.wish),
        "filters_used": filters_used(page.wish),
        "options": options,
        "names": dict(options["assigned"]),
        "saved": views.views(desk.engine, me),
        "todo": count,
        "mark": mark,
        "most": queue.MOST_COUNTED,
        "first": (page.wish.page - 1) * queue.PAGE_SIZE + 1,
    }


def _options(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    people = [
        (row.name, row.display or row.name) for row in accounts.accounts(desk.engine) if not row.disabled
    ]
    return {
        "mailbox": [("", "alle"), *((name, box.address) for name, box in desk.settings.mailboxes.items())],
        "category": [("", "alle"), *((label.value, in_words(label.value)) for label in Label)],
        "province": [("", "alle"), *((name, name) for name in provinces())],
        "network": [("", "alle"), *((name, name) for name in networks())],
        "municipality": [(name, name) for name in register()],
        "assigned": [("", "iedereen"), *people],
    }


def _view_routes(router: APIRouter, desk: Desk) -> None:
    @router.post("/weergaven")
    def save(who: Reader, wish: Wished, naam: Annotated[str, Form()] = "") -> Response:
        to = address(_first_page(wish))
        try:
            views.save_view(desk.engine, who.name, naam, to)
        except MessageError as error:
            return desk.pages.go(to, str(error))
        return desk.pages.go(to, "De weergave is bewaard.")

    @router.post("/weergaven/verwijder")
    def drop(who: Reader, nummer: Annotated[int, Form()], terug: Annotated[str, Form()] = "/") -> Response:
        views.drop_view(desk.engine, who.name, nummer)
        return desk.pages.go(own_path(terug), "De weergave is verwijderd.")


def _first_page(wish: Wish) -> Wish:
    return Wish(**{name: getattr(wish, name) for name in Wish.__dataclass_fields__ if name != "page"})
