"""Handing over a message: what arrives, and which answer means what."""

import time
from pathlib import Path
from typing import Any, Literal

import pytest

from intake.errors import (
    CertificateError,
    LoginError,
    PermanentRefusalError,
    TransientRefusalError,
    UncertainDeliveryError,
    UnreachableError,
)
from intake.settings import MailboxSettings
from intake.transport.smtp import SmtpSender
from tests.servers import free_port
from tests.servers.proxy import Proxy
from tests.servers.smtp import AfterData, SmtpServer

TO = "griffie@gemeente.example"
MAIL = b"Subject: Ontvangen\r\n\r\nWij hebben uw mail ontvangen.\r\n"


def sender(
    server: SmtpServer, security: Literal["tls", "starttls", "none"] = "none", **changes: Any
) -> SmtpSender:
    settings = server.settings(security, **changes)
    imap = settings.model_copy(update={"username": "x"})
    return SmtpSender(MailboxSettings(address="migratie@vng.nl", imap=imap, smtp=settings))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_sends_encrypted_and_logged_in(smtp: SmtpServer, security: Literal["tls", "starttls"]) -> None:
    with sender(smtp, security) as line:
        line.send("bounce@vng.nl", TO, MAIL)
    (received,) = smtp.received()
    assert (received.envelope_from, received.recipients, received.data) == ("bounce@vng.nl", (TO,), MAIL)
    assert received.encrypted
    assert received.authenticated


def test_the_null_sender_and_a_server_without_login(smtp: SmtpServer) -> None:
    with sender(smtp) as line:
        line.send("", TO, MAIL)
    (received,) = smtp.received()
    assert (received.envelope_from, received.authenticated) == ("", False)


def test_one_connection_carries_every_message(smtp: SmtpServer) -> None:
    with sender(smtp) as line:
        for number in range(5):
            line.send("", TO, b"Subject: %d\r\n\r\n" % number)
    assert smtp.connections == 1
    assert [one.data[9:10] for one in smtp.received()] == [b"0", b"1", b"2", b"3", b"4"]


def test_dots_and_bare_line_ends_arrive_as_one_message(smtp: SmtpServer) -> None:
    smuggled = b"Subject: x\n\n.\n..punt\r.\rMAIL FROM:<kwaad@example.nl>\r\n.\r\neinde"
    with sender(smtp) as line:
        line.send("", TO, smuggled)
    (received,) = smtp.received()
    assert (
        received.data
        == b"Subject: x\r\n\r\n.\r\n..punt\r\n.\r\nMAIL FROM:<kwaad@example.nl>\r\n.\r\neinde\r\n"
    )


def test_eight_bit_data_and_addresses_outside_ascii(smtp: SmtpServer) -> None:
    with sender(smtp) as line:
        line.send("", "andré@gemeente-één.example", "Subject: één\r\n\r\né\r\n".encode())
    (received,) = smtp.received()
    assert received.recipients == ("andré@xn--gemeente-n-j7aa.example",)
    assert "é".encode() in received.data


@pytest.mark.parametrize("code", ["450 4.2.0", "421 4.3.2", "452 4.2.2"])
def test_4xx_is_for_later_and_the_next_message_goes_on(smtp: SmtpServer, code: str) -> None:
    smtp.refuse_recipient[TO] = f"{code} <{TO}> even niet"
    with sender(smtp) as line:
        with pytest.raises(TransientRefusalError, match=code) as caught:
            line.send("", TO, MAIL)
        line.send("", "ander@gemeente.example", MAIL)
    assert TO not in str(caught.value)
    assert caught.value.retry
    assert [one.recipients for one in smtp.received()] == [("ander@gemeente.example",)]


def test_5xx_is_for_a_person_and_the_next_message_goes_on(smtp: SmtpServer) -> None:
    smtp.refuse_recipient[TO] = "550 5.1.1 onbekend"
    with sender(smtp) as line:
        with pytest.raises(PermanentRefusalError, match=r"550 5\.1\.1 onbekend") as caught:
            line.send("", TO, MAIL)
        line.send("", "ander@gemeente.example", MAIL)
    assert not caught.value.retry
    assert smtp.connections == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [("451 4.7.1 later", TransientRefusalError), ("554 5.7.1 spam", PermanentRefusalError)],
)
def test_a_refusal_after_the_data(smtp: SmtpServer, answer: str, error: type[Exception]) -> None:
    smtp.refuse_data = answer
    with sender(smtp) as line:
        with pytest.raises(error, match=answer):
            line.send("", TO, MAIL)
        smtp.refuse_data = ""
        line.send("", TO, MAIL)
    assert len(smtp.received()) == 1


