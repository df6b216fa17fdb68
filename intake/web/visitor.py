"""Who asks, what they may do, and whether a form came from our own page. Use as a dependency of a route:

@router.post("/iets")
def change(who: Handler) -> Response: ...
"""

import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request

from intake.services.accounts import Role
from intake.services.login import Visitor

LOGIN = "/aanmelden"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FIELD, _HEADER = "csrf", "x-csrf"


def current(request: Request) -> Visitor | None:
    """Who is logged in; the gate put it there."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    return found


def at_least(role: Role) -> Callable[[Request], Visitor]:
    """A dependency that gives the visitor, or answers 403 when their role does not include `role`."""

    def checked(request: Request) -> Visitor:
        who = current(request)
        if who is None:
            raise HTTPException(HTTPStatus.UNAUTHORIZED)
        if not who.role.includes(role):
            raise HTTPException(HTTPStatus.FORBIDDEN)
        return who

    return checked


Reader = Annotated[Visitor, Depends(at_least(Role.LEZER))]
Handler = Annotated[Visitor, Depends(at_least(Role.BEHANDELAAR))]
Admin = Annotated[Visitor, Depends(at_least(Role.BEHEERDER))]


def form_token(who: Visitor) -> str:
    """What goes into a form. Masked anew each time, so that its bytes tell nothing when pages are compressed (BREACH)."""
    secret = bytes.fromhex(who.csrf)
    mask = secrets.token_bytes(len(secret))
    return (mask + bytes(a ^ b for a, b in zip(mask, secret, strict=True))).hex()


def _is_ours(token: str, who: Visitor) -> bool:
    secret = bytes.fromhex(who.csrf)
    try:
        given = bytes.fromhex(token)
    except ValueError:
        return False
    if len(given) != 2 * len(secret):
        return False
    mask, masked = given[: len(secret)], given[len(secret) :]
    return secrets.compare_digest(bytes(a ^ b for a, b in zip(mask, masked, strict=True)), secret)


async def checked_form(request: Request) -> None:
    """Answers 403 when who is logged in sends something without the token of this session. For every route."""
    who = current(request)
    # Who logs in once more has a form from before; the gate has checked that it is ours.
    if request.method in SAFE or who is None or request.url.path == LOGIN:
        return
    token = request.headers.get(_HEADER) or (await request.form()).get(_FIELD) or ""
    if not isinstance(token, str) or not _is_ours(token, who):
        raise HTTPException(
            HTTPStatus.FORBIDDEN, "Uw sessie is verlopen. Ga terug, herlaad de pagina en probeer het opnieuw."
        )
