"""What a monitor wants to know, counted in the database at the moment that it asks: right whatever process is asked."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from intake.services.health import heartbeats
from intake.settings import Settings
from intake.store.engine import reading
from intake.store.tables import CaseRow, CaseStatus, HeartbeatRow, MessageRow, OutboxRow, Sending, Stage

_DAY = timedelta(days=1)


def families(engine: Engine, settings: Settings, now: datetime) -> Iterator[GaugeMetricFamily]:
    """Every metric with its samples (Prometheus exposition format); times are in seconds."""
    with reading(engine) as session:
        yield _grouped(
            session, "intake_messages", "Messages, by how far they are.", "stage", MessageRow.stage, Stage
        )
        yield _grouped(
            session, "intake_answers", "Outgoing mail, by how far it is.", "state", OutboxRow.state, Sending
        )
        yield _arrivals(session, now)
        yield from _queues(session, now)
        yield _confidence(session, now)
    yield from _jobs(heartbeats(engine, settings), settings, now)


def _grouped(
    session: Session, name: str, text: str, label: str, column: str, known: type[Stage] | type[Sending]
) -> GaugeMetricFamily:
    rows = session.exec(select(col(column), func.count()).group_by(col(column)))
    counts: dict[str, int] = dict.fromkeys((one.value for one in known), 0) | dict(rows.all())
    family = GaugeMetricFamily(name, text, labels=[label])
    for value, count in sorted(counts.items()):
        family.add_metric([value], count)
    return family


def _arrivals(session: Session, now: datetime) -> GaugeMetricFamily:
    rows = session.exec(
        select(MessageRow.mailbox, func.count())
        .where(MessageRow.received_at >= now - _DAY)
        .group_by(col(MessageRow.mailbox))
    )
    family = GaugeMetricFamily(
        "intake_arrivals_day", "Messages that came in in the last 24 hours.", labels=["mailbox"]
    )
    for mailbox, count in rows:
        family.add_metric([mailbox], count)
    return family


def _queues(session: Session, now: datetime) -> Iterator[GaugeMetricFamily]:
    unread = col(MessageRow.stage).in_([Stage.RECEIVED.value, Stage.PROCESSING.value])
    stored = session.exec(select(func.min(MessageRow.stored_at)).where(unread)).one()
    person = (CaseRow.status == CaseStatus.OPEN.value, col(CaseRow.needs_human).is_(True))
    count, opened = session.exec(select(func.count(), func.min(CaseRow.opened_at)).where(*person)).one()
    yield GaugeMetricFamily(
        "intake_unread_oldest_seconds", "Age of the oldest unread message.", _age(stored, now)
    )
    yield GaugeMetricFamily("intake_doubtful_cases", "Open cases that wait for a person.", count)
    yield GaugeMetricFamily(
        "intake_doubtful_oldest_seconds", "Age of the oldest of those cases.", _age(opened, now)
    )


def _jobs(beats: Iterable[HeartbeatRow], settings: Settings, now: datetime) -> Iterator[GaugeMetricFamily]:
    failing = GaugeMetricFamily("intake_job_failing", "1 when the last run of a job failed.", labels=["job"])
    delay = GaugeMetricFamily(
        "intake_poll_age_seconds", "Since a mailbox was last read well.", labels=["mailbox"]
    )
    for beat in beats:
        failing.add_metric([beat.job], 1 if beat.error else 0)
        name = beat.job.removeprefix("poll ")
        if name in settings.mailboxes and beat.ok_at:
            delay.add_metric([name], _age(beat.ok_at, now))
    yield failing
    yield delay


def _confidence(session: Session, now: datetime) -> GaugeMetricFamily:
    sure = MessageRow.outcome["confidence"].as_float()  # type: ignore[index]  # an SQL expression, not a value
    rows = session.exec(
        select(MessageRow.primary, func.avg(sure))
        .where(MessageRow.received_at >= now - _DAY, MessageRow.stage == Stage.FILED.value)
        .group_by(col(MessageRow.primary))
    )
    family = GaugeMetricFamily(
        "intake_confidence_day",
        "Mean confidence in the primary label, of the last 24 hours.",
        labels=["primary"],
    )
    for primary, mean in rows:
        if mean is not None:
            family.add_metric([primary], float(mean))
    return family


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
