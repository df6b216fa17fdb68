"""Forgetting: what names a person goes out of every table, and what counts stays (AVG, articles 5(1)(e) and 17)."""

from collections.abc import Sequence

from sqlalchemy import Delete, Update
from sqlmodel import Session, col, delete, select, update

from intake.store import search
from intake.store.entries import AnsweredRow, EntryRow, FingerprintRow
from intake.store.people import NoteRow
from intake.store.tables import EvidenceRow, MessageRow, OutboxRow, PledgeRow, RawRow

# What of the verdict names nobody.
_COUNTS = frozenset(
    "mailbox labels primary confidence municipality support_types question_topics urgency auto_reply should_ack "
    "screening is_reply_to_thread trust model rulebook".split()
)


def forget(session: Session, numbers: Sequence[int]) -> None:
    """Everything of these messages that names a person goes; counts and the ledger stay."""
    for row in session.exec(select(MessageRow).where(col(MessageRow.id).in_(numbers))):
        row.sender, row.subject, row.reason = "", "", ""
        row.domain = row.topic = None
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
        .values(recipient="", subject="", data=b""),
    )
    cases = select(MessageRow.case_id).where(
        col(MessageRow.id).in_(numbers), col(MessageRow.case_id).is_not(None)
    )
    _run(session, delete(NoteRow).where(col(NoteRow.case_id).in_(cases)))


def _run(session: Session, statement: Delete | Update) -> None:
    session.connection().execute(statement)
