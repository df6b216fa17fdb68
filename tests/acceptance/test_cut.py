"""A worker loses its network: nobody says a word, until the cable is in again."""

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from intake.store.cases import lock_filing
from intake.store.engine import open_engine, unit_of_work
from intake.store.migrations import migrate
from tests.acceptance.harness import ROOT, Worker, let_time_pass, received, wait_until
from tests.acceptance.test_kill import (
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

_MESSAGES = 60


@pytest.mark.slow
def test_no_network_for_a_while(
    tmp_path: Path, cable: Cable, cabled_dovecot: Dovecot, cabled_smtp: SmtpServer
) -> None:
    chance = random.Random(4)
    mails = _mails(chance, _MESSAGES)
    database = f"sqlite:///{tmp_path / 'intake.db'}"
    worker = Worker(tmp_path, cabled_dovecot, cabled_smtp, database, cable=cable)
    cabled_smtp.slow_seconds = 0.2
    flow = threading.Thread(target=_pour, args=(cabled_dovecot, mails, chance, 20.0))
    try:
        worker.start()
        wait_until(lambda: "started" in worker.log(), 60, "the worker to start")
        flow.start()
        wait_until(lambda: worker.log().count(" sent") > 5, 30, "some answers to be sent")
        cable.pull()
        arrived = cabled_smtp.count
        flow.join(60)
        wait_until(lambda: worker.log().count(" ERROR ") > 1, 60, "both polls to tell that they are cut off")
        # One may have been on its way.
        assert cabled_smtp.count <= arrived + 1
        cable.plug()
        wait_until(
            lambda: len(list(received(worker.state()))) == _MESSAGES, 60, "the mailboxes to be read again"
        )
        time.sleep(1)
        # What could not leave waits two minutes.
        let_time_pass(database, 0.2)
        worker.wait_done(_MESSAGES, 60)
        assert worker.stop() == 0
    finally:
        flow.join(60)
        worker.kill()
        print(worker.log()[-4000:])
    now = worker.state()
    _assert_nothing_lost_or_twice(now, mails)
    _assert_answered_once(
        now, mails, Counter(str(one.message["In-Reply-To"]) for one in cabled_smtp.received())
    )
    _assert_sound(database, tmp_path)


_FILES = """
import sys, time
from intake.store.cases import lock_filing
from intake.store.engine import open_engine, unit_of_work
with unit_of_work(open_engine(sys.argv[1])) as session:
    lock_filing(session)
    print("files", flush=True)
    time.sleep(300)
"""


@pytest.mark.slow
def test_one_that_files_when_it_is_cut_off_holds_up_nobody_for_long(
    cable: Cable, cabled_postgres: Postgres
) -> None:
    url = cabled_postgres.database()
    engine = open_engine(url)
    migrate(engine)
    far = url.replace("127.0.0.1", cable.here)
    with subprocess.Popen(
        [*cable.command, sys.executable, "-c", _FILES, far], stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"files\n"
            cable.pull()
            with unit_of_work(engine) as session:
                session.connection().execute(text("SET LOCAL lock_timeout = '30s'"))
                lock_filing(session)
        finally:
            process.kill()
    engine.dispose()
