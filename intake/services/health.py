"""Health: when each job last ran, and what was wrong."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import col, select

from intake.errors import TransportError
from intake.settings import Settings
from intake.store.engine import reading, unit_of_work
from intake.store.tables import HeartbeatRow
from intake.store.text import clean

_UNPOLLED = timedelta(minutes=10)
_POLL = "poll "
# What only several workers on one queue do; see `intake.worker`.
SHARED_JOBS = ("process one", "send one")


def beat(engine: Engine, job: str, now: datetime, error: str = "") -> None:
    """A job ran; `error` says in one line what was wrong, "" that all went well."""
    with unit_of_work(engine) as session:
        row = session.get(HeartbeatRow, job) or HeartbeatRow(job=job, at=now)
        row.at, row.error = now, clean(error)
        if not error:
            row.ok_at = now
        session.add(row)


def heartbeats(engine: Engine, settings: Settings) -> tuple[HeartbeatRow, ...]:
    """The last heartbeat of every job that there is now, by name; what a removed mailbox left says nothing."""
    with reading(engine) as session:
        rows = session.exec(select(HeartbeatRow).order_by(col(HeartbeatRow.job))).all()
    shared = settings.worker.engine == "procrastinate"
    return tuple(
        row
        for row in rows
        if (shared or row.job not in SHARED_JOBS)
        and (not row.job.startswith(_POLL) or row.job.removeprefix(_POLL) in settings.mailboxes)
    )


def unpolled(
    beats: Iterable[HeartbeatRow], settings: Settings, now: datetime, started: datetime | None = None
) -> tuple[str, ...]:
    """The mailboxes that were not read well for ten minutes (or three intervals, where those are longer).

    One that was never read counts from `started`, or at once when nobody knows when that was.
    """
    limit = max(_UNPOLLED, timedelta(seconds=3 * settings.worker.poll_seconds))
    last = {
        beat.job.removeprefix(_POLL): beat.ok_at or started for beat in beats if beat.job.startswith(_POLL)
    }
    polled = ((name, last.get(name, started)) for name in settings.mailboxes)
    return tuple(name for name, at in polled if at is None or now - at > limit)


def alarm(engine: Engine, settings: Settings, now: Callable[[], datetime], started: datetime) -> int:
    """A dead-man's switch: raises TransportError when a mailbox stays unread, however its own job hangs."""
    beats = heartbeats(engine, settings)
    if now() - started > _UNPOLLED and (silent := unpolled(beats, settings, now(), started)):
        raise TransportError(
            f"not read for ten minutes: {', '.join(silent)}. Look at the mail server, or start the worker again."
        )
    return 0
