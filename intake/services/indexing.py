"""Mail that was filed before there was a search index comes into it, after the schema was brought up to date."""

from collections.abc import Callable

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from intake.readers import words_of
from intake.store import search
from intake.store.engine import unit_of_work
from intake.store.tables import MessageRow, RawRow, Stage

_BATCH = 100


def fill_index(engine: Engine, told: Callable[[int], None]) -> int:
    """Add what is not in the index, and whose mail is still here; how many. It can be stopped and started again.

    `told` hears how many are done.
    """
    done = last = 0
    while True:
        with unit_of_work(engine) as session:
            rows = _missing(session, last)
            for number, raw, subject, sender in rows:
                search.remember(session, number, words_of(raw, subject, sender))
        if not rows:
            return done
        last, done = rows[-1][0], done + len(rows)
        told(done)


def _missing(session: Session, last: int) -> list[tuple[int, bytes, str, str]]:
    query = (
        select(col(MessageRow.id), RawRow.data, MessageRow.subject, MessageRow.sender)
        .join(RawRow, col(RawRow.message_row_id) == col(MessageRow.id))
        .where(
            MessageRow.stage == Stage.FILED.value,
            col(MessageRow.id) > last,
            search.unknown(session, col(MessageRow.id)),
        )
        .order_by(col(MessageRow.id))
        .limit(_BATCH)
    )
    return [(row[0] or 0, row[1], row[2], row[3]) for row in session.exec(query)]
