"""Mails in envelopes read as what they hold; what stays closed is a doubt, and a bomb harms nothing."""

import base64
import resource
import time

import pytest

from intake.domain import Passage, Source
from intake.mail.parse import parse
from intake.unwrapping import Unwrapped, passages_of, readable, unwrap
from tests.attachments.files import excel, word, zipped
from tests.envelopes import compressed, encrypted, entity, mail, outlook, signed, smime, winmail, with_files

OCTETS = "application/octet-stream"
OFFER = "De gemeente Ommen stelt 12 plekken beschikbaar."


def opened(raw: bytes) -> Unwrapped:
    return unwrap(parse(raw))


def texts(raw: bytes, source: Source) -> list[tuple[str, str]]:
    found, _ = passages_of(opened(raw))
    return [(passage.text, passage.name) for passage in found if passage.source is source]


def doubts(raw: bytes) -> tuple[str, ...]:
    return passages_of(opened(raw))[1]


def attached(*files: tuple[str, bytes], text: str = "Zie bijlage.") -> bytes:
    return with_files(mail(text), *((name, OCTETS, data) for name, data in files))


@pytest.mark.parametrize(
    "raw",
    [
        smime(signed(entity(OFFER))),
        smime(base64.b64encode(signed(entity(OFFER)))),
        smime(compressed(entity(OFFER)), "compressed-data"),
        with_files(mail(), ("winmail.dat", "application/ms-tnef", winmail(OFFER))),
    ],
)
def test_an_envelope_around_the_mail_is_taken_off(raw: bytes) -> None:
    assert texts(raw, Source.BODY) == [(OFFER, "")]
    assert doubts(raw) == ()
    assert parse(raw).sender == opened(raw).mail.sender


def test_what_was_signed_twice_is_read() -> None:
    inner = (
        b'Content-Type: application/pkcs7-mime; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    )
    inner += base64.encodebytes(signed(entity(OFFER)))
    assert texts(smime(signed(inner)), Source.BODY) == [(OFFER, "")]


def test_a_detached_signature_leaves_the_mail_as_it_is() -> None:
    head = b'From: anna@ommen.nl\r\nContent-Type: multipart/signed; micalg=sha-256; boundary="x"\r\n\r\n'
    part = b"Content-Type: application/pkcs7-signature\r\n\r\nabc\r\n"
    raw = head + b"--x\r\n" + entity(OFFER) + b"\r\n--x\r\n" + part + b"--x--\r\n"
    assert texts(raw, Source.BODY) == [(OFFER, "")]
    assert doubts(raw) == ()


def test_files_inside_a_signed_mail_are_read() -> None:
    raw = smime(signed(entity("Zie bijlage.", ("brief.docx", OCTETS, word(OFFER)))))
    assert texts(raw, Source.ATTACHMENT) == [(OFFER, "brief.docx")]


def test_a_document_that_was_signed_by_itself_is_read() -> None:
    assert texts(attached(("brief.docx.p7m", signed(word(OFFER)))), Source.ATTACHMENT) == [
        (OFFER, "brief.docx")
    ]


def test_lines_of_a_gateway_below_a_signed_mail_do_not_hide_it() -> None:
    made = mail("Deze mail is gecontroleerd op virussen.")
    raw = with_files(made, ("smime.p7m", "application/pkcs7-mime", signed(entity(OFFER))))
    ((said, _),) = texts(raw, Source.BODY)
    assert said.startswith(OFFER)


def test_an_encrypted_mail_is_put_before_a_person() -> None:
    found = opened(smime(encrypted(entity(OFFER)), "enveloped-data"))
    assert "De mail zelf is niet te lezen (het bericht is versleuteld)." in found.mail.defects


def test_winmail_does_not_say_the_same_twice_and_gives_its_files() -> None:
    raw = with_files(
        mail(OFFER),
        ("winmail.dat", "application/ms-tnef", winmail(OFFER, ("lijst.xlsx", excel(("Ommen", 12))))),
    )
    assert texts(raw, Source.BODY) == [(OFFER, "")]
    assert texts(raw, Source.ATTACHMENT) == [("Sheet\nOmmen\t12", "lijst.xlsx")]


@pytest.mark.parametrize("html", ["", f"<p>{OFFER}</p>"])
def test_an_outlook_item_gives_its_words_and_files(html: str) -> None:
    raw = attached(
        ("besluit.msg", outlook("" if html else OFFER, ("bijlage.docx", word("Per 1 juli.")), html=html))
    )
    assert texts(raw, Source.ATTACHMENT) == [
        ("Besluit van het college", "besluit.msg"),
        (OFFER, "besluit.msg"),
        ("Per 1 juli.", "bijlage.docx"),
    ]


def test_a_mail_in_a_file_gives_its_own_words_and_not_its_history() -> None:
    inner = mail(f"{OFFER}\n\nVan: VNG <migratie@vng.nl>\nVerzonden: maandag 1 juni 2026 10:00\nAan: Ommen\n"
                 "Onderwerp: Oproep\n\nKunt u 40 plekken leveren?")  # fmt: skip
    found = texts(attached(("reactie.eml", inner.as_bytes())), Source.ATTACHMENT)
    assert found == [("Reactie", "reactie.eml"), (OFFER, "reactie.eml")]


def test_our_own_letter_in_a_file_offers_nothing() -> None:
    letter = outlook("Wij vragen Ommen om 40 plekken.", sender="migratie@vng.nl")
    assert texts(attached(("oproep.msg", letter)), Source.ATTACHMENT) == []


def test_a_zip_gives_its_files_also_from_a_zip_inside() -> None:
    inside = zipped({"map/lijst.txt": b"Ommen 12", "__MACOSX/._lijst.txt": b"x"})
    raw = attached(("alles.zip", zipped({"binnen.zip": inside, "besluit.msg": outlook(OFFER)})))
    assert texts(raw, Source.ATTACHMENT) == [
        ("Besluit van het college", "alles.zip: besluit.msg"),
        (OFFER, "alles.zip: besluit.msg"),
        ("Ommen 12", "alles.zip: binnen.zip: lijst.txt"),
    ]


def test_files_of_an_enclosed_mail_are_read() -> None:
    made = mail("Ter info.")
    inner = mail("Zie bijlage.")
    with_files(inner, ("brief.docx", OCTETS, word(OFFER)))
    made.add_attachment(inner)
    assert texts(made.as_bytes(), Source.ATTACHMENT) == [(OFFER, "brief.docx")]


def _locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": b"7 plekken"}))
    # The flag of encryption, in the local header and in the directory (APPNOTE, 4.4.4).
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("alles.zip", _locked_zip(), "wachtwoord"),
        ("alles.zip", b"PK\x03\x04 kapot", "beschadigd"),
        ("alles.zip", zipped({f"{n}.txt": b"x" for n in range(60)}), "meer dan 50"),
        (
            "besluit.msg",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000,
            "geen leesbaar Outlook-bericht",
        ),
        ("besluit.msg", b"tekst", "geen leesbaar Outlook-bericht"),
        ("winmail.dat", b"\x78\x9f\x3e\x22\x01", "geen leesbaar winmail.dat"),
        ("smime.p7m", b"0\x80kapot", "geen leesbaar ondertekend bericht"),
        ("smime.p7m", encrypted(b"x"), "versleuteld"),
        ("oud.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "oud soort bestand"),
        ("leeg.eml", b" \n", "geen leesbare mail"),
    ],
)
def test_what_stays_closed_is_a_doubt(name: str, data: bytes, reason: str) -> None:
    found = doubts(attached((name, data)))
    assert any(doubt.startswith(f"Aantal staat mogelijk alleen in de bijlage {name}: ") for doubt in found), (
        found
    )
    assert any(reason in doubt for doubt in found), found


