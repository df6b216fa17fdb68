"""One person who mails: everything that we have of them, to hand over or to erase (AVG, articles 15 and 17)."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func
from sqlmodel import Session, SQLModel, col, select

from intake.mail.shallow import header_block
from intake.services.forgetting import clear_up, forget
from intake.store import search
from intake.store.audit import WORKER, note
from intake.store.engine import reading, unit_of_work
from intake.store.entries import EntryRow
from intake.store.people import NoteRow
from intake.store.tables import (
    AuditRow,
    CaseRow,
    EvidenceRow,
    MessageRow,
    OutboxRow,
    PledgeRow,
    RawRow,
    Sending,
    Stage,
)

_IN_WORK = (Stage.RECEIVED.value, Stage.PROCESSING.value)


@dataclass(frozen=True, slots=True)
class Traces:
    """How many messages they sent, how many answers they got, how many of both are still in work, and how many
    messages of others name the address (those are other people's words, and are left as they are)."""

    messages: int = 0
    answers: int = 0
    in_work: int = 0
    named_by_others: int = 0


def traces(engine: Engine, address: str) -> Traces:
    """What there is of this mail address; capitals do not count."""
    with reading(engine) as session:
        return _traces(session, address)


def export(engine: Engine, address: str, file: Path, now: datetime, *, actor: str = WORKER) -> Traces:
    """Write a zip: every mail and answer as it was, and all that we made of them as JSON. Raises OSError."""
    with reading(engine) as session, zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as made:
        file.chmod(0o600)
        messages, answers = _messages(session, address), _answers(session, address)
        for row in messages:
            if raw := session.get(RawRow, row.id):
                made.writestr(f"berichten/{row.id}.eml", raw.data)
        for answer in answers:
            made.writestr(f"antwoorden/{answer.id}.eml", answer.data)
        about = json.dumps(
            _about(session, address, messages, answers), ensure_ascii=False, indent=1, default=str
        )
        made.writestr("gegevens.json", about)
        found = _traces(session, address)
    with unit_of_work(engine) as session:
        note(session, now, "person exported", actor=actor, **asdict(found))
    return found


def erase(engine: Engine, address: str, now: datetime, *, actor: str = WORKER) -> Traces:
    """Erase what names this person; counts and the ledger stay. What is still in work is left, and counted as such."""
    with unit_of_work(engine) as session:
        found = _traces(session, address)
        numbers = {row.id for row in _messages(session, address) if row.id and row.stage not in _IN_WORK}
        answered = {answer.message_row_id for answer in _answers(session, address) if not _waits(answer)}
        waiting = {answer.message_row_id for answer in _answers(session, address) if _waits(answer)}
        forget(session, sorted((numbers | answered) - waiting))
        note(session, now, "person erased", actor=actor, **asdict(found))
    clear_up(engine)
    return found


def _waits(answer: OutboxRow) -> bool:
    return answer.state in {Sending.QUEUED.value, Sending.SENDING.value}


def _traces(session: Session, address: str) -> Traces:
    messages, answers = _messages(session, address), _answers(session, address)
    unread = sum(row.stage in _IN_WORK for row in messages)
    own = {row.id for row in messages} | {answer.message_row_id for answer in answers}
    query = search.matching(session, address)
    naming = {row[0] for row in session.connection().execute(query)} if query is not None else set()
    return Traces(len(messages), len(answers), unread + sum(map(_waits, answers)), len(naming - own))


def _messages(session: Session, address: str) -> list[MessageRow]:
    """By its sender; of what was not filed (yet) only the mail itself says who that is."""
    filed = select(MessageRow).where(func.lower(MessageRow.sender) == address.lower())
    others = (
        select(MessageRow, RawRow)
        .join(RawRow, col(RawRow.message_row_id) == col(MessageRow.id))
        .where(MessageRow.stage != Stage.FILED.value)
    )
    found = {row.id: row for row in session.exec(filed)}
    found |= {row.id: row for row, raw in session.exec(others) if _is_from(raw.data, address)}
    return [found[number] for number in sorted(found, key=lambda one: one or 0)]


def _is_from(raw: bytes, address: str) -> bool:
    lines = BytesHeaderParser().parsebytes(header_block(raw)).get_all("from", [])
    return address.lower() in {one.lower() for _, one in getaddresses([str(line) for line in lines])}


def _answers(session: Session, address: str) -> Sequence[OutboxRow]:
    query = select(OutboxRow).where(func.lower(OutboxRow.recipient) == address.lower())
    return session.exec(query.order_by(col(OutboxRow.id))).all()


def _about(
    session: Session, address: str, messages: Sequence[MessageRow], answers: Sequence[OutboxRow]
) -> dict[str, Any]:
    numbers = [row.id for row in messages]
    cases = {row.case_id for row in messages if row.case_id}
    tables: tuple[type[PledgeRow | EvidenceRow | EntryRow | AuditRow], ...] = (
        PledgeRow,
        EvidenceRow,
        EntryRow,
        AuditRow,
    )
    made: dict[str, Any] = {
        str(table.__tablename__): _dumped(
            session.exec(select(table).where(col(table.message_row_id).in_(numbers))).all()
        )
        for table in tables
    }
    return {
        "address": address,
        "messages": _dumped(messages),
        **made,
        "answers": [answer.model_dump(exclude={"data"}) for answer in answers],
        "cases": _dumped(session.exec(select(CaseRow).where(col(CaseRow.id).in_(cases))).all()),
        "notes": _dumped(session.exec(select(NoteRow).where(col(NoteRow.case_id).in_(cases))).all()),
    }


def _dumped(rows: Sequence[SQLModel]) -> list[dict[str, Any]]:
    return [row.model_dump() for row in rows]
