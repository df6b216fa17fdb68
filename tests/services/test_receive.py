"""Mail comes in from a real Dovecot and is stored before the server is told."""

from collections.abc import Iterator

import pytest
from imapclient import IMAPClient
from sqlalchemy import Engine
from sqlmodel import update

from intake.errors import LoginError, UnreachableError
from intake.services.receive import poll
from intake.settings import Settings
from intake.store import messages
from intake.store.engine import unit_of_work
from intake.store.tables import CursorRow, MessageRow
from tests.servers.dovecot import Dovecot
from tests.services.samples import MIGRATIE, TEAM, Clock, examine_all, settings, write
from tests.services.test_filing import rows

_KEYWORD = b"$VngVerwerkt"


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    """One server for these tests."""
    if not Dovecot.is_installed():
        pytest.skip("Dovecot is not installed (apt-get install dovecot-imapd dovecot-lmtpd)")
    with Dovecot() as server:
        yield server


@pytest.fixture
def dovecot(running: Dovecot) -> Dovecot:
    """The same, empty."""
    running.wipe(MIGRATIE)
    running.wipe(TEAM)
    return running


def _settings(dovecot: Dovecot, **mailbox: object) -> Settings:
    base = settings()
    boxes = {
        name: box.model_copy(update={"imap": dovecot.settings(box.address), **mailbox})
        for name, box in base.mailboxes.items()
    }
    return base.model_copy(update={"mailboxes": boxes})


def _poll(engine: Engine, given: Settings, name: str = "migratie") -> int:
    return poll(engine, given, name, Clock())


def _flags(client: IMAPClient) -> list[bool]:
    client.select_folder("INBOX", readonly=True)
    found = client.get_flags(client.search())
    return [_KEYWORD.lower() in {flag.lower() for flag in flags} for flags in found.values()]


def test_everything_new_is_stored_once_and_marked(engine: Engine, dovecot: Dovecot) -> None:
    given = _settings(dovecot)
    dovecot.append(MIGRATIE, [write("een"), write("twee")])
    assert (_poll(engine, given), _poll(engine, given)) == (2, 0)
    dovecot.append(MIGRATIE, [write("drie")])
    assert _poll(engine, given) == 1
    assert [row.message_id for row in rows(engine, MessageRow)] == [
        "<een@x.nl>",
        "<twee@x.nl>",
        "<drie@x.nl>",
    ]
    assert {(row.address, row.mailbox, row.marked) for row in rows(engine, MessageRow)} == {
        (MIGRATIE, "migratie", True)
    }
    client = dovecot.client(MIGRATIE)
    assert _flags(client) == [True] * 3
    client.logout()


def test_a_mark_that_a_killed_worker_did_not_give_is_given(engine: Engine, dovecot: Dovecot) -> None:
    given = _settings(dovecot)
    dovecot.append(MIGRATIE, [write("een")])
    _poll(engine, given)
    client = dovecot.client(MIGRATIE)
    client.select_folder("INBOX")
    client.remove_flags(client.search(), [_KEYWORD])
    with unit_of_work(engine) as session:
        session.exec(update(MessageRow).values(marked=False))
    assert _poll(engine, given) == 0
    assert _flags(client) == [True]
    client.logout()


def test_handled_mail_is_moved_where_that_is_set(engine: Engine, dovecot: Dovecot) -> None:
    given = _settings(dovecot, processed_folder="Verwerkt")
    dovecot.append(MIGRATIE, [write("een")])
    assert (_poll(engine, given), _poll(engine, given)) == (1, 0)
    client = dovecot.client(MIGRATIE)
    assert client.select_folder("Verwerkt")[b"EXISTS"] == 1
    client.logout()


def test_a_renumbered_folder_is_read_again_and_recognised(engine: Engine, dovecot: Dovecot) -> None:
    given = _settings(dovecot)
    dovecot.append(MIGRATIE, [write("een"), write("twee")])
    _poll(engine, given)
    examine_all(engine, given)
    dovecot.change_uidvalidity(MIGRATIE, 987_654_321)
    dovecot.append(MIGRATIE, [write("drie")])
    assert _poll(engine, given) == 1
    assert [row.uidvalidity for row in rows(engine, MessageRow)] == [987_654_321] * 3
    assert [row.stage for row in rows(engine, MessageRow)] == ["filed", "filed", "received"]
    assert [row.duplicate_of for row in rows(engine, MessageRow)] == [None] * 3


def test_a_worker_that_died_before_the_commit_reads_again(engine: Engine, dovecot: Dovecot) -> None:
    given = _settings(dovecot)
    dovecot.append(MIGRATIE, [write(f"m{n}") for n in range(5)])
    real = messages.store_batch
    with pytest.MonkeyPatch.context() as patch:

        def dying(*arguments: object) -> int:
            real(*arguments)  # type: ignore[arg-type]
            raise LookupError

        patch.setattr(messages, "store_batch", dying)
        with pytest.raises(LookupError):
            _poll(engine, given)
    with unit_of_work(engine) as session:
        assert session.get(CursorRow, ("migratie", "INBOX", 1)) is None
    assert rows(engine, MessageRow) == []
    assert _poll(engine, given) == 5


def test_a_mail_that_is_too_large_is_stored_in_part(engine: Engine, dovecot: Dovecot) -> None:
    given = _settings(dovecot).model_copy(
        update={"worker": settings(worker={"max_message_bytes": 50_000}).worker}
    )
    dovecot.append(MIGRATIE, [write("groot", body="x\r\n" * 50_000), write("klein")])
    assert _poll(engine, given) == 2
    large, small = rows(engine, MessageRow)
    assert (large.complete, small.complete, large.message_id) == (False, True, "<groot@x.nl>")
    assert large.size > 150_000


def test_one_mailbox_that_fails_says_so_and_the_other_goes_on(engine: Engine, dovecot: Dovecot) -> None:
    good = _settings(dovecot)
    wrong = good.mailboxes["migratie"].model_copy(update={"imap": dovecot.settings(MIGRATIE, password="mis")})
    given = good.model_copy(update={"mailboxes": good.mailboxes | {"migratie": wrong}})
    dovecot.append(TEAM, [write("een")])
    with pytest.raises(LoginError):
        _poll(engine, given)
    assert _poll(engine, given, "ondersteuningsteamasiel") == 1
    with pytest.raises(UnreachableError):
        poll(engine, settings(), "migratie", Clock())
