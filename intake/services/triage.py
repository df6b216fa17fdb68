"""How far all work is, and what came of each message: for the table of the demo. Reads only."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from intake.store.engine import reading
from intake.store.tables import CaseRow, MessageRow, OutboxRow, PledgeRow, Sending, Stage


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
    answer = session.exec(
        select(OutboxRow).where(OutboxRow.message_row_id == row.id, OutboxRow.serial == 0)
    ).first()
    return MessageLine(row, token, tuple(session.exec(pledges)), answer)
