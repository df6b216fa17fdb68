"""What every test can ask for. A missing server is a skipped test that says what is missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from intake.store.engine import open_engine
from intake.store.migrations import migrate
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.postgres import Postgres
from tests.servers.smtp import SmtpServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One private PostgreSQL for the whole run."""
    if reason := Postgres.missing():
        pytest.skip(reason)
    with Postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'intake.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.database()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database with the current schema."""
    opened = open_engine(database_url)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def running_dovecot() -> Iterator[Dovecot]:
    """One Dovecot for the whole run."""
    if not Dovecot.is_installed():
        pytest.skip("dovecot is not installed; tests/servers/install.sh installs it")
    with Dovecot() as server:
        yield server


@pytest.fixture
def dovecot(running_dovecot: Dovecot) -> Dovecot:
    """The same, with empty mailboxes."""
    for user in USERS:
        running_dovecot.wipe(user)
    return running_dovecot


@pytest.fixture
def smtp(tmp_path: Path) -> Iterator[SmtpServer]:
    """An SMTP server of its own for each test."""
    with SmtpServer(tmp_path / "smtp") as server:
        yield server
