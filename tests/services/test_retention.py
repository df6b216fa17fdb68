"""What may no longer be kept goes, on both databases; counts and the ledger stay as they were."""

from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session, select

from intake.services.export import state
from intake.services.retention import Removed, retain
from intake.store.tables import AuditRow, EvidenceRow, MessageRow, OutboxRow, PledgeRow, RawRow
from tests.services.samples import NOW, handle, receive, settings, write

PLEDGE = "X-Pledge: Amersfoort 15 plekken"
POLICY = settings(retention={"raw_days": 30, "personal_days": 60})


def sent(engine: Engine) -> None:
    with Session(engine) as session:
        for answer in session.exec(select(OutboxRow)):
            answer.state = "sent"
            session.add(answer)
        session.commit()


def texts(engine: Engine) -> str:
    """Everything in the database that a person might have written."""
    with Session(engine) as session:
        rows = [
            *session.exec(select(MessageRow)),
            *session.exec(select(PledgeRow)),
            *session.exec(select(EvidenceRow)),
        ]
        answers = session.exec(select(OutboxRow)).all()
        raws = session.exec(select(RawRow)).all()
    return repr([row.model_dump() for row in rows]) + repr(
        [*(a.model_dump() for a in answers), *(r.data for r in raws)]
    )


def test_young_mail_stays(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE))
    assert retain(engine, POLICY, NOW + timedelta(days=29)) == Removed()
    assert "jan@amersfoort.nl" in texts(engine)


def test_first_the_bytes_go_and_then_the_people(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE, body="Vraag het Jan Modaal"))
    sent(engine)
    before = state(engine)["ledger"]["Amersfoort"]["persons"]
    later = NOW + timedelta(days=31)
    assert retain(engine, POLICY, later, dry_run=True) == Removed(raw=1, answers=1)
    assert retain(engine, POLICY, later) == Removed(raw=1, answers=1)
    assert "Modaal" not in texts(engine)
    assert "jan@amersfoort.nl" in texts(engine)
    assert retain(engine, POLICY, NOW + timedelta(days=61)) == Removed(people=1)
    assert "jan@amersfoort.nl" not in texts(engine)
    assert "15 plekken" not in texts(engine)
    assert state(engine)["ledger"]["Amersfoort"]["persons"] == before == 15
    assert retain(engine, POLICY, NOW + timedelta(days=90)) == Removed()


def test_mail_that_waits_and_cases_that_live_are_kept(engine: Engine) -> None:
    receive(engine, write("wacht", PLEDGE))
    assert retain(engine, POLICY, NOW + timedelta(days=400)) == Removed()
    handle(engine, write("twee", PLEDGE), first_uid=2)
    assert retain(engine, POLICY, NOW + timedelta(days=29)) == Removed()


def test_every_run_is_in_the_journal(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE))
    later, counts = NOW + timedelta(days=31), {"raw": 1, "answers": 0, "people": 0}
    retain(engine, POLICY, later, dry_run=True, actor="cli:noor")
    retain(engine, POLICY, later)
    with Session(engine) as session:
        lines = session.exec(select(AuditRow).where(AuditRow.action.startswith("retention"))).all()
    assert [(one.action, one.actor, one.details) for one in lines] == [
        ("retention counted", "cli:noor", counts),
        ("retention", "worker", counts),
    ]
