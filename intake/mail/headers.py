"""Header values: decoded (RFC 2047), on one line, and the addresses, dates and identifiers in them."""

import logging
import re
from collections.abc import Iterable
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

import mailparser

from intake.domain import Address
from intake.mail.charsets import decode
from intake.mail.cleaning import one_line

_LONGEST = 20_000
_MOST_HEADERS = 1_000
_MOST_ADDRESSES = 200
_ADDR_SPEC = re.compile(r"[^\s<>\"(),:;\\\[\]@]+@[^\s<>\"(),:;\\@]+")
_ONE_ANGLE = re.compile(r"(?P<name>[^<>]{0,1000})<(?P<email>[^<>\s]{3,254})>\s*$")
_IDENTIFIER = re.compile(r"<([^<>\s]{1,900})>")
# The headers that mail-parser reads for us; Received is left out because a forged one can cost seconds.
_PARSED = {"from", "reply-to", "to", "cc", "date"}

# It logs what it finds wrong, with the content of the mail: that is personal data.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)


def _characters(value: str) -> str:
    data = value.encode("utf-8", "surrogateescape")
    return data.decode("ascii") if data.isascii() else decode(data, None)[0]


def decoded(value: str) -> str:
    """One header value as people read it. Broken encoded words stay as they are."""
    text = _characters(value[:_LONGEST])
    if "=?" not in text:
        return one_line(text, _LONGEST)
    try:
        chunks = decode_header(text.replace("\r", "").replace("\n", " "))
    except (HeaderParseError, ValueError):
        return one_line(text, _LONGEST)
    whole = "".join(decode(part, charset)[0] if isinstance(part, bytes) else part for part, charset in chunks)
    return one_line(whole, _LONGEST)


def read_headers(message: Message) -> tuple[tuple[str, str], ...]:
    """Every header in order: name in lower case, value decoded; no more than a thousand."""
    items = list(message.raw_items())[:_MOST_HEADERS]
    return tuple((one_line(name.lower(), 200), decoded(str(value))) for name, value in items)


def identifiers(value: str) -> tuple[str, ...]:
    """Message-IDs with their angle brackets (RFC 5322, 3.6.4), each once, in order."""
    return tuple(dict.fromkeys(f"<{found}>" for found in _IDENTIFIER.findall(value)))


def message_id(value: str) -> str | None:
    """The Message-ID, or what stands in its place without spaces; None when there is none."""
    found = identifiers(value)
    bare = "".join(value.split()).strip("<>")[:900]
    return found[0] if found else f"<{bare}>" if bare else None


def _addresses(pairs: Iterable[tuple[str, str]]) -> tuple[Address, ...]:
    found = []
    for name, email in list(pairs)[:_MOST_ADDRESSES]:
        spec = _ADDR_SPEC.fullmatch(one_line(email, 254))
        if spec:
            found.append(Address(name=one_line(decoded(name).strip(" \"'"), 200), email=spec.group().lower()))
    return tuple(dict.fromkeys(found))


def _plainly(value: str) -> tuple[Address, ...]:
    """The one address between angle brackets at the end, where mail-parser gives up on an odd display name before it."""
    found = _ONE_ANGLE.match(value)
    return _addresses([(found.group("name"), found.group("email"))]) if found else ()


class Envelope:
    """Who wrote to whom and when, as mail-parser reads it. Absent or broken parts are empty."""

    def __init__(self, message: Message) -> None:
        raw: dict[str, str] = {}
        for name, value in message.raw_items():
            if name.lower() in _PARSED:
                raw.setdefault(name.lower(), one_line(_characters(str(value)[:_LONGEST]), _LONGEST))
        lines = [f"{name}: {value}" for name, value in raw.items()]
        parsed = mailparser.parse_from_bytes(  # type: ignore[no-untyped-call]
            ("\r\n".join(lines) + "\r\n\r\n").encode()
        )
        senders = _addresses(parsed.from_ or ()) or _plainly(raw.get("from", ""))
        self.sender: Address | None = next(iter(senders), None)
        self.reply_to = _addresses(parsed.reply_to or ()) or _plainly(raw.get("reply-to", ""))
        self.to = _addresses(parsed.to or ())
        self.cc = _addresses(parsed.cc or ())
        self.date: datetime | None = parsed.date
