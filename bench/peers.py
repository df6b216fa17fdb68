"""The whole path against other products, on the same mails and servers: fetch, take in, confirm. `python -m bench.peers`.

Each reads the same mailbox of one Dovecot over TLS, keeps what it reads in SQLite, and confirms over SMTP with STARTTLS.
Each runs in a process of its own, and begins when all mail lies there. Loading is not counted: one mail goes before. Ours reads
the Dutch, books places and never answers twice; the others make a ticket of each mail. django-helpdesk and Roundup come from PyPI
into environments of their own, which are gone afterwards; request-tracker5 is Debian's, with a site of its own in a folder that
is gone afterwards. Needs Dovecot (`make servers`), and a package index that `pip` knows.
"""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from bench.day import settled, waiting
from bench.stream import stream
from intake.services.export import state
from intake.settings import MailboxSettings, Settings
from intake.store.engine import open_engine
from intake.worker import run
from tests.acceptance.harness import TEAM, received
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.smtp import PASSWORD, USERNAME, SmtpServer

_COUNT, _LONGEST = 300, 900
# The one with a password that imaplib can send.
_BOX = TEAM
_DRIVERS = Path(__file__).resolve().parent / "drivers"
_ROUNDUP = (
    "mail_domain=vng.example,mail_host=localhost,mail_port={smtp_port},mail_username={smtp_user},"
    "mail_password={smtp_password},mail_tls=yes,tracker_web=http://localhost/,tracker_email={address},"
    "nosy_messages_to_author=yes"
)
_ANYBODY_MAY_WRITE = "db.security.addPermissionToRole('Anonymous', 'Email Access')"

_OF_REQUEST_TRACKER = (
    "/usr/share/request-tracker5/libexec/rt-server",
    "/usr/bin/rt-mailgate-5",
    "/usr/bin/fetchmail",
    "/usr/bin/msmtp",
)
_APT = "apt-get install request-tracker5 rt5-db-sqlite rt5-standalone rt5-clients fetchmail msmtp w3m"


@dataclass(frozen=True)
class Rate:
    """So many mails became cases or tickets in so many seconds, and so many confirmations left."""

    product: str
    taken: int
    confirmed: int
    seconds: float

    @property
    def a_second(self) -> float:
        """Mails a second."""
        return self.taken / self.seconds


def main(count: int = _COUNT) -> None:
    """Print mails a second of each product, and how many times faster or slower ours is."""
    if not Dovecot.is_installed():
        Console().print("Dovecot is not installed (apt-get install dovecot-imapd dovecot-lmtpd)")
        return
    mails = [
        mail.data for mail in stream(5 * count) if mail.person and not mail.copy and mail.mailbox == _BOX
    ][: count + 1]
    rates = [
        rate for take_in in (_ours, _helpdesk, _roundup, _request_tracker) if (rate := _alone(take_in, mails))
    ]
    table = Table(title=f"{len(mails) - 1} mails, from Dovecot to the confirmation")
    for heading in ("product", "taken in", "mails sent", "mails a second", "ours is faster"):
        table.add_column(heading, justify="left" if heading == "product" else "right")
    for rate in rates:
        ratio = rates[0].a_second / rate.a_second
        table.add_row(
            rate.product, str(rate.taken), str(rate.confirmed), f"{rate.a_second:.1f}", f"{ratio:.1f} ×"
        )
    Console().print(table)


def _alone(take_in: Callable[["Bench"], Mapping[str, Any] | None], mails: list[bytes]) -> Rate | None:
    with (
        tempfile.TemporaryDirectory(prefix="intake-peer-") as scratch,
        Dovecot() as dovecot,
        SmtpServer(Path(scratch, "smtp")) as smtp,
    ):
        dovecot.wipe(_BOX)
        dovecot.append(_BOX, mails[:1])
        bench = Bench(Path(scratch), dovecot, smtp, mails[1:])
        found = take_in(bench)
        if found is None:
            return None
        confirmed = len(smtp.received()) - bench.confirmed_before
        if not found["taken"]:
            Console().print(f"{take_in.__name__.strip('_')} took nothing in, so it is not measured")
            return None
        return Rate(take_in.__name__.strip("_"), found["taken"], confirmed, found["seconds"])


@dataclass
class Bench:
    """The servers, the mails that are timed, and what a driver must know."""

    folder: Path
    dovecot: Dovecot
    smtp: SmtpServer
    mails: list[bytes]
    confirmed_before: int = 0

    @property
    def told(self) -> dict[str, Any]:
        """What a driver gets as JSON."""
        return {
            "folder": str(self.folder / "site"), "address": _BOX, "imap_host": "localhost",
            "imap_port": self.dovecot.imaps_port, "imap_password": USERS[_BOX], "imap_ca": str(self.dovecot.ca_file),
            "smtp_host": "localhost", "smtp_port": self.smtp.port, "smtp_user": USERNAME, "smtp_password": PASSWORD,
        }  # fmt: skip

    def deliver(self) -> None:
        """The warm-up is over: from here on counts."""
        self.confirmed_before = len(self.smtp.received())
        self.dovecot.append(_BOX, self.mails)


