"""Attachments become text; what cannot be read becomes a doubt, and never hurts the program."""

import io
import os
import time
from collections.abc import Iterator

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from intake.attachments import AttachmentText, read_attachment
from intake.attachments.formats import is_decoration, reader_of
from intake.attachments.sandbox import Sandbox
from intake.domain import Attachment
from tests.attachments.files import excel, open_document, pdf, word, zipped

OCTETS = "application/octet-stream"


def read(data: bytes, name: str, media_type: str = OCTETS) -> AttachmentText:
    return read_attachment(Attachment(name, media_type, data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "Ommen biedt 7 plekken, één later".encode()),
        ("a.txt", "Ommen biedt 7 plekken, één later".encode("cp1252")),
        ("a.txt", "Ommen biedt 7 plekken, één later".encode("utf-16")),
        ("a.html", "<p>Ommen biedt <s>9</s> 7 plekken, één later</p>".encode()),
        ("a.docx", word("Ommen biedt 7 plekken, één later")),
        ("a.xlsx", excel(("Ommen biedt 7 plekken, één later",))),
        ("a.pdf", pdf("Ommen biedt 7 plekken, één later")),
        ("a.rtf", rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}Ommen biedt {\strike 9 }7 plekken, \'e9\u233?n later\par}"),
        ("a.odt", open_document("<office:text xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><text:p>Ommen "
    "biedt 7 plekken, één later</text:p></office:text>")),
    ],
    ids=["utf-8", "cp1252", "utf-16", "html", "docx", "xlsx", "pdf", "rtf", "odt"],
)  # fmt: skip
def test_every_format_gives_its_text(name: str, data: bytes) -> None:
    found = read(data, name)
    assert found.doubt == ""
    assert found.text.split("\n")[-1] == "Ommen biedt 7 plekken, één later"


ROWS = (("Gemeente", "Plekken"), ("Ommen", "4"), ("Hardenberg", "5"))
AS_LINES = "Gemeente\tPlekken\nOmmen\t4\nHardenberg\t5"


def test_tables_keep_rows_and_cells() -> None:
    table = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in ROWS
    )
    assert read(word("Overzicht", table=ROWS), "a.docx").text == f"Overzicht\n{AS_LINES}"
    assert read(excel(*ROWS), "a.xlsx").text.endswith(AS_LINES)
    assert read(open_document(f"<table:table>{table}</table:table>"), "a.ods").text == AS_LINES


def test_numbers_and_dates_in_excel() -> None:
    from datetime import datetime

    assert read(excel(("Ommen", 4.0, datetime(2026, 9, 1))), "a.xlsx").text.endswith("Ommen\t4\t2026-09-01")  # noqa: DTZ001


def _tracked() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Wij bieden ")
    for tag, words in (("w:del", "10 "), ("w:ins", "12 ")):
        change, run, text = (
            OxmlElement(tag),
            OxmlElement("w:r"),
            OxmlElement("w:delText" if tag == "w:del" else "w:t"),
        )
        text.text = words
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run("14 ").font.strike = True
    paragraph.add_run("plekken")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_leaves_out_what_was_deleted_or_struck_through() -> None:
    assert read(_tracked(), "a.docx").text == "Wij bieden 12 plekken"


def test_the_letterhead_of_a_word_letter_is_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Gemeente Ommen"
    document.add_paragraph("7 plekken")
    out = io.BytesIO()
    document.save(out)
    assert read(out.getvalue(), "a.docx").text == "Gemeente Ommen\n7 plekken"


def _locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("geheim: 7 plekken"))))
    writer.encrypt("wachtwoord", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("brief.pdf", pdf(), "scan"),
        ("brief.pdf", _locked_pdf(), "wachtwoord"),
        ("brief.pdf", b"%PDF-1.4 kapot", "beschadigd"),
        ("brief.docx", b"geen zip", "beschadigd"),
        ("brief.docx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "wachtwoord"),
        ("brief.docx", zipped({"x": b"y"}), "geen leesbaar Word-bestand"),
        ("lijst.xlsx", zipped({"x": b"y"}), "geen leesbaar Excel-bestand"),
        ("brief.odt", zipped({"x": b"y"}), "geen leesbaar OpenDocument-bestand"),
        ("brief.rtf", b"geen rtf", "geen leesbaar RTF-bestand"),
        ("leeg.txt", b" \n ", "geen leesbare tekst"),
        ("brief.doc", b"\xd0\xcf\x11\xe0", "oud soort bestand"),
        ("alles.zip", zipped({"a.txt": b"7 plekken"}), "dit soort bestand"),
        ("winmail.dat", b"\x78\x9f\x3e\x22", "dit soort bestand"),
        ("scan.jpg", b"\xff\xd8" + b"x" * 800_000, "dit soort bestand"),
        ("lang.txt", b"plekken " * 20_000, "te lang"),
    ],
)
def test_what_cannot_be_read_is_a_doubt(name: str, data: bytes, reason: str) -> None:
    doubt = read(data, name, "image/jpeg" if name.endswith("jpg") else OCTETS).doubt
    assert doubt.startswith(f"Aantal staat mogelijk alleen in de bijlage {name}: ")
    assert reason in doubt
    assert doubt.endswith(".")


