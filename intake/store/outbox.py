"""What leaves: queued with its final bytes, sent by one, settled; never sent twice blindly."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.sql.dml import Update
from sqlmodel import Session, and_, col, func, or_, select, update

from intake.store.tables import CaseRow, OutboxRow, Sending
from intake.store.text import clean

_LONGEST_PAUSE = timedelta(hours=1)
_PATIENCE = timedelta(days=5)

# Asked for every message, so written once: to build a statement takes longer than to run it.
_TO_ONE = (
    select(OutboxRow.created_at, CaseRow.municipality)
    .join(CaseRow, col(OutboxRow.case_id) == col(CaseRow.id))
    .where(OutboxRow.recipient == bindparam("recipient"), OutboxRow.serial == 0)
    .where(col(OutboxRow.created_at) > bindparam("since"))
)
_MADE = select(func.count()).where(OutboxRow.serial == 0, col(OutboxRow.created_at) > bindparam("since"))
_OF_CASE = select(OutboxRow.id).where(OutboxRow.case_id == bindparam("case")).limit(1)


_DUE = and_(col(OutboxRow.state) == Sending.QUEUED.value, col(OutboxRow.next_try) <= bindparam("now"))
_ANY_DUE = select(OutboxRow.id).where(OutboxRow.mailbox == bindparam("mailbox"), _DUE).limit(1)
# What another worker takes at this moment is passed over.
_FIRST_DUE = _ANY_DUE.order_by(col(OutboxRow.next_try), col(OutboxRow.id)).with_for_update(skip_locked=True)
_TAKE = (
    update(OutboxRow)
    .where(col(OutboxRow.id) == bindparam("identity"), _DUE)
    .values(state=Sending.SENDING.value, lease_until=bindparam("lease"), attempts=col(OutboxRow.attempts) + 1)
)


def sent_since(session: Session, since: datetime, recipient: str) -> list[tuple[datetime, list[str]]]:
    """The acknowledgements to one address since then, refused ones included: when, and of which municipalities."""
    found = session.connection().execute(_TO_ONE, {"recipient": recipient, "since": since})
    return [(at, list(names)) for at, names in found]


def count_since(session: Session, since: datetime) -> int:
    """How many acknowledgements were made since then, refused ones included."""
    return int(session.connection().execute(_MADE, {"since": since}).scalar_one())


def any_of_case(session: Session, case_id: int) -> bool:
    """Whether anything was written in a case."""
    return session.connection().execute(_OF_CASE, {"case": case_id}).first() is not None


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(col(OutboxRow.state) == Sending.QUEUED.value, col(OutboxRow.next_try) <= now)


def has_due(session: Session, mailbox: str, now: datetime) -> bool:
    """Whether this mailbox has anything to send now."""
    due = session.connection().execute(_ANY_DUE, {"mailbox": mailbox, "now": now})
    return due.first() is not None


def claim_next(session: Session, mailbox: str, now: datetime, lease: timedelta) -> OutboxRow | None:
    """The oldest answer of this mailbox that is due, now `sending` and ours; None when there is none."""
    connection = session.connection()
    while found := connection.execute(_FIRST_DUE, {"mailbox": mailbox, "now": now}).scalar_one_or_none():
        taken = {"identity": found, "now": now, "lease": now + lease}
        if connection.execute(_TAKE, taken).rowcount == 1:
            return session.get(OutboxRow, found, populate_existing=True)
    return None


def overdue(session: Session, now: datetime) -> list[OutboxRow]:
    """What was being sent when its worker vanished: handed over or not, nobody knows."""
    query = (
        select(OutboxRow)
        .where(OutboxRow.state == Sending.SENDING.value, col(OutboxRow.lease_until) <= now)
        .order_by(col(OutboxRow.id))
    )
    return list(session.exec(query))


def waiting(session: Session) -> list[OutboxRow]:
    """Everything that has not left yet, or of which nobody knows."""
    states = (Sending.QUEUED.value, Sending.SENDING.value)
    return list(session.exec(select(OutboxRow).where(col(OutboxRow.state).in_(states))))


def set_sent(session: Session, row: OutboxRow, now: datetime) -> None:
    """The server took responsibility; true also when the lease ran out meanwhile."""
    session.exec(_ours(row).values(state=Sending.SENT.value, sent_at=now, lease_until=None, reason=""))


def set_final(session: Session, row: OutboxRow, state: Sending, reason: str) -> bool:
    """Refused or uncertain: a person decides. False when somebody else settled it first."""
    settled = session.exec(_ours(row).values(state=state.value, lease_until=None, reason=clean(reason)))
    return settled.rowcount == 1


def put_back(session: Session, row: OutboxRow, reason: str, now: datetime) -> bool:
    """Queued again, after a growing pause. False when five days have passed: then it is refused (RFC 5321, 4.5.4.1)."""
    if now - row.created_at >= _PATIENCE:
        set_final(session, row, Sending.REFUSED, reason)
        return False
    session.exec(
        _ours(row).values(
            state=Sending.QUEUED.value,
            next_try=now + pause(row.attempts),
            lease_until=None,
            reason=clean(reason),
        )
    )
    return True


def postponed(session: Session, mailbox: str, reason: str, now: datetime) -> list[OutboxRow]:
    """Puts off everything of a mailbox whose server cannot be reached; returns what waited for too long."""
    rows = session.exec(select(OutboxRow).where(OutboxRow.mailbox == mailbox, _due(now))).all()
    return [row for row in rows if _taken(session, row, now) and not put_back(session, row, reason, now)]


def _taken(session: Session, row: OutboxRow, now: datetime) -> bool:
    # Counted, because another worker may have begun to send this one.
    counted = session.exec(
        update(OutboxRow)
        .where(col(OutboxRow.id) == row.id, _due(now), col(OutboxRow.attempts) == row.attempts)
        .values(attempts=row.attempts + 1)
    )
    session.refresh(row)
    return counted.rowcount == 1


def pause(attempts: int) -> timedelta:
    """2, 4, 8 … minutes, at most an hour."""
    return min(timedelta(minutes=2 ** min(attempts, 10)), _LONGEST_PAUSE)


def _ours(row: OutboxRow) -> Update:
    states = (Sending.QUEUED.value, Sending.SENDING.value, Sending.UNCERTAIN.value)
    return update(OutboxRow).where(
        col(OutboxRow.id) == row.id,
        or_(*(col(OutboxRow.state) == state for state in states)),
        col(OutboxRow.attempts) == row.attempts,
    )
