"""A token that ends in the middle of a poll costs a new login, and no mail."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from intake.errors import LoginError
from intake.services.receive import poll
from intake.settings import Settings
from intake.store.tables import MessageRow
from tests.servers.dovecot import Dovecot
from tests.servers.entra import Entra
from tests.servers.proxy import Proxy
from tests.services.samples import MIGRATIE, Clock, write
from tests.services.test_filing import rows


@pytest.fixture
def entra(tmp_path: Path) -> Iterator[Entra]:
    with Entra(tmp_path / "entra") as running:
        yield running


@pytest.fixture
def dovecot(entra: Entra) -> Iterator[Dovecot]:
    if not Dovecot.is_installed():
        pytest.skip("Dovecot is not installed (apt-get install dovecot-imapd dovecot-lmtpd)")
    with Dovecot(introspection_url=entra.introspection_url) as server:
        yield server


def _settings(entra: Entra, dovecot: Dovecot, port: int) -> Settings:
    imap = dovecot.settings(MIGRATIE, port=port).model_dump() | {
        "auth": "oauth2",
        "oauth": "vng",
        "password": "",
        "username": "",
    }
    return Settings(
        worker={"batch_messages": 1},  # type: ignore[arg-type]
        mailboxes={"migratie": {"address": MIGRATIE, "imap": imap, "smtp": imap}},  # type: ignore[dict-item]
        oauth2={"vng": entra.settings()},  # type: ignore[dict-item]
    )


class _ExpiringClock(Clock):
    """Time is asked for at each batch: at the second, the token ends and the server breaks the line."""

    def __init__(self, entra: Entra, proxy: Proxy) -> None:
        super().__init__()
        self._entra, self._proxy, self._calls = entra, proxy, 0

    def __call__(self) -> datetime:
        self._calls += 1
        if self._calls == 2:
            self._entra.revoke()
            self._proxy.cut()
        return super().__call__()


def test_a_token_that_ends_during_a_poll_is_renewed_and_the_poll_goes_on(
    engine: Engine, entra: Entra, dovecot: Dovecot
) -> None:
    dovecot.append(MIGRATIE, [write(name) for name in ("een", "twee", "drie", "vier")])
    with Proxy(dovecot.imaps_port) as proxy:
        given = _settings(entra, dovecot, proxy.port)
        assert poll(engine, given, "migratie", _ExpiringClock(entra, proxy)) == 4
        # The first line, the login with the old token, and the one with the new token.
        assert (proxy.connections, len(entra.asked)) == (3, 2)
    found = [(row.message_id, row.marked) for row in rows(engine, MessageRow)]
    assert found == [(f"<{name}@x.nl>", True) for name in ("een", "twee", "drie", "vier")]


def test_an_application_that_loses_its_rights_during_a_poll_is_told(
    engine: Engine, entra: Entra, dovecot: Dovecot
) -> None:
    dovecot.append(MIGRATIE, [write(name) for name in ("een", "twee", "drie")])
    with Proxy(dovecot.imaps_port) as proxy:
        given = _settings(entra, dovecot, proxy.port)
        entra_refuses = {"error": "invalid_client", "error_description": "AADSTS7000222: expired"}

        class _Clock(_ExpiringClock):
            def __call__(self) -> datetime:
                now = super().__call__()
                entra.refusal = entra_refuses if self._calls >= 2 else None
                return now

        with pytest.raises(LoginError, match="has expired"):
            poll(engine, given, "migratie", _Clock(entra, proxy))
        entra.refusal = None
        assert poll(engine, given, "migratie", Clock()) == 1
    assert len(rows(engine, MessageRow)) == 3
