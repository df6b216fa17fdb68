"""The acknowledgement: its headers, its words, and that nothing of the sender gets into either."""

import email
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from intake.content import content_root
from intake.domain import Address, Outcome, Pledge, Source, Trust, Unit, Urgency
from intake.errors import ContentError, MessageError
from intake.mail.compose import OutgoingMail, acknowledgement
from intake.mail.parse import parse
from intake.mail.samples import sample_outcomes, validate_templates
from intake.mail.screening import screen
from intake.mail.wording import greeting, pledge_line

NOW = datetime(2026, 6, 4, 22, 30, tzinfo=UTC)
OUTCOME = next(sample_outcomes())


def compose(
    outcome: Outcome = OUTCOME,
    *,
    template: str = "place_pledge",
    quote: bool = True,
    token: str = "VNG-2026-00042",
) -> OutgoingMail:
    return acknowledgement(
        outcome, token=token, template=template, message_id="<uit.1@vng.nl>", from_address=Address("VNG", "migratie@vng.nl"),
        quote_pledges=quote, now=NOW, urgent_phone="070 373 8393",
    )  # fmt: skip


def read(mail: OutgoingMail) -> EmailMessage:
    message = email.message_from_bytes(mail.data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(mail: OutgoingMail, kind: str = "plain") -> str:
    body = read(mail).get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_headers() -> None:
    mail = compose(replace(OUTCOME, references=("<r@ommen.nl>",)))
    message = read(mail)
    assert message["From"] == "VNG <migratie@vng.nl>"
    assert message["To"] == "Jan de Vries <j.de.vries@amersfoort.example>"
    assert message["Subject"] == mail.subject
    assert mail.subject.startswith("[VNG-2026-00042] Ontvangen: ")
    assert message["Message-ID"] == mail.message_id == "<uit.1@vng.nl>"
    assert message["In-Reply-To"] == mail.in_reply_to == "<a1@amersfoort.example>"
    assert message["References"].split() == ["<r@ommen.nl>", "<a1@amersfoort.example>"]
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Precedence"] is None
    assert message["Date"].datetime == NOW
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert mail.recipient == "j.de.vries@amersfoort.example"


def test_lines_end_as_smtp_wants_them() -> None:
    data = compose().data
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_the_same_answer_is_the_same_bytes() -> None:
    assert compose().data == compose().data


def test_our_own_screening_never_answers_it() -> None:
    assert screen(parse(compose().data), frozenset({"iemand@elders.example"})).auto_reply


def test_answers_go_to_reply_to() -> None:
    mail = compose(replace(OUTCOME, answer_to=Address("", "team@amersfoort.example")))
    assert mail.recipient == "team@amersfoort.example"
    assert "Geachte heer, mevrouw," in text_of(mail)


def test_without_message_id_there_is_no_thread() -> None:
    mail = compose(replace(OUTCOME, message_id=None))
    assert mail.in_reply_to is None
    assert read(mail)["In-Reply-To"] is None
    assert read(mail)["References"] is None


def test_long_identifiers_stay_whole_and_references_are_bounded() -> None:
    long = f"<{'x' * 140}@prod.example>"
    chain = tuple(f"<{n}.{'y' * 60}@ommen.nl>" for n in range(200))
    message = email.message_from_bytes(compose(replace(OUTCOME, message_id=long, references=chain)).data)
    references = str(message["References"]).split()
    assert str(message["In-Reply-To"]).strip() == long
    assert (references[0], references[-1], len(references)) == (chain[0], long, 20)


@pytest.mark.parametrize(
    "name",
    [
        "x\r\nBcc: slachtoffer@x.nl",
        "x\nBcc: slachtoffer@x.nl",
        "x\x00\x0bBcc: a",
        '"><b>',
        "=?utf-8?q?=0D=0ABcc:_x?=",
        "Anna\u2028Bcc: x",
    ],
)
def test_nothing_is_injected_by_a_name(name: str) -> None:
    sender = Address(name, "a@ommen.nl")
    message = read(compose(replace(OUTCOME, sender=sender, answer_to=sender)))
    assert sorted(message.keys()) == sorted(set(message.keys()))
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["a@ommen.nl"]


@pytest.mark.parametrize(
    "identifier", ["<a@b>\r\nBcc: x@y.nl", "<a b@c>", "<é@b>", "<" + "a" * 2_000 + "@b>", ""]
)
def test_odd_identifiers_are_left_out(identifier: str) -> None:
    mail = compose(replace(OUTCOME, message_id=identifier, references=(identifier,)))
    assert read(mail)["Bcc"] is None
    assert read(mail)["In-Reply-To"] is None


@pytest.mark.parametrize(
    "address", ["a@b.nl\r\nRCPT TO:<x@y.nl>", "a b@c.nl", "@c.nl", "a@", "ä@b.nl", "a@b.nl,c@d.nl", "a"]
)
def test_addresses_that_cannot_be_answered(address: str) -> None:
    with pytest.raises(MessageError):
        compose(replace(OUTCOME, sender=Address("", address), answer_to=Address("", address)))


def test_an_international_domain_is_written_in_ascii() -> None:
    to = Address("", "a@münchen.example")
    assert compose(replace(OUTCOME, sender=to, answer_to=to)).recipient == "a@xn--mnchen-3ya.example"


def test_nobody_to_answer() -> None:
    with pytest.raises(MessageError):
        compose(replace(OUTCOME, sender=None, answer_to=None))


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_what_we_understood_is_told_when_asked(kind: str) -> None:
    words = text_of(compose(), kind)
    assert "15 plekken, gemeente Amersfoort, vanaf 1 september 2026" in words
    assert "Klopt dit niet?" in words
    assert "onder voorbehoud" in words
    assert "15 plekken" not in text_of(compose(quote=False), kind)


@pytest.mark.parametrize("template", ["place_pledge", "question", "support_request", "other"])
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_every_answer_says_what_people_need(template: str, kind: str) -> None:
    words = text_of(compose(template=template), kind)
    for needed in (
        "VNG-2026-00042",
        "5 juni 2026",
        "070 373 8393",
        "Beste Jan de Vries,",
        "Vereniging van Nederlandse Gemeenten",
    ):
        assert needed in words


def test_haste_is_answered_with_a_telephone_number() -> None:
    hurry = replace(OUTCOME, classification=replace(OUTCOME.classification, urgency=Urgency.HIGH))
    assert "112" in text_of(compose(hurry, template="support_request"))
    assert "112" not in text_of(compose(template="support_request"))


def test_the_html_has_a_language_a_title_and_escapes() -> None:
    words = text_of(compose(), "html")
    assert '<html lang="nl">' in words
    assert "<title>[VNG-2026-00042]" in words
    assert "&#39;s-Hertogenbosch" in words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Jan de Vries", "Beste Jan de Vries,"),
        ("Bakker, Anna", "Beste Anna Bakker,"),
        ("Åsa van 't Hof-Öz", "Beste Åsa van 't Hof-Öz,"),
        ("J.A. Smit", "Beste J.A. Smit,"),
        ("Gemeente Ommen", "Geachte heer, mevrouw,"),
        ("Secretariaat wethouder", "Geachte heer, mevrouw,"),
        ("Anna", "Geachte heer, mevrouw,"),
        ("", "Geachte heer, mevrouw,"),
        ("Win 1000 euro", "Geachte heer, mevrouw,"),
        ("Klik http://x.nl nu", "Geachte heer, mevrouw,"),
        ("a" * 5_000, "Geachte heer, mevrouw,"),
    ],
)
def test_names_are_used_only_when_safe(name: str, words: str) -> None:
    assert greeting(name) == words


