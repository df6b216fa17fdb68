"""A job that fails waits longer each time, tells it once, and goes on."""

import logging
import time
from collections.abc import Callable
from threading import Event

import pytest

from intake.errors import LoginError, UnreachableError
from intake.jobs import Job, Runner, sentence


class Bench:
    """A runner with everything that it told."""

    def __init__(self, work: Callable[[], int], every: float = 0.02, wakes: str = "") -> None:
        self.reports: list[tuple[str, str]] = []
        self.woken: list[str] = []
        self.stop = Event()
        job = Job("poll migratie", every, lambda _: work(), wakes)
        self.runner = Runner(
            job,
            lambda *report: self.reports.append(report),
            lambda name, _done: self.woken.append(name),
            self.stop,
        )


class Server:
    """Work that fails as long as `error` is set."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.calls = 0

    def __call__(self) -> int:
        self.calls += 1
        if self.error:
            raise self.error
        return 1


def test_work_that_did_something_wakes_the_next_job() -> None:
    bench = Bench(lambda: 2, wakes="process")
    bench.runner()
    assert bench.woken == ["process"]
    assert bench.reports == [("poll migratie", "")]


def test_work_that_did_nothing_wakes_nobody() -> None:
    bench = Bench(lambda: 0, wakes="process")
    bench.runner()
    assert bench.woken == []


def test_the_pause_doubles_up_to_a_quarter_of_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("intake.jobs.time.monotonic", lambda: now[0])
    server = Server()
    server.error = UnreachableError("weg")
    bench = Bench(server, every=60)
    for seconds in (0, 60, 120, 240, 480, 900, 900):
        now[0] += seconds
        bench.runner()
        calls = server.calls
        bench.runner()
        assert server.calls == calls
    assert server.calls == 7


def test_each_change_of_state_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    server = Server()
    bench = Bench(server, every=0.001)

    def happen(error: Exception | None) -> None:
        server.error = error
        time.sleep(0.02)
        bench.runner()

    for error in (UnreachableError("weg"), UnreachableError("weg"), LoginError("mis"), None, None):
        happen(error)
    assert [record.getMessage() for record in caplog.records] == [
        "poll migratie: weg",
        "poll migratie: mis",
        "poll migratie: works again",
    ]
    assert [trouble for _, trouble in bench.reports] == ["weg", "weg", "mis", "", ""]


def test_a_job_that_was_wanted_while_it_ran_runs_again() -> None:
    calls = 0

    def work() -> int:
        nonlocal calls
        calls += 1
        if calls == 1:
            bench.runner.wanted.set()
        return 0

    bench = Bench(work)
    bench.runner()
    assert calls == 2


def test_nothing_runs_after_the_stop() -> None:
    server = Server()
    bench = Bench(server)
    bench.stop.set()
    bench.runner()
    assert server.calls == 0


def test_a_report_that_fails_stops_nothing() -> None:
    server = Server()

    def report(name: str, trouble: str) -> None:
        raise OSError("schijf vol")

    runner = Runner(Job("send", 1, lambda _: server()), report, lambda _: None, Event())
    runner()
    runner()
    assert server.calls == 2


def test_what_we_did_not_foresee_is_told_without_what_it_quotes() -> None:
    try:
        raise ValueError("Jan Jansen, jan@gemeente.example")
    except ValueError as error:
        told = sentence(error)
    assert told.startswith("ValueError at test_jobs.py:")
    assert "Jan" not in told


def test_of_a_database_fault_the_driver_s_own_words_are_told() -> None:
    from sqlalchemy.exc import OperationalError

    fault = OperationalError("INSERT …", {"naam": "Jan"}, Exception("database or disk is full\nDETAIL: Jan"))
    assert sentence(fault) == "OperationalError: database or disk is full. It is tried again."
