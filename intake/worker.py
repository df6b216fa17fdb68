"""The worker: one timetable on APScheduler. SIGTERM finishes the message in hand."""

import logging
import signal
import threading
from _thread import start_new_thread
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from threading import Event, Thread
from time import monotonic
from types import FrameType
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine

from intake.content import models_dir
from intake.distributed import share_work
from intake.errors import ConfigurationError
from intake.jobs import Job, Runner
from intake.mail.samples import validate_templates
from intake.mailfiles import Examines
from intake.nlp.learned import put_aside
from intake.readers import Here, Reads
from intake.readers.apart import Readers, how_many
from intake.services import acknowledge, examine, receive
from intake.services.failures import failures
from intake.services.health import SHARED_JOBS, alarm, beat
from intake.services.retention import retain
from intake.services.upkeep import bring_schema_to
from intake.settings import Settings
from intake.store.engine import open_engine
from intake.transport.watch import watch

_TIMEZONE = ZoneInfo("Europe/Amsterdam")
# The poll that brings mail wakes the next step; these rounds catch what was put off.
_SWEEP_SECONDS = 10.0
_HEARTBEAT_SECONDS = 30.0
_DAY_SECONDS = 86_400.0
# A job that goes well says so no more often than this.
_HEARS_SIGNALS_SECONDS = 1.0
_REPORT_SECONDS = 5.0

_log = logging.getLogger(__name__)


def timetable(engine: Engine, reads: Reads, settings: Settings, stop: Event) -> tuple[Job, ...]:
    """Everything that happens by itself, in the order in which one mail meets it."""
    polls = (
        Job(
            f"poll {name}",
            settings.worker.poll_seconds,
            partial(receive.poll, engine, settings, name, _now),
            wakes="process",
        )
        for name in settings.mailboxes
    )
    started = _now()
    return (
        *polls,
        Job(
            "process",
            _SWEEP_SECONDS,
            lambda told: examine.examine_due(engine, reads, settings, _now, stop.is_set, told=told),
            wakes="send",
        ),
        Job("send", _SWEEP_SECONDS, lambda _: acknowledge.send_due(engine, settings, _now, stop.is_set)),
        Job("retention", _DAY_SECONDS, lambda _: _retain(engine, settings)),
        Job("heartbeat", _HEARTBEAT_SECONDS, lambda _: alarm(engine, settings, _now, started)),
    )


def one_by_one(engine: Engine, reads: Reads, settings: Settings, stop: Event) -> tuple[Job, ...]:
    """A message is a job and an answer is a job: what several workers share out among themselves."""
    read = partial(examine.examine_due, engine, reads, settings, _now, stop.is_set, 1)
    send = partial(acknowledge.send_due, engine, settings, _now, stop.is_set, 1)
    process, answer = SHARED_JOBS
    return (
        Job(process, _SWEEP_SECONDS, lambda _: read(), wakes=answer),
        Job(answer, _SWEEP_SECONDS, lambda _: send()),
    )


def _retain(engine: Engine, settings: Settings) -> int:
    removed = retain(engine, settings, _now())
    return removed.raw + removed.answers + removed.people


def run(
    settings: Settings, once: bool = False, *, stop: Event | None = None, examiner: Examines | None = None
) -> int:
    """Works until SIGTERM, SIGINT or `stop`; with `once`, does one round of everything that is due.

    Returns 0 when done, 1 when something in the one round failed (told in the log). Raises
    ConfigurationError.
    """
    if not settings.mailboxes:
        raise ConfigurationError("mailboxes: none is configured; add a table [mailboxes.NAME]")
    validate_templates()
    stop = stop or Event()
    engine = open_engine(settings.database.url, settings.database.keys)
    try:
        with _reading(settings, examiner) as reads:
            bring_schema_to(engine, settings.database, _now())
            if aside := put_aside(settings.nlp.models_folder, models_dir() / "nl"):
                _log.warning(aside)
            reads.ready()
            with _stopping_on_signals(stop):
                return _work(engine, reads, settings, once, stop)
    finally:
        engine.dispose()


