"""Forgetting: what names a person goes out of every table, and what counts stays (AVG, articles 5(1)(e) and 17)."""

from collections.abc import Sequence

from sqlalchemy import Delete, Engine, Update
from sqlmodel import Session, col, delete, select, update

from intake.store import search
from intake.store.cases import locked
from intake.store.engine import unit_of_work
from intake.store.entries import AnsweredRow, EntryRow, FingerprintRow
from intake.store.people import NoteRow
from intake.store.tables import CaseRow, EvidenceRow, MessageRow, OutboxRow, PledgeRow, RawRow

_GONE = "Twijfels over deze zaak zijn gewist, samen met de mail waar ze over gingen."
# What of the verdict names nobody.
_COUNTS = frozenset(
    "mailbox labels primary confidence municipality support_types question_topics urgency auto_reply should_ack "
    "screening is_reply_to_thread trust model rulebook".split()
)


def forget(session: Session, numbers: Sequence[int]) -> None:
    """Everything of these messages that names a person goes; counts and the ledger stay."""
    rows = session.exec(select(MessageRow).where(col(MessageRow.id).in_(numbers))).all()
    # First, as everybody does who changes a case: two who wait for each other would both fail.
    held = [locked(session, case) for case in sorted({row.case_id for row in rows if row.case_id})]
    for row in rows:
        row.sender, row.subject, row.reason = "", "", ""
        row.domain = row.topic = row.message_id = None
        row.outcome = {key: value for key, value in (row.outcome or {}).items() if key in _COUNTS}
        session.add(row)
        search.forget(session, int(row.id or 0))
    written = (RawRow, EvidenceRow, FingerprintRow, AnsweredRow)
    for table in written:
        _run(session, delete(table).where(col(table.message_row_id).in_(numbers)))
    _run(
        session,
        update(PledgeRow).where(col(PledgeRow.message_row_id).in_(numbers)).values(quote="", source_name=""),
    )
    _run(session, update(EntryRow).where(col(EntryRow.message_row_id).in_(numbers)).values(quote=""))
    _run(
        session,
        update(OutboxRow)
        .where(col(OutboxRow.message_row_id).in_(numbers))
        .values(recipient="", subject="", in_reply_to=None, reason="", data=b""),
    )
    session.flush()
    for case in held:
        _forget_words(session, case)


def clear_up(engine: Engine) -> None:
    """After forgetting: takes the words from the disk too, in transactions that hold nobody up for long."""
    first = more = True
    while more:
        with unit_of_work(engine) as session:
            more, first = search.clear_up(session, first=first), False


def _forget_words(session: Session, case: CaseRow) -> None:
    """The notes of a case go, and every doubt that is not of a mail which stays: doubts quote."""
    _run(session, delete(NoteRow).where(col(NoteRow.case_id) == case.id))
    verdicts = session.exec(select(MessageRow.outcome).where(MessageRow.case_id == case.id))
    standing = {doubt for verdict in verdicts for doubt in (verdict or {}).get("doubts", ())}
    kept = [doubt for doubt in case.doubts if doubt in standing or doubt == _GONE]
    if kept != case.doubts:
        # `updated_at` stays: from then on the days of what is left in the case count.
        case.doubts = list(dict.fromkeys([*kept, _GONE]))
        case.version += 1
        session.add(case)


def _run(session: Session, statement: Delete | Update) -> None:
    session.connection().execute(statement)
