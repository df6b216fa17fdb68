"""One person who mails: everything that we have of them, to hand over or to erase (AVG, articles 15 and 17)."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func
from sqlmodel import Session, SQLModel, col, or_, select

from intake.services.forgetting import forget
from intake.store import search
from intake.store.audit import note
from intake.store.engine import reading, unit_of_work
from intake.store.entries import EntryRow
from intake.store.people import NoteRow
from intake.store.tables import EvidenceRow, MessageRow, OutboxRow, PledgeRow, RawRow, Sending, Stage


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


def export(engine: Engine, address: str, file: Path) -> Traces:
    """Write a zip: every mail and answer as it was, and all that we made of them as JSON. Raises OSError."""
    with reading(engine) as session, zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as made:
        file.chmod(0o600)
        for row, data in _raw(session, address):
            made.writestr(f"berichten/{row.id}.eml", data)
        answers = _answers(session, address)
        for answer in answers:
            made.writestr(f"antwoorden/{answer.id}.eml", answer.data)
        about = json.dumps(_about(session, address, answers), ensure_ascii=False, indent=1, default=str)
        made.writestr("gegevens.json", about)
        return _traces(session, address)


def erase(engine: Engine, address: str, now: datetime) -> Traces:
    """Erase what names this person; counts and the ledger stay. What is still in work is left, and counted as such."""
    with unit_of_work(engine) as session:
        found = _traces(session, address)
        numbers = [row.id for row in _messages(session, address) if row.id and row.stage == Stage.FILED.value]
        answered = {answer.message_row_id for answer in _answers(session, address) if not _waits(answer)}
        waiting = {answer.message_row_id for answer in _answers(session, address) if _waits(answer)}
        forget(session, sorted((set(numbers) | answered) - waiting))
        note(session, now, "person erased", **asdict(found))
    return found


def _waits(answer: OutboxRow) -> bool:
    return answer.state in {Sending.QUEUED.value, Sending.SENDING.value}


def _traces(session: Session, address: str) -> Traces:
    messages, answers = _messages(session, address), _answers(session, address)
    unread = sum(row.stage != Stage.FILED.value for row in messages)
    own = {row.id for row in messages} | {answer.message_row_id for answer in answers}
    query = search.matching(session, address)
    naming = {row[0] for row in session.connection().execute(query)} if query is not None else set()
    return Traces(len(messages), len(answers), unread + sum(map(_waits, answers)), len(naming - own))


def _messages(session: Session, address: str) -> Sequence[MessageRow]:
    query = select(MessageRow).where(func.lower(MessageRow.sender) == address.lower())
    return session.exec(query.order_by(col(MessageRow.id))).all()


def _answers(session: Session, address: str) -> Sequence[OutboxRow]:
    query = select(OutboxRow).where(func.lower(OutboxRow.recipient) == address.lower())
    return session.exec(query.order_by(col(OutboxRow.id))).all()


def _raw(session: Session, address: str) -> list[tuple[MessageRow, bytes]]:
    query = (
        select(MessageRow, RawRow.data)
        .join(RawRow, col(RawRow.message_row_id) == col(MessageRow.id))
        .where(func.lower(MessageRow.sender) == address.lower())
    )
    return [(row[0], row[1]) for row in session.exec(query)]


def _about(session: Session, address: str, answers: Sequence[OutboxRow]) -> dict[str, Any]:
    messages = _messages(session, address)
    numbers, cases = [row.id for row in messages], {row.case_id for row in messages if row.case_id}
    tables: tuple[type[PledgeRow | EvidenceRow | EntryRow], ...] = (PledgeRow, EvidenceRow, EntryRow)
    made: dict[str, Any] = {
        str(table.__tablename__): _dumped(
            session.exec(select(table).where(col(table.message_row_id).in_(numbers))).all()
        )
        for table in tables
    }
    notes = (
        session.exec(select(NoteRow).where(or_(*(col(NoteRow.case_id) == case for case in cases)))).all()
        if cases
        else ()
    )
    return {
        "address": address,
        "messages": _dumped(messages),
        **made,
        "answers": [answer.model_dump(exclude={"data"}) for answer in answers],
        "notes": _dumped(notes),
    }


def _dumped(rows: Sequence[SQLModel]) -> list[dict[str, Any]]:
    return [row.model_dump() for row in rows]
