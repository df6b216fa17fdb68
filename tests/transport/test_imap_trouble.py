"""Every way in which an IMAP server fails has its own name, and a sentence that says what to do."""

import re
import threading
import time
from collections.abc import Callable

import pytest

from intake.errors import CertificateError, ConfigurationError, LoginError, TransportError, UnreachableError
from intake.settings import WorkerSettings
from intake.transport.imap import ImapMailbox
from intake.transport.imap_fetch import bodies
from tests.servers import free_port
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.proxy import Proxy
from tests.transport.conftest import USER, mailbox

LIMITS = WorkerSettings(batch_messages=2)
MAILS = [b"Subject: %d\r\n\r\n%s" % (n, b"x" * 30_000) for n in range(8)]


def open_box(settings: object, limits: WorkerSettings = LIMITS) -> ImapMailbox:
    return ImapMailbox("migratie", mailbox(settings), limits)  # type: ignore[arg-type]


def test_a_wrong_password(dovecot: Dovecot) -> None:
    with (
        pytest.raises(LoginError, match="Check username and password") as caught,
        open_box(dovecot.settings(USER, password="mis")),
    ):
        pass
    assert "mis" not in str(caught.value)


def test_a_wrong_password_over_the_login_command(dovecot: Dovecot) -> None:
    with pytest.raises(LoginError), open_box(dovecot.settings(USER, password="")):
        pass


def test_an_expired_certificate() -> None:
    if not Dovecot.is_installed():
        pytest.skip("dovecot is not installed; tests/servers/install.sh installs it")
    with Dovecot(expired=True) as server:
        for security in ("tls", "starttls"):
            with (
                pytest.raises(CertificateError, match="has expired"),
                open_box(server.settings(USER, security)),
            ):
                pass


def test_a_certificate_for_another_host() -> None:
    if not Dovecot.is_installed():
        pytest.skip("dovecot is not installed; tests/servers/install.sh installs it")
    with (
        Dovecot(certificate_host="imap.example.nl") as server,
        pytest.raises(CertificateError, match="another host"),
        open_box(server.settings(USER)),
    ):
        pass


def test_an_unknown_authority_names_the_setting_to_change(dovecot: Dovecot) -> None:
    with pytest.raises(CertificateError, match="ca_file"), open_box(dovecot.settings(USER, trusted=False)):
        pass


def test_a_ca_file_without_a_certificate_is_a_configuration_fault(dovecot: Dovecot) -> None:
    broken = dovecot.settings(USER).model_copy(update={"ca_file": str(dovecot.base / "dovecot.conf")})
    with pytest.raises(ConfigurationError, match="ca_file"), open_box(broken):
        pass


def test_tls_on_the_port_for_starttls(dovecot: Dovecot) -> None:
    with (
        pytest.raises(UnreachableError, match="security"),
        open_box(dovecot.settings(USER, "tls", port=dovecot.imap_port)),
    ):
        pass


def test_nobody_listens() -> None:
    with (
        pytest.raises(UnreachableError, match="Connection refused"),
        open_box(
            {
                "host": "localhost",
                "port": free_port(),
                "security": "none",
                "username": USER,
                "password": "x",
            }
        ),
    ):
        pass


def test_a_server_that_says_nothing_is_given_up(dovecot: Dovecot) -> None:
    with Proxy(dovecot.imap_port) as proxy:
        proxy.freeze()
        started = time.monotonic()
        with (
            pytest.raises(UnreachableError, match="within 0\\.5 seconds"),
            open_box(dovecot.settings(USER, "none", port=proxy.port, timeout_seconds=0.5)),
        ):
            pass
    assert time.monotonic() - started < 20


def test_a_line_that_breaks_during_login_is_no_wrong_password(dovecot: Dovecot) -> None:
    with (
        Proxy(dovecot.imap_port, from_server=200) as proxy,
        pytest.raises(UnreachableError),
        open_box(dovecot.settings(USER, "none", port=proxy.port)),
    ):
        pass


