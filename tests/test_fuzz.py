"""Whatever comes in, something comes out: a verdict, or the one error that says that it is no mail."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.domain import Outcome, ScreeningVerdict
from intake.errors import UnreadableMessageError
from intake.pipeline import Examiner, load_examiner
from intake.report import outcome_record
from tests.attachments.files import excel, pdf, word, zipped
from tests.envelopes import entity, mail, outlook, signed, smime, winmail, with_files

NOW = datetime(2026, 6, 9, tzinfo=UTC)
SAMPLES = sorted((Path(__file__).resolve().parents[1] / "intake" / "demo" / "samples").glob("*.eml"))
OFFER = "De gemeente Ommen stelt 12 plekken beschikbaar."
ENVELOPES = [
    smime(signed(entity(OFFER))),
    with_files(mail("Zie bijlage."), ("brief.docx", "application/octet-stream", word(OFFER))),
    with_files(mail("Zie bijlage."), ("lijst.xlsx", "application/octet-stream", excel(("Ommen", 12)))),
    with_files(mail("Zie bijlage."), ("brief.pdf", "application/pdf", pdf(OFFER))),
    with_files(mail("Zie bijlage."), ("alles.zip", "application/zip", zipped({"a.txt": OFFER.encode()}))),
    with_files(mail("Zie bijlage."), ("reactie.msg", "application/vnd.ms-outlook", outlook(OFFER))),
    with_files(mail(""), ("winmail.dat", "application/ms-tnef", winmail(OFFER))),
]
FUZZ = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NASTY = st.sampled_from(
    [
        *(b"\x00", b"\r\n", b"\n\n", b"\r\n\r\n", b"\xff\xfe", b"=?utf-8?q?", b"?=", b"--", b'"', b"<"),
        *(b";" * 50, b"(" * 200, b">" * 99, b"9" * 400, b"\r" * 300, b"12 plekken " * 300),
        *("plekken ½ ٣ ५ 12".encode(), "\u202e\u200b".encode(), b"From: "),
        b"Content-Type: multipart/mixed; boundary=x\r\n",
        b"Content-Type: text/plain; charset=bestaat-niet\r\n",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Authentication-Results: mx.vng.nl; ((\r\n",
        b"Date: Fri, 99 Foo 99999 99:99:99 +9999\r\n",
    ]
)
HEADERS = "From Subject Reply-To Date Message-ID References Content-Type Authentication-Results".split()


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return load_examiner()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound mail with a few pieces cut out, doubled, moved or overwritten."""
    raw = draw(st.sampled_from([*(path.read_bytes() for path in SAMPLES), *ENVELOPES]))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 400)))
        piece = draw(st.one_of(st.binary(max_size=60), NASTY, st.just(raw[start:end] * 2), st.just(b"")))
        raw = raw[:start] + piece + raw[end:]
    return raw


def _is_sound(outcome: Outcome) -> bool:
    record = outcome_record("x.eml", outcome)
    return (
        bool(record["labels"])
        and all(doubt.strip() for doubt in outcome.doubts)
        and (outcome.screening.verdict is ScreeningVerdict.ANSWER or not outcome.should_ack)
        and not any(character in outcome.subject for character in "\r\n\x00")
    )


def _take(examiner: Examiner, raw: bytes) -> Outcome | None:
    """The verdict; None for what is no mail."""
    try:
        return examiner.examine(raw, "migratie@vng.nl", NOW)
    except UnreadableMessageError:
        return None


@FUZZ
@given(raw=st.binary(max_size=2_000))
def test_any_bytes(examiner: Examiner, raw: bytes) -> None:
    outcome = _take(examiner, raw)
    assert outcome is None or _is_sound(outcome)


@FUZZ
@given(raw=damaged())
def test_damaged_mails(examiner: Examiner, raw: bytes) -> None:
    outcome = _take(examiner, raw)
    assert outcome is None or _is_sound(outcome)


@FUZZ
@given(name=st.sampled_from(HEADERS), value=st.text(max_size=300), body=st.text(max_size=600))
def test_any_text_in_a_header_or_body(examiner: Examiner, name: str, value: str, body: str) -> None:
    head = f"{name}: {value}\r\nFrom: a@ommen.nl\r\nSubject: x\r\n\r\n"
    outcome = _take(examiner, (head + body).encode("utf-8", "surrogatepass"))
    assert outcome is None or _is_sound(outcome)
