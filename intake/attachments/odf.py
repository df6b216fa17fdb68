"""OpenDocument text and sheets (.odt, .ods): paragraphs, and one table row a line."""

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from intake.attachments.archive import open_archive
from intake.attachments.limits import MOST_ROWS, UnreadableAttachmentError, whole_or_partly

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def _words(element: Any) -> str:
    # The paragraphs of a cell are words apart; the spans of a paragraph are not.
    gap = " " if element.tag == f"{_TABLE}table-cell" else ""
    return " ".join(gap.join(element.itertext()).split())


def _inside(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def read(data: bytes) -> str:
    """The text without tracked deletions. Raises UnreadableAttachmentError for an encrypted or broken file."""
    with open_archive(data) as archive:
        try:
            content = archive.read("content.xml")
            root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        except (KeyError, RuntimeError, NotImplementedError) as error:
            raise UnreadableAttachmentError("het is geen leesbaar OpenDocument-bestand") from error
        except etree.XMLSyntaxError as error:
            raise UnreadableAttachmentError("het bestand is beschadigd of beveiligd") from error
    lines: list[str] = []
    for element in root.iter(f"{_TEXT}p", f"{_TEXT}h", f"{_TABLE}table-row"):
        if _inside(element, f"{_TABLE}table-cell") or _inside(element, f"{_TEXT}tracked-changes"):
            continue
        if element.tag == f"{_TABLE}table-row":
            line = "\t".join(_words(cell) for cell in element.iter(f"{_TABLE}table-cell")).rstrip("\t")
        else:
            line = _words(element)
        lines += [line] if line else []
        if len(lines) >= MOST_ROWS:
            break
    return whole_or_partly(lines, len(lines) >= MOST_ROWS)
