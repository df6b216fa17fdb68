"""One job of the worker: run again and again, patient when it fails, telling each change of state once."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock

from intake.errors import IntakeError, in_short

_LONGEST_PAUSE_SECONDS = 900.0

_log = logging.getLogger("intake.worker")


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the timetable. `work` returns how much it did; if anything, the job `wakes` runs at once.

    What `work` tells the function that it gets, while it goes on, wakes that job already.
    """

    name: str
    every_seconds: float
    work: Callable[[Callable[[int], None]], int]
    wakes: str = ""


class Runner:
    """Runs one job. After a failure it waits: the job's interval, then twice that, up to 15 minutes.

    `report(name, error)` is called after every run; `wake(name, done)` when another job has work.
    """

    def __init__(
        self, job: Job, report: Callable[[str, str], None], wake: Callable[[str, int], None], stop: Event
    ) -> None:
        self.job = job
        self.trouble = ""
        self.wanted = Event()
        self._report = report
        self._wake = wake
        self._stop = stop
        self._busy = Lock()
        self._pause = 0.0
        self._not_before = 0.0
        self._told = 0

    def __call__(self) -> None:
        """One run; and another one when the job was wanted again while it ran."""
        with self._busy:
            while not self._stop.is_set() and time.monotonic() >= self._not_before:
                self.wanted.clear()
                self._run()
                if not self.wanted.is_set():
                    return

    def finish(self) -> None:
        """Waits for the run in hand; after the stop no other one follows."""
        with self._busy:
            pass

    def _run(self) -> None:
        self._told = 0
        try:
            done = self.job.work(self._hear)
        except Exception as error:  # noqa: BLE001  a job may fail in any way; the others go on
            self._failed(sentence(error))
        else:
            self._succeeded()
            self._hear(done - self._told)

    def _hear(self, done: int) -> None:
        self._told += done
        if done > 0 and self.job.wakes:
            self._wake(self.job.wakes, done)

    def _failed(self, trouble: str) -> None:
        self._pause = min(max(self._pause * 2, self.job.every_seconds), _LONGEST_PAUSE_SECONDS)
        self._not_before = time.monotonic() + self._pause
        if trouble != self.trouble:
            _log.error("%s: %s", self.job.name, trouble)
        self.trouble = trouble
        self._tell(trouble)

    def _succeeded(self) -> None:
        if self.trouble:
            _log.info("%s: works again", self.job.name)
        self.trouble, self._pause, self._not_before = "", 0.0, 0.0
        self._tell("")

    def _tell(self, trouble: str) -> None:
        # The report goes to the database, which may itself be what fails.
        with suppress(Exception):
            self._report(self.job.name, trouble)


def sentence(error: Exception) -> str:
    """What went wrong, fit for a log, and what happens next."""
    return str(error) if isinstance(error, IntakeError) else f"{in_short(error)}. It is tried again."
