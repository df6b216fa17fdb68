"""Ledger, map, week and exports: a correction is seen everywhere, and every file opens."""

import io
import json
import re
import zipfile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import Engine

from intake.domain import Unit
from intake.services import correcting
from intake.services.correcting import Amount
from intake.services.weekly import week
from intake.store.engine import unit_of_work
from intake.store.entries import EntryRow
from tests.services.samples import handle, write
from tests.store.samples import NOW
from tests.web.conftest import Browser

PAGES = ["/plekken", "/plekken?met=alle", "/plekken/GM0513", "/kaart", "/overzicht"]
FILES = [
    "plekken.xlsx",
    "plekken.csv",
    "aanbod.csv",
    "plekken.json",
    "kaart.svg",
    "kaart.png",
    "lijn.svg",
    "lijn.png",
    "weekoverzicht.pdf",
]
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def offers(engine: Engine) -> Engine:
    """Gouda offers 12, Delft 5 if the council agrees."""
    handle(
        engine,
        write("een", "X-Pledge: Gouda 12 plekken"),
        write("twee", "X-Pledge: Delft 5 bedden conditional"),
    )
    return engine


def test_a_correction_changes_ledger_map_and_export_and_the_quote_stays(
    offers: Engine, noor: Browser
) -> None:
    assert "Gouda: 12 zonder voorbehoud" in noor.get("/kaart").text
    correcting.correct(offers, "VNG-2026-00001", 1, 1, Amount("Gouda", 15, Unit.PLEKKEN), NOW, actor="noor")
    assert "Gouda: 15 zonder voorbehoud" in noor.get("/kaart").text
    page = noor.get("/plekken/GM0513").text
    assert "15 plekken" in page
    assert "<blockquote" in page
    assert "12 plekken" in page.split("<blockquote")[1]
    assert '/zaak/VNG-2026-00001"' in page
    rows = load_workbook(io.BytesIO(noor.get("/uitvoer/plekken.xlsx").content))["Gemeenten"]
    assert {row[0].value: row[5].value for row in rows.iter_rows(min_row=2)} == {"Delft": 0, "Gouda": 15}


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_also_while_nothing_is_offered(noor: Browser, path: str) -> None:
    assert noor.get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_pages_stay_small(offers: Engine, noor: Browser, path: str) -> None:
    answer = noor.get(path)
    assert answer.status_code == 200
    assert int(answer.headers.get("content-length", len(answer.content))) < 150_000


@pytest.mark.parametrize("name", FILES)
def test_files_are_what_they_say_and_tell_their_moment(offers: Engine, lea: Browser, name: str) -> None:
    answer = lea.get(f"/uitvoer/{name}")
    assert answer.status_code == 200
    assert re.search(
        rf'filename="\d{{4}}-\d\d-\d\d-\d{{4}}-{re.escape(name)}"', answer.headers["content-disposition"]
    )
    start = {
        "xlsx": b"PK",
        "png": b"\x89PNG",
        "pdf": b"%PDF",
        "svg": b"<svg",
        "json": b"{",
        "csv": b"\xef\xbb\xbf",
    }
    assert answer.content.startswith(start[name.rpartition(".")[2]])


def test_an_export_holds_what_was_chosen_and_says_so(offers: Engine, noor: Browser) -> None:
    found = json.loads(noor.get("/uitvoer/plekken.json?provincie=Utrecht&met=alle").content)
    assert found["selectie"] == "provincie Utrecht"
    assert {one["provincie"] for one in found["gemeenten"]} == {"Utrecht"}
    read_me = load_workbook(io.BytesIO(noor.get("/uitvoer/plekken.xlsx?netwerk=G40").content))["Leesmij"]
    assert "netwerk G40" in str([cell.value for row in read_me.iter_rows() for cell in row])


def test_the_week_is_one_page_with_its_numbers(offers: Engine, noor: Browser) -> None:
    reader = PdfReader(io.BytesIO(noor.get("/uitvoer/weekoverzicht.pdf").content))
    text = reader.pages[0].extract_text()
    assert len(reader.pages) == 1
    assert "Weekoverzicht plekken voor statushouders" in text
    assert "2 van 342" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_week_counts_every_municipality_also_those_that_do_not_fit(engine: Engine, noor: Browser) -> None:
    names = "Gouda Delft Leiden Breda Assen Emmen Venlo Tiel Urk Texel".split()
    handle(engine, *(write(name, f"X-Pledge: {name} 10 plekken") for name in names))
    found = week(engine, NOW)
    assert (found.firm, len(found.news), found.more) == (100, 8, 2)


def test_an_incomplete_network_is_never_shown_as_fact(noor: Browser) -> None:
    page = noor.get("/plekken?netwerk=K80&met=alle").text
    assert "11 van de 64 leden bekend" in page
    assert "als referentie" in noor.get("/plekken/GM0358").text


def test_staff_change_a_reference_number_and_readers_do_not(
    offers: Engine, noor: Browser, lea: Browser
) -> None:
    assert lea.post("/plekken/GM0513/richtgetal", getal="9").status_code == 403
    assert "Het richtgetal is bewaard." in noor.post("/plekken/GM0513/richtgetal", getal="9").text
    assert "gezet door noor" in noor.get("/plekken/GM0513").text
    assert "van 0 tot 10.000" in noor.post("/plekken/GM0513/richtgetal", getal="veel").text
    assert "volgt weer uit het netwerk" in noor.post("/plekken/GM0513/richtgetal", getal="netwerk").text


def test_nothing_is_open_without_a_login(browser) -> None:
    for path in [*PAGES, *(f"/uitvoer/{name}" for name in FILES)]:
        assert "/aanmelden" in str(browser().get(path).url)


@pytest.mark.parametrize(
    "path", ["/plekken/nergens", "/plekken/GM9999", "/uitvoer/geheim.png", "/uitvoer/..%2f..%2fx.svg"]
)
def test_what_is_not_there(noor: Browser, path: str) -> None:
    assert noor.get(path).status_code in {404, 422}


def test_what_a_stranger_wrote_stays_text(engine: Engine, noor: Browser) -> None:
    handle(engine, write("een", "X-Pledge: Gouda 12 plekken"))
    with unit_of_work(engine) as session:
        row = session.get_one(EntryRow, 1)
        row.quote, row.duration = f'=cmd|"/c calc"!A1 {EVIL}', EVIL
    for path in (*PAGES, *(f"/uitvoer/{name}" for name in ("kaart.svg", "lijn.svg"))):
        assert EVIL not in noor.get(path).text, path
    book = noor.get("/uitvoer/plekken.xlsx").content
    cell = load_workbook(io.BytesIO(book))["Aanbod"]["L2"]
    assert (cell.data_type, cell.value.startswith("=cmd")) == ("s", True)
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(io.BytesIO(book)).read(n) for n in zipfile.ZipFile(io.BytesIO(book)).namelist()
    )
