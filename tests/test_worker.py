"""The worker at work: real IMAP, SMTP and SQLite; only the understanding is a simple one of our own."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from intake.domain import (
    Address,
    Classification,
    Extraction,
    Label,
    Outcome,
    Screening,
    ScreeningVerdict,
    Trust,
)
from intake.errors import ConfigurationError
from intake.mail.parse import parse
from intake.services.acknowledge import send_due
from intake.services.export import state
from intake.services.health import heartbeats
from intake.settings import DatabaseSettings, MailboxSettings, Settings, WorkerSettings
from intake.store.engine import open_engine
from intake.worker import run
from tests.servers import free_port
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.proxy import Proxy
from tests.servers.smtp import AfterData, SmtpServer

ROOT = Path(__file__).resolve().parents[1]
MIGRATIE, STEUN = USERS


@dataclass
class SimpleExaminer:
    """Everything is a pledge that deserves an answer; may be slow, to see what happens meanwhile."""

    seconds: float = 0
    started: threading.Event = field(default_factory=threading.Event)

    def examine(self, raw: bytes, mailbox: str, now: datetime, complete: bool = True) -> Outcome:
        self.started.set()
        time.sleep(self.seconds)
        mail = parse(raw)
        sender = mail.sender or Address("", "onbekend@gemeente.example")
        return Outcome(
            mailbox=mailbox,
            message_id=mail.message_id,
            in_reply_to=mail.in_reply_to,
            references=mail.references,
            subject=mail.subject,
            sender=sender,
            answer_to=sender,
            screening=Screening(ScreeningVerdict.ANSWER, ""),
            classification=Classification((Label.PLACE_PLEDGE,), Label.PLACE_PLEDGE, 0.9),
            extraction=Extraction(),
            should_ack=True,
            is_reply_to_thread=False,
            trust=Trust.UNKNOWN,
            trust_reason="",
            doubts=(),
            model="geen",
            rulebook="proef",
        )


def mail(number: int) -> bytes:
    return (
        f"From: Griffie <griffie{number}@gemeente{number}.example>\r\n"
        f"Message-ID: <{number}@gemeente.example>\r\n"
        f"Subject: Toezegging {number}\r\n\r\nWij bieden 15 plekken.\r\n"
    ).encode()


@dataclass
class Bench:
    """The settings of a test, and a look at what came of it."""

    settings: Settings
    smtp: SmtpServer
    examiner: SimpleExaminer = field(default_factory=SimpleExaminer)

    def state(self) -> dict[str, Any]:
        engine = open_engine(self.settings.database.url)
        try:
            return state(engine)
        finally:
            engine.dispose()

    def once(self) -> int:
        return run(self.settings, True, examiner=self.examiner)

    @contextmanager
    def running(self) -> Iterator[None]:
        """The worker in a thread, stopped at the end."""
        stop = threading.Event()
        thread = threading.Thread(
            target=run, args=(self.settings,), kwargs={"stop": stop, "examiner": self.examiner}
        )
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join(30)
            assert not thread.is_alive()

    def answers(self, count: int, seconds: float = 60) -> list[str]:
        """Waits until so many answers came; to whom they went."""
        wait_until(lambda: len(self.smtp.received()) >= count, seconds)
        return sorted(one.recipients[0] for one in self.smtp.received())


@pytest.fixture
def bench(dovecot: Dovecot, smtp: SmtpServer, tmp_path: Path) -> Bench:
    return Bench(settings(dovecot, smtp, tmp_path), smtp)


def settings(dovecot: Dovecot, smtp: SmtpServer, folder: Path, **worker: Any) -> Settings:
    mailboxes = {
        user.partition("@")[0]: MailboxSettings(
            address=user, imap=dovecot.settings(user), smtp=smtp.settings()
        )
        for user in USERS
    }
    return Settings(
        database=DatabaseSettings(url=f"sqlite:///{folder / 'intake.db'}"),
        worker=WorkerSettings.model_validate({"poll_seconds": 1, "idle": False} | worker),
        mailboxes=mailboxes,
    )


def with_imap(bench: Bench, name: str, **changes: Any) -> None:
    """Changes how one mailbox is reached."""
    mailbox = bench.settings.mailboxes[name]
    changed = mailbox.model_copy(update={"imap": mailbox.imap.model_copy(update=changes)})
    bench.settings = bench.settings.model_copy(
        update={"mailboxes": dict(bench.settings.mailboxes) | {name: changed}}
    )


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "this did not happen in time"
        time.sleep(0.05)


def test_one_round_takes_both_mailboxes_all_the_way(bench: Bench, dovecot: Dovecot) -> None:
    dovecot.append(MIGRATIE, [mail(1), mail(2)])
    dovecot.append(STEUN, [mail(3)])
    assert bench.once() == 0
    assert bench.answers(3) == [f"griffie{n}@gemeente{n}.example" for n in (1, 2, 3)]
    assert sorted(case["mailbox"] for case in bench.state()["cases"]) == sorted([MIGRATIE, MIGRATIE, STEUN])
    assert bench.once() == 0
    assert len(bench.smtp.received()) == 3


def test_one_mailbox_that_refuses_the_login_does_not_stop_the_other(
    bench: Bench, dovecot: Dovecot, caplog: pytest.LogCaptureFixture
) -> None:
    with_imap(bench, "migratie", password="mis")
    dovecot.append(STEUN, [mail(1)])
    assert bench.once() == 1
    assert bench.answers(1) == ["griffie1@gemeente1.example"]
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert told == [
        f"poll migratie: localhost:{dovecot.imaps_port} refused the login. "
        "Check username and password of this mailbox."
    ]


def test_an_answer_that_is_refused_for_good_gives_exit_code_1_once(bench: Bench, dovecot: Dovecot) -> None:
    bench.smtp.refuse_recipient["*"] = "550 5.1.1 onbekend"
    dovecot.append(MIGRATIE, [mail(1)])
    assert bench.once() == 1
    assert [one["state"] for one in bench.state()["outbox"]] == ["refused"]
    assert bench.once() == 0


def test_a_line_that_breaks_after_the_data_gives_exit_code_1_and_no_second_mail(
    bench: Bench, dovecot: Dovecot
) -> None:
    bench.smtp.after_data = AfterData.HANG_UP_KEPT
    dovecot.append(MIGRATIE, [mail(1)])
    assert bench.once() == 1
    bench.smtp.after_data = AfterData.ACCEPT
    assert bench.once() == 0
    assert [one["state"] for one in bench.state()["outbox"]] == ["uncertain"]
    assert len(bench.smtp.received()) == 1


def test_idle_wakes_the_worker_long_before_it_polls(
    dovecot: Dovecot, smtp: SmtpServer, tmp_path: Path
) -> None:
    bench = Bench(settings(dovecot, smtp, tmp_path, idle=True, poll_seconds=3600), smtp)
    dovecot.append(MIGRATIE, [mail(1)])
    with bench.running():
        bench.answers(1)
        time.sleep(1)
        for number, user in ((2, MIGRATIE), (3, STEUN)):
            delivered = time.monotonic()
            dovecot.deliver(user, mail(number))
            bench.answers(number)
            assert time.monotonic() - delivered < 60
    assert len(bench.smtp.received()) == 3


def test_a_mailbox_that_is_away_for_a_while_comes_back_and_is_told_twice(
    bench: Bench, dovecot: Dovecot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="intake.worker")
    port = free_port()
    with_imap(bench, "migratie", port=port, security="none", host="127.0.0.1")
    dovecot.append(MIGRATIE, [mail(1)])
    dovecot.append(STEUN, [mail(2)])
    with bench.running():
        assert bench.answers(1) == ["griffie2@gemeente2.example"]
        # Long enough for a second failure, which is not told again.
        time.sleep(2.5)
        with Proxy(dovecot.imap_port, port=port):
            assert len(bench.answers(2)) == 2
            wait_until(lambda: "works again" in caplog.text)
    told = [line for line in map(logging.LogRecord.getMessage, caplog.records) if line.startswith("poll ")]
    assert told == [
        f"poll migratie: 127.0.0.1:{port} cannot be reached (Connection refused). We try again later.",
        "poll migratie: works again",
    ]


def test_what_is_due_while_smtp_is_down_leaves_when_it_is_up(bench: Bench, dovecot: Dovecot) -> None:
    bench.smtp.down()
    dovecot.append(MIGRATIE, [mail(1)])
    assert bench.once() == 0
    assert [one["state"] for one in bench.state()["outbox"]] == ["queued"]
    bench.smtp.up()
    engine = open_engine(bench.settings.database.url)
    in_an_hour = datetime.now(UTC) + timedelta(hours=1)
    assert send_due(engine, bench.settings, lambda: in_an_hour, lambda: False) == 1
    engine.dispose()
    assert [one["state"] for one in bench.state()["outbox"]] == ["sent"]
    assert len(bench.smtp.received()) == 1


def test_a_stop_finishes_the_message_in_hand_and_leaves_the_rest(bench: Bench, dovecot: Dovecot) -> None:
    bench.examiner.seconds = 1
    dovecot.append(MIGRATIE, [mail(1), mail(2), mail(3)])
    with bench.running():
        assert bench.examiner.started.wait(20)
    stages = sorted(
        message["stage"]
        for place in (*bench.state()["cases"], {"messages": bench.state()["messages"]})
        for message in place["messages"]
        if message["direction"] == "in"
    )
    assert stages == ["filed", "received", "received"]


def test_every_job_leaves_a_heartbeat(bench: Bench) -> None:
    with_imap(bench, "migratie", password="mis")
    assert bench.once() == 1
    engine = open_engine(bench.settings.database.url)
    beats = {row.job: row.error for row in heartbeats(engine, bench.settings)}
    engine.dispose()
    polls = {"poll migratie", "poll ondersteuningsteamasiel"}
    assert set(beats) == {*polls, "process", "send", "retention", "heartbeat"}
    assert "refused the login" in beats["poll migratie"]
    assert beats["send"] == ""


def test_no_personal_data_in_the_log(
    bench: Bench, dovecot: Dovecot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    bench.smtp.refuse_recipient["griffie2@gemeente2.example"] = "550 5.1.1 <griffie2@gemeente2.example> weg"
    dovecot.append(MIGRATIE, [mail(1), mail(2)])
    assert bench.once() == 1
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("intake")]
    assert len(ours) >= 4
    assert not [line for line in ours if "griffie" in line or "Toezegging" in line]


def test_without_a_mailbox_there_is_nothing_to_do(tmp_path: Path) -> None:
    database = DatabaseSettings(url=f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(ConfigurationError, match="mailboxes"):
        run(Settings(database=database), True)


def scheduler(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "scheduler.py"), "--config", str(folder / "intake.toml"), *arguments]


def test_the_front_door_tells_what_is_wrong_with_the_settings(tmp_path: Path) -> None:
    (tmp_path / "intake.toml").write_text("[worker]\npol_seconds = 3\n", encoding="utf-8")
    done = subprocess.run(scheduler(tmp_path), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.strip().endswith(
        "line 2: worker.pol_seconds: there is no such setting; remove it, or did you mean poll_seconds?"
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_with_exit_code_0(
    dovecot: Dovecot, tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / "intake.toml").write_text(
        f"""
