"""An IMAP and an SMTP server inside this process, on loopback only: what `make demo` talks to.

They are real servers (pymap and aiosmtpd), so that the demo runs the same code as production.
"""

import asyncio
import logging
import secrets
import threading
from argparse import Namespace
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import Passwords, UserMetadata

from intake.errors import UnreachableError
from intake.settings import MailboxSettings, ServerSettings, Settings, WorkerSettings

# aiosmtpd warns at every login about a property that only itself uses.
logging.getLogger("mail.log").setLevel(logging.ERROR)

_HOST = "127.0.0.1"
_LARGEST_MAIL_BYTES = 50_000_000
_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that was handed to the SMTP server, with the envelope it came in."""

    envelope_from: str
    recipients: tuple[str, ...]
    data: bytes


class _Administrator:
    """Whom pymap lets open every mailbox."""

    name = "administrator"
    roles = frozenset({"admin", "sudo"})


_ADMINISTRATOR: Any = _Administrator()


class EmbeddedMail:
    """Both servers in one thread; a context manager. Every mailbox gets a fresh password."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        """`addresses` maps the name of each mailbox to its mail address."""
        self._addresses = dict(addresses)
        self._passwords = {address: secrets.token_urlsafe() for address in addresses.values()}
        self._sent: list[Sent] = []
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="embedded mail", daemon=True)
        self.imap_port = 0
        self.smtp_port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(_START_SECONDS) or self._failure:
            raise UnreachableError("The embedded mail servers did not start.") from self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(5)

    @property
    def sent(self) -> tuple[Sent, ...]:
        """What the SMTP server accepted, in order."""
        return tuple(self._sent)

    def deliver(self, address: str, message: bytes) -> None:
        """Puts a message into the INBOX of `address`. Raises KeyError for an address that has none."""
        if address not in self._passwords:
            raise KeyError(address)
        asyncio.run_coroutine_threadsafe(self._deliver(address, message), self._loop).result(_START_SECONDS)

    def settings(self, database_url: str, poll_seconds: float = 1) -> Settings:
        """How the worker reaches these servers. Without IDLE, which pymap breaks on Python 3.13."""
        return Settings.model_validate(
            {
                "database": {"url": database_url},
                "worker": WorkerSettings(poll_seconds=poll_seconds, idle=False),
                "mailboxes": {
                    name: MailboxSettings(
                        address=address,
                        imap=self._server(address, self.imap_port),
                        smtp=self._server(address, self.smtp_port),
                    )
                    for name, address in self._addresses.items()
                },
            }
        )

    def _server(self, address: str, port: int) -> ServerSettings:
        return ServerSettings(
            host=_HOST, port=port, security="none", username=address, password=self._passwords[address]
        )

    # What aiosmtpd calls.

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002
        """Keeps the message, and delivers it to those who have a mailbox here."""
        data = bytes(envelope.original_content or b"")
        recipients = tuple(envelope.rcpt_tos)
        self._sent.append(Sent((envelope.mail_from or "").strip("<>"), recipients, data))
        for recipient in recipients:
            if recipient.lower() in self._passwords:
                await self._deliver(recipient.lower(), data)
        return "250 2.0.0 Ok"

    def _authenticate(self, *call: Any) -> AuthResult:
        login = call[-1]
        is_known = (
            isinstance(login, LoginPassword)
            and self._passwords.get(login.login.decode("utf-8", "replace"), "").encode() == login.password
        )
        return AuthResult(success=is_known, handled=False)

    # The life of the two servers.

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as failure:  # noqa: BLE001  the thread that waits for us must hear of it
            self._failure = failure
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._backend, configuration = await DictBackend.init(_pymap_arguments())
        configuration.apply_context()
        for address, password in self._passwords.items():
            identity = await self._backend.login.authorize(_ADMINISTRATOR, address)
            hashed = await Passwords(configuration).hash_password(password)
            await identity.set(UserMetadata(configuration, address, password=hashed))
        imap_server = IMAPServer(self._backend.login, configuration)

        # Not pymap's own way in, which leaves each conversation to a task that nobody holds: the garbage
        # collector may end it half-way.
        async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await imap_server(reader, writer, SocketInfo.get(writer, None, unique_id=uuid4().bytes))

        async with AsyncExitStack() as stack:
            imap = await asyncio.start_server(converse, host=_HOST, port=0)
            self.imap_port = imap.sockets[0].getsockname()[1]
            await stack.enter_async_context(imap)
            smtp = await self._loop.create_server(self._smtp, host=_HOST, port=0)
            self.smtp_port = smtp.sockets[0].getsockname()[1]
            stack.callback(smtp.close)
            self._ready.set()
            await self._stop.wait()

    def _smtp(self) -> SMTP:
        return SMTP(
            self,
            enable_SMTPUTF8=True,
            authenticator=self._authenticate,
            auth_require_tls=False,
            loop=self._loop,
            data_size_limit=_LARGEST_MAIL_BYTES,
        )

    async def _deliver(self, address: str, message: bytes) -> None:
        identity = await self._backend.login.authorize(_ADMINISTRATOR, address)
        async with identity.new_session() as session:
            inbox = await session.mailbox_set.get_mailbox("INBOX")
            await inbox.append(AppendMessage(message, datetime.now(UTC), frozenset()), recent=True)


def _pymap_arguments() -> Namespace:
    """What pymap would read from its command line."""
    return Namespace(
        host=[_HOST],
        port=0,
        cert=None,
        key=None,
        tls=False,
        debug=False,
        passlib_cfg=None,
        proxy_protocol=None,
        inherited_sockets=None,
        skip_services=[],
        demo_data=False,
        demo_user="__unused__",
        demo_password=secrets.token_urlsafe(),
        concurrency=2,
    )
