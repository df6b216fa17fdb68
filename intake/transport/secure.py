"""TLS for both doors: the context we demand, and network trouble put into words of `intake.errors`."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from intake.errors import CertificateError, ConfigurationError, UnreachableError
from intake.settings import ServerSettings

_ADDRESS = re.compile(r"\S+@\S+")

# What OpenSSL calls X509_V_ERR_…; the numbers are part of its interface.
_EXPLAINED = {
    9: "is not valid yet; check the clock of both machines",
    10: "has expired; the administrator of that server must renew it",
    18: "is signed by itself; set ca_file to that certificate if you trust it",
    19: "is signed by a CA that this machine does not know; set ca_file to the certificate of that CA",
    20: "is signed by a CA that this machine does not know; set ca_file to the certificate of that CA",
    21: "is signed by a CA that this machine does not know; set ca_file to the certificate of that CA",
    62: "is for another host; correct host in the configuration",
    64: "is for another address; correct host in the configuration",
}


def tls_context(server: ServerSettings) -> ssl.SSLContext:
    """A context that verifies certificate and host name, TLS 1.2 or newer (RFC 8314, RFC 9325).

    Raises ConfigurationError when `ca_file` holds no certificate.
    """
    try:
        context = ssl.create_default_context(cafile=server.ca_file or None)
    except (ssl.SSLError, OSError) as error:
        raise ConfigurationError(
            f"{server.ca_file} holds no readable certificate ({error}). Set ca_file to a PEM file."
        ) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def where(server: ServerSettings) -> str:
    """The server as a person knows it."""
    return f"{server.host}:{server.port}"


def without_addresses(text: str) -> str:
    """What a server said, fit for a log: one short line, with mail addresses taken out."""
    return _ADDRESS.sub("<address>", " ".join(text.split()))[:200]


@contextmanager
def in_our_words(server: ServerSettings) -> Iterator[None]:
    """Turns what socket and ssl raise into CertificateError or UnreachableError."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        why = _EXPLAINED.get(error.verify_code, f"is not to be trusted ({error.verify_message})")
        raise CertificateError(f"The certificate of {where(server)} {why}.") from None
    except ssl.SSLEOFError:
        raise UnreachableError(f"{where(server)} broke the line. We try again later.") from None
    except ssl.SSLError as error:
        reason = error.reason or "TLS failed"
        raise UnreachableError(
            f"{where(server)} and we find no secure line ({reason}). Check port and security."
        ) from None
    except TimeoutError:
        raise UnreachableError(
            f"{where(server)} gave no answer within {server.timeout_seconds:g} seconds. We try again later."
        ) from None
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UnreachableError(f"{where(server)} cannot be reached ({reason}). We try again later.") from None
