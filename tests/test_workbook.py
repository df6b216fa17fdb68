"""What staff take away opens in the programs that they use, and holds nothing that runs."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from intake.workbook import About, Sheet, as_csv, as_json, as_xlsx

NOW = datetime(2026, 6, 9, 14, 30, tzinfo=UTC)
ABOUT = About("Plekken", NOW, "provincie Utrecht", ("Let hierop.",))
EVIL = ['=HYPERLINK("http://x.example";"klik")', "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1"]


def _sheet(*cells: object) -> Sheet:
    return Sheet(
        "Aanbod",
        ("citaat", "aantal", "vanaf", "zeker"),
        tuple((cell, 15, date(2026, 7, 1), True) for cell in cells),
    )  # type: ignore[misc]


def _opened(sheet: Sheet):
    return load_workbook(io.BytesIO(as_xlsx([sheet], ABOUT)))


def test_excel_has_types_headings_that_stay_filters_and_a_sheet_to_read() -> None:
    book = _opened(_sheet("15 plekken", "twee"))
    assert book.sheetnames == ["Leesmij", "Aanbod"]
    page = book["Aanbod"]
    assert [cell.value for cell in page[2]] == ["15 plekken", 15, datetime(2026, 7, 1), "ja"]  # noqa: DTZ001
    assert (page.freeze_panes, page.auto_filter.ref, page["C2"].is_date) == ("B2", "A1:D3", True)
    told = {row[0].value: row[1].value for row in book["Leesmij"].iter_rows()}
    assert told["Stand op"] == datetime(2026, 6, 9, 14, 30)  # noqa: DTZ001
    assert (told["Selectie"], told["Blad Aanbod"], told["Let op"]) == (
        "provincie Utrecht",
        "2 rijen",
        "Let hierop.",
    )


@pytest.mark.parametrize("text", EVIL)
def test_a_formula_stays_text(text: str) -> None:
    cell = _opened(_sheet(text))["Aanbod"]["A2"]
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()
    first = next(csv.DictReader(io.StringIO(as_csv(_sheet(text), ABOUT).decode("utf-8-sig")), delimiter=";"))
    assert first["citaat"][0] not in "=+-@\t\r"


def test_control_characters_break_nothing() -> None:
    assert _opened(_sheet("a\x00b\x0bc"))["Aanbod"]["A2"].value == "abc"


def test_every_row_of_csv_tells_its_moment_and_selection() -> None:
    rows = list(
        csv.DictReader(io.StringIO(as_csv(_sheet("a;b", 'c"d'), ABOUT).decode("utf-8-sig")), delimiter=";")
    )
    assert [row["citaat"] for row in rows] == ["a;b", 'c"d']
    assert {(row["stand_op"], row["selectie"]) for row in rows} == {
        ("2026-06-09T14:30+00:00", "provincie Utrecht")
    }


def test_json_is_one_object() -> None:
    found = json.loads(as_json([_sheet("x")], ABOUT))
    assert found["stand_op"] == NOW.isoformat()
    assert found["aanbod"] == [{"citaat": "x", "aantal": 15, "vanaf": "2026-07-01", "zeker": True}]


def test_an_empty_table_is_still_a_table() -> None:
    assert [cell.value for cell in _opened(_sheet())["Aanbod"][1]] == ["citaat", "aantal", "vanaf", "zeker"]
