"""Three workers share one PostgreSQL through procrastinate; one dies, one freezes, and the database starts again."""

import os
import random
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from intake.errors import ConfigurationError
from intake.settings import Settings, load_settings
from tests.acceptance.harness import Worker
from tests.acceptance.test_kill import (
    _assert_answered_once,
    _assert_nothing_lost_or_twice,
    _assert_sound,
    _mails,
    _pour,
)
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres
from tests.servers.smtp import SmtpServer

_MESSAGES = 80


def _workers(folder: Path, dovecot: Dovecot, smtp: SmtpServer, database: str) -> list[Worker]:
    made = []
    for name in ("een", "twee", "drie"):
        (folder / name).mkdir()
        made.append(Worker(folder / name, dovecot, smtp, database, worker_keys='engine = "procrastinate"'))
    return made


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_three_workers_of_which_one_dies_and_one_freezes(
    tmp_path: Path, dovecot: Dovecot, smtp: SmtpServer, postgres: Postgres
) -> None:
    chance, database = random.Random(3), postgres.database()
    mails, workers = _mails(chance, _MESSAGES), _workers(tmp_path, dovecot, smtp, database)
    smtp.slow_seconds = 0.05
    flow = threading.Thread(target=_pour, args=(dovecot, mails[:-10], chance, 20.0))
    try:
        for worker in workers:
            worker.start()
        flow.start()
        time.sleep(10)
        workers[0].kill()
        frozen = workers[1].process
        assert frozen is not None
        # As one that the network forgot: its leases end, others take over, and then it comes back.
        os.kill(frozen.pid, signal.SIGSTOP)
        time.sleep(6)
        postgres.restart()
        flow.join(60)
        time.sleep(4)
        os.kill(frozen.pid, signal.SIGCONT)
        workers[2].wait_done(_MESSAGES - 10, 90)
        # The mailbox of the dead worker's poll is read again, and what comes now is handled as ever.
        _pour(dovecot, mails[-10:], chance, 1.0)
        workers[2].wait_done(_MESSAGES, 90)
        assert [worker.stop() for worker in workers[1:]] == [0, 0]
    finally:
        flow.join(60)
        for worker in workers:
            worker.kill()
            print(worker.log()[-3000:])
    now = workers[2].state()
    print(Counter(one["state"] for one in now["outbox"]))
    _assert_nothing_lost_or_twice(now, mails)
    _assert_answered_once(now, mails, Counter(str(one.message["In-Reply-To"]) for one in smtp.received()))
    _assert_sound(database, tmp_path)
    with psycopg.connect(database.replace("+psycopg", "")) as connection:
        ((doing,),) = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
        assert doing == 0


def test_a_queue_without_a_server_is_told(tmp_path: Path) -> None:
    path = tmp_path / "intake.toml"
    path.write_text('[worker]\nengine = "procrastinate"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="needs PostgreSQL"):
        load_settings(path)
    assert Settings().worker.engine == "local"
