"""Real servers for the worker: Dovecot and SMTP, both with TLS and a certificate authority of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.harness import Worker
from tests.servers.cable import Cable
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres
from tests.servers.smtp import SmtpServer


@pytest.fixture
def cable() -> Iterator[Cable]:
    """A network of its own for a worker, which can be cut."""
    if reason := Cable.missing():
        pytest.skip(reason)
    with Cable() as made:
        yield made


@pytest.fixture
def cabled_dovecot(cable: Cable) -> Iterator[Dovecot]:
    """One that can be reached over the cable too."""
    _needs_dovecot()
    with Dovecot(also_at=cable.here) as server:
        yield server


@pytest.fixture
def cabled_smtp(tmp_path: Path, cable: Cable) -> Iterator[SmtpServer]:
    """The same for SMTP."""
    with SmtpServer(tmp_path / "smtp", also_at=cable.here) as server:
        yield server


@pytest.fixture
def cabled_postgres(cable: Cable) -> Iterator[Postgres]:
    """And for PostgreSQL."""
    if reason := Postgres.missing():
        pytest.skip(reason)
    with Postgres(also_at=cable.here) as server:
        yield server


@pytest.fixture
def worker(tmp_path: Path, dovecot: Dovecot, smtp: SmtpServer) -> Iterator[Worker]:
    """A worker on SQLite that was not started yet; killed at the end, and its log shown when a test failed."""
    made = Worker(tmp_path, dovecot, smtp, f"sqlite:///{tmp_path / 'intake.db'}")
    yield made
    made.kill()
    print(made.log())


def _needs_dovecot() -> None:
    if not Dovecot.is_installed():
        pytest.skip("Dovecot is not installed (apt-get install dovecot-imapd dovecot-lmtpd)")
