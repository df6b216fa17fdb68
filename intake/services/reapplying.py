"""`intake replay --apply`: today's verdict on mail that was read before, where no person has decided anything.

What a mail is about is replaced. Numbers are not: where they would differ, a person gets a doubt, because the ledger goes to
others. Nobody is answered again.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, and_, col, delete, or_, select

from intake.domain import Outcome
from intake.mailfiles import Examines
from intake.report import outcome_record
from intake.store import cases, findings, messages
from intake.store.audit import WORKER, note
from intake.store.engine import reading, unit_of_work
from intake.store.tables import AuditRow, CaseRow, EvidenceRow, MessageRow, PledgeRow
from intake.store.text import clean_json

_REPLACED = (
    "labels primary confidence support_types question_topics urgency doubts evidence model rulebook".split()
)
_OTHER_NUMBERS = (
    "Het programma leest een mail in deze zaak nu anders, met andere gemeenten of aantallen dan er staan. "
    "Controleer de aantallen."
)


def apply(engine: Engine, examiner: Examines, number: int, now: datetime) -> bool:
    """Read one message again and keep what it is about; False when a person was here before, or the bytes are gone."""
    with reading(engine) as session:
        row = session.get_one(MessageRow, number)
        data = messages.raw_bytes(session, row)
    if data is None:
        return False
    outcome = examiner.examine(data, row.address, now, row.complete)
    with unit_of_work(engine) as session:
        cases.lock_filing(session)
        row = session.get_one(MessageRow, number, populate_existing=True)
        if row.duplicate_of is not None or _decided(session, row):
            return False
        _keep(session, row, outcome, now)
    return True


def _decided(session: Session, row: MessageRow) -> bool:
    """Whether a person did anything to this message, its case or its numbers."""
    of_case = and_(col(AuditRow.case_id).is_not(None), col(AuditRow.case_id) == row.case_id)
    of_it = or_(col(AuditRow.message_row_id) == row.id, of_case)
    deeds = select(AuditRow.id).where(of_it, AuditRow.actor != WORKER)
    reviews = select(PledgeRow.id).where(PledgeRow.message_row_id == row.id, PledgeRow.review != "")
    return any(session.exec(query.limit(1)).first() is not None for query in (deeds, reviews))


def _keep(session: Session, row: MessageRow, outcome: Outcome, now: datetime) -> None:
    then, today = dict(row.outcome or {}), clean_json(outcome_record("", outcome))
    row.outcome = {**then, **{name: today[name] for name in _REPLACED if name in today}}
    row.primary = today["primary"]
    session.connection().execute(delete(EvidenceRow).where(col(EvidenceRow.message_row_id) == row.id))
    findings.add_evidence(session, row, outcome)
    session.add(row)
    if row.case_id is not None:
        _tell_case(session, cases.locked(session, row.case_id), row, then, today, now)
    note(
        session,
        now,
        "read again",
        message=row.id,
        case=row.case_id,
        model=outcome.model,
        rulebook=outcome.rulebook,
    )


def _tell_case(
    session: Session,
    case: CaseRow,
    row: MessageRow,
    then: dict[str, Any],
    today: dict[str, Any],
    now: datetime,
) -> None:
    others = session.exec(
        select(MessageRow.id).where(MessageRow.case_id == case.id, MessageRow.id != row.id).limit(1)
    ).first()
    known = case.labels if others is not None else []
    case.labels = list(dict.fromkeys([*known, *today["labels"]]))
    if len(case.labels) > 1:
        case.labels = [label for label in case.labels if label != "other"]
    if others is None:
        case.primary = today["primary"]
    changed = any(then.get(name) != today[name] for name in ("pledges", "municipality"))
    cases.add_doubts(case, [*today["doubts"], *([_OTHER_NUMBERS] if changed else [])], now)
    session.add(case)
