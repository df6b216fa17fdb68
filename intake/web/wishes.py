"""From the address of the queue to a wish, and back. The names in an address are Dutch, because people see them."""

from dataclasses import asdict, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from intake.services.queue import VIEWS, Wish

_NAMES = {
    "view": "weergave",
    "text": "zoek",
    "mailbox": "postbus",
    "category": "soort",
    "municipality": "gemeente",
    "province": "provincie",
    "network": "netwerk",
    "assigned": "van",
    "page": "pagina",
}
_DEFAULT = Wish()
_FILTERS = ("mailbox", "category", "municipality", "province", "network", "assigned")


def _wish(
    weergave: str = VIEWS[0],
    zoek: Annotated[str, Query(max_length=200)] = "",
    postbus: str = "",
    soort: str = "",
    gemeente: str = "",
    provincie: str = "",
    netwerk: str = "",
    van: str = "",
    pagina: str = "1",
) -> Wish:
    view = weergave if weergave in VIEWS else VIEWS[0]
    page = max(1, int(pagina)) if pagina.isascii() and pagina.isdecimal() and len(pagina) < 7 else 1
    return Wish(view, zoek.strip(), postbus, soort, gemeente, provincie, netwerk, van, page)


Wished = Annotated[Wish, Depends(_wish)]


def address(wish: Wish, path: str = "/", **changes: object) -> str:
    """The address that shows this, with some of it changed; what is as usual is left out."""
    changed = replace(wish, **changes)  # type: ignore[arg-type]
    usual = asdict(_DEFAULT)
    query = urlencode({_NAMES[key]: value for key, value in asdict(changed).items() if value != usual[key]})
    return f"{path}?{query}" if query else path


def is_narrowed(wish: Wish) -> bool:
    """Whether a filter or a search hides a part of the view."""
    return bool(wish.text) or any(getattr(wish, name) for name in _FILTERS)


def filters_used(wish: Wish) -> int:
    """How many filters are set, apart from the search."""
    return sum(bool(getattr(wish, name)) for name in _FILTERS)
