"""One IMAP connection: opened, secured, logged in; its trouble in our words (RFC 9051, RFC 8314)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError

from intake.errors import (
    CertificateError,
    LoginError,
    TransportError,
    UnreachableError,
)
from intake.settings import ServerSettings
from intake.transport.oauth import NOT_ADMITTED, Token, tokens_of
from intake.transport.secure import in_our_words, tls_context, where, without_addresses


@contextmanager
def talking(server: ServerSettings) -> Iterator[None]:
    """Turns what IMAPClient raises into errors of ours; a plain NO or BAD becomes TransportError."""
    try:
        with in_our_words(server):
            yield
    except (IMAPClientAbortError, ProtocolError) as error:
        raise UnreachableError(
            f"{where(server)} broke the line ({without_addresses(str(error))}). We try again later."
        ) from None
    except IMAPClientError as error:
        raise TransportError(f"{where(server)} refused: {without_addresses(str(error))}.") from None


def connect(server: ServerSettings) -> IMAPClient:
    """An authenticated connection. Raises UnreachableError, CertificateError, LoginError."""
    if server.oauth2 is None:
        return _opened(server, lambda client: _log_in(client, server))
    tokens = tokens_of(server.oauth2)
    token = tokens.token()
    try:
        return _opened(server, lambda client: _show(token, client, server))
    except LoginError:
        if token.is_fresh:
            raise
        # What we kept may have been revoked, or ended earlier than it said; a new one decides.
        tokens.forget()
        renewed = tokens.token()
        return _opened(server, lambda client: _show(renewed, client, server))


def _opened(server: ServerSettings, log_in: Callable[[IMAPClient], None]) -> IMAPClient:
    with talking(server):
        client = IMAPClient(
            server.host,
            port=server.port,
            ssl=server.security == "tls",
            ssl_context=tls_context(server) if server.security == "tls" else None,
            timeout=server.timeout_seconds,
        )
    try:
        client.normalise_times = False
        if server.security == "starttls":
            _start_tls(client, server)
        log_in(client)
    except BaseException:
        hang_up(client)
        raise
    return client


def hang_up(client: IMAPClient) -> None:
    """Closes the line without a farewell, whatever state it is in."""
    with suppress(OSError, IMAPClientError):
        client.shutdown()


def _start_tls(client: IMAPClient, server: ServerSettings) -> None:
    with talking(server):
        if not client.has_capability("STARTTLS"):
            raise CertificateError(
                f"{where(server)} offers no STARTTLS, so the password would go unprotected. "
                'Use the port for TLS with security = "tls", or ask its administrator.'
            )
        client.starttls(tls_context(server))


def _log_in(client: IMAPClient, server: ServerSettings) -> None:
    with talking(server), _refusals(server, "Check username and password of this mailbox."):
        # PLAIN carries any Unicode password (RFC 4616); the LOGIN command only ASCII.
        if client.has_capability("AUTH=PLAIN"):
            client.plain_login(server.username, server.password)
        else:
            client.login(server.username, server.password)


def _show(token: Token, client: IMAPClient, server: ServerSettings) -> None:
    with talking(server):
        if not client.has_capability("AUTH=XOAUTH2"):
            raise LoginError(
                f'{where(server)} offers no XOAUTH2. Check host and port, or use auth = "password".'
            )
    with talking(server), _refusals(server, NOT_ADMITTED):
        client.oauth2_login(server.username, token.value)


@contextmanager
def _refusals(server: ServerSettings, advice: str) -> Iterator[None]:
    """Turns what a server says against our login into LoginError."""
    try:
        yield
    except (IMAPClientAbortError, ProtocolError):
        raise
    except (IMAPClientError, UnicodeEncodeError) as error:
        # IMAPClient.login wraps a broken line and a busy server (RFC 5530) in the same LoginError.
        if isinstance(error.__context__, IMAPClientAbortError) or "[UNAVAILABLE]" in str(error):
            raise UnreachableError(f"{where(server)} cannot log us in now. We try again later.") from None
        raise LoginError(f"{where(server)} refused the login. {advice}") from None
