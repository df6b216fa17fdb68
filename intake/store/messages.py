"""Messages: stored before they are understood, claimed by one, filed once."""

from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, bindparam, insert
from sqlalchemy.sql.dml import Update
from sqlmodel import Session, and_, col, or_, select, update

from intake.domain import RawMessage
from intake.store.digests import content_digest, early_message_id
from intake.store.tables import CursorRow, MessageRow, RawRow, Stage
from intake.store.text import LONGEST_NAME, clean

_FAILED_FOR_GOOD = "Ook na {tries} pogingen is dit bericht niet verwerkt; lees het oorspronkelijke bericht."
# A lease that ran out says little about the message: a power cut or a new version ends a worker as well.
_CRASHES_PER_ATTEMPT = 3

# Two questions, because each has an index that stops at once. What another worker is claiming now is passed over.
_LEFT = (
    select(MessageRow.id)
    .where(MessageRow.stage == Stage.PROCESSING.value, col(MessageRow.lease_until) <= bindparam("now"))
    .order_by(col(MessageRow.lease_until))
    .limit(1)
    .with_for_update(skip_locked=True)
)
_FRESH = (
    select(MessageRow.id, MessageRow.size)
    .where(MessageRow.stage == Stage.RECEIVED.value)
    .order_by(col(MessageRow.id))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


def high_water(session: Session, mailbox: str, folder: str, uidvalidity: int) -> int:
    """The highest UID that is stored; 0 when this folder was never read under this UIDVALIDITY."""
    cursor = session.get(CursorRow, (mailbox, folder, uidvalidity))
    return cursor.high_water if cursor else 0


def store_batch(session: Session, batch: Sequence[RawMessage], address: str, now: datetime) -> int:
    """Stores what is new, moves what is known to its new place, and raises the mark; how many were new."""
    return sum(
        _store_folder(session, list(group), address, now) for _, group in groupby(batch, key=_folder_of)
    )


def _folder_of(message: RawMessage) -> tuple[str, str, int]:
    return message.mailbox, message.folder, message.uidvalidity


def _store_folder(session: Session, group: Sequence[RawMessage], address: str, now: datetime) -> int:
    """The same for messages of one folder under one UIDVALIDITY."""
    stored = _stored(session, group)
    unseen = {message.uid: message for message in group if message.uid not in stored}
    contents = {uid: content_digest(message.data) for uid, message in unseen.items()}
    elsewhere = _elsewhere(session, group[0], set(contents.values()))
    new = []
    for uid, message in unseen.items():
        if known := elsewhere[contents[uid]]:
            _relocate(known.popleft(), message)
        else:
            new.append((_row(message, contents[uid], address, now), message.data))
    session.add_all(row for row, _ in new)
    session.flush()
    if new:
        raws = [{"message_row_id": number(row), "data": data} for row, data in new]
        session.connection().execute(insert(RawRow), raws)
    _raise_mark(session, group, now)
    return len(new)


def _stored(session: Session, group: Sequence[RawMessage]) -> set[int]:
    mailbox, folder, uidvalidity = _folder_of(group[0])
    query = (
        select(MessageRow.uid)
        .where(MessageRow.mailbox == mailbox, MessageRow.folder == folder)
        .where(MessageRow.uidvalidity == uidvalidity, col(MessageRow.uid).in_([one.uid for one in group]))
    )
    return set(session.exec(query))


def _row(message: RawMessage, content: str, address: str, now: datetime) -> MessageRow:
    identifier = early_message_id(message.data)
    return MessageRow(
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


def _elsewhere(session: Session, place: RawMessage, contents: set[str]) -> dict[str, deque[MessageRow]]:
    """Messages that we had under another UIDVALIDITY (RFC 9051, 2.3.1.1), oldest first, by what they say.

    The content digest covers the Message-ID. A known row is moved once, so a second copy still counts.
    """
    # By the digest alone, so that only its index can serve; what it finds are copies, and few.
    query = (
        select(MessageRow).where(col(MessageRow.content_digest).in_(contents)).order_by(col(MessageRow.id))
    )
    found: dict[str, deque[MessageRow]] = defaultdict(deque)
    for row in session.exec(query) if contents else ():
        elsewhere = (row.folder, row.uidvalidity) != (place.folder, place.uidvalidity)
        if row.mailbox == place.mailbox and elsewhere:
            found[row.content_digest].append(row)
    return found


def _relocate(known: MessageRow, message: RawMessage) -> None:
    known.folder, known.uidvalidity, known.uid = message.folder, message.uidvalidity, message.uid
    known.marked = False


def _raise_mark(session: Session, group: Sequence[RawMessage], now: datetime) -> None:
    mailbox, folder, uidvalidity = _folder_of(group[0])
    cursor = session.get(CursorRow, (mailbox, folder, uidvalidity)) or CursorRow(
        mailbox=mailbox, folder=folder, uidvalidity=uidvalidity, updated_at=now
    )
    cursor.high_water = max(cursor.high_water, *(message.uid for message in group))
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


# What reading fills in.
VERDICT = "outcome message_id sender domain subject topic primary auto_reply should_ack".split()
_VERDICT = (
    update(MessageRow)
    .where(
        col(MessageRow.id) == bindparam("identity"),
        col(MessageRow.stage) == Stage.PROCESSING.value,
        col(MessageRow.attempts) == bindparam("claims"),
    )
    .values({name: bindparam(f"new_{name}") for name in VERDICT})
)


def _claimable(now: datetime) -> ColumnElement[bool]:
    return or_(
        col(MessageRow.stage) == Stage.RECEIVED.value,
        and_(col(MessageRow.stage) == Stage.PROCESSING.value, col(MessageRow.lease_until) <= now),
    )


def claim(
    session: Session, now: datetime, lease: timedelta, most: int = 1, most_bytes: int = 0
) -> list[MessageRow]:
    """The oldest messages that wait, now ours until the lease ends; at most `most`, and `most_bytes` unless one is larger.

    The condition stands in the UPDATE, so that two workers never get the same one.
    """
    while found := _waiting(session, now, most, most_bytes):
        claimed = (
            update(MessageRow)
            .where(col(MessageRow.id).in_(found), _claimable(now))
            .values(
                stage=Stage.PROCESSING.value, lease_until=now + lease, attempts=col(MessageRow.attempts) + 1
            )
            .returning(col(MessageRow.id))
        )
        ours = list(session.connection().execute(claimed).scalars())
        if ours:
            query = select(MessageRow).where(col(MessageRow.id).in_(ours)).order_by(col(MessageRow.id))
            return list(session.exec(query.execution_options(populate_existing=True)))
    return []


def _waiting(session: Session, now: datetime, most: int, most_bytes: int) -> list[int]:
    """What a vanished worker left goes first, and each by itself: it may be what ended that worker."""
    connection = session.connection()
    if left := connection.execute(_LEFT, {"now": now}).scalars().all():
        return list(left)
    found: list[int] = []
    total = 0
    for identity, size in connection.execute(_FRESH, {"most": most}):
        total += size
        if found and total > most_bytes:
            break
        found.append(identity)
    return found


def raw_bytes(session: Session, row: MessageRow) -> bytes | None:
    """The stored bytes; None when retention has dropped them."""
    return raw_bytes_of(session, [row]).get(number(row))


def raw_bytes_of(session: Session, rows: Sequence[MessageRow]) -> dict[int, bytes]:
    """The stored bytes of each message that still has them, by its number."""
    query = select(RawRow.message_row_id, RawRow.data)
    return dict(
        session.exec(query.where(col(RawRow.message_row_id).in_([number(row) for row in rows]))).all()
    )


def still_ours(session: Session, row: MessageRow) -> bool:
    """Writes the verdict that was filled in; False when the lease ran out and somebody else claimed the message.

    From here to the commit nobody else can claim it.
    """
    claim = {"identity": row.id, "claims": row.attempts}
    verdict = {f"new_{name}": getattr(row, name) for name in VERDICT}
    return session.connection().execute(_VERDICT, claim | verdict).rowcount == 1


def end(row: MessageRow) -> None:
    """The claim ends as `filed`, once this row is written."""
    row.stage, row.lease_until, row.reason = Stage.FILED.value, None, ""


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
