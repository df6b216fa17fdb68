"""The servers inside the process behave as servers do: the same code reads and sends."""

import gc
from dataclasses import astuple

import pytest

from intake.embedded import EmbeddedMail
from intake.errors import LoginError
from intake.transport.imap import ImapMailbox
from intake.transport.smtp import SmtpSender

ADDRESSES = {"migratie": "migratie@vng.nl", "ondersteuningsteamasiel": "ondersteuningsteamasiel@vng.nl"}


def test_what_is_delivered_is_read_and_marked_and_what_is_sent_is_kept() -> None:
    mails = [
        b"From: a@b.example\r\nSubject: %d\r\n\r\nWij bieden 15 plekken.\r\n" % number for number in range(60)
    ]
    with EmbeddedMail(ADDRESSES) as server:
        settings = server.settings("sqlite:///unused.db")
        for mail in mails:
            server.deliver("migratie@vng.nl", mail)
        mailbox = settings.mailboxes["migratie"]
        with ImapMailbox("migratie", mailbox, settings.worker) as box:
            found = [message for batch in box.fetch_above(0) for message in batch]
            box.mark_processed([message.uid for message in found])
            assert list(box.fetch_above(found[-1].uid)) == []
        assert [message.data for message in found] == mails
        with SmtpSender(mailbox) as line:
            line.send("", "griffie@gemeente.example", b"Subject: antwoord\r\n\r\n.\r\n")
            line.send("", "ondersteuningsteamasiel@vng.nl", b"Subject: intern\r\n\r\n")
        with ImapMailbox("o", settings.mailboxes["ondersteuningsteamasiel"], settings.worker) as box:
            ((internal,),) = box.fetch_above(0)
        assert internal.data == b"Subject: intern\r\n\r\n"
        assert astuple(server.sent[0]) == (
            "",
            ("griffie@gemeente.example",),
            b"Subject: antwoord\r\n\r\n.\r\n",
        )


def test_only_the_right_password_opens_a_mailbox() -> None:
    with EmbeddedMail(ADDRESSES) as server:
        settings = server.settings("sqlite:///unused.db")
        mailbox = settings.mailboxes["migratie"]
        wrong = mailbox.model_copy(update={"imap": mailbox.imap.model_copy(update={"password": "mis"})})
        with pytest.raises(LoginError), ImapMailbox("migratie", wrong, settings.worker):
            pass
        with pytest.raises(KeyError):
            server.deliver("onbekend@vng.nl", b"")


def test_the_servers_listen_on_this_machine_only_and_stop() -> None:
    with EmbeddedMail(ADDRESSES) as server:
        settings = server.settings("sqlite:///unused.db")
        servers = [one for box in settings.mailboxes.values() for one in (box.imap, box.smtp)]
        assert {one.host for one in servers} == {"127.0.0.1"}
        assert not settings.worker.idle
    assert not server._thread.is_alive()


def test_a_conversation_survives_the_garbage_collector() -> None:
    with EmbeddedMail(ADDRESSES) as server:
        settings = server.settings("sqlite:///unused.db")
        server.deliver("migratie@vng.nl", b"Subject: plekken\r\n\r\n")
        with ImapMailbox("migratie", settings.mailboxes["migratie"], settings.worker) as box:
            gc.collect()
            ((message,),) = box.fetch_above(0)
        assert message.data == b"Subject: plekken\r\n\r\n"
