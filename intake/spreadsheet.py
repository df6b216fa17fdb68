"""The state of the database as tables that people use: JSON, CSV and Excel."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def ledger_rows(state: Mapping[str, Any]) -> list[Row]:
    """One row a municipality: what is firm, what is conditional, and the reference number of the letter."""
    return [
        {
            "municipality": name,
            **{key: entry.get(key) for key in ("firm", "conditional", "persons", "reference")},
            "tranches": len(entry.get("tranches", ())),
        }
        for name, entry in sorted(state["ledger"].items())
    ]


def case_rows(state: Mapping[str, Any]) -> list[Row]:
    """One row a case, without its messages."""
    return [
        {
            **{key: value for key, value in case.items() if key != "messages"},
            "messages": len(case["messages"]),
        }
        for case in state["cases"]
    ]


def message_rows(state: Mapping[str, Any]) -> list[Row]:
    """One row a message, with the token of its case, "" for none."""
    in_cases = [{"case": case["token"], **message} for case in state["cases"] for message in case["messages"]]
    return in_cases + [{"case": "", **message} for message in state.get("messages", ())]


TABLES = {"ledger": ledger_rows, "cases": case_rows, "messages": message_rows}


def as_json(value: object) -> bytes:
    """Indented UTF-8, ending in a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(rows: Sequence[Row]) -> bytes:
    """With a byte order mark and semicolons, so that a Dutch Excel opens it by a double click (RFC 4180)."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(_grid(rows))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[Row], title: str) -> bytes:
    """One sheet with a fixed heading row."""
    from openpyxl.styles.fonts import Font
    from openpyxl.workbook.workbook import Workbook

    book = Workbook()  # type: ignore[no-untyped-call]
    sheet = book.active
    sheet.title = title
    for line in _grid(rows):
        sheet.append(line)
    bold = Font(bold=True)  # type: ignore[no-untyped-call]
    for cell in sheet[1]:
        cell.font = bold
    sheet.freeze_panes = "A2"
    target = io.BytesIO()
    book.save(target)  # type: ignore[no-untyped-call]
    return target.getvalue()


def _grid(rows: Sequence[Row]) -> list[list[str | int | float | None]]:
    """Headings and cells; a key that only some rows have is a column for all."""
    headings = list(dict.fromkeys(key for row in rows for key in row))
    return [list(headings), *([_plain(row.get(key)) for key in headings] for row in rows)]


def _plain(value: object) -> str | int | float | None:
    """One cell. Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        text = ", ".join(value)
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = "".join(c for c in text if c >= " " or c in "\n\t")
    return "'" + text if text.startswith(_FORMULA) else text
