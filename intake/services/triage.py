"""What the pages show: the queue and one case. Reads only."""

import email.policy
from collections import Counter
from dataclasses import dataclass
from email.parser import BytesParser
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from intake.errors import UnreadableMessageError
from intake.mail.parse import parse
from intake.store.engine import reading
from intake.store.tables import (
    CaseRow,
    EvidenceRow,
    MessageRow,
    OutboxRow,
    PledgeRow,
    RawRow,
    Sending,
    Stage,
)

MOST_CASES = 500
_MOST_LOOSE = 200
_UNSETTLED = (Sending.UNCERTAIN.value, Sending.REFUSED.value)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the queue, with its first subject, what was pledged, and how our answers are doing."""

    case: CaseRow
    subject: str
    pledges: tuple[PledgeRow, ...]
    answers: tuple[OutboxRow, ...]

    @property
    def needs_human(self) -> bool:
        """True when a person should look: a doubt, or an answer that did not arrive for sure."""
        return self.case.needs_human or any(answer.state in _UNSETTLED for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Queue:
    """The cases that ask for a person, the others, mail without a case, and mail that could not be handled."""

    first: tuple[CaseLine, ...]
    others: tuple[CaseLine, ...]
    loose: tuple[MessageRow, ...]
    failed: tuple[MessageRow, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message of a case: its row, its text, what was found in it, and our answer with its text."""

    row: MessageRow
    text: str | None
    evidence: tuple[EvidenceRow, ...]
    answer: OutboxRow | None
    answer_text: str

    @property
    def found(self) -> dict[str, Any]:
        """The verdict; empty for a copy and for a message that is not understood yet."""
        return self.row.outcome or {}


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case with all its messages, oldest first."""

    line: CaseLine
    messages: tuple[MessagePage, ...]


@dataclass(frozen=True, slots=True)
class Progression:
    """How many messages are done (filed or given up) or still wait, and how many answers left or still must."""

    done: int
    waiting: int
    sent: int
    unsent: int


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message with its pledges, its answer and the token of its case ("" for none)."""

    row: MessageRow
    token: str
    pledges: tuple[PledgeRow, ...]
    answer: OutboxRow | None


def progression(engine: Engine) -> Progression:
    """How far all work is."""
    with reading(engine) as session:
        stages = Counter(session.exec(select(MessageRow.stage)))
        sendings = Counter(session.exec(select(OutboxRow.state)))
    return Progression(
        done=stages[Stage.FILED.value] + stages[Stage.FAILED.value],
        waiting=stages[Stage.RECEIVED.value] + stages[Stage.PROCESSING.value],
        sent=sendings[Sending.SENT.value],
        unsent=sendings[Sending.QUEUED.value] + sendings[Sending.SENDING.value],
    )


def overview(engine: Engine) -> tuple[MessageLine, ...]:
    """Every message in the order in which it was stored."""
    with reading(engine) as session:
        tokens = dict(session.exec(select(CaseRow.id, CaseRow.token)).all())
        rows = session.exec(select(MessageRow).order_by(col(MessageRow.id))).all()
        return tuple(_message_line(session, row, tokens.get(row.case_id, "")) for row in rows)


def _message_line(session: Session, row: MessageRow, token: str) -> MessageLine:
    pledges = select(PledgeRow).where(PledgeRow.message_row_id == row.id).order_by(col(PledgeRow.id))
    answer = session.exec(select(OutboxRow).where(OutboxRow.message_row_id == row.id)).first()
    return MessageLine(row, token, tuple(session.exec(pledges)), answer)


def queue(engine: Engine) -> Queue:
    """Everything at a glance: urgent first, then what waits longest."""
    with reading(engine) as session:
        newest = select(CaseRow).order_by(col(CaseRow.id).desc()).limit(MOST_CASES)
        lines = [_line(session, case) for case in sorted(session.exec(newest), key=lambda row: row.id or 0)]
        lines.sort(key=lambda line: line.case.urgency != "high")
        apart = select(MessageRow).where(col(MessageRow.case_id).is_(None))
        apart = apart.order_by(col(MessageRow.id).desc()).limit(_MOST_LOOSE)
        loose = tuple(session.exec(apart.where(MessageRow.stage == Stage.FILED.value)))
        failed = tuple(session.exec(apart.where(MessageRow.stage == Stage.FAILED.value)))
        under_way = col(MessageRow.stage).in_((Stage.RECEIVED.value, Stage.PROCESSING.value))
        waiting = len(session.exec(select(MessageRow.id).where(under_way)).all())
    return Queue(
        tuple(line for line in lines if line.needs_human),
        tuple(line for line in lines if not line.needs_human),
        loose,
        failed,
        waiting,
    )


def case_page(engine: Engine, token: str) -> CasePage | None:
    """One case, or None when there is no such token."""
    with reading(engine) as session:
        case = session.exec(select(CaseRow).where(CaseRow.token == token)).first()
        if case is None:
            return None
        rows = session.exec(
            select(MessageRow).where(MessageRow.case_id == case.id).order_by(col(MessageRow.id))
        )
        return CasePage(_line(session, case), tuple(_message(session, row) for row in rows.all()))


def _line(session: Session, case: CaseRow) -> CaseLine:
    first = select(MessageRow.subject).where(MessageRow.case_id == case.id).order_by(col(MessageRow.id))
    pledges = select(PledgeRow).where(PledgeRow.case_id == case.id).order_by(col(PledgeRow.id))
    answers = select(OutboxRow).where(OutboxRow.case_id == case.id).order_by(col(OutboxRow.id))
    return CaseLine(
        case,
        session.exec(first).first() or "",
        tuple(session.exec(pledges)),
        tuple(session.exec(answers)),
    )


def _message(session: Session, row: MessageRow) -> MessagePage:
    raw = session.get(RawRow, row.id)
    evidence = select(EvidenceRow).where(EvidenceRow.message_row_id == row.id)
    answer = session.exec(select(OutboxRow).where(OutboxRow.message_row_id == row.id)).first()
    return MessagePage(
        row,
        _text(raw.data) if raw else None,
        tuple(sorted(session.exec(evidence), key=lambda one: -abs(one.weight))),
        answer,
        _answer_text(answer.data) if answer else "",
    )


def _text(raw: bytes) -> str:
    try:
        return parse(raw).text
    except UnreadableMessageError:
        return raw[:10_000].decode("utf-8", "replace")


def _answer_text(data: bytes) -> str:
    """The plain part of what we composed ourselves, so that the standard library reads it."""
    body = BytesParser(policy=email.policy.default).parsebytes(data).get_body(("plain",))
    return str(body.get_content()) if body else ""
