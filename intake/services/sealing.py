"""Seal again: every stored mail and answer with the newest key, or without any."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, select, update

from intake.store import sealing
from intake.store.engine import unit_of_work
from intake.store.tables import OutboxRow, RawRow

_BATCH = 50


def reseal(engine: Engine, keys: Sequence[str], told: Callable[[int], None], *, undo: bool = False) -> int:
    """Write everything anew, in batches; how many rows. It can be stopped and started again, and others may work meanwhile.

    `told` hears how many are done. Raises ConfigurationError when a key is missing.
    """
    sealing.use(engine, sealing.Cipher(keys, seal=not undo))
    done = 0
    for table, key in ((RawRow, RawRow.message_row_id), (OutboxRow, OutboxRow.id)):
        last = 0
        while rows := _batch(engine, table, col(key), last):
            last, done = rows[-1], done + len(rows)
            told(done)
    return done


def _batch(engine: Engine, table: type[RawRow | OutboxRow], key: Any, last: int) -> list[int]:
    with unit_of_work(engine) as session:
        # Held, so that what is forgotten meanwhile does not come back.
        some = select(key, col(table.data)).where(key > last).order_by(key).limit(_BATCH).with_for_update()
        found = session.exec(some).all()
        for number, data in found:
            session.connection().execute(update(table).where(key == number).values(data=data))
        return [number for number, _ in found]