def test_a_suspicious_sender_is_not_named() -> None:
    assert "Jan" not in text_of(compose(replace(OUTCOME, trust=Trust.SUSPICIOUS)))


BASE = Pledge("Ommen", 15, Unit.PLEKKEN, "", Source.BODY)


@pytest.mark.parametrize(
    ("pledge", "words"),
    [
        (BASE, "15 plekken, gemeente Ommen"),
        (replace(BASE, places=1, unit=Unit.WONINGEN), "1 woning, gemeente Ommen"),
        (
            replace(BASE, places=14, unit=Unit.KAMERS, persons_total=28),
            "14 kamers voor 28 personen, gemeente Ommen",
        ),
        (replace(BASE, places=None, min=8, max=12), "tussen 8 en 12 plekken, gemeente Ommen"),
        (replace(BASE, places=None), "plekken, aantal volgt, gemeente Ommen"),
        (replace(BASE, max=15), "maximaal 15 plekken, gemeente Ommen"),
        (replace(BASE, conditional=True), "15 plekken, gemeente Ommen, onder voorbehoud"),
        (replace(BASE, replaces=10), "15 plekken, gemeente Ommen, in plaats van 10"),
        (replace(BASE, places=0, withdrawn=True), "u trekt uw aanbod in, gemeente Ommen"),
        (replace(BASE, municipality=None, unit=None), "15 plekken, gemeente nog niet bekend"),
    ],
)
def test_pledges_in_words(pledge: Pledge, words: str) -> None:
    assert pledge_line(pledge) == words


def test_every_template_is_tried() -> None:
    assert set(validate_templates()) >= {"place_pledge", "question", "support_request", "other"}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content that a test may break."""
    for name in ("rules", "templates"):
        shutil.copytree(content_root() / name, tmp_path / name)
    monkeypatch.setenv("INTAKE_CONTENT", str(tmp_path))
    return tmp_path / "templates" / "acknowledgements"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{{ onbekend_woord }}", "onbekend_woord"),
        ("{% if %}", "body.txt, regel 3"),
        ("{{ aanhef.__class__.__mro__ }}", "unsafe"),
        ('{% include "weg.txt" %}', "weg.txt ontbreekt"),
        ("{{ 1 / 0 }}", "division"),
    ],
)
def test_a_fault_in_a_template_names_the_file(content: Path, line: str, fault: str) -> None:
    path = content / "question" / "body.txt"
    path.write_text(f"{{{{ aanhef }}}}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"question/body\.txt") as caught:
        validate_templates()
    assert fault in str(caught.value)


def test_a_template_without_html_is_told(content: Path) -> None:
    (content / "other" / "body.html").unlink()
    with pytest.raises(ContentError, match=r"other/body\.html.*ontbreekt"):
        validate_templates()


def test_a_category_without_template_is_told() -> None:
    with pytest.raises(ContentError, match="bestaat niet"):
        compose(template="../../etc")
