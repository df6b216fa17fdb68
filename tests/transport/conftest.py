"""One Dovecot for this folder, emptied before each test; an SMTP server for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.settings import MailboxSettings, ServerSettings
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.smtp import SmtpServer

USER = "migratie@vng.nl"


@pytest.fixture(scope="session")
def running_dovecot() -> Iterator[Dovecot]:
    if not Dovecot.is_installed():
        pytest.skip("dovecot is not installed; tests/servers/install.sh installs it")
    with Dovecot() as server:
        yield server


@pytest.fixture
def dovecot(running_dovecot: Dovecot) -> Dovecot:
    for user in USERS:
        running_dovecot.wipe(user)
    return running_dovecot


@pytest.fixture
def smtp(tmp_path: Path) -> Iterator[SmtpServer]:
    with SmtpServer(tmp_path / "smtp") as server:
        yield server


def mailbox(imap: ServerSettings, **changes: object) -> MailboxSettings:
    """A mailbox that is read from `imap`; its SMTP server is not used."""
    values = {"address": USER, "imap": imap, "smtp": imap} | changes
    return MailboxSettings.model_validate(values)
