"""Attachments: bytes to text, in a process of their own; what cannot be read becomes a doubt for a person."""

from dataclasses import dataclass

from intake.attachments.formats import is_decoration, reader_of
from intake.attachments.limits import LARGEST
from intake.attachments.sandbox import SANDBOX
from intake.domain import Attachment

__all__ = ["AttachmentText", "read_attachment"]


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """What an attachment says, and a Dutch sentence when a person should look at it, or ""."""

    text: str
    doubt: str


def _doubt(attachment: Attachment, reason: str) -> str:
    return f"Aantal staat mogelijk alleen in de bijlage {attachment.name}: {reason}."


def _tidy(text: str) -> str:
    lines = (line.strip(" \r\x00") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line.strip())


def read_attachment(attachment: Attachment) -> AttachmentText:
    """The text of a document. Never raises on the attachment's content; decorations give neither text nor doubt."""
    if not attachment.data or is_decoration(attachment):
        return AttachmentText("", "")
    if len(attachment.data) > LARGEST:
        return AttachmentText("", _doubt(attachment, "het bestand is te groot om te lezen"))
    reader = reader_of(attachment)
    if not reader:
        return AttachmentText("", _doubt(attachment, "dit soort bestand lezen wij niet"))
    text, fault = SANDBOX.read(reader, attachment.data)
    text = _tidy(text)
    if not fault and not text:
        fault = "er staat geen leesbare tekst in"
    return AttachmentText(text, _doubt(attachment, fault) if fault else "")
