"""Several workers, on several machines: the jobs of the timetable on procrastinate, a task queue in PostgreSQL.

The queue only says when to work, and that a mailbox is read by one worker at a time. What is safe when a worker dies stays in
the rows: every claim is a conditional UPDATE with a lease, and a sweep finds what a lost job left behind.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from threading import Event, Thread
from typing import LiteralString

import psycopg
import psycopg_pool
from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from procrastinate.types import JSONDict
from psycopg.sql import SQL
from sqlalchemy.engine import make_url

from intake.errors import IntakeError
from intake.jobs import Job, Runner, sentence

_TASK, _RESCUE = "run", "rescue"
_HEARTBEAT_SECONDS = 5.0
_DEAD_SECONDS = 20.0
_PAUSE_SECONDS = 2.0
_LOCK = 7_264_002
# A server that vanished without a word is noticed (libpq; seconds and milliseconds).
_PATIENCE = {"connect_timeout": 10, "tcp_user_timeout": 15_000}
_MINUTE, _HOUR = 60, 3_600

_VERSION = version("procrastinate")
_MADE_BY = "SELECT obj_description(to_regclass('procrastinate_jobs'), 'pg_class')"
_DROP = r"""
DO $$ DECLARE one text; BEGIN
    FOR one IN
        SELECT format('TABLE IF EXISTS %s', oid::regclass) FROM pg_class
            WHERE relname LIKE 'procrastinate\_%' AND relkind = 'r' AND relnamespace = current_schema::regnamespace
        UNION ALL SELECT format('FUNCTION IF EXISTS %s', oid::regprocedure) FROM pg_proc
            WHERE proname LIKE 'procrastinate\_%' AND pronamespace = current_schema::regnamespace
        UNION ALL SELECT format('TYPE IF EXISTS %s', t.oid::regtype) FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
            WHERE typname LIKE 'procrastinate\_%' AND typnamespace = current_schema::regnamespace
            AND (typtype = 'e' OR c.relkind = 'c')
    LOOP EXECUTE 'DROP ' || one || ' CASCADE'; END LOOP;
