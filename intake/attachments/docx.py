"""Word (.docx): the body in reading order, tables one row a line, and the letterhead.

Read from the document's XML, because python-docx's paragraphs leave out tracked insertions and content controls.
"""

import io
from typing import Any

import docx
from docx.oxml.ns import qn

from intake.attachments.archive import open_archive
from intake.attachments.limits import MOST_ROWS, UnreadableAttachmentError, whole_or_partly

_GONE = (
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_OFF = {"0", "false", "off", "none"}


def _is_struck(run: Any) -> bool:
    for name in ("w:strike", "w:dstrike", "w:vanish"):
        for mark in run.iterfind(f"{qn('w:rPr')}/{qn(name)}"):
            if str(mark.get(qn("w:val"), "1")).lower() not in _OFF:
                return True
    return False


def _text(element: Any) -> str:
    """What a reader sees of a paragraph or cell: no deletions, no struck-through or hidden runs."""
    pieces: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in _GONE or (node.tag == qn("w:r") and _is_struck(node)):
            continue
        if node.tag == qn("w:t"):
            pieces.append(node.text or "")
        elif node.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            pieces.append(" ")
        stack.extend(reversed(list(node)))
        if node.tag == qn("w:p") and node is not element:
            pieces.append(" ")
    return " ".join("".join(pieces).split())


def _inside(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _lines(root: Any) -> list[str]:
    lines: list[str] = []
    for element in root.iter(qn("w:p"), qn("w:tr")):
        # A nested table is part of the text of its outer cell; a paragraph in a cell is part of its row.
        if _inside(element, qn("w:tc")) or _inside(element, qn("w:txbxContent")):
            continue
        if element.tag == qn("w:tr"):
            lines.append(
                "\t".join(_text(cell) for cell in element.iter(qn("w:tc")) if not _inside(cell, qn("w:tc")))
            )
        elif text := _text(element):
            lines.append(text)
        if len(lines) >= MOST_ROWS:
            break
    return lines


def read(data: bytes) -> str:
    """The text. Raises UnreadableAttachmentError when it is no Word file."""
    open_archive(data).close()
    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, SyntaxError) as error:
        raise UnreadableAttachmentError("het is geen leesbaar Word-bestand") from error
    head: list[str] = []
    for section in list(document.sections)[:3]:
        for part in (section.first_page_header, section.header):
            head += [line for line in _lines(part._element) if line not in head]
    lines = _lines(document.element.body)
    return whole_or_partly(head + lines, len(lines) >= MOST_ROWS)
