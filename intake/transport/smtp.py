"""Mail out: one message, one recipient, and the exact answer to "was it handed over?" (RFC 5321)."""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

from intake.errors import (
    CertificateError,
    LoginError,
    PermanentRefusalError,
    TransientRefusalError,
    UncertainDeliveryError,
    UnreachableError,
)
from intake.settings import MailboxSettings, ServerSettings, is_loopback
from intake.transport.oauth import NOT_ADMITTED, Token, tokens_of, xoauth2
from intake.transport.secure import in_our_words, tls_context, where, without_addresses

_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
# A server may look for viruses before it answers the final dot; RFC 5321, 4.5.3.2.6 asks for
# patience. With the default of 30 seconds a message still ends within the lease of its claim.
_PATIENCE_AFTER_DATA = 4
# Authentication required, or no longer good (RFC 4954, 6): said when a token ends while the line stays open.
_LOGIN_ENDED = (530, 535)
_DONE = range(200, 300)
_GO_AHEAD = range(354, 355)


class SmtpSender:
    """One connection, opened at the first need and used for every message. A context manager.

    Entering raises UnreachableError, LoginError, CertificateError.
    """

    def __init__(self, mailbox: MailboxSettings) -> None:
        self._server = mailbox.smtp
        self._line: smtplib.SMTP | None = None
        self._fresh = False
        self._token: Token | None = None

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._line.quit()
        self._close()

    def send(self, envelope_from: str, recipient: str, data: bytes) -> None:
        """Hands one message over; returning means that the server took responsibility (RFC 5321, 6.1).

        `envelope_from` "" is the null sender. Raises TransientRefusalError (4xx), PermanentRefusalError
        (5xx), UnreachableError (nothing was handed over), UncertainDeliveryError (the line broke after the
        final dot).
        """
        with self._nothing_handed_over():
            # Before the first command, so that a bad address leaves no half transaction behind.
            addresses = (_ascii_domain(envelope_from), _ascii_domain(recipient))
        line = self._ready_for(addresses, data)
        with self._nothing_handed_over():
            self._expect(line.rcpt(addresses[1]))
            self._expect(line.docmd("DATA"), _GO_AHEAD)
            # A failure while sending leaves the final dot unsent, so the server discards what it has.
            line.send(_dot_stuffed(data))
        self._settle(line)

    def _ready_for(self, addresses: tuple[str, str], data: bytes) -> smtplib.SMTP:
        """A line on which MAIL FROM was accepted; a reused one that went stale is replaced once."""
        for _ in range(2):
            line = self._line or self._open()
            fresh, self._fresh = self._fresh, False
            try:
                with self._nothing_handed_over():
                    answer = line.mail(addresses[0], _options(line, addresses, data))
                    if answer[0] in _LOGIN_ENDED:
                        self._close()
                        raise LoginError(
                            f"{where(self._server)} no longer accepts our login. We try again later."
                        )
                    self._expect(answer)
            except (UnreachableError, TransientRefusalError, LoginError):
                if fresh or self._line is not None:
                    raise
            else:
                return line
        raise UnreachableError(f"{where(self._server)} keeps breaking the line. We try again later.")

    def _settle(self, line: smtplib.SMTP) -> None:
        if line.sock is not None:
            line.sock.settimeout(self._server.timeout_seconds * _PATIENCE_AFTER_DATA)
        try:
            answer = line.getreply()
        except (OSError, smtplib.SMTPException):
            answer = (-1, b"")
        if not 200 <= answer[0] <= 299 and not 400 <= answer[0] <= 599:
            self._close()
            raise UncertainDeliveryError(
                f"{where(self._server)} took the message but broke the line before it said so. "
                "Check whether it arrived before you send it again."
            )
        if line.sock is not None:
            line.sock.settimeout(self._server.timeout_seconds)
        self._expect(answer)

    def _expect(self, answer: tuple[int, bytes], accepted: range = _DONE) -> None:
        """Raises the refusal that `answer` is, and makes the line ready for the next message."""
        code, text = answer
        if code in accepted:
            return
        if code == 421 or not 400 <= code <= 599:
            self._close()
        elif self._line is not None:
            try:
                self._line.rset()
            except (OSError, smtplib.SMTPException):
                self._close()
        said = f"{where(self._server)} answered {code} {without_addresses(text.decode('utf-8', 'replace'))}"
        if 500 <= code <= 599:
            raise PermanentRefusalError(f"{said}. A person decides what happens next.")
        raise TransientRefusalError(f"{said}. We try again later.")

    def _open(self) -> smtplib.SMTP:
        """A line of our own, logged in where there is a user name."""
        if self._server.oauth2 is None:
            return self._connect()
        tokens = tokens_of(self._server.oauth2)
        self._token = tokens.token()
        try:
            return self._connect()
        except LoginError:
            if self._token.is_fresh:
                raise
            # What we kept may have been revoked, or ended earlier than it said; a new one decides.
            tokens.forget()
            self._token = tokens.token()
            return self._connect()

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        # smtplib would ask DNS for our own name, which can take long on a machine without DNS.
        own_name = "[127.0.0.1]" if is_loopback(server.host) else None
        with self._nothing_handed_over():
            line: smtplib.SMTP
            if server.security == "tls":
                line = smtplib.SMTP_SSL(
                    server.host,
                    server.port,
                    local_hostname=own_name,
                    timeout=server.timeout_seconds,
                    context=tls_context(server),
                )
            else:
                line = smtplib.SMTP(server.host, server.port, own_name, server.timeout_seconds)
            self._line, self._fresh = line, True
            line.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                self._start_tls(line)
            if server.username:
                self._log_in(line)
        return line

    def _start_tls(self, line: smtplib.SMTP) -> None:
        if not line.has_extn("starttls"):
            self._close()
            raise CertificateError(
                f"{where(self._server)} offers no STARTTLS, so password and mail would go unprotected. "
                'Use the port for TLS with security = "tls", or ask its administrator.'
            )
        line.starttls(context=tls_context(self._server))
        line.ehlo_or_helo_if_needed()

    def _log_in(self, line: smtplib.SMTP) -> None:
        server = self._server
        try:
            if self._token is None:
                line.login(server.username, server.password)
            else:
                self._show(self._token, line)
        except smtplib.SMTPServerDisconnected:
            raise
        except (smtplib.SMTPException, UnicodeEncodeError) as error:
            self._close()
            if 400 <= getattr(error, "smtp_code", 0) <= 499:
                raise UnreachableError(f"{where(server)} cannot log us in now. We try again later.") from None
            advice = NOT_ADMITTED if self._token else "Check username and password of this mailbox."
            raise LoginError(f"{where(server)} refused the login. {advice}") from None

    def _show(self, token: Token, line: smtplib.SMTP) -> None:
        if "XOAUTH2" not in line.esmtp_features.get("auth", "").upper().split():
            self._close()
            raise LoginError(
                f'{where(self._server)} offers no XOAUTH2. Check host, port and security, or use auth = "password".'
            )
        said = xoauth2(self._server.username, token)
        # A challenge after it holds the reason of a refusal; the empty answer lets the server say no.
        line.auth("XOAUTH2", lambda challenge=None: said if challenge is None else "")

    @contextmanager
    def _nothing_handed_over(self) -> Iterator[None]:
        """Trouble in here means that the server does not have the message."""
        try:
            with in_our_words(self._server), _smtplib_in_our_words(self._server):
                yield
        except (CertificateError, UnreachableError):
            self._close()
            raise

    def _close(self) -> None:
        if self._line is not None:
            with suppress(OSError):
                self._line.close()
        self._line = None