def _ours(bench: Bench) -> Mapping[str, Any]:
    given = _settings(bench)
    worker = multiprocessing.get_context("spawn").Process(target=run, args=(given,))
    worker.start()
    engine = open_engine(given.database.url)
    try:
        _wait_for(engine, 1)
        # Frozen while mail is delivered: the others only begin when all of it is there.
        os.kill(int(worker.pid or 0), signal.SIGSTOP)
        bench.deliver()
        begun = perf_counter()
        os.kill(int(worker.pid or 0), signal.SIGCONT)
        _wait_for(engine, 1 + len(bench.mails))
        seconds = perf_counter() - begun
        worker.terminate()
        worker.join(60)
    finally:
        worker.kill()
    taken = sum(one["stage"] == "filed" for one in received(state(engine))) - 1
    engine.dispose()
    return {"taken": taken, "seconds": seconds}


def _settings(bench: Bench) -> Settings:
    box = MailboxSettings(
        address=_BOX, imap=bench.dovecot.settings(_BOX), smtp=bench.smtp.settings("starttls")
    )
    return Settings.model_validate(
        {
            "database": {"url": f"sqlite:///{bench.folder / 'intake.db'}"},
            "mailboxes": {"ondersteuningsteamasiel": box},
            "acknowledge": {"per_hour": 1_000_000},
        }
    )


def _wait_for(engine: Engine, count: int) -> None:
    """Until so many are filed, and no answer waits."""
    end = perf_counter() + _LONGEST
    while (settled(engine) < count or waiting(engine)) and perf_counter() < end:
        sleep(0.05)


def _helpdesk(bench: Bench) -> Mapping[str, Any] | None:
    python = _environment(bench, "django-helpdesk")
    return _driven(bench, python, "drive_helpdesk.py") if python else None


def _roundup(bench: Bench) -> Mapping[str, Any] | None:
    python = _environment(bench, "roundup")
    if not python:
        return None
    admin = [str(python.parent / "roundup-admin"), "-i", bench.told["folder"]]
    _run(admin, "install", "classic", "sqlite", _ROUNDUP.format(**bench.told))
    # Its schema holds this line as a comment: who writes for the first time is registered.
    schema = Path(bench.told["folder"]) / "schema.py"
    schema.write_text(f"{schema.read_text()}\n{_ANYBODY_MAY_WRITE}\n")
    _run(admin, "initialise", "geheim")
    return _driven(bench, python, "drive_roundup.py")


def _request_tracker(bench: Bench) -> Mapping[str, Any] | None:
    missing = [one for one in _OF_REQUEST_TRACKER if not Path(one).exists()]
    if missing:
        Console().print(f"{', '.join(missing)}: not there, so request-tracker5 is not measured ({_APT})")
        return None
    return _driven(bench, Path(sys.executable), "drive_rt.py")


def _run(admin: list[str], *command: str) -> None:
    subprocess.run([*admin, *command], check=True, capture_output=True, timeout=_LONGEST)


def _environment(bench: Bench, package: str) -> Path | None:
    """The Python of a new environment with this package; None, and a sentence, when it cannot be had."""
    folder = bench.folder / "environment"
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    got = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", package],
        check=False,
        capture_output=True,
        timeout=_LONGEST,
    )
    if got.returncode:
        Console().print(f"{package} cannot be installed here, so it is not measured")
        return None
    return python


def _driven(bench: Bench, python: Path, driver: str) -> Mapping[str, Any]:
    environment = {"SSL_CERT_FILE": _both(bench), "PATH": "/usr/bin:/bin"}
    command = [str(python), str(_DRIVERS / driver), json.dumps(bench.told)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=bench.folder
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while (line := process.stdout.readline()) and line.strip() != "ready":
            pass
        bench.deliver()
        process.stdin.write("go\n")
        process.stdin.flush()
        said, _ = process.communicate(timeout=_LONGEST)
    return dict(json.loads(said.strip().splitlines()[-1]))


def _both(bench: Bench) -> str:
    """The certificates of both servers in one file, for programs that know only one."""
    file = bench.folder / "ca.pem"
    file.write_text(Path(bench.dovecot.ca_file).read_text() + Path(bench.smtp.ca_file).read_text())
    return str(file)


if __name__ == "__main__":
    main(*(int(size) for size in sys.argv[1:2]))