[database]
url = "sqlite:///{tmp_path / "intake.db"}"
[mailboxes.migratie]
address = "{MIGRATIE}"
[mailboxes.migratie.imap]
host = "localhost"
port = {dovecot.imaps_port}
ca_file = "{dovecot.ca_file}"
username = "{MIGRATIE}"
[mailboxes.migratie.smtp]
host = "localhost"
port = 1
security = "none"
""",
        encoding="utf-8",
    )
    environment = os.environ | {"INTAKE_MAILBOXES__MIGRATIE__IMAP__PASSWORD": USERS[MIGRATIE]}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(scheduler(tmp_path), stderr=log, env=environment)
    try:
        wait_until(lambda: "started:" in (tmp_path / "log").read_text(encoding="utf-8"), 90)
        process.send_signal(number)
        assert process.wait(30) == 0
    finally:
        process.kill()
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")


_IN_THE_MIDDLE_OF_A_WAIT = """
import os, signal
from threading import Event
from intake.worker import _stopping_on_signals
stop = Event()
with _stopping_on_signals(stop):
    with stop._cond:
        os.kill(os.getpid(), signal.SIGTERM)
    assert stop.wait(10)
"""


def test_a_signal_in_the_middle_of_a_wait_is_heard() -> None:
    done = subprocess.run([sys.executable, "-c", _IN_THE_MIDDLE_OF_A_WAIT], timeout=30, check=False)
    assert done.returncode == 0


# The system may give a signal to any thread; the one that waits is then not woken by it.
_BESIDE_THE_WAIT = """
import os, signal
from threading import Event, Timer
from intake.worker import _stopping_on_signals, _wait_for
stop = Event()
with _stopping_on_signals(stop):
    beside = Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM))
    beside.start()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    _wait_for(stop)
"""


def test_a_signal_that_does_not_wake_the_wait_is_heard_all_the_same() -> None:
    done = subprocess.run([sys.executable, "-c", _BESIDE_THE_WAIT], timeout=60, cwd=ROOT, check=False)
    assert done.returncode == 0
