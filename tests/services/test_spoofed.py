"""Somebody pretends to be a municipality: the ledger and the answer do not believe it; a person may."""

import pytest
from sqlalchemy import Engine

from intake.pipeline import Examiner, load_examiner
from intake.readers import Here
from intake.services.examine import examine_due
from intake.services.ledger import ledger
from intake.settings import Settings
from intake.store.engine import reading
from intake.store.tables import CaseRow, MessageRow, OutboxRow, PledgeRow
from tests.services.samples import Clock, receive, settings
from tests.services.test_filing import rows

OFFER = """Geachte heer, mevrouw,

De gemeente Ommen stelt {places} extra plekken beschikbaar voor statushouders.

Met vriendelijke groet,
Anna Bakker
gemeente Ommen
"""
PASS = "Authentication-Results: mx.vng.nl; dmarc=pass header.from={domain}"


def offer(places: int, *headers: str, sender: str = "a.bakker@ommen.nl") -> bytes:
    lines = [*headers, f"From: Anna Bakker <{sender}>", "To: migratie@vng.nl", "Subject: Aanbod van Ommen"]
    lines += [f"Message-ID: <{places}@ommen.nl>", "Content-Type: text/plain; charset=utf-8", ""]
    return ("\r\n".join(lines) + "\r\n" + OFFER.format(places=places).replace("\n", "\r\n")).encode()


SPOOFS = {
    "failed at our gateway": offer(
        500,
        "Authentication-Results: mx.vng.nl; spf=fail smtp.mailfrom=x.org; dmarc=fail header.from=ommen.nl",
    ),
    "forged result below": offer(
        500,
        "Authentication-Results: mx.vng.nl; dmarc=fail header.from=ommen.nl",
        "Received: from x.org by mx.vng.nl; Tue, 09 Jun 2026 08:00:00 +0000",
        PASS.format(domain="ommen.nl"),
    ),
    "one letter off": offer(500, PASS.format(domain="onmen.nl"), sender="a.bakker@onmen.nl"),
    "foreign letter": offer(500, PASS.format(domain="xn--mmen-45d.nl"), sender="a.bakker@xn--mmen-45d.nl"),
    "another ending": offer(500, PASS.format(domain="ommen.com"), sender="a.bakker@ommen.com"),
    "private address": offer(500, PASS.format(domain="gmail.com"), sender="anna.bakker.ommen@gmail.com"),
    "unknown domain": offer(500, PASS.format(domain="elders.org"), sender="ommen@elders.org"),
    "answer elsewhere": offer(500, PASS.format(domain="ommen.nl"), "Reply-To: anna@gmail.com"),
    "two senders": offer(500, PASS.format(domain="ommen.nl"), "From: x@elders.org"),
}


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    """The real one: it believes one gateway."""
    return load_examiner(_settings())


def _settings() -> Settings:
    base = settings()
    return base.model_copy(update={"trust": base.trust.model_copy(update={"authserv_ids": ("mx.vng.nl",)})})


def _handle(engine: Engine, examiner: Examiner, *mails: bytes) -> None:
    receive(engine, *mails)
    examine_due(engine, Here(examiner), _settings(), Clock(), lambda: False)


@pytest.mark.parametrize("raw", SPOOFS.values(), ids=SPOOFS.keys())
def test_a_spoofed_pledge_of_500_reaches_no_total(engine: Engine, examiner: Examiner, raw: bytes) -> None:
    _handle(engine, examiner, offer(12, PASS.format(domain="ommen.nl")), raw)
    with reading(engine) as session:
        assert ledger(session)["Ommen"]["persons"] == 12
    spoofed = rows(engine, MessageRow)[1]
    assert spoofed.outcome is not None
    assert spoofed.outcome["trust"] == "suspicious"
    case = next(case for case in rows(engine, CaseRow) if case.id == spoofed.case_id)
    assert case.needs_human
    assert [pledge.booked for pledge in rows(engine, PledgeRow) if pledge.places == 500] == [False]
    assert not any(b"500" in row.data.partition(b"\r\n\r\n")[2] for row in rows(engine, OutboxRow))
