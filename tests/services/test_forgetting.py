"""After the last day nothing in any table names a person, whatever happened to their mail; the counts are as before."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlmodel import Session, select

from intake.errors import MessageError, UnreadableMessageError
from intake.services import correcting, handling
from intake.services.export import state
from intake.services.login import proved
from intake.services.person import Traces, erase, traces
from intake.services.retention import retain
from intake.store.engine import unit_of_work
from intake.store.tables import CaseRow, MessageRow, OutboxRow, PledgeRow
from tests.services.samples import NOW, TinyExaminer, examine_all, handle, receive, settings, write

POLICY = settings(retention={"raw_days": 30, "personal_days": 60})
LATER = NOW + timedelta(days=61)
NAMES = ("vogelzang", "uithof", "kerkbrink")
# What has no words of a mail: our own people, and what Alembic keeps.
_OURS = {"alembic_version", "accounts", "sessions", "api_tokens", "saved_views", "reference_numbers"}


def _named(engine: Engine) -> dict[str, list[str]]:
    """The tables in which one of the names stands, with the rows: read as they lie, not through the program."""
    found = {}
    # The words of SQLite's search index lie in tables of its own.
    tables = [name for name in inspect(engine).get_table_names() if name not in _OURS]
    with engine.connect() as connection:
        for name in tables:
            rows = [repr(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{name}"'))]
            if hits := [row for row in rows if any(one in row.lower() for one in NAMES)]:
                found[name] = hits
    return found


def _lived(engine: Engine) -> None:
    """A case with everything in it: doubts that quote, a refusal, a note, deeds of a person, a copy, an answer to it."""
    anna = "anna.vogelzang@amersfoort.nl"
    first = write(
        "vogelzang.1",
        "X-Pledge: Amersfoort 15 plekken",
        f"X-Doubt: {anna} lijkt op",
        sender=anna,
        body="Kerkbrink",
    )
    handle(engine, first, first)
    handle(
        engine,
        write("uithof.2", "In-Reply-To: <vogelzang.1@x.nl>", "X-Doubt: Uithof belt", sender="bas@uithof.nl"),
        # Neither sender nor subject, and yet somebody's.
        b"Message-ID: <kerkbrink@x.nl>\r\n\r\nKerkbrink\r\n",
        b"X-Doubt: Kerkbrink is gesloten\r\n\r\nKerkbrink\r\n",
        first_uid=3,
    )
    receive(engine, write("drie", "X-Fail: hard", sender=anna, subject="Vogelzang"), first_uid=7)
    examine_all(engine, examiner=TinyExaminer({"hard": UnreadableMessageError("Vogelzang")}))
    with unit_of_work(engine) as session:
        for answer in session.exec(select(OutboxRow)):
            answer.state, answer.reason = "refused", f"550 {anna} unknown"
            session.add(answer)
    with Session(engine) as session:
        case = session.exec(select(CaseRow)).first()
        pledge = session.exec(select(PledgeRow.id)).one()
    assert case is not None
    assert pledge is not None
    handling.add_note(engine, case.token, "Vogelzang belt terug", NOW, actor="noor")
    correcting.confirm(engine, case.token, case.version, pledge, NOW, actor="noor")
    handling.settle(engine, case.token, case.version + 1, NOW, actor="noor")
    handle(
        engine,
        write("vier", "X-Doubt: Uithof zegt", sender="bas@uithof.nl", subject="Re: Aanbod"),
        first_uid=8,
    )


def test_nothing_names_anybody_after_the_last_day(engine: Engine) -> None:
    _lived(engine)
    assert {"messages", "raw_messages", "cases", "outbox", "notes"} <= set(_named(engine))
    before = state(engine)["ledger"]["Amersfoort"]["persons"]
    counted = retain(engine, POLICY, LATER, dry_run=True)
    assert retain(engine, POLICY, LATER) == counted
    assert _named(engine) == {}
    assert state(engine)["ledger"]["Amersfoort"]["persons"] == before == 15
    if engine.dialect.name == "sqlite":
        engine.dispose()
        whole = Path(str(engine.url.database)).read_bytes().lower()
        assert [name for name in NAMES if name.encode() in whole] == []
    again = retain(engine, POLICY, LATER)
    assert (again.raw, again.answers, again.people) == (0, 0, 0)


def test_what_was_given_up_is_found_and_erased_too(engine: Engine) -> None:
    receive(engine, write("drie", "X-Fail: hard", sender="anna@vogelzang.nl"))
    assert traces(engine, "Anna@Vogelzang.nl") == Traces(messages=1, in_work=1)
    examine_all(engine, examiner=TinyExaminer({"hard": UnreadableMessageError("Vogelzang")}))
    assert erase(engine, "anna@vogelzang.nl", NOW) == Traces(messages=1)
    assert _named(engine) == {}
    assert traces(engine, "anna@vogelzang.nl") == Traces()


def test_where_somebody_tried_to_log_in_is_known_for_a_day_at_most(engine: Engine) -> None:
    for _ in range(6):
        with pytest.raises(MessageError):
            proved(engine, "noor", "geraden", "vogelzang.example", NOW)
    assert set(_named(engine)) == {"login_attempts"}
    retain(engine, POLICY, NOW + timedelta(days=1))
    assert _named(engine) == {}


@pytest.mark.parametrize("gone", ["anna", "bas"])
def test_doubts_of_others_in_the_case_stay(engine: Engine, gone: str) -> None:
    handle(
        engine,
        write("een", "X-Doubt: anna@a.nl lijkt op", sender="anna@a.nl"),
        write("twee", "In-Reply-To: <een@x.nl>", "X-Doubt: bas@b.nl lijkt op", sender="bas@b.nl"),
    )
    with unit_of_work(engine) as session:
        for answer in session.exec(select(OutboxRow)):
            answer.state = "sent"
            session.add(answer)
    address = {"anna": "anna@a.nl", "bas": "bas@b.nl"}
    left = next(value for name, value in address.items() if name != gone)
    erase(engine, address[gone], NOW)
    with Session(engine) as session:
        (case,) = session.exec(select(CaseRow))
        assert [row.sender for row in session.exec(select(MessageRow).order_by(MessageRow.sender))] == [
            "",
            left,
        ]
    assert case.doubts[0] == f"{left} lijkt op"
    assert len(case.doubts) == 2
    assert "gewist" in case.doubts[1]
    assert case.needs_human
