"""Retention: what the law (AVG, article 5(1)(e)) no longer lets us keep goes; counts and totals stay.

After `raw_days` the bytes of a handled mail, its attachments and our answers go. After `personal_days` everything that names
a person goes as well: addresses, subjects, quotes, evidence, doubts and notes. The days count from the last thing that
happened in the case; mail that still waits to be read, and answers that still wait to be sent, are kept.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Delete, Engine, Select, Update, func, or_
from sqlmodel import Session, col, delete, select, update

from intake.services.forgetting import clear_up, forget
from intake.services.login import clear_out
from intake.settings import Settings
from intake.store.audit import WORKER, note
from intake.store.engine import unit_of_work
from intake.store.tables import (
    CaseRow,
    MessageRow,
    OutboxRow,
    RawRow,
    Sending,
    Stage,
)

_BATCH = 500
_DONE = (Stage.FILED.value, Stage.FAILED.value)
_SETTLED = (Sending.SENT.value, Sending.REFUSED.value, Sending.UNCERTAIN.value)


@dataclass(frozen=True, slots=True)
class Removed:
    """How many messages lost their bytes, how many were made anonymous, and how many answers lost their bytes."""

    raw: int = 0
    answers: int = 0
    people: int = 0

    def __add__(self, other: "Removed") -> "Removed":
        return Removed(self.raw + other.raw, self.answers + other.answers, self.people + other.people)


def retain(
    engine: Engine, settings: Settings, now: datetime, *, dry_run: bool = False, actor: str = WORKER
) -> Removed:
    """Apply the policy, in batches of a transaction each; `dry_run` only counts. Either is a line in the journal."""
    raw_before = now - timedelta(days=settings.retention.raw_days)
    people_before = now - timedelta(days=settings.retention.personal_days)
    if dry_run:
        with unit_of_work(engine) as session:
            counted = Removed(
                _count(session, _raw(raw_before)),
                _count(session, _answers(raw_before)),
                _count(session, _people(people_before)),
            )
            note(session, now, "retention counted", actor=actor, **asdict(counted))
            return counted
    total, removed = Removed(), None
    while removed != Removed():
        with unit_of_work(engine) as session:
            removed = _batch(session, raw_before, people_before)
            total += removed
            if removed == Removed():
                clear_out(session, now)
                note(session, now, "retention", actor=actor, **asdict(total))
    if total.people:
        clear_up(engine)
    return total


def _handled(before: datetime) -> Select[Any]:
    """Messages that are done with, filed or given up, and nothing happened in their case since this moment."""
    return (
        select(MessageRow.id)
        .join(CaseRow, col(CaseRow.id) == col(MessageRow.case_id), isouter=True)
        .where(col(MessageRow.stage).in_(_DONE), MessageRow.received_at < before)
        .where(or_(col(CaseRow.id).is_(None), col(CaseRow.updated_at) < before))
        .order_by(col(MessageRow.id))
    )


def _raw(before: datetime) -> Select[Any]:
    return _handled(before).join(RawRow, col(RawRow.message_row_id) == col(MessageRow.id))


def _people(before: datetime) -> Select[Any]:
    # Not by sender or subject: a mail may have neither. A verdict has doubts, and loses them when it is forgotten.
    verdict = MessageRow.outcome["doubts"].as_string().is_not(None)  # type: ignore[index]  # an SQL expression
    named = or_(verdict, col(MessageRow.message_id).is_not(None), col(MessageRow.reason) != "")
    return _handled(before).where(named)


def _answers(before: datetime) -> Select[Any]:
    return (
        select(OutboxRow.id)
        .join(CaseRow, col(CaseRow.id) == col(OutboxRow.case_id))
        .where(
            col(OutboxRow.state).in_(_SETTLED), OutboxRow.created_at < before, func.length(OutboxRow.data) > 0
        )
        .where(CaseRow.updated_at < before)
        .order_by(col(OutboxRow.id))
    )


def _count(session: Session, query: Select[Any]) -> int:
    return session.connection().execute(select(func.count()).select_from(query.subquery())).scalar_one()


def _batch(session: Session, raw_before: datetime, people_before: datetime) -> Removed:
    raw = _first(session, _raw(raw_before))
    _run(session, delete(RawRow).where(col(RawRow.message_row_id).in_(raw)))
    answers = _first(session, _answers(raw_before))
    _run(session, update(OutboxRow).where(col(OutboxRow.id).in_(answers)).values(data=b""))
    people = _first(session, _people(people_before))
    forget(session, people)
    return Removed(len(raw), len(answers), len(people))


def _first(session: Session, query: Select[Any]) -> list[int]:
    return [row[0] for row in session.connection().execute(query.limit(_BATCH))]


def _run(session: Session, statement: Delete | Update) -> None:
    session.connection().execute(statement)
