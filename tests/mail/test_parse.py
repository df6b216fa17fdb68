"""Every mail is taken apart, however broken, within bounded time; what was wrong is said."""

import base64
import time
from datetime import UTC, datetime

import pytest

from intake.domain import Address
from intake.errors import UnreadableMessageError
from intake.mail.parse import LONGEST_TEXT, parse
from tests.mail.mails import mail, parsed


def multipart(*parts: str, kind: str = "mixed", subject: str = "x") -> bytes:
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    head = f"From: a@ommen.nl\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary=b\r\n"
    return f"{head}\r\n{body}--b--\r\n".encode()


def test_a_plain_mail() -> None:
    found = parsed(
        "Wij bieden 7 plekken.",
        Date="Thu, 4 Jun 2026 11:30:00 +0200",
        Cc="b@ommen.nl",
        Reply_To="C <c@ommen.nl>",
    )
    assert found.sender == Address("Anna Bakker", "a.bakker@ommen.nl")
    assert found.to == (Address("", "migratie@vng.nl"),)
    assert found.cc == (Address("", "b@ommen.nl"),)
    assert found.reply_to == (Address("C", "c@ommen.nl"),)
    assert found.date == datetime(2026, 6, 4, 9, 30, tzinfo=UTC)
    assert (found.message_id, found.subject, found.text) == (
        "<t1@ommen.nl>",
        "Aanbod",
        "Wij bieden 7 plekken.",
    )
    assert found.defects == ()


def test_references_are_apart() -> None:
    found = parsed("x", In_Reply_To="<a@vng.nl>", References="<r@vng.nl> <a@vng.nl> rommel <a@vng.nl>")
    assert found.in_reply_to == ("<a@vng.nl>",)
    assert found.references == ("<r@vng.nl>", "<a@vng.nl>")


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"\x00\x00\x00", b"  \n"])
def test_an_empty_message_is_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableMessageError, match="leeg"):
        parse(raw)


def test_without_from_there_is_no_sender() -> None:
    found = parse(b"Subject: x\r\n\r\n7 plekken")
    assert found.sender is None
    assert found.text == "7 plekken"
    assert "geen leesbare afzender" in " ".join(found.defects)


def test_headers_without_a_body() -> None:
    assert parse(b"From: a@ommen.nl\r\nSubject: x").text == ""


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "één €".encode(), "één €"),
        ("iso-8859-1", "één € “x”".encode("cp1252"), "één € “x”"),
        ("us-ascii", "één €".encode(), "één €"),
        ("us-ascii", "één €".encode("cp1252"), "één €"),
        ("windows-1252", "één €".encode(), "één €"),
        ("utf-8", "één €".encode("cp1252"), "één €"),
        ("x-bestaat-niet", "één €".encode(), "één €"),
        ("x-bestaat-niet", "één €".encode("cp1252"), "één €"),
        ("base64", "één €".encode(), "één €"),
        ("", "één €".encode("cp1252"), "één €"),
        ("utf-16", "één €".encode("utf-16"), "één €"),
        ("iso-8859-15", "één €".encode("iso-8859-15"), "één €"),
        ("cp850", "één".encode("cp850"), "één"),
    ],
)
def test_charsets_declared_and_not(charset: str, data: bytes, text: str) -> None:
    kind = f"Content-Type: text/plain; charset={charset}\r\n" if charset else ""
    encoded = base64.encodebytes(data)
    raw = f"From: a@ommen.nl\r\n{kind}Content-Transfer-Encoding: base64\r\n\r\n".encode() + encoded
    assert parse(raw).text == text


def test_an_unknown_charset_is_told() -> None:
    raw = "From: a@ommen.nl\r\nContent-Type: text/plain; charset=x-eigen\r\n\r\néén".encode()
    assert "x-eigen" in " ".join(parse(raw).defects)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?q?E=C3=A9n_plek?=", "Eén plek"),
        (b"=?utf-8?b?w4M=?= =?utf-8?b?w6k=?=", "Ãé"),
        (b"=?utf-8?q?=C3?= =?utf-8?q?=A9n?=", "én"),
        ("Eén plek".encode("latin-1"), "Eén plek"),
        ("Eén plek".encode(), "Eén plek"),
        (b"=?x-raar?q?7_plekken?=", "7 plekken"),
        (b"=?utf-8?b?!!kapot!!?=", "=?utf-8?b?!!kapot!!?="),
        (b"=?utf-8?q?a=0D=0ABcc:_x@y.nl?=", "a Bcc: x@y.nl"),
        (b"a\x00b\x1b[31m", "ab[31m"),
        ("rechts\u202elinks\u200b".encode(), "rechtslinks"),
    ],
)
def test_subjects(raw: bytes, text: str) -> None:
    assert parse(b"From: a@ommen.nl\r\nSubject: " + raw + b"\r\n\r\nx").subject == text