@pytest.mark.parametrize(
    ("behaviour", "kept"),
    [(AfterData.HANG_UP_KEPT, 1), (AfterData.HANG_UP_LOST, 0), (AfterData.BABBLE, 1)],
)
def test_a_line_that_breaks_after_the_final_dot_leaves_us_uncertain(
    smtp: SmtpServer, behaviour: AfterData, kept: int
) -> None:
    smtp.after_data = behaviour
    with sender(smtp) as line:
        with pytest.raises(UncertainDeliveryError) as caught:
            line.send("", TO, MAIL)
        assert not caught.value.retry
        assert len(smtp.received()) == kept
        smtp.after_data = AfterData.ACCEPT
        line.send("", TO, MAIL)
    assert len(smtp.received()) == kept + 1


def test_silence_after_the_final_dot_leaves_us_uncertain(smtp: SmtpServer) -> None:
    smtp.after_data = AfterData.SILENCE
    started = time.monotonic()
    with sender(smtp, timeout_seconds=0.2) as line, pytest.raises(UncertainDeliveryError):
        line.send("", TO, MAIL)
    assert 0.7 < time.monotonic() - started < 60


def test_a_line_that_breaks_during_the_data_handed_nothing_over(smtp: SmtpServer) -> None:
    with (
        Proxy(smtp.port, from_client=200_000) as proxy,
        sender(smtp, port=proxy.port) as line,
        pytest.raises(UnreachableError),
    ):
        line.send("", TO, MAIL + b"x" * 70 * 600_000)
    assert smtp.received() == []


def test_a_reused_line_that_went_stale_is_replaced(smtp: SmtpServer) -> None:
    with Proxy(smtp.port) as proxy, sender(smtp, port=proxy.port) as line:
        line.send("", TO, MAIL)
        proxy.cut()
        line.send("", TO, MAIL)
        assert proxy.connections == 2
    assert len(smtp.received()) == 2


def test_down_and_up_again(smtp: SmtpServer) -> None:
    with sender(smtp) as line:
        smtp.down()
        for _ in range(2):
            with pytest.raises(UnreachableError):
                line.send("", TO, MAIL)
        smtp.up()
        line.send("", TO, MAIL)
    assert len(smtp.received()) == 1


def test_nobody_listens(smtp: SmtpServer) -> None:
    with pytest.raises(UnreachableError, match="Connection refused"), sender(smtp, port=free_port()):
        pass


def test_a_server_that_says_nothing_is_given_up(smtp: SmtpServer) -> None:
    with Proxy(smtp.port) as proxy:
        proxy.freeze()
        with (
            pytest.raises(UnreachableError, match=r"timed out|within"),
            sender(smtp, port=proxy.port, timeout_seconds=0.3),
        ):
            pass


def test_a_wrong_password(smtp: SmtpServer) -> None:
    with (
        pytest.raises(LoginError, match="Check username and password"),
        sender(smtp, "starttls", password="mis"),
    ):
        pass


def test_an_expired_certificate(tmp_path: Path) -> None:
    with SmtpServer(tmp_path, expired=True) as server:
        for security in ("tls", "starttls"):
            with pytest.raises(CertificateError, match="has expired"), sender(server, security):
                pass


def test_an_unknown_authority(smtp: SmtpServer) -> None:
    with pytest.raises(CertificateError, match="ca_file"), sender(smtp, "starttls", ca_file=""):
        pass


def test_a_server_without_starttls_gets_neither_password_nor_mail(tmp_path: Path) -> None:
    with (
        SmtpServer(tmp_path, offers_starttls=False) as server,
        pytest.raises(CertificateError, match="no STARTTLS"),
        sender(server, "starttls"),
    ):
        pass


@pytest.mark.parametrize("address", ["a@b.example\r\nRCPT TO:<c@d.example>", "a@b.example>,<c@d.example"])
def test_an_address_that_carries_commands_is_refused_here(smtp: SmtpServer, address: str) -> None:
    with sender(smtp) as line:
        with pytest.raises(PermanentRefusalError):
            line.send("", address, MAIL)
        line.send("", TO, MAIL)
    assert [one.recipients for one in smtp.received()] == [(TO,)]
