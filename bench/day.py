"""A day in the life: 20,000 messages, while the mail server, the SMTP server and the database each stop three times.

`python -m bench.day [MESSAGES]`. Needs Dovecot and PostgreSQL (`make servers`). Ends with exit code 1 when anything was lost,
stored or answered twice, or when an answer is uncertain without an explanation on its case.
"""

import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from bench.stream import stream
from intake.store.engine import open_engine
from intake.store.tables import MessageRow, OutboxRow, Sending, Stage
from tests.acceptance.harness import Worker, received
from tests.acceptance.test_kill import Mail, _assert_answered_once, _assert_nothing_lost_or_twice
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.postgres import Postgres
from tests.servers.smtp import SmtpServer

_BURST, _AHEAD, _DOWN_SECONDS, _TIMES = 40, 600, 8.0, 3
# The brakes against a machine that no header betrays would rightly hold up such a day.
_NO_BRAKES = "[acknowledge]\nper_hour = 1000000\n"
_LONGEST = 5_400
# Among thirty made-up words not every ask is seen as one: what counts here is what became of those that were.
_MOST_PEOPLE = 0.9


def main(count: int = 20_000) -> None:
    """Print how long the day took, what was stopped, and what became of every message."""
    if reason := Postgres.missing() or ("" if Dovecot.is_installed() else "Dovecot is not installed"):
        Console().print(reason)
        return
    mails = list(stream(count))
    with (
        tempfile.TemporaryDirectory() as scratch,
        Dovecot() as dovecot,
        SmtpServer(Path(scratch, "smtp")) as smtp,
        Postgres() as postgres,
    ):
        for user in USERS:
            dovecot.wipe(user)
        worker = Worker(Path(scratch), dovecot, smtp, postgres.database(), tables=_NO_BRAKES)
        try:
            _live(worker, mails, _troubles(dovecot, smtp, postgres))
        finally:
            worker.kill()
        now = worker.state()
        arrived = Counter(str(one.message["In-Reply-To"]) for one in smtp.received())
    Console().print(
        "stages", dict(Counter(one["stage"] for case in now["cases"] for one in case["messages"]))
    )
    Console().print("answers", dict(Counter(one["state"] for one in now["outbox"])), "arrived", len(arrived))
    _assert_nothing_lost_or_twice(now, mails)
    due = {one["message_id"] for one in received(now) if one["should_ack"]}
    people = {mail.message_id for mail in mails if mail.person}
    assert len(due) > _MOST_PEOPLE * len(people), "hardly anybody was owed an answer, so this shows nothing"
    _assert_answered_once(now, [mail for mail in mails if mail.message_id in due], arrived)
    Console().print(f"{count:,} messages: all stored once, all due answers sent exactly once.")


def _troubles(dovecot: Dovecot, smtp: SmtpServer, postgres: Postgres) -> list[Callable[[], None]]:
    def outage(stop: Callable[[], None], start: Callable[[], None]) -> Callable[[], None]:
        def happen() -> None:
            stop()
            time.sleep(_DOWN_SECONDS)
            start()

        return happen

    each = [(dovecot.stop, dovecot.start), (smtp.down, smtp.up), (postgres.down, postgres.up)]
    return [outage(*pair) for pair in each] * _TIMES


def _live(worker: Worker, mails: list[Mail], troubles: list[Callable[[], None]]) -> None:
    """At every tenth of the day something stops; the mail waits at the door meanwhile, as a sender's server would."""
    worker.start()
    engine, begun, happened = open_engine(worker.database), time.monotonic(), 0
    door, done = threading.Lock(), [0]
    flow = threading.Thread(target=_pour, args=(worker.dovecot, mails, door, done), daemon=True)
    flow.start()
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("handled", total=len(mails))
        while done[0] < len(mails) or flow.is_alive() or waiting(engine):
            done[0] = settled(engine)
            bar.update(task, completed=done[0])
            if happened < len(troubles) and done[0] * (len(troubles) + 1) >= len(mails) * (happened + 1):
                with door:
                    troubles[happened]()
                happened += 1
            time.sleep(1)
            assert time.monotonic() - begun < _LONGEST, worker.log()[-3_000:]
    minutes = (time.monotonic() - begun) / 60
    engine.dispose()
    Console().print(
        f"{len(mails):,} messages in {minutes:.1f} minutes; {happened} times something was stopped"
    )


def _pour(dovecot: Dovecot, mails: list[Mail], door: threading.Lock, done: list[int]) -> None:
    for first in range(0, len(mails), _BURST):
        while first - done[0] > _AHEAD:
            time.sleep(0.2)
        with door:
            for mailbox in USERS:
                burst = [mail.data for mail in mails[first : first + _BURST] if mail.mailbox == mailbox]
                if burst:
                    dovecot.append(mailbox, burst)


def settled(engine: Engine) -> int:
    """How many messages were filed or given up."""
    ended = col(MessageRow.stage).in_([Stage.FILED.value, Stage.FAILED.value])
    return _count(engine, select(func.count()).where(ended))


def waiting(engine: Engine) -> int:
    """How many answers have not left yet."""
    leaving = col(OutboxRow.state).in_([Sending.QUEUED.value, Sending.SENDING.value])
    return _count(engine, select(func.count()).where(leaving))


def _count(engine: Engine, query: SelectOfScalar[int]) -> int:
    try:
        with Session(engine) as session:
            return session.exec(query).one()
    except SQLAlchemyError:
        # Before the worker has made its tables, and while the database starts again: ask once more.
        return 0


if __name__ == "__main__":
    main(*(int(size) for size in sys.argv[1:2]))