@pytest.mark.parametrize(
    ("raw", "sender"),
    [
        ("Renée <r@ommen.nl>".encode(), Address("Renée", "r@ommen.nl")),
        ("Renée <r@ommen.nl>".encode("latin-1"), Address("Renée", "r@ommen.nl")),
        (b"=?utf-8?q?Ren=C3=A9e?= <R@Ommen.NL>", Address("Renée", "r@ommen.nl")),
        (b'"Bakker, Anna" <a@ommen.nl>', Address("Bakker, Anna", "a@ommen.nl")),
        (b"a@ommen.nl (Anna)", Address("Anna", "a@ommen.nl")),
        (b"a@ommen.nl, b@ommen.nl", Address("", "a@ommen.nl")),
        (
            b"=?utf-8?q?x=0D=0ABcc:_slachtoffer@x.nl?= <a@ommen.nl>",
            Address("x Bcc: slachtoffer@x.nl", "a@ommen.nl"),
        ),
        (b'"x\r\n Bcc: slachtoffer@x.nl" <a@ommen.nl>', Address("x Bcc: slachtoffer@x.nl", "a@ommen.nl")),
        (b"geen adres", None),
        (b"<>", None),
    ],
)
def test_senders(raw: bytes, sender: Address | None) -> None:
    assert parse(b"From: " + raw + b"\r\nSubject: x\r\n\r\nx").sender == sender


def test_a_forged_display_name_is_not_the_address() -> None:
    found = parse(b"From: burgemeester@ommen.nl <boef@elders.example>\r\n\r\nx")
    assert found.sender is not None
    assert found.sender.email == "boef@elders.example"


def test_two_from_headers_are_told() -> None:
    found = parse(b"From: a@ommen.nl\r\nFrom: b@almere.nl\r\n\r\nx")
    assert found.sender == Address("", "a@ommen.nl")
    assert any("meer dan één kop" in defect for defect in found.defects)


def test_nul_bytes_and_invisible_characters_are_gone() -> None:
    assert parse(b"From: a@ommen.nl\r\n\r\n7\x00 ple\xe2\x80\x8bkken\xe2\x80\xae").text == "7 plekken"


def test_plain_goes_before_html_unless_it_is_empty_or_a_stub() -> None:
    plain, html = "Content-Type: text/plain\r\n\r\n", "Content-Type: text/html\r\n\r\n"
    long = " ".join(f"woord{n}" for n in range(60))
    assert parse(multipart(f"{plain}zeven", f"{html}<p>acht</p>", kind="alternative")).text == "zeven"
    assert parse(multipart(f"{plain} \r\n", f"{html}<p>acht</p>", kind="alternative")).text == "acht"
    assert parse(multipart(f"{plain}Open in HTML.", f"{html}<p>{long}</p>", kind="alternative")).text == long


def test_html_goes_before_plain_when_plain_hides_what_was_struck_through() -> None:
    parts = (
        "Content-Type: text/plain\r\n\r\nWij bieden 10 12 plekken",
        "Content-Type: text/html\r\n\r\n<p>Wij bieden <s>10</s> 12 plekken</p>",
    )
    assert parse(multipart(*parts, kind="alternative")).text == "Wij bieden 12 plekken"


def test_the_same_words_twice_are_read_once() -> None:
    parts = ("Content-Type: text/plain\r\n\r\n7 plekken", "Content-Type: text/html\r\n\r\n<p>7 plekken</p>")
    assert parse(multipart(*parts)).text == "7 plekken"


def test_tables_keep_rows_and_cells() -> None:
    html = "<table><tr><th>Gemeente</th><th>Plekken</th></tr><tr><td><p>Ommen</p></td><td><p>4</p></td></tr></table>"
    assert parsed(f"<p>Overzicht:</p>{html}", html=True).text == "Overzicht:\n\nGemeente\tPlekken\nOmmen\t4"


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display:none'>9</div>",
        "<span hidden>9</span>",
        "<style>9</style>",
        "<script>9</script>",
        "<p style='font-size:0px'>9</p>",
    ],
)
def test_hidden_text_is_gone(hidden: str) -> None:
    assert (
        parsed(
            f"<html><head><title>9</title></head><body>{hidden}<p>7 plekken</p></body></html>", html=True
        ).text
        == "7 plekken"
    )


def test_flowed_lines_are_joined() -> None:
    raw = b"From: a@ommen.nl\r\nContent-Type: text/plain; format=flowed\r\n\r\nWij bieden \r\n7 plekken\r\n aan.\r\n-- \r\nAnna"
    assert parse(raw).text == "Wij bieden 7 plekken\naan.\n--\nAnna"


