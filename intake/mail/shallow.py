"""Mail whose structure is an attack or a wreck: headers and loose parts, found without nesting, in linear time."""

import email
import re
from email.message import Message
from email.parser import BytesHeaderParser

_DECLARED = re.compile(rb"^content-type:[ \t\r\n]{0,8}(?:multipart/|message/(?:rfc822|global))", re.I | re.M)
_PART_LINE = re.compile(rb"^--", re.M)
_BOUNDARY = re.compile(rb"boundary=\"?([^\"\r\n;]{1,200})", re.I)
_MOST_DECLARED = 100
_MOST_PART_LINES = 5_000
_MOST_WORK = 10_000_000
_MOST_LOOSE = 200
_LARGEST_LOOSE = 1_000_000
_HEADER_BLOCK = 300_000
SENTENCE = "De opbouw van de mail is te diep of te groot; alleen de koppen en de eerste teksten zijn gelezen."


def is_too_much(raw: bytes) -> bool:
    """Whether the standard parser would recurse too deep or take too long on this mail.

    It compares each line with the boundary of each open level, so lines times levels is what it costs.
    """
    declared = sum(1 for _ in _DECLARED.finditer(raw))
    if declared > _MOST_DECLARED or declared * raw.count(b"\n") > _MOST_WORK:
        return True
    return sum(1 for _ in _PART_LINE.finditer(raw)) > _MOST_PART_LINES


def header_block(raw: bytes) -> bytes:
    """The bytes up to and including the first empty line, bounded."""
    ends = [
        found + len(gap) for gap in (b"\r\n\r\n", b"\n\n") if (found := raw.find(gap, 0, _HEADER_BLOCK)) >= 0
    ]
    return raw[: min(ends, default=min(len(raw), _HEADER_BLOCK))]


def _segments(raw: bytes) -> list[bytes]:
    marks = {b"--" + name.strip() for name in _BOUNDARY.findall(raw)}
    found: list[bytes] = []
    start = None
    for line in _PART_LINE.finditer(raw):
        end = raw.find(b"\n", line.start())
        whole = raw[line.start() : end if end >= 0 else len(raw)].rstrip(b"\r\n \t")
        if whole not in marks and whole.removesuffix(b"--") not in marks:
            continue
        if start is not None:
            found.append(raw[start : min(line.start(), start + _LARGEST_LOOSE)])
        if len(found) >= _MOST_LOOSE * 10:
            return found
        start = end + 1 if end >= 0 else len(raw)
    if start is not None:
        found.append(raw[start : start + _LARGEST_LOOSE])
    return found


def read_shallow(raw: bytes) -> Message:
    """The mail as its headers with the first loose text parts, all on one level."""
    message = BytesHeaderParser().parsebytes(header_block(raw))
    loose: list[Message | str] = []
    for segment in _segments(raw):
        if len(loose) >= _MOST_LOOSE:
            break
        part = BytesHeaderParser().parsebytes(header_block(segment))
        if part.get_content_maintype() == "text" and part.items():
            loose.append(email.message_from_bytes(segment))
    for name in ("content-type", "content-transfer-encoding"):
        del message[name]
    message["Content-Type"] = "multipart/mixed"
    message.set_payload(loose)
    return message
