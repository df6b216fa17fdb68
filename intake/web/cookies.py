"""The cookies: the session's key, what is kept while somebody signs on elsewhere, and a notice for the next page."""

import json
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from intake.settings import WebSettings

_SESSION, _FLOW, _NOTICE = "intake", "intake-flow", "intake-notice"
_FLOW_SECONDS = 600


def _name(plain: str, web: WebSettings) -> str:
    # __Host-: no other name under our domain can set it (RFC 6265bis, 4.1.3.2); browsers want TLS for it.
    return f"__Host-{plain}" if _is_secure(web) else plain


def _is_secure(web: WebSettings) -> bool:
    return web.public_url.startswith("https://")


def _set(answer: Response, name: str, value: str, web: WebSettings, seconds: int | None = None) -> None:
    answer.set_cookie(
        _name(name, web),
        value,
        max_age=seconds,
        path="/",
        secure=_is_secure(web),
        httponly=True,
        samesite="lax",
    )


def session_key(request: Request, web: WebSettings) -> str:
    """The key that the browser holds, or nothing."""
    return request.cookies.get(_name(_SESSION, web), "")


def keep_session(answer: Response, key: str, web: WebSettings) -> None:
    """Until the browser closes; the database decides how long it counts."""
    _set(answer, _SESSION, key, web)


def drop_session(answer: Response, web: WebSettings) -> None:
    """Forgets the key."""
    _set(answer, _SESSION, "", web, 0)


def keep_flow(answer: Response, kept: dict[str, str], web: WebSettings) -> None:
    """For the ten minutes that somebody may take to sign on."""
    _set(answer, _FLOW, quote(json.dumps(kept)), web, _FLOW_SECONDS)


def drop_flow(answer: Response, web: WebSettings) -> None:
    """Once somebody came back, it has been used."""
    _set(answer, _FLOW, "", web, 0)


def flow(request: Request, web: WebSettings) -> dict[str, str]:
    """What was kept; empty when there is nothing, or nothing readable."""
    try:
        kept = json.loads(unquote(request.cookies.get(_name(_FLOW, web), "")))
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in kept.items()} if isinstance(kept, dict) else {}


def keep_notice(answer: Response, text: str, web: WebSettings) -> None:
    """One sentence for the next page, such as what was saved."""
    _set(answer, _NOTICE, quote(text), web, 60)


def notice(request: Request, web: WebSettings) -> str:
    """The sentence that was kept."""
    return unquote(request.cookies.get(_name(_NOTICE, web), ""))[:500]


def drop_notice(answer: Response, web: WebSettings) -> None:
    """It has been shown."""
    _set(answer, _NOTICE, "", web, 0)
