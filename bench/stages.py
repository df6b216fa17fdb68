"""Each stage of the road against its floor, in one run: `python -m bench.stages`.

The floors do the bare deed with the same mails and servers: fetch in batches over TLS with imapclient, INSERT the bytes into one
table, take the mail apart with the standard library, hand finished bytes to SMTP on one line. Needs Dovecot (`make servers`).
`--write-picture` draws docs/stages.svg.
"""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from smtplib import SMTP
from ssl import create_default_context
from time import perf_counter

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from bench.picture import bars
from bench.servers import with_mail_servers
from bench.stream import stream
from intake.mail.parse import parse
from intake.pipeline import load_examiner
from intake.readers import Here
from intake.services import receive
from intake.services.acknowledge import send_due
from intake.services.examine import examine_due
from intake.settings import MailboxSettings, Settings
from intake.store.engine import open_engine
from intake.store.migrations import migrate
from tests.acceptance.harness import TEAM
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import PASSWORD, USERNAME, SmtpServer

_COUNT, _BATCH = 300, 50
_NAME = "ondersteuningsteamasiel"
_PICTURE = Path(__file__).resolve().parents[1] / "docs" / "stages.svg"


def main() -> None:
    """Print mails a second of each stage and of its floor, and the ratio."""
    with_mail_servers(_measure)


def _measure(folder: Path, dovecot: Dovecot, smtp: SmtpServer) -> None:
    mails = [
        mail.data for mail in stream(5 * _COUNT) if mail.person and not mail.copy and mail.mailbox == TEAM
    ]
    dovecot.append(TEAM, mails[:_COUNT])
    rows = _rows(folder, dovecot, smtp, mails[:_COUNT])
    table = Table(title=f"{_COUNT} mails, mails a second")
    for heading in ("stage", "ours", "floor", "times the floor"):
        table.add_column(heading, justify="left" if heading == "stage" else "right")
    for stage, ours, floor in rows:
        table.add_row(stage, f"{_COUNT / ours:,.0f}", f"{_COUNT / floor:,.0f}", f"{ours / floor:.1f}")
    Console().print(table)
    if "--write-picture" in sys.argv:
        named = [(stage.partition(":")[0], _COUNT / ours, _COUNT / floor) for stage, ours, floor in rows]
        _PICTURE.write_text(bars("Mails a second: each stage, and its floor below it", named), "utf-8")


def _rows(
    folder: Path, dovecot: Dovecot, smtp: SmtpServer, mails: list[bytes]
) -> list[tuple[str, float, float]]:
    """Stage, seconds of ours, seconds of the floor."""
    box = MailboxSettings(address=TEAM, imap=dovecot.settings(TEAM), smtp=smtp.settings("starttls"))
    given = Settings.model_validate({"mailboxes": {_NAME: box}, "acknowledge": {"per_hour": 1_000_000}})
    engine, examiner = open_engine(f"sqlite:///{folder / 'intake.db'}"), load_examiner(given)
    migrate(engine)
    fetched = _seconds(lambda: _fetch(dovecot))
    inserted = _seconds(lambda: _insert(folder / "floor.db", mails))
    received = _seconds(lambda: receive.poll(engine, given, _NAME, _now))
    parsed = _seconds(lambda: [parse(mail) for mail in mails])
    bare = _seconds(lambda: [message_from_bytes(mail) for mail in mails])
    understood = _seconds(lambda: [examiner.examine(mail, TEAM, _now()) for mail in mails])
    filed = _seconds(lambda: examine_due(engine, Here(examiner), given, _now, _never)) - understood
    sent = _seconds(lambda: send_due(engine, given, _now, _never))
    handed = _seconds(lambda: _send(smtp, _written(engine)))
    engine.dispose()
    return [
        ("fetch and store: fetch and INSERT", received, fetched + inserted),
        ("parse: email.message_from_bytes", parsed, bare),
        ("understand: parse", understood, parsed),
        ("file: INSERT", filed, inserted),
        ("send: SMTP on one connection", sent, handed),
    ]


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _fetch(dovecot: Dovecot) -> None:
    with dovecot.client(TEAM) as client:
        client.select_folder("INBOX", readonly=True)
        numbers = client.search("ALL")
        for first in range(0, len(numbers), _BATCH):
            client.fetch(numbers[first : first + _BATCH], ["BODY.PEEK[]"])


def _insert(file: Path, mails: list[bytes]) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE mails (id INTEGER PRIMARY KEY, data BLOB)")
        for mail in mails:
            with connection:
                connection.execute("INSERT INTO mails (data) VALUES (?)", (mail,))


def _written(engine: Engine) -> list[tuple[str, bytes]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT recipient, data FROM outbox")]


def _send(smtp: SmtpServer, answers: list[tuple[str, bytes]]) -> None:
    with SMTP("localhost", smtp.port) as line:
        line.starttls(context=create_default_context(cafile=str(smtp.ca_file)))
        line.login(USERNAME, PASSWORD)
        for recipient, data in answers:
            line.sendmail(TEAM, [recipient], data)


def _now() -> datetime:
    return datetime.now(UTC)


def _never() -> bool:
    return False


if __name__ == "__main__":
    main()
