"""Two copies of one mail are recognised, whatever the servers did to them; two mails are told apart."""

import time

from intake.store.digests import content_digest, early_message_id
from tests.store.samples import mail

_PLAIN = mail()


def test_transport_headers_do_not_count() -> None:
    travelled = mail(
        "een",
        "Wij bieden 15 plekken aan.",
        "Return-Path: <jan@amersfoort.nl>",
        "Delivered-To: ondersteuningsteamasiel@vng.nl",
        "Received: from a by b\r\n\twith SMTP; Mon, 1 Jun 2026 10:00:01 +0200",
        "X-MS-Exchange-Organization-SCL: 1",
    )
    assert content_digest(travelled) == content_digest(_PLAIN)


def test_line_ends_and_folds_do_not_count() -> None:
    folded = _PLAIN.replace(b"Subject: Aanbod", b"Subject:\r\n  Aanbod")
    assert content_digest(_PLAIN.replace(b"\r\n", b"\n")) == content_digest(_PLAIN) == content_digest(folded)


def test_boundaries_do_not_count() -> None:
    def parts(boundary: bytes) -> bytes:
        head = b'Message-ID: <a@b>\nContent-Type: multipart/mixed; boundary="' + boundary + b'"\n\n'
        return head + b"--" + boundary + b"\n\ntekst\n--" + boundary + b"--\n"

    assert content_digest(parts(b"_000_AM0")) == content_digest(parts(b"==12345"))


def test_other_words_are_another_message() -> None:
    assert content_digest(mail(body="Wij bieden 16 plekken aan.")) != content_digest(_PLAIN)
    assert content_digest(mail("twee")) != content_digest(_PLAIN)


def test_the_message_id_is_read_early() -> None:
    assert early_message_id(_PLAIN) == "<een@amersfoort.nl>"
    assert (
        early_message_id(b"Message-ID:\r\n <gevouwen@x.nl>\r\n\r\nMessage-ID: <lijf@x.nl>")
        == "<gevouwen@x.nl>"
    )
    assert early_message_id(b"Subject: x\r\n\r\nMessage-ID: <lijf@x.nl>") is None
    assert early_message_id(b"") is None


def test_hostile_bytes_take_no_time() -> None:
    hostile = [b"--" * 2_000_000, b'boundary="' * 400_000, b"\n " * 2_000_000, b"\x00" * 5_000_000]
    started = time.process_time()
    for data in hostile:
        content_digest(b"Subject: x\n\n" + data)
        content_digest(data)
        early_message_id(data)
    assert time.process_time() - started < 10