def test_enclosed_mails_and_reports_stay_out_of_the_text() -> None:
    report = (
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; "
        "mx.ommen.nl\r\n\r\nFinal-Recipient: rfc822; x@y.nl\r\nStatus: 5.1.1"
    )
    inner = "Content-Type: message/rfc822\r\n\r\nFrom: c@almere.nl\r\nSubject: binnen\r\n\r\n12 plekken"
    found = parse(multipart("Content-Type: text/plain\r\n\r\nbuiten", report, inner))
    assert found.text == "buiten"
    assert [(nested.subject, nested.text) for nested in found.nested] == [("binnen", "12 plekken")]
    assert [attachment.media_type for attachment in found.attachments] == ["message/delivery-status"]


def test_attachments_keep_name_type_and_bytes() -> None:
    data = base64.b64encode(b"%PDF-1.4 x").decode()
    part = (
        f"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: "
        f"attachment; filename*=utf-8''..%2Fbrief%20%C3%A9.pdf\r\n\r\n{data}"
    )
    (found,) = parse(multipart(part)).attachments
    assert (found.name, found.media_type, found.data) == ("_brief é.pdf", "application/pdf", b"%PDF-1.4 x")


def test_bare_tnef_is_an_attachment() -> None:
    found = parse(b"From: a@ommen.nl\r\nContent-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22")
    assert found.text == ""
    assert [attachment.media_type for attachment in found.attachments] == ["application/ms-tnef"]


@pytest.mark.parametrize(
    "raw",
    [
        multipart("Content-Type: text/plain\r\n\r\n7 plekken").replace(b"--b--\r\n", b""),
        multipart("Content-Type: text/plain\r\n\r\n7 plekken").replace(b"; boundary=b", b""),
        multipart("Content-Type: text/plain\r\n\r\n7 plekken").replace(b"=b", b"=anders"),
        b"From: a@ommen.nl\r\nContent-Transfer-Encoding: base64\r\n\r\nNyBwbGVra2Vu!",
        b"From: a@ommen.nl\r\nContent-Type: ///\r\n\r\n7 plekken",
        b"geen kop\r\nFrom: a@ommen.nl\r\n\r\n7 plekken",
    ],
)
def test_broken_mime_still_gives_the_text(raw: bytes) -> None:
    assert "7 plekken" in parse(raw).text


def test_a_broken_structure_is_told() -> None:
    found = parse(multipart("Content-Type: text/plain\r\n\r\n7 plekken").replace(b"--b--\r\n", b""))
    assert found.defects == ("De mail houdt midden in een deel op.",)


def flat(count: int) -> bytes:
    return multipart(*(f"Content-Type: text/plain\r\n\r\n{n} plekken" for n in range(count)))


def deep(levels: int) -> bytes:
    opening = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(levels)
    )
    return f"From: a@ommen.nl\r\nSubject: diep\r\n{opening}Content-Type: text/plain\r\n\r\n12 plekken\r\n".encode()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (flat(10_000), "1 plekken"),
        (flat(4_000), "1 plekken"),
        (deep(2_000), "12 plekken"),
        (deep(90), "12 plekken"),
        (b"From: a@ommen.nl\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 2_000, ""),
        (
            b"From: a@ommen.nl\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 20_000 + b"12 plekken",
            "12 plekken",
        ),
        (b"From: a@ommen.nl\r\n" + b"X-Veel: x\r\n" * 100_000 + b"\r\n12 plekken", "12 plekken"),
        (b"From: " + b"=?" * 300_000 + b"\r\n\r\n12 plekken", "12 plekken"),
        (b"From: " + b'"(<' * 30_000 + b"\r\n\r\n12 plekken", "12 plekken"),
        (
            b"From: a@ommen.nl\r\nContent-Type: text/plain; " + b"a=b; " * 20_000 + b"\r\n\r\n12 plekken",
            "12 plekken",
        ),
    ],
    ids=[
        "10,000 parts",
        "4,000 parts",
        "2,000 levels",
        "90 levels",
        "2,000 enclosed",
        "html",
        "headers",
        "words",
        "quotes",
        "parameters",
    ],
)
def test_hostile_structures_cost_no_more_than_seconds(raw: bytes, text: str) -> None:
    start = time.process_time()
    found = parse(raw)
    assert time.process_time() - start < 10
    assert text in found.text


@pytest.mark.parametrize("raw", [flat(10_000), flat(4_000), deep(2_000)])
def test_what_was_not_read_is_told(raw: bytes) -> None:
    assert any("gelezen" in defect for defect in parse(raw).defects)


def test_a_mail_of_40_megabytes() -> None:
    data = base64.encodebytes(b"x" * 29_000_000).decode()
    part = f"Content-Type: application/pdf; name=groot.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{data}"
    start = time.process_time()
    found = parse(multipart("Content-Type: text/plain\r\n\r\n7 plekken", part))
    assert time.process_time() - start < 20
    assert found.text == "7 plekken"
    assert len(found.attachments[0].data) == 29_000_000


def test_a_very_long_text_is_cut_and_told() -> None:
    found = parse(mail("plekken " * 100_000))
    assert len(found.text) <= LONGEST_TEXT
    assert any("langer dan" in defect for defect in found.defects)