@contextmanager
def _reading(settings: Settings, examiner: Examines | None) -> Iterator[Reads]:
    """Who reads: processes of their own, which load while we go on, or this one. Raises ConfigurationError."""
    count = 0 if examiner else how_many(settings)
    if count:
        with Readers(settings, count) as readers:
            yield readers
    elif examiner:
        yield Here(examiner)
    else:
        # Not above: who has others read needs no language model, nor the hundred megabytes of its libraries.
        from intake.pipeline import load_examiner

        yield Here(load_examiner(settings))


def _work(engine: Engine, reads: Reads, settings: Settings, once: bool, stop: Event) -> int:
    jobs = timetable(engine, reads, settings, stop)
    if once:
        return _one_round(engine, jobs, stop)
    if settings.worker.engine == "procrastinate":
        single = one_by_one(engine, reads, settings, stop)
        watchers = partial(_watchers, settings, stop=stop)
        return share_work(settings.database.url, jobs, single, _reporter(engine), watchers, stop)
    return _keep_going(engine, jobs, settings, stop)


def _one_round(engine: Engine, jobs: tuple[Job, ...], stop: Event) -> int:
    runners = [Runner(job, _reporter(engine), lambda *_: None, stop) for job in jobs]
    before = failures(engine)
    for runner in runners:
        runner()
    return 1 if failures(engine) > before or any(runner.trouble for runner in runners) else 0


def _keep_going(engine: Engine, jobs: tuple[Job, ...], settings: Settings, stop: Event) -> int:
    scheduler = BackgroundScheduler(
        timezone=_TIMEZONE,
        executors={"default": ThreadPoolExecutor(len(jobs))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    runners: dict[str, Runner] = {}

    def wake(name: str, _done: int = 1) -> None:
        runners[name].wanted.set()
        with suppress(JobLookupError):
            scheduler.modify_job(name, next_run_time=datetime.now(_TIMEZONE))

    for job in jobs:
        runners[job.name] = Runner(job, _reporter(engine), wake, stop)
        scheduler.add_job(
            runners[job.name],
            "interval",
            seconds=job.every_seconds,
            id=job.name,
            next_run_time=datetime.now(_TIMEZONE),
        )
    scheduler.start()
    watchers = _watchers(settings, wake, stop)
    _log.info("started: %s", ", ".join(runners))
    _wait_for(stop)
    _log.info("stopping: the message in hand is finished first")
    # Not left to shutdown(wait=True): it holds the lock that a job needs to wake the next one.
    for runner in runners.values():
        runner.finish()
    scheduler.shutdown(wait=True)
    for watcher in watchers:
        watcher.join(timeout=5)
    return 0


def _wait_for(stop: Event) -> None:
    """Until `stop` is set. A signal that came just before a wait is heard when that ends, so none of them is without end."""
    while not stop.wait(_HEARS_SIGNALS_SECONDS):
        pass


def _watchers(settings: Settings, wake: Callable[[str], None], stop: Event) -> list[Thread]:
    if not settings.worker.idle:
        return []
    watchers = [
        Thread(
            target=watch,
            args=(name, mailbox, settings.worker, partial(wake, f"poll {name}"), stop),
            name=f"idle {name}",
            daemon=True,
        )
        for name, mailbox in settings.mailboxes.items()
    ]
    for watcher in watchers:
        watcher.start()
    return watchers


def _reporter(engine: Engine) -> Callable[[str, str], None]:
    last: dict[str, tuple[float, str]] = {}

    def report(name: str, trouble: str) -> None:
        at, before = last.get(name, (0.0, ""))
        # Who does a job for each message would write a line for each, and workers would wait for each other's.
        if at and trouble == before and monotonic() - at < _REPORT_SECONDS:
            return
        beat(engine, name, _now(), error=trouble)
        last[name] = (monotonic(), trouble)

    return report


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def _stopping_on_signals(stop: Event) -> Iterator[None]:
    """SIGTERM and SIGINT set `stop`; a second one ends the process as it would by itself."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def on_signal(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        # Python may be inside `stop.wait` just now, with the lock that `set` wants; a thread can wait for that, a handler not.
        start_new_thread(stop.set, ())
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, on_signal)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