END $$
"""

_log = logging.getLogger("intake.worker")
Wake = Callable[[str], None]


def share_work(
    url: str,
    timetable: tuple[Job, ...],
    single: tuple[Job, ...],
    report: Callable[[str, str], None],
    watchers: Callable[[Wake], list[Thread]],
    stop: Event,
) -> int:
    """Works beside other workers until `stop`; a database that goes away is waited for. Returns 0.

    `timetable` runs by the clock, each job once however many workers there are; `single` are the jobs for one message or
    one answer, which a poll or a message wakes. `watchers` starts what wakes a poll at once.
    """
    # APScheduler warns about what we do on purpose; procrastinate tells of every job.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    jobs = [replace(job, wakes=f"{job.wakes} one" if job.wakes else "") for job in timetable]
    asyncio.run(_Shared(address, jobs, single, report, stop).serve(watchers))
    return 0


def prepare(address: str) -> None:
    """Makes the tables of the queue, and makes them anew after another version of it: what is in them is disposable."""
    with psycopg.connect(address) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        if connection.execute(_MADE_BY).fetchone() != (_VERSION,):
            connection.execute(_DROP)
            connection.execute(App(connector=PsycopgConnector()).schema_manager.get_schema().encode())
            connection.execute(SQL("COMMENT ON TABLE procrastinate_jobs IS {}").format(_VERSION))


class _UnsureError(IntakeError):
    """The queue may hold jobs as being done that this worker ended."""


class _Connector(PsycopgConnector):
    """Sets `unsure` when a statement failed: the end of a job, for one, may then be unknown to the queue.

    procrastinate lets that job be done for as long as its worker lives, and nobody gets its lock. So this worker starts
    anew, under another number, and what it left is removed as that of a worker that died.
    """

    def __init__(self, unsure: asyncio.Event, address: str) -> None:
        super().__init__(conninfo=address, kwargs=_PATIENCE, timeout=10)
        self._unsure = unsure

    async def execute_query_async(self, query: LiteralString, **arguments: object) -> None:
        try:
            await super().execute_query_async(query, **arguments)
        except ConnectorException:
            self._unsure.set()
            raise


class _Shared:
    def __init__(
        self,
        address: str,
        timetable: list[Job],
        single: tuple[Job, ...],
        report: Callable[[str, str], None],
        stop: Event,
    ) -> None:
        self._address, self._timetable, self._stop = address, timetable, stop
        self._runners = {job.name: Runner(job, report, self._woken, stop) for job in (*timetable, *single)}
        self._locked = {job.name for job in timetable}
        self._unsure = asyncio.Event()
        self._app = self._application()

    async def serve(self, watchers: Callable[[Wake], list[Thread]]) -> None:
        """Runs jobs until the stop; the message in hand is finished first."""
        self._loop = asyncio.get_running_loop()
        watching = watchers(lambda name: self._woken(name, 1))
        _log.info("started, beside other workers: %s", ", ".join(self._runners))
        while not self._stop.is_set():
            try:
                await asyncio.to_thread(prepare, self._address)
                async with self._app.open_async():
                    await self._until_stop()
            except (
                psycopg.Error,
                psycopg_pool.PoolTimeout,
                ConnectorException,
                OSError,
                _UnsureError,
            ) as error:
                _log.error("queue: %s", sentence(error))
                await asyncio.to_thread(self._stop.wait, _PAUSE_SECONDS)
                self._app = self._application()
        for watcher in watching:
            await asyncio.to_thread(watcher.join, 5)

    async def _until_stop(self) -> None:
        self._unsure.clear()
        for job in self._timetable:
            await self._defer(job.name, 1)
        working = asyncio.create_task(
            self._app.run_worker_async(
                concurrency=len(self._runners),
                install_signal_handlers=False,
                delete_jobs="always",
                update_heartbeat_interval=_HEARTBEAT_SECONDS,
                stalled_worker_timeout=_DEAD_SECONDS,
            )
        )
        while not (self._stop.is_set() or self._unsure.is_set() or working.done()):
            await asyncio.sleep(0.2)
        if self._stop.is_set():
            _log.info("stopping: the message in hand is finished first")
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        if self._unsure.is_set() and not self._stop.is_set():
            raise _UnsureError(
                "a statement failed, perhaps the one that a job ended; this worker starts anew"
            )

    def _application(self) -> App:
        app = App(connector=_Connector(self._unsure, self._address))
        run = app.task(name=_TASK)(self._run)
        for job in self._timetable:
            app.periodic(
                cron=_cron(job.every_seconds),
                periodic_id=job.name,
                lock=job.name,
                queueing_lock=job.name,
                task_kwargs={"job": job.name},
            )(run)
        rescue = app.task(name=_RESCUE, pass_context=True)(_rescue)
        app.periodic(cron=_cron(_DEAD_SECONDS / 2), queueing_lock=_RESCUE)(rescue)
        return app

    async def _run(self, timestamp: int, job: str) -> None:  # noqa: ARG002  procrastinate tells the hour
        if runner := self._runners.get(job):
            await asyncio.to_thread(runner)

    def _woken(self, name: str, done: int) -> None:
        """Called from threads: a poll or a message has work for another job."""
        with suppress(RuntimeError):
            asyncio.run_coroutine_threadsafe(self._defer(name, done), self._loop)

    async def _defer(self, name: str, count: int) -> None:
        # What cannot be queued now is found by the sweep.
        with suppress(AlreadyEnqueued, psycopg.Error, psycopg_pool.PoolTimeout, ConnectorException):
            if name in self._locked:
                deferrer = self._app.configure_task(_TASK, lock=name, queueing_lock=name)
                await deferrer.defer_async(timestamp=0, job=name)
            else:
                one_each: list[JSONDict] = [{"timestamp": 0, "job": name} for _ in range(count)]
                await self._app.configure_task(_TASK).batch_defer_async(*one_each)


async def _rescue(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  procrastinate tells the hour
    """Jobs of workers that died: removed, because the sweep does what they left."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=_DEAD_SECONDS):
        await manager.finish_job(job, status=Status.FAILED, delete_job=True)


def _cron(every_seconds: float) -> str:
    """The nearest that a timetable by the clock can say; seconds are its sixth column."""
    seconds = max(1, round(every_seconds))
    if seconds < _MINUTE:
        return f"* * * * * */{seconds}"
    return f"*/{seconds // _MINUTE} * * * *" if seconds < _HOUR else "30 3 * * *"