def test_a_folder_that_does_not_exist(dovecot: Dovecot) -> None:
    settings = mailbox(dovecot.settings(USER), folder="Bestaat niet")
    with pytest.raises(TransportError, match='folder "Bestaat niet"'), ImapMailbox("m", settings, LIMITS):
        pass


def test_an_administrator_breaks_the_line_mid_fetch(dovecot: Dovecot) -> None:
    dovecot.append(USER, MAILS)
    with open_box(dovecot.settings(USER)) as box:
        batches = box.fetch_above(0)
        assert len(next(batches)) == 2
        dovecot.doveadm("kick", USER)
        with pytest.raises(UnreachableError):
            list(batches)


def test_the_line_breaks_inside_a_message(dovecot: Dovecot) -> None:
    dovecot.append(USER, MAILS)
    given: list[bytes] = []
    with (
        Proxy(dovecot.imap_port, from_server=140_000) as proxy,
        open_box(dovecot.settings(USER, "none", port=proxy.port)) as box,
        pytest.raises(UnreachableError),
    ):
        given.extend(message.data for batch in box.fetch_above(0) for message in batch)
    assert given == MAILS[:4]


def test_messages_that_vanish_between_list_and_fetch_are_left_out(dovecot: Dovecot) -> None:
    dovecot.append(USER, MAILS)
    with open_box(dovecot.settings(USER)) as box:
        batches = box.fetch_above(0)
        found = [message.data for message in next(batches)]
        other = dovecot.client(USER)
        other.select_folder("INBOX")
        other.delete_messages([int(uid) for uid in other.search()][2:5])
        other.expunge()
        other.logout()
        found += [message.data for batch in batches for message in batch]
    assert found == MAILS[:2] + MAILS[5:]


def test_a_mailbox_that_is_emptied_mid_fetch(dovecot: Dovecot) -> None:
    dovecot.append(USER, MAILS)
    with open_box(dovecot.settings(USER)) as box:
        batches = box.fetch_above(0)
        assert len(next(batches)) == 2
        dovecot.wipe(USER)
        assert list(batches) == []


def test_a_listed_message_that_the_server_does_not_give_is_never_skipped(dovecot: Dovecot) -> None:
    dovecot.append(USER, MAILS[:2])
    client = dovecot.client(USER)
    client.select_folder("INBOX")
    uids = [int(uid) for uid in client.search()]
    # A section that no server accepts stands for a message that this one cannot give.
    with pytest.raises(UnreachableError, match=re.escape(f"message {uids[0]} ")):
        bodies(client, uids, "BODY.PEEK[ONZIN]")
    client.logout()


def test_idle_wakes_when_mail_comes(dovecot: Dovecot) -> None:
    with open_box(dovecot.settings(USER)) as box:
        assert box.can_idle
        timer = threading.Timer(0.5, dovecot.deliver, (USER, MAILS[0]))
        timer.start()
        started = time.monotonic()
        assert box.wait_for_mail(60)
        assert time.monotonic() - started < 20
        timer.join()
        ((message,),) = box.fetch_above(0)
        assert MAILS[0] in message.data


def test_idle_ends_by_itself_and_on_request(dovecot: Dovecot) -> None:
    with open_box(dovecot.settings(USER)) as box:
        assert not box.wait_for_mail(1.2)
        assert not box.wait_for_mail(60, stop=_true_after(0.5))


def test_idle_notices_a_broken_line_at_once(dovecot: Dovecot) -> None:
    with Proxy(dovecot.imap_port) as proxy, open_box(dovecot.settings(USER, "none", port=proxy.port)) as box:
        timer = threading.Timer(0.3, proxy.cut)
        timer.start()
        started = time.monotonic()
        with pytest.raises(UnreachableError):
            box.wait_for_mail(60)
        assert time.monotonic() - started < 20


def test_both_mailboxes_are_apart(dovecot: Dovecot) -> None:
    other = next(user for user in USERS if user != USER)
    dovecot.append(other, MAILS[:1])
    with open_box(dovecot.settings(USER)) as box:
        assert list(box.fetch_above(0)) == []


def _true_after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end