@contextmanager
def _smtplib_in_our_words(server: ServerSettings) -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPNotSupportedError, UnicodeError):
        raise PermanentRefusalError(
            f"{where(server)} cannot carry this address. A person decides what happens next."
        ) from None
    except smtplib.SMTPException as error:
        said = without_addresses(str(error))
        raise UnreachableError(f"{where(server)} broke off ({said}). We try again later.") from None


def _options(line: smtplib.SMTP, addresses: tuple[str, str], data: bytes) -> list[str]:
    """What MAIL FROM must announce: eight-bit data (RFC 6152), addresses outside ASCII (RFC 6531)."""
    options = ["BODY=8BITMIME"] if not data.isascii() and line.has_extn("8bitmime") else []
    if all(address.rpartition("@")[0].isascii() for address in addresses):
        return options
    return [*options, "SMTPUTF8"]


def _ascii_domain(address: str) -> str:
    """The address with its domain as DNS knows it (RFC 5890)."""
    local, at, domain = address.rpartition("@")
    if any(character in address for character in "\r\n\0<>"):
        raise smtplib.SMTPNotSupportedError("control characters or angle brackets")
    return local + at + domain.encode("idna").decode("ascii") if domain and not domain.isascii() else address


def _dot_stuffed(data: bytes) -> bytes:
    """The message as it goes over the line; CRLF everywhere, so that nobody smuggles an end of data."""
    lines = _LINE_END.sub(b"\r\n", data)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return _LEADING_DOT.sub(b"..", lines) + b".\r\n"
