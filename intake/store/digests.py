"""What a message is, apart from how it travelled: copies in two mailboxes have the same content digest."""

import hashlib
import re
from collections.abc import Iterator

from intake.mail.headers import message_id

# What the sender's program wrote. What is added under way (Received, Delivered-To, spam scores) is out.
_KEPT = (
    b"from",
    b"sender",
    b"reply-to",
    b"to",
    b"cc",
    b"subject",
    b"date",
    b"message-id",
    b"in-reply-to",
    b"references",
)
_LINE_END = re.compile(rb"\r\n|\r")
_FOLD = re.compile(rb"\n[ \t]+")
_BOUNDARY_LINE = re.compile(rb"^--\S+$", re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary=(\"[^\"\n]{0,200}\"|[^;\s]{1,200})", re.IGNORECASE)
_MOST_HEADER_BYTES = 1_000_000


def content_digest(data: bytes) -> str:
    """SHA-256, in hexadecimal, of the sender's headers and the body.

    Line ends count alike, and so do MIME boundaries: servers that store parts make new ones for each copy.
    """
    head, _, body = _LINE_END.sub(b"\n", data).partition(b"\n\n")
    digest = hashlib.sha256()
    for name, value in sorted(_headers(head)):
        if name in _KEPT:
            digest.update(name + b":" + b" ".join(value.split()) + b"\n")
    digest.update(b"\n")
    digest.update(_BOUNDARY.sub(b"boundary", _BOUNDARY_LINE.sub(b"--", body.strip())))
    return digest.hexdigest()


def early_message_id(data: bytes) -> str | None:
    """The Message-ID, read before the mail is understood; None when there is none."""
    head = _LINE_END.sub(b"\n", data[:_MOST_HEADER_BYTES]).partition(b"\n\n")[0]
    value = next((value for name, value in _headers(head) if name == b"message-id"), b"")
    return message_id(value.decode("utf-8", "replace")) if value.strip() else None


def _headers(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    for line in _FOLD.sub(b" ", head).split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon:
            yield name.strip().lower(), value
