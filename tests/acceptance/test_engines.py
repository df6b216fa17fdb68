"""Three workers share one PostgreSQL through procrastinate; one dies, one is cut off, and the database starts again."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from intake.errors import ConfigurationError
from intake.settings import Settings, load_settings
from tests.acceptance.harness import Worker, wait_until
from tests.acceptance.test_kill import (
    Mail,
    _assert_answered_once,
    _assert_nothing_lost_or_twice,
    _assert_sound,
    _mails,
    _pour,
)
from tests.servers.cable import Cable
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres
from tests.servers.smtp import SmtpServer

_MESSAGES = 80
_FIRST = _MESSAGES - 10


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_three_workers_of_which_one_dies_and_one_freezes(
    tmp_path: Path, dovecot: Dovecot, smtp: SmtpServer, postgres: Postgres
) -> None:
    with _three_workers(tmp_path, dovecot, smtp, postgres.database()) as workers:

        def tell(number: signal.Signals) -> None:
            frozen = workers[1].process
            assert frozen is not None
            os.kill(frozen.pid, number)

        mails = _share(workers, postgres, lambda: tell(signal.SIGSTOP), lambda: tell(signal.SIGCONT))
    _assert_all_once(workers[2], mails, smtp)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_three_workers_of_which_one_dies_and_one_loses_its_network(
    tmp_path: Path,
    cable: Cable,
    cabled_dovecot: Dovecot,
    cabled_smtp: SmtpServer,
    cabled_postgres: Postgres,
) -> None:
    database = cabled_postgres.database()
    with _three_workers(tmp_path, cabled_dovecot, cabled_smtp, database, cable) as workers:

        def come_back() -> None:
            wait_until(lambda: " ERROR " in workers[1].log(), 60, "a worker to tell that it is cut off")
            cable.plug()

        mails = _share(workers, cabled_postgres, cable.pull, come_back)
    _assert_all_once(workers[2], mails, cabled_smtp)


@contextmanager
def _three_workers(
    folder: Path, dovecot: Dovecot, smtp: SmtpServer, database: str, cable: Cable | None = None
) -> Iterator[list[Worker]]:
    """The second one at the far end of the cable."""
    workers = []
    for name in ("een", "twee", "drie"):
        (folder / name).mkdir()
        one = Worker(folder / name, dovecot, smtp, database, worker_keys='engine = "procrastinate"')
        one.cable = cable if name == "twee" else None
        workers.append(one)
    try:
        yield workers
    finally:
        for worker in workers:
            worker.kill()
            print(worker.log()[-3000:])


def _share(
    workers: list[Worker], postgres: Postgres, vanish: Callable[[], None], come_back: Callable[[], None]
) -> list[Mail]:
    """What was poured. The first worker dies, the second vanishes and comes back, and in the end is alone."""
    chance = random.Random(3)
    mails = _mails(chance, _MESSAGES)
    dovecot, smtp = workers[0].dovecot, workers[0].smtp
    smtp.slow_seconds = 0.05
    flow = threading.Thread(target=_pour, args=(dovecot, mails[:_FIRST], chance, 20.0))
    for worker in workers:
        worker.start()
    wait_until(lambda: all("started" in worker.log() for worker in workers), 60, "three workers to start")
    flow.start()
    try:
        time.sleep(8)
        # Otherwise it has nothing in hand, and this shows nothing.
        wait_until(lambda: " sent" in workers[1].log(), 10, "the second worker to send an answer")
        workers[0].kill()
        vanish()
        time.sleep(6)
        postgres.restart()
    finally:
        flow.join(60)
    # What the two had in hand is done by the third, and nobody waits for them.
    workers[2].wait_done(_FIRST, 60)
    come_back()
    assert workers[2].stop() == 0
    # It is alone now, so what comes next shows that it is back.
    _pour(dovecot, mails[_FIRST:], chance, 1.0)
    workers[1].wait_done(_MESSAGES, 60)
    # A worker that died is noticed after a while only.
    wait_until(lambda: not _doing(workers[1].database), 60, "the jobs of the dead worker to be removed")
    assert workers[1].stop() == 0
    return mails


def _doing(database: str) -> int:
    """How many jobs some worker, dead or alive, says to be doing."""
    with psycopg.connect(database.replace("+psycopg", "")) as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
        ).fetchone() or (0,)
    return int(count)


def _assert_all_once(worker: Worker, mails: list[Mail], smtp: SmtpServer) -> None:
    now = worker.state()
    print(Counter(one["state"] for one in now["outbox"]))
    _assert_nothing_lost_or_twice(now, mails)
    _assert_answered_once(now, mails, Counter(str(one.message["In-Reply-To"]) for one in smtp.received()))
    _assert_sound(worker.database, worker.folder)
    assert _doing(worker.database) == 0


def test_a_queue_without_a_server_is_told(tmp_path: Path) -> None:
    path = tmp_path / "intake.toml"
    path.write_text('[worker]\nengine = "procrastinate"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="needs PostgreSQL"):
        load_settings(path)
    assert Settings().worker.engine == "local"
