"""Excel (.xlsx): the visible sheets, one row a line, cells apart by tabs."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

from openpyxl.reader.excel import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from intake.attachments.archive import open_archive
from intake.attachments.limits import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    UnreadableAttachmentError,
    whole_or_partly,
)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _rows(sheet: Any) -> list[str]:
    lines = []
    for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True):
        line = "\t".join(_cell(value) for value in row).rstrip("\t")
        if line:
            lines.append(line)
    return lines


def read(data: bytes) -> str:
    """The cells as they were last calculated. Raises UnreadableAttachmentError when it is no Excel file."""
    open_archive(data).close()
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)  # type: ignore[no-untyped-call]
        lines: list[str] = []
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        more = len(visible) > MOST_SHEETS
        for sheet in visible[:MOST_SHEETS]:
            rows = _rows(sheet)
            more = more or len(rows) > MOST_ROWS
            lines += [sheet.title, *rows] if rows else []
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
    ) as error:
        raise UnreadableAttachmentError("het is geen leesbaar Excel-bestand") from error
    return whole_or_partly(lines, more)
