"""Messages: stored before they are understood, claimed by one, filed once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.sql.dml import Update
from sqlmodel import Session, and_, col, or_, select, update

from intake.domain import RawMessage
from intake.store.digests import content_digest, early_message_id
from intake.store.tables import CursorRow, MessageRow, RawRow, Stage
from intake.store.text import LONGEST_NAME, clean

_FAILED_FOR_GOOD = "Ook na {tries} pogingen is dit bericht niet verwerkt; lees het oorspronkelijke bericht."
# A lease that ran out says little about the message: a power cut or a new version ends a worker as well.
_CRASHES_PER_ATTEMPT = 3


def high_water(session: Session, mailbox: str, folder: str, uidvalidity: int) -> int:
    """The highest UID that is stored; 0 when this folder was never read under this UIDVALIDITY."""
    cursor = session.get(CursorRow, (mailbox, folder, uidvalidity))
    return cursor.high_water if cursor else 0


def store_batch(session: Session, batch: Sequence[RawMessage], address: str, now: datetime) -> int:
    """Stores what is new, moves what is known to its new place, and raises the mark; how many were new."""
    stored = sum(_store(session, message, address, now) for message in batch)
    for message in batch:
        _raise_mark(session, message, now)
    return stored


def _store(session: Session, message: RawMessage, address: str, now: datetime) -> bool:
    if session.exec(select(MessageRow.id).where(*_at(message))).first() is not None:
        return False
    content, identifier = content_digest(message.data), early_message_id(message.data)
    if _relocate(session, message, content):
        return False
    row = MessageRow(
        mailbox=message.mailbox,
        address=address,
        folder=message.folder,
        uidvalidity=message.uidvalidity,
        uid=message.uid,
        digest=message.digest,
        content_digest=content,
        message_id=clean(identifier, LONGEST_NAME) if identifier else None,
        received_at=message.received_at,
        stored_at=now,
        size=message.size or len(message.data),
        complete=message.complete,
    )
    session.add(row)
    session.flush()
    session.add(RawRow(message_row_id=number(row), data=message.data))
    session.flush()
    return True


def _at(message: RawMessage) -> tuple[ColumnElement[bool], ...]:
    return (
        col(MessageRow.mailbox) == message.mailbox,
        col(MessageRow.folder) == message.folder,
        col(MessageRow.uidvalidity) == message.uidvalidity,
        col(MessageRow.uid) == message.uid,
    )


def _relocate(session: Session, message: RawMessage, content: str) -> bool:
    """True when this is a message that we had under another UIDVALIDITY (RFC 9051, 2.3.1.1).

    The content digest covers the Message-ID. A known row is moved once, so a second copy still counts.
    """
    query = (
        select(MessageRow)
        .where(MessageRow.mailbox == message.mailbox, MessageRow.content_digest == content)
        .where(
            or_(
                col(MessageRow.uidvalidity) != message.uidvalidity,
                col(MessageRow.folder) != message.folder,
            )
        )
        .order_by(col(MessageRow.id))
    )
    known = session.exec(query).first()
    if known is None:
        return False
    known.folder, known.uidvalidity, known.uid = message.folder, message.uidvalidity, message.uid
    known.marked = False
    session.add(known)
    session.flush()
    return True


def _raise_mark(session: Session, message: RawMessage, now: datetime) -> None:
    key = (message.mailbox, message.folder, message.uidvalidity)
    cursor = session.get(CursorRow, key) or CursorRow(
        mailbox=message.mailbox, folder=message.folder, uidvalidity=message.uidvalidity, updated_at=now
    )
    cursor.high_water = max(cursor.high_water, message.uid)
    cursor.updated_at = now
    session.add(cursor)
    session.flush()


def unmarked(session: Session, mailbox: str, folder: str, uidvalidity: int, most: int = 500) -> list[int]:
    """UIDs that are stored, and whose mark on the server we did not see happen."""
    query = (
        select(MessageRow.uid)
        .where(MessageRow.mailbox == mailbox, MessageRow.folder == folder)
        .where(MessageRow.uidvalidity == uidvalidity, col(MessageRow.marked).is_(False))
        .order_by(col(MessageRow.uid))
        .limit(most)
    )
    return list(session.exec(query))


def set_marked(session: Session, mailbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> None:
    """These were marked on the server."""
    session.exec(
        update(MessageRow)
        .where(col(MessageRow.mailbox) == mailbox, col(MessageRow.folder) == folder)
        .where(col(MessageRow.uidvalidity) == uidvalidity, col(MessageRow.uid).in_(uids))
        .values(marked=True)
    )


def _claimable(now: datetime) -> ColumnElement[bool]:
    return or_(
        col(MessageRow.stage) == Stage.RECEIVED.value,
        and_(col(MessageRow.stage) == Stage.PROCESSING.value, col(MessageRow.lease_until) <= now),
    )


def claim_next(session: Session, now: datetime, lease: timedelta, candidates: int = 8) -> MessageRow | None:
    """The oldest message that waits, now ours until the lease ends; None when nothing waits.

    The condition stands in the UPDATE and the rows are counted, so that two workers never get the same one.
    """
    while found := _waiting(session, now, candidates):
        for identity in found:
            claimed = session.exec(
                update(MessageRow)
                .where(col(MessageRow.id) == identity, _claimable(now))
                .values(
                    stage=Stage.PROCESSING.value,
                    lease_until=now + lease,
                    attempts=col(MessageRow.attempts) + 1,
                )
            )
            if claimed.rowcount == 1:
                return session.get(MessageRow, identity, populate_existing=True)
    return None


def _waiting(session: Session, now: datetime, most: int) -> list[int | None]:
    """What a vanished worker left goes first. Two questions, because each has an index that stops at `most`."""
    stage, lease_until = col(MessageRow.stage), col(MessageRow.lease_until)
    left = select(MessageRow.id).where(stage == Stage.PROCESSING.value, lease_until <= now)
    fresh = select(MessageRow.id).where(stage == Stage.RECEIVED.value).order_by(col(MessageRow.id))
    return [*session.exec(left.order_by(lease_until).limit(most)), *session.exec(fresh.limit(most))]


def raw_bytes(session: Session, row: MessageRow) -> bytes | None:
    """The stored bytes; None when retention has dropped them."""
    raw = session.get(RawRow, row.id)
    return raw.data if raw else None


def still_ours(session: Session, row: MessageRow) -> bool:
    """Ends the claim as `filed`; False when the lease ran out and somebody else claimed the message."""
    ended = session.exec(_claimed(row).values(stage=Stage.FILED.value, lease_until=None, reason=""))
    return ended.rowcount == 1


def release(session: Session, row: MessageRow) -> None:
    """Gives an unfinished message back, as if it had not been claimed."""
    session.exec(
        _claimed(row).values(stage=Stage.RECEIVED.value, lease_until=None, attempts=row.attempts - 1)
    )


def fail(session: Session, row: MessageRow, reason: str, max_attempts: int, retry: bool = True) -> bool:
    """Books a failure. True when it was the last: then the message is `failed`, its raw bytes kept."""
    last = not retry or row.failures + 1 >= max_attempts
    stage = Stage.FAILED if last else Stage.RECEIVED
    session.exec(
        _claimed(row).values(
            stage=stage.value, lease_until=None, failures=row.failures + 1, reason=clean(reason)
        )
    )
    return last


def worn_out(row: MessageRow, max_attempts: int) -> bool:
    """True when this claim is one too many: the message seems to end every worker that takes it up."""
    return row.attempts > max_attempts * _CRASHES_PER_ATTEMPT


def given_up(row: MessageRow) -> str:
    """Why a worn out message is not tried again."""
    return _FAILED_FOR_GOOD.format(tries=row.attempts - 1)


def _claimed(row: MessageRow) -> Update:
    # `attempts` tells our claim from a later one by somebody else.
    return update(MessageRow).where(
        col(MessageRow.id) == row.id,
        col(MessageRow.stage) == Stage.PROCESSING.value,
        col(MessageRow.attempts) == row.attempts,
    )


def number(row: MessageRow) -> int:
    """The primary key of a row that was flushed."""
    if row.id is None:
        raise ValueError("This message has not been stored yet.")
    return row.id
