"""What goes along with every answer, and whom we answer at all."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intake.settings import WebSettings, is_loopback

# Only our own files, nothing written inside the page, nothing from elsewhere, in nobody's frame (CSP Level 3).
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
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
_TLS = {"strict-transport-security": "max-age=31536000"}


class Guarded:
    """Wraps the whole application, so that its error pages carry the headers too.

    The name in Host must be this machine's own, or the public one: otherwise any web page could make a browser read ours
    through a name of its own that points to 127.0.0.1 (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, web: WebSettings) -> None:
        self._app, self._public = app, (urlsplit(web.public_url).hostname or "").lower()
        self._headers = HEADERS | (_TLS if web.public_url.startswith("https://") else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope)
            await send(message)

        name = _host_name(Headers(scope=scope).get("host", "")).lower()
        known = is_loopback(name) or (bool(name) and name == self._public)
        stranger = PlainTextResponse("Deze naam hoort niet bij deze machine.", status_code=421)
        await (self._app if known else stranger)(scope, receive, send_guarded)

    def _add(self, headers: MutableHeaders, scope: Scope) -> None:
        if scope["path"].startswith("/static/") and b"v=" in scope["query_string"]:
            headers["cache-control"] = "public, max-age=31536000, immutable"
        # A page may be stricter about itself, such as the frame that shows a mail.
        for name, value in self._headers.items():
            headers.setdefault(name, value)


def _host_name(host: str) -> str:
    """The name without its port (RFC 9110, 7.2); an IPv6 address without its brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