def _matryoshka(depth: int) -> bytes:
    data = b"7 plekken"
    for level in range(depth):
        data = zipped({f"{level}.zip" if level else "a.txt": data})
    return data


def _zip_of_zips(wide: int, deep: int) -> bytes:
    data = b"\0" * 30_000_000
    for _ in range(deep):
        data = zipped({f"{n}.zip": data for n in range(wide)})
    return data


def _mail_in_mail(depth: int) -> bytes:
    raw = mail(OFFER).as_bytes()
    for level in range(depth):
        raw = attached((f"{level}.eml", raw))
    return raw


BOMBS = {
    "200 MB of zeros": attached(("bom.zip", zipped({"a.txt": b"\0" * 200_000_000}))),
    "200 MB in parts": attached(("bom.zip", zipped({f"{n}.txt": b"\0" * 5_000_000 for n in range(40)}))),
    "many at once": attached(*((f"{n}.zip", zipped({"a.txt": b"\0" * 30_000_000})) for n in range(30))),
    "zips of zips": attached(("bom.zip", _zip_of_zips(16, 3))),
    "matryoshka": attached(("bom.zip", _matryoshka(40))),
    "mail in mail": _mail_in_mail(12),
    "compressed signature": smime(compressed(b"\0" * 200_000_000), "compressed-data"),
    "many attributes": attached(
        ("winmail.dat", winmail("") + b"\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" * 900_000)
    ),
}


@pytest.mark.parametrize("raw", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_costs_its_own_mail_a_doubt_and_nothing_else(raw: bytes) -> None:
    start = time.monotonic()
    found = opened(raw)
    told = passages_of(found)[1] or found.mail.defects
    assert told
    assert time.monotonic() - start < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 3_000_000
    assert texts(attached(("na.txt", OFFER.encode())), Source.ATTACHMENT) == [(OFFER, "na.txt")]


def test_a_plain_mail_is_left_as_it_is() -> None:
    parsed = parse(mail(OFFER).as_bytes())
    assert unwrap(parsed) == Unwrapped(parsed)
    assert Passage(OFFER, Source.BODY) in passages_of(Unwrapped(parsed))[0]


def test_a_person_sees_the_mail_out_of_its_envelope_and_the_files_as_they_came() -> None:
    found = readable(smime(signed(entity(OFFER, ("alles.zip", "application/zip", zipped({"a.txt": b"x"}))))))
    assert (found.text, [file.name for file in found.attachments]) == (OFFER, ["alles.zip"])
