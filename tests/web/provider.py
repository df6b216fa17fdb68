"""A login service of our own (OpenID Connect): it signs on whoever comes, with the claims that a test wants."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "postvak", "a secret of both sides that is long enough"


class Provider(ThreadingHTTPServer):
    """`claims` go over the usual ones; `key` and `algorithm` sign; `asked` holds the last authorization request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.published = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.key: RSAKey | OctKey = self.published
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {"roles": ["behandelaar"]}
        self.asked: dict[str, str] = {}

    def token(self) -> str:
        now = int(time.time())
        usual = {
            "iss": self.issuer, "aud": CLIENT, "sub": "17", "nonce": self.asked["nonce"], "iat": now, "exp": now + 300,
            "preferred_username": "ida@vng.example", "name": "Ida Voorbeeld",
        }  # fmt: skip
        header = {"alg": self.algorithm, "kid": "one"}
        return jwt.encode(header, usual | self.claims, self.key, algorithms=[self.algorithm])


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/authorize":
            self.server.asked = {key: values[0] for key, values in parse_qs(url.query).items()}
            back = urlencode({"code": "once", "state": self.server.asked["state"]})
            self.send_response(302)
            self.send_header("location", f"{self.server.asked['redirect_uri']}?{back}")
            self.end_headers()
        elif url.path == "/keys":
            self._answer({"keys": [self.server.published.as_dict(private=False)]})
        else:
            issuer = self.server.issuer
            self._answer(
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/keys",
                }
            )

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
        proof = urlsafe_b64encode(sha256(sent["code_verifier"][0].encode()).digest()).rstrip(b"=").decode()
        if sent["code"] != ["once"] or proof != self.server.asked.get("code_challenge"):
            self._answer({"error": "invalid_grant"}, 400)
        else:
            self._answer({"access_token": "x", "token_type": "Bearer", "id_token": self.server.token()})

    def _answer(self, value: dict[str, Any], status: int = 200) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def provider() -> Iterator[Provider]:
    """The service, for as long as it is needed."""
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(10)
