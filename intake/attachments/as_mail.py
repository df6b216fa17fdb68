"""What Outlook keeps in its own formats, written down as the mail that it is (RFC 5322, RFC 2045)."""

from dataclasses import dataclass, field
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from compressed_rtf.compressed_rtf import decompress

from intake.attachments import rtf
from intake.attachments.limits import LARGEST_RTF, UnreadableAttachmentError

_LONGEST_HEADER = 900
# MS-OXRTFCP, 2.1.3.1: the size before compression stands in bytes 4 to 8.
_RTF_HEADER = 16


@dataclass(slots=True)
class Item:
    """An Outlook item, taken apart. `headers` by name; of the bodies any may be empty."""

    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    html: str = ""
    rtf: bytes = b""
    files: list[tuple[str, str, bytes]] = field(default_factory=list)
    enclosed: list["Item"] = field(default_factory=list)


def _rtf_text(packed: bytes) -> str:
    if len(packed) < _RTF_HEADER or int.from_bytes(packed[4:8], "little") > LARGEST_RTF:
        return ""
    try:
        return rtf.read(decompress(packed))
    except (UnreadableAttachmentError, ValueError, IndexError):
        return ""


def _body(item: Item) -> Message:
    plain = item.text or ("" if item.html else _rtf_text(item.rtf))
    if not item.html:
        return MIMEText(plain, "plain", "utf-8")
    both = MIMEMultipart("alternative")
    if plain.strip():
        both.attach(MIMEText(plain, "plain", "utf-8"))
    both.attach(MIMEText(item.html, "html", "utf-8"))
    return both


def _file(name: str, media_type: str, data: bytes) -> Message:
    kind, _, subtype = media_type.lower().partition("/")
    part = MIMEApplication(data)
    # A file that calls itself a mail or a multipart would be taken apart as one, with its base64 as its text.
    if subtype.isprintable() and kind in {"application", "image", "text", "audio", "video"}:
        part.replace_header("Content-Type", f"{kind}/{subtype}")
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part


def as_message(item: Item, depth: int = 0) -> Message:
    """The item as a MIME message, with what it encloses."""
    whole = MIMEMultipart("mixed")
    for name, value in item.headers.items():
        clean = " ".join("".join(c if c.isprintable() else " " for c in value).split())
        if clean:
            whole[name] = Header(clean[:_LONGEST_HEADER], "utf-8" if not clean.isascii() else None).encode()
    whole.attach(_body(item))
    for file in item.files:
        whole.attach(_file(*file))
    for inner in item.enclosed if depth < 5 else ():
        whole.attach(MIMEMessage(as_message(inner, depth + 1)))
    return whole
