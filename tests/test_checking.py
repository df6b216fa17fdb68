"""`intake check --live` logs in everywhere, and leaves no trace on any server."""

from pathlib import Path

from typer.testing import CliRunner

from intake.cli import app
from tests.acceptance.harness import MIGRATIE, TEAM, Worker, sample
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.smtp import SmtpServer


def _seen(dovecot: Dovecot) -> list[object]:
    """Every folder of every mailbox, and the flags of every message; not the one for whoever looks first."""
    found: list[object] = []
    for user in USERS:
        client = dovecot.client(user)
        found.append(sorted(name for _, _, name in client.list_folders()))
        client.select_folder("INBOX", readonly=True)
        flags = client.fetch(client.search(), ["FLAGS"])
        found.append({uid: set(said[b"FLAGS"]) - {b"\\Recent"} for uid, said in flags.items()})
        client.logout()
    return found


def test_live_logs_in_everywhere_and_sends_nothing(
    dovecot: Dovecot, smtp: SmtpServer, tmp_path: Path
) -> None:
    worker = Worker(tmp_path, dovecot, smtp, f"sqlite:///{tmp_path}/intake.db")
    toml = str(worker.configure())
    assert CliRunner().invoke(app, ["migrate", "--config", toml]).exit_code == 0
    dovecot.append(MIGRATIE, [sample("01")])
    before = _seen(dovecot)
    done = CliRunner().invoke(app, ["check", "--live", "--config", toml])
    assert (done.exit_code, done.output) == (0, "Everything is in order.\n")
    assert (smtp.connections, smtp.begun, smtp.received()) == (len(USERS), 0, [])
    assert _seen(dovecot) == before
    assert worker.state()["messages"] == []
    worker.passwords = {TEAM: "mis"}
    done = CliRunner().invoke(app, ["check", "--live", "--config", str(worker.configure())])
    assert done.exit_code == 2
    assert done.output.startswith("mailboxes.ondersteuningsteamasiel.imap: ")
    assert done.output.count("\n") == 1
