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


def unpolled(beats: Iterable[HeartbeatRow], settings: Settings, now: datetime) -> tuple[str, ...]:
    """The mailboxes that were not read well for ten minutes (or three intervals, where those are longer)."""
    limit = max(_UNPOLLED, timedelta(seconds=3 * settings.worker.poll_seconds))
    last = {beat.job: beat.ok_at for beat in beats}
    polled = ((name, last.get(f"poll {name}")) for name in settings.mailboxes)
    return tuple(name for name, at in polled if at is not None and now - at > limit)


def alarm(engine: Engine, settings: Settings, now: Callable[[], datetime], started: datetime) -> int:
    """A dead-man's switch: raises TransportError when a mailbox stays unread, however its own job hangs."""
    if now() - started > _UNPOLLED and (silent := unpolled(heartbeats(engine), settings, now())):
        raise TransportError(
            f"not read for ten minutes: {', '.join(silent)}. Look at the mail server, or start the worker again."
        )
    return 0
