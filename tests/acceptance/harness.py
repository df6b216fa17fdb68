"""Runs the worker as its operator does: `python scheduler.py --config intake.toml`, against real servers."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from intake.services.export import state
from intake.store.engine import open_engine
from intake.store.tables import OutboxRow
from tests.servers.cable import Cable
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.smtp import PASSWORD, USERNAME, SmtpServer

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "intake" / "demo" / "samples"
MIGRATIE, TEAM = USERS

_MAILBOX = """
[mailboxes.{name}]
address = "{user}"
[mailboxes.{name}.imap]
host = "{host}"
port = {imap_port}
security = "tls"
ca_file = "{imap_ca}"
timeout_seconds = 10
username = "{user}"
password = "{password}"
[mailboxes.{name}.smtp]
host = "{host}"
port = {smtp_port}
security = "starttls"
ca_file = "{smtp_ca}"
timeout_seconds = 10
username = "{smtp_user}"
password = "{smtp_password}"
"""


@dataclass
class Worker:
    """The worker's process, which may be started and killed any number of times.

    `worker_keys` and `tables` are more TOML; `passwords` and `servers` replace those of a mailbox, by address. With a
    `cable` it runs at the far end, and finds every server at this one.
    """

    folder: Path
    dovecot: Dovecot
    smtp: SmtpServer
    database: str
    worker_keys: str = ""
    tables: str = ""
    passwords: Mapping[str, str] = field(default_factory=dict)
    servers: Mapping[str, Dovecot] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    cable: Cable | None = None
    process: subprocess.Popen[bytes] | None = None

    def configure(self) -> Path:
        """Write intake.toml and return its path."""
        path = self.folder / "intake.toml"
        database = self.database.replace("127.0.0.1", self.cable.here) if self.cable else self.database
        path.write_text(
            f'[database]\nurl = "{database}"\n[worker]\npoll_seconds = 1\nlease_seconds = 3\n'
            f"{self.worker_keys}\n{self.tables}\n" + "".join(self._mailbox(user) for user in USERS),
            encoding="utf-8",
        )
        return path

    def _mailbox(self, user: str) -> str:
        imap = self.servers.get(user, self.dovecot)
        return _MAILBOX.format(
            name=user.partition("@")[0],
            host=self.cable.here if self.cable else "localhost",
            user=user,
            imap_port=imap.imaps_port,
            imap_ca=imap.ca_file,
            password=self.passwords.get(user, USERS[user]),
            smtp_port=self.smtp.port,
            smtp_ca=self.smtp.ca_file,
            smtp_user=USERNAME,
            smtp_password=PASSWORD,
        )

    def start(self, *arguments: str) -> None:
        """Start the process; its log goes to worker.log in the folder."""
        self.configure()
        self.start_as_configured(*arguments)

    def start_as_configured(self, *arguments: str) -> None:
        """The same, with the intake.toml that is there."""
        before = self.cable.command if self.cable else ()
        with (self.folder / "worker.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*before, sys.executable, str(ROOT / "scheduler.py"), "--config", "intake.toml", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **self.environment},
                start_new_session=True,
            )

    def once(self, seconds: float = 120) -> int:
        """One round of everything that is due, and its exit code."""
        self.start("--once")
        return self.wait(seconds)

    def wait(self, seconds: float = 120) -> int:
        """The exit code of a process that ends by itself; it is killed when it does not."""
        assert self.process is not None
        try:
            return self.process.wait(seconds)
        finally:
            self.kill()

    def kill(self) -> None:
        """SIGKILL: what a power cut looks like to a process."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.terminate()
        return self.wait(60)

    def log(self) -> str:
        """What the worker has logged so far."""
        path = self.folder / "worker.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def state(self) -> Mapping[str, Any]:
        """What `intake export state` says."""
        engine = open_engine(self.database)
        try:
            return state(engine)
        finally:
            engine.dispose()

    def wait_done(self, messages: int, seconds: float) -> None:
        """Wait until so many messages are settled. Raises AssertionError, with the log, when that takes too long."""

        def done() -> bool:
            assert self.process is None or self.process.poll() is None, f"the worker ended:\n{self.log()}"
            return self.is_done(messages)

        try:
            wait_until(done, seconds, f"{messages} messages to be filed and answered")
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.log()[-4000:]}") from None

    def is_done(self, messages: int) -> bool:
        """True when this many messages were filed or given up, and nothing is left to send."""
        try:
            now = self.state()
        except Exception:  # noqa: BLE001  before the worker has made its tables, there is nothing to read
            return False
        settled = [one for one in received(now) if one["stage"] in {"filed", "failed"}]
        waiting = [one for one in now["outbox"] if one["state"] in {"queued", "sending"}]
        return len(settled) >= messages and not waiting


def received(now: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every message that came in, each with the `token` and `needs_human` of its case (None without one)."""
    for case in now["cases"]:
        for one in case["messages"]:
            if one["direction"] == "in":
                yield {**one, "token": case["token"], "needs_human": case["needs_human"]}
    for one in now["messages"]:
        yield {**one, "token": None, "needs_human": None}


def digest(data: bytes) -> str:
    """The `file_digest` under which a message is found in the export."""
    return hashlib.sha256(data).hexdigest()


def sample(number: str) -> bytes:
    """A sample mail by its number, as it lies on a server: with CRLF line ends."""
    (path,) = SAMPLES.glob(f"{number}-*.eml")
    return path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def addressee(data: bytes) -> str:
    """The mailbox for which a sample is meant."""
    return TEAM if f"Delivered-To: {TEAM}".encode() in data.partition(b"\r\n\r\n")[0] else MIGRATIE


def let_time_pass(database: str, hours: float) -> None:
    """What waits in the outbox believes that it is later."""
    engine = open_engine(database)
    try:
        with Session(engine) as session:
            for row in session.exec(select(OutboxRow)):
                row.next_try -= timedelta(hours=hours)
                row.created_at -= timedelta(hours=hours)
                session.add(row)
            session.commit()
    finally:
        engine.dispose()


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Poll until true. Raises AssertionError that names what was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.2)
