"""When everything fails, the log is still JSON from the first line to the last, and still names nobody."""

import json
from collections.abc import Iterator

from tests.acceptance.harness import MIGRATIE, TEAM, Worker, let_time_pass, received
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import AfterData, SmtpServer

NAMES = ("vogelzang", "kerkbrink", "uithof")
ANNA = "anna.vogelzang@amersfoort.nl"
_OFFER = "De gemeente Amersfoort biedt 15 plekken aan. Kerkbrink 3, vraag naar Uithof."


def _mail(number: int, *headers: str, body: str = _OFFER, sender: str = f"Anna Vogelzang <{ANNA}>") -> bytes:
    lines = [
        f"From: {sender}",
        f"To: {MIGRATIE}",
        f"Subject: Vogelzang {number}",
        f"Message-ID: <vogelzang.{number}@amersfoort.nl>",
        "Date: Mon, 01 Jun 2026 10:00:00 +0200",
        "MIME-Version: 1.0",
    ]
    return "\r\n".join([*lines, *headers, "", body, ""]).encode("utf-8", "surrogateescape")


def _offer(number: int, town: str) -> bytes:
    body = f"De gemeente {town} biedt {number} plekken aan. Bel mevrouw Kerkbrink."
    return _mail(number, body=body, sender=f"Bas Uithof <bas.uithof@{town.lower()}.nl>")


def _attached(name: str, kind: str, content: str) -> tuple[str, str]:
    body = (
        f"--b\r\nContent-Type: text/plain\r\n\r\n{_OFFER}\r\n--b\r\nContent-Type: {kind}; name={name}\r\n"
        f"Content-Disposition: attachment; filename={name}\r\n\r\n{content}\r\n--b--"
    )
    return 'Content-Type: multipart/mixed; boundary="b"', body


def _wrecks() -> Iterator[bytes]:
    """Mail that is broken where parsers complain: in its charset, date, structure, addresses and files."""
    yield _mail(1, 'Content-Type: text/plain; charset="vogelzang"')
    yield _mail(2, "Content-Transfer-Encoding: base64", body="Kerkbrink!!\udcff")
    yield _mail(
        3, "In-Reply-To: Kerkbrink", "Reply-To: Vogelzang <<uithof@", sender=f"\udcff {ANNA},,<uithof>"
    )
    yield _mail(4, "Authentication-Results: mx.example.nl; uithof=;; dmarc=vogelzang")
    yield b"Kerkbrink\x00\xff zonder koppen"
    for number, (name, kind) in enumerate(
        (
            ("vogelzang.pdf", "application/pdf"),
            ("kerkbrink.xlsx", "application/x-xlsx"),
            ("uithof.zip", "application/zip"),
        ),
        10,
    ):
        headers, body = _attached(name, kind, "%PDF-1.7 Vogelzang PK\x03\x04 Kerkbrink")
        yield _mail(number, headers, body=body)
    yield _mail(20, 'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=uithof')
    yield _mail(
        21, 'Content-Type: application/pkcs7-mime; smime-type="vogelzang"; name=smime.p7m', body="Kerkbrink"
    )
    yield _mail(22, "Content-Type: application/ms-tnef; name=winmail.dat", body="Vogelzang")


def test_a_run_in_which_everything_fails_names_nobody(
    worker: Worker, dovecot: Dovecot, smtp: SmtpServer
) -> None:
    worker.tables = '[log]\nformat = "json"'
    worker.environment = {"PYTHONWARNINGS": "default"}
    wrecks = list(_wrecks())
    for one in wrecks:
        dovecot.append(MIGRATIE, [one])
    smtp.refuse_recipient = {"*": f"451 4.2.1 Anna Vogelzang <{ANNA}> is away"}
    worker.passwords = {TEAM: "kerkbrink-wachtwoord"}
    worker.once()
    trouble = (
        ("Gouda", {}, AfterData.BABBLE),
        ("Ede", {}, AfterData.HANG_UP_LOST),
        ("Breda", {"*": f"550 5.1.1 no Vogelzang <{ANNA}> at Kerkbrink"}, AfterData.ACCEPT),
    )
    for number, (town, refusal, after) in enumerate(trouble, 30):
        let_time_pass(worker.database, 3)
        dovecot.append(MIGRATIE, [_offer(number, town)])
        smtp.refuse_recipient, smtp.after_data = refusal, after
        worker.once()
    smtp.down()
    dovecot.append(MIGRATIE, [_offer(40, "Tiel")])
    worker.once()
    now, log = worker.state(), worker.log()
    lines = [json.loads(line) for line in log.splitlines()]
    assert [name for name in NAMES if name in log.lower()] == []
    assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, lines))
    # It did fail as meant: all was read or given up, and every kind of trouble was told.
    assert len(list(received(now))) == len(wrecks) + len(trouble) + 1
    assert {"uncertain", "refused", "queued"} <= {one["state"] for one in now["outbox"]}
    told = " ".join(line["message"] for line in lines)
    assert [
        word
        for word in ("refused the login", "is uncertain", "is refused", "cannot be reached")
        if word not in told
    ] == []
