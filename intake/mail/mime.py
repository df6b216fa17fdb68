"""A walk over the MIME tree (RFC 2045, 2046): what is said, what is attached, which mails are enclosed."""

import email
import mimetypes
import re
from dataclasses import dataclass, field
from email.message import Message

from intake.domain import Attachment
from intake.mail.charsets import decode
from intake.mail.cleaning import one_line
from intake.mail.headers import decoded

MOST_PARTS = 1_000
DEEPEST = 100
_MOST_ATTACHMENTS = 200
_REPORTS = {
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "message/global-delivery-status",
    "message/global-disposition-notification",
}
_ENCLOSED = {
    "message/rfc822",
    "message/global",
    "message/news",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global-headers",
}
_UNSAFE_IN_NAME = re.compile(r"[\\/:*?\"<>|]+")
_LOOKS_LIKE_BOUNDARY = re.compile(rb"^--([A-Za-z0-9'()+_,./:=?-]{1,70})\r?\n(?=[A-Za-z-]{1,40}:)", re.M)
_BROKEN = {
    "StartBoundaryNotFoundDefect": "De scheidingslijn van de delen ontbreekt.",
    "CloseBoundaryNotFoundDefect": "De mail houdt midden in een deel op.",
    "NoBoundaryInMultipartDefect": "De mail noemt geen scheidingslijn tussen de delen.",
    "MultipartInvariantViolationDefect": "De mail zegt delen te hebben, maar heeft ze niet.",
    "InvalidBase64PaddingDefect": "Een deel is onvolledig gecodeerd (base64).",
    "InvalidBase64CharactersDefect": "Een deel is verkeerd gecodeerd (base64).",
    "InvalidBase64LengthDefect": "Een deel is onvolledig gecodeerd (base64).",
    "MissingHeaderBodySeparatorDefect": "De koppen zijn niet van de tekst gescheiden.",
    "MalformedHeaderDefect": "Een kop is verkeerd geschreven.",
    "FirstHeaderLineIsContinuationDefect": "De eerste kop begint midden in een regel.",
    "UndecodableBytesDefect": "Een kop bevat onleesbare tekens.",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of the body: its plain text and its HTML, either of which may be empty."""

    plain: str = ""
    html: str = ""


@dataclass(slots=True)
class Parts:
    """What the walk has found so far. It grows during the walk and does not leave parse.py."""

    attachments: list[Attachment] = field(default_factory=list)
    nested: list[Message] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    count: int = 0

    def defect(self, sentence: str) -> None:
        """Notes what is broken, each sentence once."""
        if sentence and sentence not in self.defects:
            self.defects.append(sentence)


def _unflow(part: Message, text: str) -> str:
    """Long lines again of format=flowed text (RFC 3676, 4.1)."""
    if str(part.get_param("format") or "").lower() != "flowed":
        return text
    join_tight = str(part.get_param("delsp") or "").lower() == "yes"
    lines: list[str] = []
    pending: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        unstuffed = line[1:] if line.startswith(" ") else line
        if unstuffed.endswith(" ") and unstuffed != "-- " and not unstuffed.startswith(">"):
            pending.append(unstuffed[:-1] if join_tight else unstuffed)
            continue
        lines.append("".join(pending) + unstuffed)
        pending = []
    return "\n".join(lines + (["".join(pending)] if pending else []))


def _bytes(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    payload = part.get_payload()
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _text(part: Message, parts: Parts) -> str:
    declared = part.get_param("charset")
    name = declared[2] if isinstance(declared, tuple) else declared
    text, defect = decode(_bytes(part), one_line(str(name), 40) if name else None)
    parts.defect(defect)
    return text


def _file_name(part: Message, media_type: str, position: int) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        name = ""
    name = _UNSAFE_IN_NAME.sub("_", decoded(name)).strip(". ")[-120:]
    extension = {"text/calendar": ".ics", "application/ms-tnef": ".dat"}.get(media_type)
    return name or f"bijlage-{position}{extension or mimetypes.guess_extension(media_type) or ''}"


def _attach(part: Message, media_type: str, data: bytes, parts: Parts) -> None:
    if len(parts.attachments) >= _MOST_ATTACHMENTS:
        parts.defect(f"De mail heeft meer dan {_MOST_ATTACHMENTS} bijlagen; de rest is niet gelezen.")
        return
    name = _file_name(part, media_type, len(parts.attachments) + 1)
    parts.attachments.append(Attachment(name=name, media_type=media_type, data=data))


def _disposition(part: Message) -> str:
    return str(part.get("content-disposition") or "").partition(";")[0].strip().lower()


def _wreck(part: Message, parts: Parts) -> list[Block]:
    """A multipart without its boundary: what looks like one is taken for it, once."""
    data = _bytes(part)
    mark = _LOOKS_LIKE_BOUNDARY.search(data)
    if not mark or part.get("x-wreck"):
        return [Block(plain=decode(data, None)[0])] if data.strip() else []
    whole = b'Content-Type: multipart/mixed; boundary="' + mark.group(1) + b'"\nX-Wreck: yes\n\n' + data
    return walk(email.message_from_bytes(whole), parts, DEEPEST - 1)


def _leaf(part: Message, media_type: str, parts: Parts) -> list[Block]:
    is_file = _disposition(part) == "attachment" or bool(part.get_filename())
    if media_type == "text/plain" and not is_file:
        return [Block(plain=_unflow(part, _text(part, parts)))]
    if media_type == "text/html" and not is_file:
        return [Block(html=_text(part, parts))]
    if media_type.startswith("multipart/"):
        return _wreck(part, parts)
    data = _bytes(part)
    if data.strip() or is_file:
        _attach(part, media_type, data, parts)
    return []


def _enclose(part: Message, parts: Parts) -> None:
    """A mail inside the mail is kept apart: its words are not the sender's own."""
    payload = part.get_payload()
    if isinstance(payload, list):
        parts.nested.extend(item for item in payload[:20] if isinstance(item, Message))
    elif data := _bytes(part).strip():
        parts.nested.append(email.message_from_bytes(data + b"\n\n"))


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [item for item in payload if isinstance(item, Message)] if isinstance(payload, list) else []


def walk(part: Message, parts: Parts, depth: int = 0) -> list[Block]:
    """The blocks of the body in reading order; everything else is added to `parts`."""
    parts.count += 1
    for broken in part.defects:
        parts.defect(
            _BROKEN.get(type(broken).__name__, "De mail is niet helemaal volgens de regels opgebouwd.")
        )
    if parts.count > MOST_PARTS:
        parts.defect(f"De mail heeft meer dan {MOST_PARTS} delen; de rest is niet gelezen.")
        return []
    if depth > DEEPEST:
        parts.defect(f"De mail zit meer dan {DEEPEST} lagen diep; wat dieper zit, is niet gelezen.")
        return []
    media_type = one_line(part.get_content_type(), 100)
    if media_type in _ENCLOSED:
        _enclose(part, parts)
        return []
    if media_type in _REPORTS:
        _attach(
            part,
            media_type,
            "\n".join(str(child) for child in _children(part)).encode("utf-8", "replace"),
            parts,
        )
        return []
    if not part.is_multipart():
        return _leaf(part, media_type, parts)
    blocks = []
    for child in _children(part):
        blocks += walk(child, parts, depth + 1)
        if parts.count > MOST_PARTS:
            break
    if media_type != "multipart/alternative":
        return blocks
    return [
        Block(
            plain="\n\n".join(b.plain for b in blocks if b.plain),
            html="\n".join(b.html for b in blocks if b.html),
        )
    ]
