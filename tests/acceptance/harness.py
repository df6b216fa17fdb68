"""Runs the worker as its operator does: `python scheduler.py --config intake.toml`, against real servers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake.services.export import state
from intake.store.engine import open_engine
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.smtp import PASSWORD, USERNAME, SmtpServer

ROOT = Path(__file__).resolve().parents[2]

_MAILBOX = """
[mailboxes.{name}]
address = "{user}"
[mailboxes.{name}.imap]
host = "localhost"
port = {imap_port}
security = "tls"
ca_file = "{imap_ca}"
username = "{user}"
password = "{password}"
[mailboxes.{name}.smtp]
host = "localhost"
port = {smtp_port}
security = "starttls"
ca_file = "{smtp_ca}"
username = "{smtp_user}"
password = "{smtp_password}"
"""


@dataclass
class Worker:
    """The worker's process, which may be started and killed any number of times. `extra` is more TOML."""

    folder: Path
    dovecot: Dovecot
    smtp: SmtpServer
    database: str
    extra: str = ""
    process: subprocess.Popen[bytes] | None = None

    def configure(self) -> Path:
        """Write intake.toml and return its path."""
        path = self.folder / "intake.toml"
        tables = [
            _MAILBOX.format(
                name=user.partition("@")[0],
                user=user,
                imap_port=self.dovecot.imaps_port,
                imap_ca=self.dovecot.ca_file,
                password=password,
                smtp_port=self.smtp.port,
                smtp_ca=self.smtp.ca_file,
                smtp_user=USERNAME,
                smtp_password=PASSWORD,
            )
            for user, password in USERS.items()
        ]
        path.write_text(
            f'[database]\nurl = "{self.database}"\n[worker]\npoll_seconds = 1\nlease_seconds = 3\n{self.extra}\n'
            + "".join(tables),
            encoding="utf-8",
        )
        return path

    def start(self) -> None:
        """Start the process; its log goes to worker.log in the folder."""
        with (self.folder / "worker.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "scheduler.py"), "--config", str(self.configure())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                start_new_session=True,
            )

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
        return self.process.wait(60)

    def log(self) -> str:
        """What the worker has logged so far."""
        return (self.folder / "worker.log").read_text(encoding="utf-8", errors="replace")

    def state(self) -> Mapping[str, Any]:
        """What `intake export state` says."""
        engine = open_engine(self.database)
        try:
            return state(engine)
        finally:
            engine.dispose()


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Poll until true. Raises AssertionError that names what was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.2)
