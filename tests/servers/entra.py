"""An authority that gives tokens (RFC 6749, 4.4) and tells a mail server which are good (RFC 7662); on loopback."""

import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from types import TracebackType
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl

from tests.servers.certificates import Authority

TENANT, CLIENT, SECRET = "tenant.example", "0f0f-app", "geheim-van-de-app"
SCOPE = "https://outlook.office365.com/.default"


@dataclass
class Entra:
    """The authority; a context manager. What it answers may be changed at any time.

    `seconds`: how long a token says that it holds. `admits`: whether mailboxes may be opened at all.
    `refusal` and `status`: what is answered instead of a token.
    """

    folder: Path
    seconds: int = 3600
    refusal: dict[str, str] | None = None
    status: int = 401
    admits: bool = True
    tokens: dict[str, bool] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def __enter__(self) -> Self:
        authority = Authority(self.folder)
        self.ca_file = authority.ca_file
        issued = authority.issue("entra")
        context = SSLContext(PROTOCOL_TLS_SERVER)
        context.load_cert_chain(issued.certificate, issued.key)
        handler = type("Handler", (_Handler,), {"entra": self})
        self._secure = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._secure.socket = context.wrap_socket(self._secure.socket, server_side=True)
        self._plain = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        for server in (self._secure, self._plain):
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in (self._secure, self._plain):
            server.shutdown()
            server.server_close()

    @property
    def introspection_url(self) -> str:
        """Where a mail server asks whether a token is good."""
        return f"http://dovecot:dovecot@127.0.0.1:{self._plain.server_address[1]}/introspect"

    def settings(self, **changes: Any) -> dict[str, Any]:
        """The table [oauth2.NAME] for this authority."""
        return {
            "authority": f"https://localhost:{self._secure.server_address[1]}/{TENANT}",
            "client_id": CLIENT,
            "client_secret": SECRET,
            "scopes": [SCOPE],
            "ca_file": str(self.ca_file),
        } | changes

    def revoke(self) -> None:
        """Ends every token that was given, whatever it said of itself."""
        self.tokens = dict.fromkeys(self.tokens, False)

    def is_good(self, token: str) -> bool:
        """Whether a token opens a mailbox now."""
        return self.admits and self.tokens.get(token, False)

    def give(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The answer of the token endpoint."""
        self.asked.append(form)
        if self.refusal is not None:
            return self.status, self.refusal
        if form.get("client_id") != CLIENT or not _proves(form):
            return 401, {
                "error": "invalid_client",
                "error_description": "AADSTS7000215: Invalid client secret.",
            }
        if form.get("scope") != SCOPE or form.get("grant_type") != "client_credentials":
            return 400, {"error": "invalid_scope", "error_description": "AADSTS70011: scope."}
        token = secrets.token_urlsafe(40)
        self.tokens[token] = True
        return 200, {"token_type": "Bearer", "expires_in": self.seconds, "access_token": token}


def _proves(form: dict[str, str]) -> bool:
    return form.get("client_secret") == SECRET or form.get("client_assertion", "").count(".") == 2


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    entra: ClassVar[Entra]

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        folder, found, _ = path.partition("/.well-known/openid-configuration")
        if not found or not folder.startswith(f"/{TENANT}"):
            return self._answer(
                400, {"error": "invalid_tenant", "error_description": "AADSTS90002: no such tenant"}
            )
        base = f"https://{self.headers['Host']}"
        return self._answer(
            200,
            {
                "issuer": base + folder,
                "authorization_endpoint": f"{base}/{TENANT}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/{TENANT}/oauth2/v2.0/token",
                "jwks_uri": f"{base}/{TENANT}/discovery/v2.0/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["RS256"],
            },
        )

    def do_POST(self) -> None:
        form = dict(parse_qsl(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()))
        if self.path.endswith("/token"):
            return self._answer(*self.entra.give(form))
        if not self.entra.is_good(form.get("token", "")):
            return self._answer(200, {"active": False})
        return self._answer(
            200, {"active": True, "username": "app@vng.nl", "exp": int(time.time()) + self.entra.seconds}
        )