def _pages(*texts: str, picture_on: int = -1) -> bytes:
    writer = PdfWriter()
    for text in texts:
        writer.append(PdfReader(io.BytesIO(pdf(text))))
    if picture_on >= 0:
        image = StreamObject()
        image[NameObject("/Subtype")] = NameObject("/Image")
        drawn = DictionaryObject({NameObject("/Im0"): writer._add_object(image)})
        resources = writer.pages[picture_on]["/Resources"]
        resources[NameObject("/XObject")] = drawn
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("lang.pdf", _pages(*["Ommen biedt 7 plekken aan"] * 61), "te lang"),
        ("brief.pdf", _pages("Ommen biedt 7 plekken aan", "", picture_on=1), "bladzijden zijn een scan"),
        ("lijst.xlsx", excel(*[("Ommen biedt 7 plekken aan",)] * 3_001), "te lang"),
        ("brief.docx", word(*["Ommen biedt 7 plekken aan"] * 3_001), "te lang"),
    ],
    ids=["pages", "scan between pages", "rows", "paragraphs"],
)
def test_what_was_read_partly_is_told(name: str, data: bytes, reason: str) -> None:
    found = read(data, name)
    assert "Ommen biedt 7 plekken aan" in found.text
    assert reason in found.doubt


def test_a_blank_page_is_no_scan() -> None:
    assert read(_pages("Ommen biedt 7 plekken aan", ""), "brief.pdf").doubt == ""


@pytest.mark.parametrize(
    ("name", "media_type", "size"),
    [
        ("image001.png", "image/png", 4_000),
        ("logo-gemeente.jpg", "image/jpeg", 300_000),
        ("bijlage-1.gif", "image/gif", 900),
        ("afspraak.ics", "text/calendar", 400),
        ("anna.vcf", "text/vcard", 400),
        ("smime.p7s", "application/pkcs7-signature", 4_000),
        ("bijlage-2", "message/delivery-status", 400),
        ("leeg.pdf", "application/pdf", 0),
    ],
)
def test_decorations_are_no_doubt(name: str, media_type: str, size: int) -> None:
    assert read(b"x" * size, name, media_type) == AttachmentText("", "")


def test_the_first_bytes_go_before_a_wrong_name() -> None:
    assert reader_of(Attachment("brief", OCTETS, b"%PDF-1.7")) == "pdf"
    assert reader_of(Attachment("brief.dat", "application/pdf", b"")) == "pdf"
    assert not is_decoration(Attachment("brief.pdf", "application/pdf", b"x"))


BOMBS = {
    "zip of zeros": ("a.docx", zipped({"word/document.xml": b"\0" * 200_000_000, "[Content_Types].xml": b""})),
    "entities": (
        "a.odt",
        zipped({"content.xml": b"<!DOCTYPE x [<!ENTITY a '" + b"x" * 100_000 + b"'>" + b"".join(
            b"<!ENTITY a%d '&a%s;&a%s;&a%s;&a%s;'>" % (n, *([b"" if n == 0 else b"%d" % (n - 1)] * 4)) for n in range(12)
        ) + b"]><x>&a11;</x>"}),
    ),
    "deep xml": ("a.odt", zipped({"content.xml": b"<x>" * 200_000})),
    "wide sheet": ("a.xlsx", zipped({"xl/workbook.xml": b"<workbook>" * 50_000, "[Content_Types].xml": b"<x/>"})),
    "deep html": ("a.html", b"<div>" * 200_000 + b"x"),
    "deep rtf": ("a.rtf", b"{\\rtf1 " + b"{" * 1_000_000),
    "pdf in circles": ("a.pdf", pdf("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_costs_only_a_doubt(name: str, data: bytes) -> None:
    start = time.monotonic()
    read(data, name)
    assert time.monotonic() - start < 60
    assert read(b"7 plekken", "na.txt") == AttachmentText("7 plekken", "")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    box = Sandbox(seconds=5)
    yield box
    box.close()


def test_a_helper_that_was_killed_is_replaced(sandbox: Sandbox) -> None:
    assert sandbox.read("txt", b"een") == ("een", "")
    assert sandbox._process is not None
    os.kill(sandbox._process.pid, 9)
    sandbox._process.wait()
    assert sandbox.read("txt", b"twee") == ("twee", "")


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    box = Sandbox(seconds=0.001)
    try:
        assert box.read("docx", word("x"))[1] == "het lezen duurde te lang"
        assert box._process is None
    finally:
        box.close()


def test_an_unknown_reader_is_a_fault_not_a_crash(sandbox: Sandbox) -> None:
    assert sandbox.read("bestaat_niet", b"x") == ("", "het bestand is niet te lezen")


def test_the_helper_does_not_know_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_DATABASE__URL", "geheim-1234")
    box = Sandbox()
    try:
        box.read("txt", b"x")
        assert box._process is not None
        with open(f"/proc/{box._process.pid}/environ", "rb") as file:  # noqa: PTH123
            assert b"geheim-1234" not in file.read()
    finally:
        box.close()


def test_the_helper_has_limits(sandbox: Sandbox) -> None:
    sandbox.read("txt", b"x")
    assert sandbox._process is not None
    with open(f"/proc/{sandbox._process.pid}/limits") as file:  # noqa: PTH123
        limits = {line[:26].strip(): line[26:].split()[0] for line in file}
    assert limits["Max address space"] != "unlimited"
    assert limits["Max cpu time"] != "unlimited"
    assert limits["Max file size"] == "0"
