"""PDF: the text of the first pages; a scan has none."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from intake.attachments.limits import LONGEST_TEXT, MOST_PAGES, UnreadableAttachmentError

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_HARDLY_ANY = 20


def read(data: bytes) -> str:
    """The text. Raises UnreadableAttachmentError for an encrypted, broken or scanned file."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableAttachmentError("het bestand is met een wachtwoord beveiligd")
        pages: list[str] = []
        for page in reader.pages[:MOST_PAGES]:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > LONGEST_TEXT:
                break
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as error:
        raise UnreadableAttachmentError("het bestand is beschadigd") from error
    text = "\n".join(pages)
    if len("".join(text.split())) < _HARDLY_ANY:
        raise UnreadableAttachmentError("het is een scan of een afbeelding zonder tekst")
    return text
