"""A real SMTP server that keeps what it receives on disk, and that can be told to misbehave."""

import asyncio
import json
import logging
import os
import threading
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from enum import Enum, auto
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from types import TracebackType
from typing import Any, Literal, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from intake.settings import ServerSettings
from tests.servers import free_ports
from tests.servers.certificates import Authority

# aiosmtpd warns at every login about a property that only itself uses.
logging.getLogger("mail.log").setLevel(logging.ERROR)

USERNAME, PASSWORD = "verzender@vng.nl", "geheim-drie"


class AfterData(Enum):
    """What happens when the final dot has come."""

    ACCEPT = auto()
    HANG_UP_KEPT = auto()
    HANG_UP_LOST = auto()
    SILENCE = auto()
    BABBLE = auto()


@dataclass(frozen=True)
class Received:
    """A message with its envelope, as it lies on disk."""

    envelope_from: str
    recipients: tuple[str, ...]
    authenticated: bool
    encrypted: bool
    data: bytes

    @property
    def message(self) -> EmailMessage:
        """The message, taken apart."""
        return BytesParser(_class=EmailMessage, policy=default).parsebytes(self.data)


class SmtpServer:
    """The server, in a thread; a context manager. `refuse_…` and `after_data` may be changed at any time.

    It listens on loopback, and `also_at` another address of this machine.
    """

    def __init__(
        self, folder: Path, *, expired: bool = False, offers_starttls: bool = True, also_at: str = ""
    ) -> None:
        self._hosts = [host for host in ("127.0.0.1", also_at) if host]
        self._folder = folder
        (folder / "new").mkdir(parents=True, exist_ok=True)
        (folder / "tmp").mkdir(exist_ok=True)
        authority = Authority(folder / "tls")
        self.ca_file = authority.ca_file
        issued = authority.issue("smtp", also_at=also_at, expired=expired)
        self._context = SSLContext(PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(issued.certificate, issued.key)
        self.port, self.tls_port = free_ports(2)
        self.refuse_recipient: dict[str, str] = {}
        self.refuse_data = ""
        self.after_data = AfterData.ACCEPT
        # Between keeping a message and saying so: the moment at which a client must not die.
        self.slow_seconds = 0.0
        self.connections = self.begun = 0
        self.count = 0
        self._offers_starttls = offers_starttls
        # Whether a token is good; with it, XOAUTH2 is offered. `forgets`: the login is gone after each message.
        self.accepts_token: Callable[[str], bool] | None = None
        self.forgets = False

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="smtp", daemon=True)
        self._thread.start()
        self.up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def up(self) -> None:
        """Starts listening, on the same ports as before."""
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def down(self) -> None:
        """Refuses connections and breaks those that are open."""
        asyncio.run_coroutine_threadsafe(self._silence(), self._loop).result(10)

    def settings(
        self, security: Literal["tls", "starttls", "none"] = "starttls", **changes: Any
    ) -> ServerSettings:
        """How to send through this server."""
        values: dict[str, Any] = {
            "host": "localhost",
            "port": self.tls_port if security == "tls" else self.port,
            "security": security,
            "ca_file": str(self.ca_file),
            "username": USERNAME if security != "none" else "",
            "password": PASSWORD,
            "timeout_seconds": 10,
        }
        return ServerSettings.model_validate(values | changes)

    def received(self) -> list[Received]:
        """Everything that lies on disk, in order of arrival."""
        made = []
        for path in sorted((self._folder / "new").glob("*.json")):
            facts = json.loads(path.read_text(encoding="utf-8"))
            facts["recipients"] = tuple(facts["recipients"])
            made.append(Received(**facts, data=path.with_suffix(".eml").read_bytes()))
        return made

    async def _listen(self) -> None:
        self._lines: set[asyncio.Transport] = set()
        self._servers = [
            await self._loop.create_server(
                lambda: self._protocol(encrypted=False), host=self._hosts, port=self.port
            ),
            await self._loop.create_server(
                lambda: self._protocol(encrypted=True),
                host=self._hosts,
                port=self.tls_port,
                ssl=self._context,
            ),
        ]

    async def _silence(self) -> None:
        for server in self._servers:
            server.close()
        for line in self._lines:
            # Python 3.11 stumbles over a TLS line that is already gone.
            with suppress(AttributeError):
                line.abort()
        await asyncio.sleep(0)

    def _protocol(self, *, encrypted: bool) -> SMTP:
        self.connections += 1
        return _Line(
            self,
            auth_exclude_mechanism=() if self.accepts_token else ("XOAUTH2",),
            enable_SMTPUTF8=True,
            authenticator=_authenticate,
            auth_require_tls=not encrypted,
            tls_context=self._context if self._offers_starttls and not encrypted else None,
            loop=self._loop,
            data_size_limit=60_000_000,
            hostname="localhost",
        )

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        """SASL XOAUTH2, as Exchange does it: a refusal is first explained in a challenge."""
        said = b64decode(args[1]).decode().strip("\x01").split("\x01")
        token = said[1].removeprefix("auth=Bearer ")
        is_known = self.accepts_token is not None and self.accepts_token(token)
        if not is_known:
            await server.challenge_auth('{"status":"401"}')
        return AuthResult(success=is_known, handled=False, auth_data=said[0].removeprefix("user="))

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.accepts_token and not session.authenticated:
            return "530 5.7.57 Client not authenticated to send mail"
        self.begun += 1
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 Ok"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.refuse_recipient.get(address, self.refuse_recipient.get("*")):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refuse_data:
            return self.refuse_data
        if self.after_data is not AfterData.HANG_UP_LOST:
            self._keep(server, session, envelope)
        await asyncio.sleep(self.slow_seconds)
        if self.forgets:
            session.authenticated = False
        if self.after_data is AfterData.SILENCE:
            await asyncio.sleep(3600)
        if self.after_data in (AfterData.HANG_UP_KEPT, AfterData.HANG_UP_LOST):
            server.transport.abort()
        return "oeps" if self.after_data is AfterData.BABBLE else "250 2.0.0 Ok"

    def _keep(self, server: SMTP, session: Session, envelope: Envelope) -> None:
        name = f"{self.count:06}"
        facts = {
            "envelope_from": (envelope.mail_from or "").strip("<>"),
            "recipients": envelope.rcpt_tos,
            "authenticated": bool(session.authenticated),
            "encrypted": server.transport.get_extra_info("ssl_object") is not None,
        }
        _write_durably(self._folder, f"{name}.eml", bytes(envelope.original_content or b""))
        _write_durably(self._folder, f"{name}.json", json.dumps(facts).encode())
        self.count += 1


class _Line(SMTP):
    """One connection, known to the server so that `down()` can break it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.event_handler._lines.add(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler._lines.discard(self.transport)
        super().connection_lost(error)


def _authenticate(*call: Any) -> AuthResult:
    login = call[-1]
    is_known = isinstance(login, LoginPassword) and (login.login, login.password) == (
        USERNAME.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=is_known, handled=False)


def _write_durably(folder: Path, name: str, data: bytes) -> None:
    """First into tmp, then renamed, as in a Maildir: a reader never sees half a file."""
    with (folder / "tmp" / name).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    (folder / "tmp" / name).rename(folder / "new" / name)
