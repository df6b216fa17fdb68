"""PDF: the text of the first pages; a scan has none, and a scan between other pages is told."""

import io
import logging

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from intake.attachments.limits import (
    LONGEST_TEXT,
    MOST_PAGES,
    TOO_LONG,
    PartlyReadError,
    UnreadableAttachmentError,
)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_HARDLY_ANY = 20


_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)


def _has_picture(page: PageObject) -> bool:
    """Whether a page shows an image: without text beside it, it is a scan."""
    try:
        drawn = page["/Resources"]["/XObject"].values()  # type: ignore[index]
        return any(one.get_object().get("/Subtype") == "/Image" for one in drawn)
    except _BROKEN:
        return False


def read(data: bytes) -> str:
    """The text. Raises UnreadableAttachmentError for an encrypted, broken or scanned file, PartlyReadError for a long one."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableAttachmentError("het bestand is met een wachtwoord beveiligd")
        pages: list[str] = []
        scans = False
        for page in reader.pages[:MOST_PAGES]:
            pages.append(page.extract_text())
            scans = scans or (_is_bare(pages[-1]) and _has_picture(page))
            if sum(map(len, pages)) > LONGEST_TEXT:
                break
        rest = len(reader.pages) > len(pages)
    except _BROKEN as error:
        raise UnreadableAttachmentError("het bestand is beschadigd") from error
    text = "\n".join(pages)
    if _is_bare(text):
        raise UnreadableAttachmentError("het is een scan of een afbeelding zonder tekst")
    if rest or scans:
        raise PartlyReadError(TOO_LONG if rest else "een of meer bladzijden zijn een scan", text)
    return text


def _is_bare(text: str) -> bool:
    return len("".join(text.split())) < _HARDLY_ANY
