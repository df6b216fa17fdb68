"""One case as a person sees it: the conversation, what was understood of it, notes and journal. Reads only."""

import email.policy
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesParser
from typing import Any

from sqlalchemy import Engine, String, cast
from sqlmodel import Session, col, or_, select

from intake.domain import Attachment, ParsedMail, Passage, Source
from intake.errors import UnreadableMessageError
from intake.mail.quoting import passages
from intake.services.queue import age
from intake.settings import WebSettings
from intake.store.engine import reading
from intake.store.people import NoteRow
from intake.store.tables import (
    AuditRow,
    CaseRow,
    CaseStatus,
    EvidenceRow,
    MessageRow,
    OutboxRow,
    PledgeRow,
    RawRow,
)
from intake.unwrapping import readable

_MOST_RELATED = 6
_MOST_JOURNAL = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """One mail of ours, with its text."""

    row: OutboxRow
    text: str


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message: its row, what it says by passage (None: no longer kept), what was found in it, our answers."""

    row: MessageRow
    mail: ParsedMail | None
    reading: tuple[Passage, ...]
    pledges: tuple[PledgeRow, ...]
    evidence: tuple[EvidenceRow, ...]
    answers: tuple[Answer, ...]
    raw_kept: bool

    @property
    def found(self) -> dict[str, Any]:
        """The verdict; empty for a copy and for a message that is not understood yet."""
        return self.row.outcome or {}


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case with all its messages, oldest first. `left`: working hours until it is late, None when nobody waits."""

    case: CaseRow
    messages: tuple[MessagePage, ...]
    notes: tuple[NoteRow, ...]
    journal: tuple[AuditRow, ...]
    related: tuple[CaseRow, ...]
    left: float | None

    @property
    def pledges(self) -> tuple[PledgeRow, ...]:
        """Everything that was pledged in this case, in order."""
        return tuple(pledge for message in self.messages for pledge in message.pledges)


def case_page(engine: Engine, token: str, now: datetime, web: WebSettings) -> CasePage | None:
    """One case, or None when there is no such token."""
    with reading(engine) as session:
        case = session.exec(select(CaseRow).where(CaseRow.token == token)).first()
        if case is None:
            return None
        rows = session.exec(
            select(MessageRow).where(MessageRow.case_id == case.id).order_by(col(MessageRow.id))
        ).all()
        notes = select(NoteRow).where(NoteRow.case_id == case.id).order_by(col(NoteRow.id))
        return CasePage(
            case,
            tuple(_message(session, row) for row in rows),
            tuple(session.exec(notes)),
            _journal(session, case, rows),
            _related(session, case),
            age(case, now, web)[1],
        )


def message_page(engine: Engine, number: int) -> MessagePage | None:
    """One message by itself, for mail without a case; None when there is none."""
    with reading(engine) as session:
        row = session.get(MessageRow, number)
        return _message(session, row) if row else None


def attachment(engine: Engine, number: int, position: int) -> Attachment | None:
    """The n-th file (from 0) of a message; None when there is none, or it is no longer kept."""
    mail = _mail(raw_mail(engine, number))
    return mail.attachments[position] if mail and 0 <= position < len(mail.attachments) else None


def raw_mail(engine: Engine, number: int) -> bytes | None:
    """The bytes of a message as they came; None when they are no longer kept."""
    with reading(engine) as session:
        raw = session.get(RawRow, number)
        return raw.data if raw else None


def _message(session: Session, row: MessageRow) -> MessagePage:
    raw = session.get(RawRow, row.id)
    mail = _mail(raw.data if raw else None)
    pledges = select(PledgeRow).where(PledgeRow.message_row_id == row.id).order_by(col(PledgeRow.id))
    evidence = select(EvidenceRow).where(EvidenceRow.message_row_id == row.id)
    answers = select(OutboxRow).where(OutboxRow.message_row_id == row.id).order_by(col(OutboxRow.serial))
    return MessagePage(
        row,
        mail,
        _reading(mail, raw),
        tuple(session.exec(pledges)),
        tuple(sorted(session.exec(evidence), key=lambda one: -abs(one.weight))),
        tuple(Answer(answer, _answer_text(answer.data)) for answer in session.exec(answers)),
        raw is not None,
    )


def _reading(mail: ParsedMail | None, raw: RawRow | None) -> tuple[Passage, ...]:
    if mail is None:
        return (Passage(raw.data[:10_000].decode("utf-8", "replace"), Source.BODY),) if raw else ()
    return tuple(one for one in passages(mail) if one.source is not Source.SUBJECT and one.text.strip())


def _mail(data: bytes | None) -> ParsedMail | None:
    try:
        return readable(data) if data else None
    except UnreadableMessageError:
        return None


def _answer_text(data: bytes) -> str:
    """The plain part of what we composed ourselves, so that the standard library reads it."""
    body = BytesParser(policy=email.policy.default).parsebytes(data).get_body(("plain",))
    return str(body.get_content()) if body else ""


def _journal(session: Session, case: CaseRow, rows: Sequence[MessageRow]) -> tuple[AuditRow, ...]:
    of_case = or_(
        col(AuditRow.case_id) == case.id, col(AuditRow.message_row_id).in_([row.id for row in rows])
    )
    newest = select(AuditRow).where(of_case).order_by(col(AuditRow.id).desc()).limit(_MOST_JOURNAL)
    return tuple(session.exec(newest))


def _related(session: Session, case: CaseRow) -> tuple[CaseRow, ...]:
    """Open cases of the same municipality, newest first: most copies are among them."""
    written = cast(col(CaseRow.municipality), String)
    same = [written.contains(json.dumps(name), autoescape=True) for name in case.municipality[:5]]
    if not same:
        return ()
    query = select(CaseRow).where(or_(*same), CaseRow.id != case.id, CaseRow.status == CaseStatus.OPEN.value)
    return tuple(session.exec(query.order_by(col(CaseRow.id).desc()).limit(_MOST_RELATED)))
