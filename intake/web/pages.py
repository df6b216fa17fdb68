"""Templates to answers. Everything is escaped; an unknown variable is an error, never an empty space."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from intake.content import templates_dir
from intake.services.accounts import Role
from intake.settings import WebSettings
from intake.web import cookies
from intake.web.visitor import current, form_token
from intake.web.wording import FILTERS

STATIC = Path(__file__).with_name("static")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the main menu, for those whose role includes `role`."""

    path: str
    title: str
    role: Role = Role.LEZER


MENU = (
    Entry("/", "Werkvoorraad"),
    Entry("/plekken", "Plekken"),
    Entry("/kaart", "Kaart"),
    Entry("/overzicht", "Weekoverzicht"),
    Entry("/beheer/accounts", "Beheer", Role.BEHEERDER),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """The example tells on its login page with which names and which password one may come in."""

    names: tuple[tuple[str, str], ...]
    password: str


class Pages:
    """Renders the templates of templates/web with what every page needs: the visitor, the menu, a form token."""

    def __init__(self, web: WebSettings, demo: Demo | None = None) -> None:
        self._web = web
        self._templates = Environment(
            loader=FileSystemLoader(templates_dir() / "web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(FILTERS)
        self._templates.globals.update(demo=demo, static=_addresses())

    def render(
        self, request: Request, template: str, status: int = HTTPStatus.OK, /, **values: Any
    ) -> HTMLResponse:
        """One page, or a part of one for htmx."""
        who = current(request)
        said = cookies.notice(request, self._web)
        known = {
            "visitor": who,
            "csrf": form_token(who) if who else "",
            "menu": [entry for entry in MENU if who and who.role.includes(entry.role)],
            "here": request.url.path,
            "notice": said,
            "may_handle": who is not None and who.role.includes(Role.BEHANDELAAR),
        }
        answer = HTMLResponse(self._templates.get_template(template).render(known | values), status)
        if said:
            cookies.drop_notice(answer, self._web)
        return answer

    def go(self, to: str, notice: str = "") -> Response:
        """On to another page of ours after a form (303), with a sentence that the next page shows."""
        answer = RedirectResponse(to, HTTPStatus.SEE_OTHER)
        if notice:
            cookies.keep_notice(answer, notice, self._web)
        return answer


def own_path(wish: str) -> str:
    """`wish` when it is a path on this server, else the front page (open redirect)."""
    plain = wish.startswith("/") and not wish.startswith("//") and "\\" not in wish
    return wish if plain and wish.isprintable() else "/"


def _addresses() -> Callable[[str], str]:
    """The address of a static file; it changes with the content, so that a browser may keep it for ever."""
    digests = {
        file.relative_to(STATIC).as_posix(): sha256(file.read_bytes()).hexdigest()[:12]
        for file in STATIC.rglob("*")
        if file.is_file()
    }
    return lambda name: f"/static/{name}?v={digests[name]}"
