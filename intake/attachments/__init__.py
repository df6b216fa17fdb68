"""Attachments: bytes to text, in a process of their own; what cannot be read becomes a doubt for a person."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.attachments.archive import OLE
from intake.attachments.formats import is_decoration, reader_of
from intake.attachments.limits import LARGEST, LONGEST_READING
from intake.attachments.sandbox import SANDBOX
from intake.domain import Attachment

__all__ = ["AttachmentText", "doubt_about", "read_attachment", "read_attachments", "unpack"]
_OTHER = "dit soort bestand lezen wij niet"
_OLD = "het is een oud soort bestand (.doc, .xls of .ppt), dat wij niet lezen"
_TOO_LARGE = "het bestand is te groot om te lezen"


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """What an attachment says, and a Dutch sentence when a person should look at it, or ""."""

    text: str
    doubt: str


def doubt_about(name: str, reason: str) -> str:
    """The sentence for a person about an attachment that stays closed; `reason` is a clause."""
    return f"Aantal staat mogelijk alleen in de bijlage {name}: {reason}."


def _tidy(text: str) -> str:
    lines = (line.strip(" \r\x00") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line.strip())


def read_attachment(attachment: Attachment) -> AttachmentText:
    """The text of a document. Never raises on the attachment's content; decorations give neither text nor doubt."""
    if not attachment.data or is_decoration(attachment):
        return AttachmentText("", "")
    if len(attachment.data) > LARGEST:
        return AttachmentText("", doubt_about(attachment.name, _TOO_LARGE))
    reader = reader_of(attachment)
    if not reader:
        old = attachment.data.startswith(OLE)
        return AttachmentText("", doubt_about(attachment.name, _OLD if old else _OTHER))
    text, fault = SANDBOX.read(reader, attachment.data)
    text = _tidy(text)
    if not fault and not text:
        fault = "er staat geen leesbare tekst in"
    return AttachmentText(text, doubt_about(attachment.name, fault) if fault else "")


def read_attachments(attachments: Sequence[Attachment]) -> Iterator[tuple[Attachment, AttachmentText]]:
    """Each with its text. When a mail takes too long altogether, the rest stays closed, with a doubt."""
    end = time.monotonic() + LONGEST_READING
    for attachment in attachments:
        if time.monotonic() < end or is_decoration(attachment):
            yield attachment, read_attachment(attachment)
        else:
            yield attachment, AttachmentText("", doubt_about(attachment.name, "het lezen duurde te lang"))


def unpack(container: str, attachment: Attachment) -> tuple[tuple[Attachment, ...], str]:
    """What a file holds, and a doubt when it stays closed. `container` is what `container_of` said."""
    if len(attachment.data) > LARGEST:
        return (), doubt_about(attachment.name, _TOO_LARGE)
    files, fault = SANDBOX.unpack(container, attachment.data)
    return files, doubt_about(attachment.name, fault) if fault else ""
