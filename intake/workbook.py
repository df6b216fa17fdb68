"""Tables that say of themselves when they were made and of what: CSV, Excel with a first sheet to read, and JSON."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Cell = str | int | float | bool | date | datetime | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. Keys of columns are Dutch, in small letters with low lines, so that a program can read them too."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class About:
    """What goes along with every export. `moment` is local time; `selection` says which filters were on."""

    title: str
    moment: datetime
    selection: str
    notes: tuple[str, ...] = ()


def as_csv(sheet: Sheet, about: About) -> bytes:
    """With a byte order mark and semicolons, so that a Dutch Excel opens it by a double click (RFC 4180).

    Moment and selection stand in every row: what is copied to another file takes them along.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow((*sheet.columns, "stand_op", "selectie"))
    for row in sheet.rows:
        cells = (*row, about.moment.isoformat(timespec="minutes"), about.selection)
        writer.writerow(tuple(_defused(_plain(cell)) for cell in cells))
    return text.getvalue().encode("utf-8-sig")


def as_json(sheets: Sequence[Sheet], about: About) -> bytes:
    """An object with moment, selection and one list of objects a table."""
    tables = {
        sheet.name.lower(): [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
        for sheet in sheets
    }
    whole = {"stand_op": about.moment, "selectie": about.selection, **tables}
    return (json.dumps(whole, ensure_ascii=False, indent=2, default=_iso) + "\n").encode()


def as_xlsx(sheets: Sequence[Sheet], about: About) -> bytes:
    """One sheet to read first and one a table: headings that stay, filters, numbers as numbers and dates as dates."""
    from openpyxl.workbook.workbook import Workbook

    book = Workbook()  # type: ignore[no-untyped-call]
    book.properties.title, book.properties.creator = about.title, "VNG"
    _read_me(book.active, sheets, about)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)  # type: ignore[no-untyped-call]
    target = io.BytesIO()
    book.save(target)  # type: ignore[no-untyped-call]
    return target.getvalue()


def _read_me(page: Any, sheets: Sequence[Sheet], about: About) -> None:
    page.title = "Leesmij"
    lines: list[tuple[Cell, Cell]] = [
        (about.title, None),
        ("Stand op", about.moment.replace(tzinfo=None)),
        ("Selectie", about.selection),
        *(("Blad " + sheet.name, f"{len(sheet.rows)} rijen") for sheet in sheets),
        *(("Let op", note) for note in about.notes),
    ]
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            _write(page.cell(number, column), value)
    page["A1"].font = _bold(14)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 24, 90


def _fill(page: Any, sheet: Sheet) -> None:
    for number, row in enumerate((sheet.columns, *sheet.rows), 1):
        for column, value in enumerate(row, 1):
            _write(page.cell(number, column), value)
    for cell in page[1]:
        cell.font = _bold(11)
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    for letter, width in zip(_letters(page), _widths(sheet), strict=True):
        page.column_dimensions[letter].width = width


def _write(cell: Any, value: Cell) -> None:
    if isinstance(value, str):
        cell.value = _clean(value)
        # Whatever a stranger wrote is text, also when it looks like a formula.
        cell.data_type, cell.quotePrefix = "s", value.startswith(_FORMULA)
    elif isinstance(value, bool):
        cell.value = "ja" if value else "nee"
    elif isinstance(value, datetime):
        cell.value, cell.number_format = value.replace(tzinfo=None), "d-m-yyyy h:mm"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "d-m-yyyy"


def _bold(size: int) -> Any:
    from openpyxl.styles.fonts import Font

    return Font(bold=True, size=size)  # type: ignore[no-untyped-call]


def _letters(page: Any) -> list[str]:
    return [cell.column_letter for cell in page[1]]


def _widths(sheet: Sheet) -> list[int]:
    columns = zip(sheet.columns, *sheet.rows, strict=True)
    return [min(max(len(str(_plain(cell))) for cell in column) + 3, _WIDEST) for column in columns]


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    return _clean(str(_iso(cell))) if isinstance(cell, str | date) else cell


def _defused(cell: str | int | float) -> str | int | float:
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _clean(text: str) -> str:
    """Without control characters, which a spreadsheet refuses."""
    return "".join(c for c in text if c >= " " or c in "\n\t")


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
