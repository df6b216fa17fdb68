"""Health: when each job last ran, and what was wrong."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from intake.store.engine import reading, unit_of_work
from intake.store.tables import HeartbeatRow
from intake.store.text import clean


def beat(engine: Engine, job: str, now: datetime, error: str = "") -> None:
    """A job ran; `error` says in one line what was wrong, "" that all went well."""
    with unit_of_work(engine) as session:
        row = session.get(HeartbeatRow, job) or HeartbeatRow(job=job, at=now)
        row.at, row.error = now, clean(error)
        if not error:
            row.ok_at = now
        session.add(row)


def heartbeats(engine: Engine) -> tuple[HeartbeatRow, ...]:
    """The last heartbeat of every job, by name."""
    with reading(engine) as session:
        return tuple(session.exec(select(HeartbeatRow).order_by(col(HeartbeatRow.job))))
