"""Cases and messages one page at a time, for programs. A page starts after the last row of the one before (keyset)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from intake.store.engine import reading
from intake.store.tables import CaseRow, EvidenceRow, MessageRow, PledgeRow


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case with its pledges, and its messages without their texts."""

    case: CaseRow
    pledges: tuple[PledgeRow, ...]
    messages: tuple[MessageRow, ...]


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """A message with the token of its case and why each label was given."""

    row: MessageRow
    token: str | None
    evidence: tuple[EvidenceRow, ...]

    @property
    def verdict(self) -> dict[str, Any]:
        """What the pipeline said, as `intake examine --jsonl`; empty for what waits."""
        return self.row.outcome or {}


def cases(
    engine: Engine,
    limit: int,
    before: int | None = None,
    status: str | None = None,
    municipality: str | None = None,
) -> tuple[CaseRow, ...]:
    """Newest first. `municipality`: those in which it has a pledge."""
    query = select(CaseRow).order_by(col(CaseRow.id).desc()).limit(limit)
    if before is not None:
        query = query.where(col(CaseRow.id) < before)
    if status is not None:
        query = query.where(CaseRow.status == status)
    if municipality is not None:
        pledged = select(PledgeRow.case_id).where(PledgeRow.municipality == municipality)
        query = query.where(col(CaseRow.id).in_(pledged))
    with reading(engine) as session:
        return tuple(session.exec(query))


def case(engine: Engine, token: str) -> CaseRecord | None:
    """One case, or None."""
    with reading(engine) as session:
        row = session.exec(select(CaseRow).where(CaseRow.token == token)).first()
        return _record(session, row) if row else None


def message(engine: Engine, number: int) -> MessageRecord | None:
    """One message, or None."""
    with reading(engine) as session:
        row = session.get(MessageRow, number)
        if row is None:
            return None
        found = session.get(CaseRow, row.case_id) if row.case_id else None
        evidence = (
            select(EvidenceRow).where(EvidenceRow.message_row_id == number).order_by(col(EvidenceRow.id))
        )
        return MessageRecord(row, found.token if found else None, tuple(session.exec(evidence)))


def _record(session: Session, row: CaseRow) -> CaseRecord:
    pledges = select(PledgeRow).where(PledgeRow.case_id == row.id).order_by(col(PledgeRow.id))
    messages = select(MessageRow).where(MessageRow.case_id == row.id).order_by(col(MessageRow.id))
    return CaseRecord(row, tuple(session.exec(pledges)), tuple(session.exec(messages)))
