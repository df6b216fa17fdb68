"""Six cases, each special in one way, for the queue."""

from datetime import timedelta

from sqlalchemy import Engine

from intake.store import search
from intake.store.engine import unit_of_work
from intake.store.tables import CaseRow
from intake.store.text import searchable
from tests.web.conftest import NOW, message


def case(number: int, **fields: object) -> CaseRow:
    usual = {
        "mailbox": "migratie",
        "address": "migratie@vng.nl",
        "labels": ["place_pledge"],
        "needs_human": True,
    }
    return CaseRow(
        **{"id": number, "token": f"VNG-2026-{number:05d}", "opened_at": NOW, "updated_at": NOW}
        | usual
        | fields
    )


def fill_crowd(engine: Engine) -> Engine:
    """Six cases, each special in one way."""
    with unit_of_work(engine) as session:
        session.add(case(1, opened_at=NOW - timedelta(days=3), municipality=["Súdwest-Fryslân"]))
        session.add(case(2, urgency="high", municipality=["Ede"]))
        session.add(case(3, needs_human=False, municipality=["Ede", "Utrecht"], labels=["question"]))
        session.add(case(4, status="closed", needs_human=False))
        session.add(case(5, assigned_to="noor", mailbox="ondersteuningsteamasiel"))
        session.add(case(6, opened_at=NOW - timedelta(days=1), municipality=["Amersfoort"]))
        session.flush()
        for number in range(1, 7):
            row = message(number, id=number, case_id=number, stage="filed", subject=f"Onderwerp {number}")
            session.add(row)
            session.flush()
            text = "Wij hebben één café." if number == 2 else ""
            search.remember(session, number, searchable(row.subject, f"afzender{number}@x.nl", text))
    return engine
