"""The error tree. Every error says in one sentence what is wrong, where, and what to do about it.

IntakeError
├── ConfigurationError          the operator must change something; exit code 2
│   └── ContentError            a file under rules/, templates/ or models/ is at fault
├── MessageError                this one message cannot be handled; its raw bytes are kept
│   ├── UnreadableMessageError  the bytes are no mail that we can take apart
│   └── ConflictError           somebody else changed the same row first
├── StorageFullError            the database has no room; nothing of the transaction was kept
└── TransportError              a server did not do what we asked
    ├── UnreachableError        nobody answered, or the line broke (try again later)
    ├── LoginError              the server refused our name or password (a person must look)
    ├── CertificateError        the server's certificate is not to be trusted (a person must look)
    ├── TransientRefusalError   SMTP 4xx (try again later)
    ├── PermanentRefusalError   SMTP 5xx (a person must look)
    └── UncertainDeliveryError  the line broke after the message was handed over: sent, or not?

`retry` decides about trying again, for every caller alike.
"""

import traceback
from pathlib import Path
from typing import ClassVar


class IntakeError(Exception):
    """Anything that this program raises on purpose."""

    retry: ClassVar[bool] = False


class ConfigurationError(IntakeError):
    """A setting is missing or wrong. Correct the named key and start again."""


class ContentError(ConfigurationError):
    """A rule, template or model file is missing or wrong. Correct the named file and line."""


class MessageError(IntakeError):
    """One message cannot be handled. The others go on; this one is shown to a person."""


class UnreadableMessageError(MessageError):
    """The bytes cannot be taken apart as a mail (RFC 5322, RFC 2045). A person reads the raw message."""


class ConflictError(MessageError):
    """The row was changed by somebody else in the meantime. Read it again, then decide again."""


class StorageFullError(IntakeError):
    """The disk of the database is full. Make room; we try again with growing pauses."""

    retry = True


class TransportError(IntakeError):
    """A mail server did not do what we asked."""


class UnreachableError(TransportError):
    """No answer, or a broken line. We try again with growing pauses."""

    retry = True


class LoginError(TransportError):
    """The server refused the login. Check user name and password in the configuration."""

    retry = True


class CertificateError(TransportError):
    """The certificate is expired, for another host, or signed by nobody we trust. Renew it or set `ca_file`."""

    retry = True


class TransientRefusalError(TransportError):
    """SMTP answered 4xx (RFC 5321, 4.2.1). We try again with growing pauses."""

    retry = True


class PermanentRefusalError(TransportError):
    """SMTP answered 5xx (RFC 5321, 4.2.1). A person decides."""


class UncertainDeliveryError(TransportError):
    """The line broke after the data: the message may have been delivered. Never sent again blindly."""


def in_short(error: BaseException) -> str:
    """What we did not foresee, fit for a log: its kind and place.

    Its message stays out: that may quote a mail, or the parameters of an SQL statement.
    """
    # The driver's own first line ("database or disk is full") is what an operator needs.
    cause = str(getattr(error, "orig", None) or getattr(error, "strerror", None) or "").partition("\n")[0]
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}{': ' + cause if cause else ''}"
