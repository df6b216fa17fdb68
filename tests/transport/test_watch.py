"""The watch on a mailbox: wakes within seconds, survives a broken line, stops when asked."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from intake.settings import MailboxSettings, WorkerSettings
from intake.transport.watch import watch
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Proxy
from tests.transport.conftest import USER, mailbox


@contextmanager
def watching(settings: MailboxSettings) -> Iterator[list[float]]:
    """The moments at which the watch called."""
    calls: list[float] = []
    stop = Event()
    thread = Thread(
        target=watch,
        args=("migratie", settings, WorkerSettings(), lambda: calls.append(time.monotonic()), stop),
    )
    thread.start()
    try:
        yield calls
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "this did not happen in time"
        time.sleep(0.02)


def test_calls_at_the_start_and_at_every_arrival(dovecot: Dovecot) -> None:
    with watching(mailbox(dovecot.settings(USER))) as calls:
        wait_until(lambda: len(calls) == 1)
        for arrivals in (2, 3):
            time.sleep(0.3)
            delivered = time.monotonic()
            dovecot.deliver(USER, b"Subject: x\r\n\r\nhallo\r\n")
            wait_until(lambda wanted=arrivals: len(calls) >= wanted)  # type: ignore[misc]
            assert calls[-1] - delivered < 30


def test_comes_back_after_a_broken_line(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.transport.watch._FIRST_PAUSE_SECONDS", 0.1)
    with (
        Proxy(dovecot.imap_port) as proxy,
        watching(mailbox(dovecot.settings(USER, "none", port=proxy.port))) as calls,
    ):
        wait_until(lambda: len(calls) == 1)
        time.sleep(0.3)
        proxy.cut()
        wait_until(lambda: len(calls) == 2)
        assert proxy.connections == 2


def test_a_server_that_is_away_is_no_busy_loop(dovecot: Dovecot) -> None:
    with Proxy(dovecot.imap_port) as proxy:
        wrong = dovecot.settings(USER, "none", port=proxy.port, password="mis")
        with watching(mailbox(wrong)) as calls:
            time.sleep(1)
            assert proxy.connections == 1
            assert calls == []
