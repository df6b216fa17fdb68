"""Tables that people open in a spreadsheet."""

import csv
import io

import openpyxl

from intake.spreadsheet import as_csv, as_xlsx, case_rows, ledger_rows, message_rows

STATE = {
    "cases": [
        {
            "token": "VNG-2026-00001",
            "doubts": ["a", "b"],
            "messages": [{"message_id": "<1@x>", "labels": []}],
        },
    ],
    "messages": [{"message_id": "<2@x>", "labels": ["other"]}],
    "ledger": {"Ede": {"firm": 5, "conditional": 0, "persons": 5, "reference": 30, "tranches": [{}, {}]}},
}


def test_rows() -> None:
    assert [row["messages"] for row in case_rows(STATE)] == [1]
    assert [row["case"] for row in message_rows(STATE)] == ["VNG-2026-00001", ""]
    assert ledger_rows(STATE) == [
        {"municipality": "Ede", "firm": 5, "conditional": 0, "persons": 5, "reference": 30, "tranches": 2}
    ]


def test_a_formula_of_a_stranger_stays_text() -> None:
    rows = [{"subject": '=HYPERLINK("http://x.example")', "count": -3, "list": ["a", "b"], "ok": True}]
    text = as_csv(rows).decode("utf-8-sig")
    cells = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert cells == [["subject", "count", "list", "ok"], ["'" + rows[0]["subject"], "-3", "a, b", "ja"]]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(rows, "cases"))).active
    assert sheet["A2"].value == "'" + rows[0]["subject"]
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].value == -3


def test_a_column_that_only_some_rows_have() -> None:
    text = as_csv([{"a": 1}, {"a": 2, "b": "x\x00y"}]).decode("utf-8-sig")
    assert text == "a;b\r\n1;\r\n2;xy\r\n"
