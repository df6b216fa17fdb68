"""What goes along with every answer, and whom we answer at all."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intake.settings import is_loopback

# No scripts at all, nothing from elsewhere, in nobody's frame (CSP Level 3).
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guarded:
    """Wraps the whole application, so that its error pages carry the headers too.

    The name in Host must be this machine's own: otherwise any web page could make a browser read ours
    through a name of its own that points to 127.0.0.1 (DNS rebinding).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        known = is_loopback(_host_name(Headers(scope=scope).get("host", "")))
        stranger = PlainTextResponse("Deze naam hoort niet bij deze machine.", status_code=421)
        await (self._app if known else stranger)(scope, receive, send_guarded)


def _host_name(host: str) -> str:
    """The name without its port (RFC 9110, 7.2); an IPv6 address without its brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
