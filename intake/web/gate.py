"""The gate: nothing behind it is seen without a login. A new page is shut until somebody logs in, whatever its author forgot."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from anyio.to_thread import run_sync
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from intake.services.login import Visitor, visitor
from intake.settings import WebSettings
from intake.web.cookies import session_key
from intake.web.visitor import LOGIN, SAFE

CHOOSE = "/wachtwoord"
# The API asks for a token of its own.
_OPEN = ("/health", "/health/", "/metrics", LOGIN, f"{LOGIN}/", "/static/", "/api/")
_WITH_OLD_PASSWORD = (CHOOSE, "/afmelden", "/static/")


class Gate:
    """Finds the visitor of each request, and sends away who may not come in."""

    def __init__(
        self,
        app: ASGIApp,
        engine: Engine,
        web: WebSettings,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._app, self._engine, self._web, self._now = app, engine, web, now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        key = session_key(request, self._web)
        who = await run_sync(visitor, self._engine, key, self._now(), self._web) if key else None
        scope.setdefault("state", {})["visitor"] = who
        refusal = self._refusal(request, who)
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, request: Request, who: Visitor | None) -> Response | None:
        path = request.url.path
        if request.method not in SAFE and not path.startswith("/api/") and self._from_elsewhere(request):
            return PlainTextResponse("Dit formulier komt van een andere website.", status_code=403)
        if _is_under(path, _OPEN):
            return None
        if who is None:
            return _go(request, f"{LOGIN}?verder={quote(_wish(request), safe='/')}")
        if who.must_change and not _is_under(path, _WITH_OLD_PASSWORD):
            return _go(request, CHOOSE)
        return None

    def _from_elsewhere(self, request: Request) -> bool:
        """Whether a browser says that another site sent this (Fetch Metadata; RFC 6454, 7)."""
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site not in {"same-origin", "none"}
        origin = request.headers.get("origin")
        if origin is None:
            return False
        own = {request.headers.get("host", "").lower(), urlsplit(self._web.public_url).netloc.lower()}
        return urlsplit(origin).netloc.lower() not in own - {""}


def _is_under(path: str, known: tuple[str, ...]) -> bool:
    return any(path == one or (one.endswith("/") and path.startswith(one)) for one in known)


def _wish(request: Request) -> str:
    """Where somebody wanted to go; after a form that is the queue, because what was sent is lost."""
    if request.method not in SAFE:
        return "/"
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def _go(request: Request, to: str) -> Response:
    # htmx would put the login page in the middle of the page that is open.
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"hx-redirect": to})
    return RedirectResponse(to, 303)
