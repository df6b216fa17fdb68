"""Mail comes in from a real Dovecot: complete, in order, once."""

from hashlib import sha256
from typing import Literal

import pytest

from intake.domain import RawMessage
from intake.settings import MailboxSettings, WorkerSettings
from intake.transport.imap import ImapMailbox
from tests.servers.dovecot import Dovecot
from tests.transport.conftest import USER, mailbox

LIMITS = WorkerSettings()


def mail(number: int, size: int = 0) -> bytes:
    return f"Subject: bericht {number}\r\n\r\n{'x' * size}".encode()


def fetch(settings: MailboxSettings, above: int = 0, limits: WorkerSettings = LIMITS) -> list[RawMessage]:
    with ImapMailbox("migratie", settings, limits) as box:
        return [message for batch in box.fetch_above(above) for message in batch]


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_reads_over_every_kind_of_line(
    dovecot: Dovecot, security: Literal["tls", "starttls", "none"]
) -> None:
    dovecot.append(USER, [mail(1)])
    assert [one.data for one in fetch(mailbox(dovecot.settings(USER, security)))] == [mail(1)]


def test_gives_bytes_digest_and_place_as_they_are(dovecot: Dovecot) -> None:
    raw = b"Subject: \xe9\xe9n\r\nX: y\r\n\r\n\xff8-bit en een punt:\r\n.\r\nregel zonder einde"
    dovecot.append(USER, [raw])
    with ImapMailbox("migratie", mailbox(dovecot.settings(USER)), LIMITS) as box:
        ((message,),) = box.fetch_above(0)
        assert (message.mailbox, message.folder) == ("migratie", "INBOX")
        assert message.uidvalidity == box.uidvalidity > 0
    assert message.data == raw
    assert message.digest == sha256(raw).hexdigest()
    assert message.complete
    assert message.size == len(raw)
    assert message.received_at.utcoffset() is not None


def test_takes_mail_as_the_delivery_agent_leaves_it(dovecot: Dovecot) -> None:
    dovecot.deliver(USER, b"Subject: bezorgd\r\n\r\nhallo\r\n")
    (message,) = fetch(mailbox(dovecot.settings(USER)))
    assert b"Return-Path: <burger@gemeente.example>" in message.data
    assert message.data.endswith(b"Subject: bezorgd\r\n\r\nhallo\r\n")


def test_gives_only_what_is_above_the_mark_even_when_it_was_read_before(dovecot: Dovecot) -> None:
    dovecot.append(USER, [mail(1), mail(2), mail(3)], flags=["\\Seen"])
    first, second, third = (one.uid for one in fetch(mailbox(dovecot.settings(USER))))
    assert [one.uid for one in fetch(mailbox(dovecot.settings(USER)), above=first)] == [second, third]
    assert fetch(mailbox(dovecot.settings(USER)), above=third) == []
    assert fetch(mailbox(dovecot.settings(USER)), above=third + 100) == []


def test_leaves_mail_unread(dovecot: Dovecot) -> None:
    dovecot.append(USER, [mail(1)])
    (message,) = fetch(mailbox(dovecot.settings(USER)))
    client = dovecot.client(USER)
    client.select_folder("INBOX")
    assert b"\\Seen" not in client.get_flags([message.uid])[message.uid]
    client.logout()


def test_batches_are_bounded_in_number_and_in_bytes_and_keep_the_order(dovecot: Dovecot) -> None:
    dovecot.append(USER, [mail(n, size=6_000 if n == 5 else 400) for n in range(1, 10)])
    limits = WorkerSettings(batch_messages=3, batch_bytes=5_000)
    with ImapMailbox("migratie", mailbox(dovecot.settings(USER)), limits) as box:
        found = list(box.fetch_above(0))
    subjects = [[one.data.split(b"\r\n")[0][-1:] for one in batch] for batch in found]
    assert subjects == [[b"1", b"2", b"3"], [b"4"], [b"5"], [b"6", b"7", b"8"], [b"9"]]
    uids = [one.uid for batch in found for one in batch]
    assert uids == sorted(uids)


def test_an_empty_message_is_a_message(dovecot: Dovecot) -> None:
    dovecot.append(USER, [b"\r\n", mail(2)])
    assert [one.data for one in fetch(mailbox(dovecot.settings(USER)))] == [b"\r\n", mail(2)]


def test_of_a_message_of_40_mb_only_the_first_part_is_read(dovecot: Dovecot) -> None:
    header = b"Subject: groot\r\nFrom: burger@gemeente.example\r\n\r\n"
    large = header + b"Wij bieden 15 plekken.\r\n" + b"0123456789abcdef\r\n" * (40_000_000 // 18)
    dovecot.append(USER, [mail(1), large, mail(3)])
    before, oversize, after = fetch(mailbox(dovecot.settings(USER)))
    assert not oversize.complete
    assert oversize.size == len(large)
    assert oversize.data == large[:1_000_000]
    assert (before.data, after.data) == (mail(1), mail(3))
    assert before.complete
    assert after.complete


def test_the_keyword_marks_what_was_stored(dovecot: Dovecot) -> None:
    dovecot.append(USER, [mail(1), mail(2)])
    with ImapMailbox("migratie", mailbox(dovecot.settings(USER)), LIMITS) as box:
        ((first, second),) = box.fetch_above(0)
        box.mark_processed([first.uid])
        box.mark_processed([])
    client = dovecot.client(USER)
    client.select_folder("INBOX")
    assert client.search(["KEYWORD", "$VngVerwerkt"]) == [first.uid]
    assert client.search(["UNKEYWORD", "$VngVerwerkt"]) == [second.uid]
    client.logout()


def test_marked_mail_moves_to_a_folder_that_is_made_when_missing(dovecot: Dovecot) -> None:
    dovecot.append(USER, [mail(1), mail(2), mail(3)])
    settings = mailbox(dovecot.settings(USER), processed_folder="Verwerkt/2026 één")
    with ImapMailbox("migratie", settings, LIMITS) as box:
        ((first, second, third),) = box.fetch_above(0)
        box.mark_processed([first.uid])
        box.mark_processed([second.uid])
        assert [one.uid for batch in box.fetch_above(0) for one in batch] == [third.uid]
    moved = mailbox(dovecot.settings(USER), folder="Verwerkt/2026 één")
    assert [one.data for one in fetch(moved)] == [mail(1), mail(2)]


def test_a_mark_that_the_server_refuses_stops_nothing(
    dovecot: Dovecot, caplog: pytest.LogCaptureFixture
) -> None:
    dovecot.append(USER, [mail(1), mail(2)])
    settings = mailbox(dovecot.settings(USER), processed_folder="a//b")
    with ImapMailbox("migratie", settings, LIMITS) as box:
        ((first, second),) = box.fetch_above(0)
        box.mark_processed([first.uid, second.uid])
        assert [one.uid for batch in box.fetch_above(0) for one in batch] == [first.uid, second.uid]
    assert "could not be marked" in caplog.text


def test_another_folder_and_its_uidvalidity(dovecot: Dovecot) -> None:
    dovecot.append(USER, [mail(1)], folder="Post")
    settings = mailbox(dovecot.settings(USER), folder="Post")
    before = fetch(settings)
    dovecot.change_uidvalidity(USER, before[0].uidvalidity + 7, folder="Post")
    after = fetch(settings)
    assert after[0].uidvalidity == before[0].uidvalidity + 7
    assert [one.digest for one in after] == [one.digest for one in before]
