"""Answers leave through a real SMTP server: once, and never blindly a second time."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from intake.services.acknowledge import send_due
from intake.settings import Settings
from intake.store import outbox
from intake.store.engine import unit_of_work
from intake.store.tables import AuditRow, CaseRow, OutboxRow
from tests.servers.smtp import AfterData, SmtpServer
from tests.services.samples import Clock, examine_all, handle, receive, settings, write
from tests.services.test_filing import PLEDGE, rows


@pytest.fixture
def smtp(tmp_path: Path) -> Iterator[SmtpServer]:
    """A server of this test's own."""
    with SmtpServer(tmp_path / "smtp") as server:
        yield server


def _send(engine: Engine, given: Settings, clock: Clock) -> int:
    return send_due(engine, given, clock, lambda: False)


def _states(engine: Engine) -> list[tuple[str, int]]:
    return [(row.state, row.attempts) for row in rows(engine, OutboxRow)]


def _take_and_vanish(engine: Engine, given: Settings, clock: Clock) -> None:
    """What is left behind by a worker that is killed while it sends."""
    with unit_of_work(engine) as session:
        lease = timedelta(seconds=given.worker.lease_seconds)
        assert outbox.claim_next(session, "migratie", clock(), lease) is not None


def test_what_is_queued_is_sent_once_as_it_was_written(engine: Engine, smtp: SmtpServer) -> None:
    given, clock = settings(smtp=smtp.settings()), Clock()
    handle(engine, write("een", PLEDGE), write("twee", PLEDGE, sender="a@b.nl"), given=given)
    assert _send(engine, given, clock) == 2
    assert _send(engine, given, clock) == 0
    assert _states(engine) == [("sent", 1), ("sent", 1)]
    first, second = smtp.received()
    assert (first.envelope_from, first.recipients, second.recipients) == (
        "",
        ("jan@amersfoort.nl",),
        ("a@b.nl",),
    )
    queued = rows(engine, OutboxRow)[0]
    assert first.message["Message-ID"] == queued.message_id
    assert first.message["In-Reply-To"] == "<een@x.nl>"
    assert queued.sent_at == clock()


def test_the_bounce_address_is_the_envelope_sender(engine: Engine, smtp: SmtpServer) -> None:
    given = settings(smtp=smtp.settings(), acknowledge={"bounce_address": "bounces@vng.nl"})
    handle(engine, write("een", PLEDGE), given=given)
    _send(engine, given, Clock())
    assert [one.envelope_from for one in smtp.received()] == ["bounces@vng.nl"]


def test_a_server_that_is_down_for_an_hour_delays_and_loses_nothing(engine: Engine, smtp: SmtpServer) -> None:
    given, clock = settings(smtp=smtp.settings()), Clock()
    handle(engine, write("een", PLEDGE), given=given)
    smtp.down()
    for _ in range(60):
        assert _send(engine, given, clock) == 0
        clock.advance(minutes=1)
    assert _states(engine) == [("queued", 5)]
    smtp.up()
    clock.advance(hours=1)
    assert _send(engine, given, clock) == 1
    assert (_states(engine), len(smtp.received())) == ([("sent", 6)], 1)
    assert not rows(engine, CaseRow)[0].needs_human


def test_a_temporary_refusal_waits_ever_longer(engine: Engine, smtp: SmtpServer) -> None:
    given, clock = settings(smtp=smtp.settings()), Clock()
    handle(engine, write("een", PLEDGE), write("twee", PLEDGE, sender="a@b.nl"), given=given)
    smtp.refuse_recipient = {"jan@amersfoort.nl": "451 4.7.1 Later"}
    assert _send(engine, given, clock) == 1
    waits = []
    for _ in range(7):
        row = rows(engine, OutboxRow)[0]
        waits.append(round((row.next_try - clock()).total_seconds() / 60))
        clock.time = row.next_try
        _send(engine, given, clock)
    assert waits == [2, 4, 8, 16, 32, 60, 60]
    assert [state for state, _ in _states(engine)] == ["queued", "sent"]


def test_after_five_days_a_person_decides(engine: Engine, smtp: SmtpServer) -> None:
    given, clock = settings(smtp=smtp.settings()), Clock()
    handle(engine, write("een", PLEDGE), given=given)
    smtp.refuse_data = "452 4.3.1 Vol"
    clock.advance(days=4, hours=23)
    _send(engine, given, clock)
    assert _states(engine) == [("queued", 1)]
    clock.advance(hours=2)
    _send(engine, given, clock)
    assert _states(engine) == [("refused", 2)]
    assert rows(engine, CaseRow)[0].needs_human


def test_a_refusal_for_good_goes_to_a_person_and_the_next_is_sent(engine: Engine, smtp: SmtpServer) -> None:
    given, clock = settings(smtp=smtp.settings()), Clock()
    handle(engine, write("een", PLEDGE), write("twee", "X-Label: question", sender="a@b.nl"), given=given)
    smtp.refuse_recipient = {"jan@amersfoort.nl": "550 5.1.1 Onbekend"}
    assert _send(engine, given, clock) == 1
    assert _states(engine) == [("refused", 1), ("sent", 1)]
    first, second = rows(engine, CaseRow)
    assert (first.needs_human, second.needs_human) == (True, False)
    assert "niet bezorgd" in first.doubts[0]
    assert "jan@" not in str([row.details for row in rows(engine, AuditRow)])


@pytest.mark.parametrize("after", [AfterData.HANG_UP_KEPT, AfterData.HANG_UP_LOST])
def test_a_line_that_breaks_after_the_data_is_uncertain(
    engine: Engine, smtp: SmtpServer, after: AfterData
) -> None:
    given, clock = settings(smtp=smtp.settings()), Clock()
    handle(engine, write("een", PLEDGE), given=given)
    smtp.after_data = after
    _send(engine, given, clock)
    smtp.after_data = AfterData.ACCEPT
    clock.advance(days=1)
    assert _send(engine, given, clock) == 0
    assert _states(engine) == [("uncertain", 1)]
    assert len(smtp.received()) == (after is AfterData.HANG_UP_KEPT)
    assert "niet zeker" in rows(engine, CaseRow)[0].doubts[0]


def test_what_a_killed_worker_was_sending_is_uncertain(engine: Engine, smtp: SmtpServer) -> None:
    given, clock = settings(smtp=smtp.settings()), Clock()
    handle(engine, write("een", PLEDGE), given=given)
    _take_and_vanish(engine, given, clock)
    clock.advance(seconds=299)
    _send(engine, given, clock)
    assert _states(engine) == [("sending", 1)]
    clock.advance(seconds=1)
    _send(engine, given, clock)
    assert (_states(engine), smtp.received()) == ([("uncertain", 1)], [])
    assert rows(engine, CaseRow)[0].needs_human


def test_an_uncertain_one_is_sent_again_only_when_that_is_set(engine: Engine, smtp: SmtpServer) -> None:
    given, clock = settings(smtp=smtp.settings(), acknowledge={"resend_uncertain": True}), Clock()
    handle(engine, write("een", PLEDGE), given=given)
    message_id = rows(engine, OutboxRow)[0].message_id
    _take_and_vanish(engine, given, clock)
    clock.advance(minutes=5)
    _send(engine, given, clock)
    clock.advance(minutes=2)
    assert _send(engine, given, clock) == 1
    assert [one.message["Message-ID"] for one in smtp.received()] == [message_id]


def test_one_server_that_is_down_does_not_stop_the_other(engine: Engine, smtp: SmtpServer) -> None:
    both = settings(smtp=smtp.settings())
    nowhere = settings().mailboxes["migratie"]
    given = both.model_copy(update={"mailboxes": both.mailboxes | {"migratie": nowhere}})
    receive(engine, write("een", PLEDGE))
    receive(engine, write("twee", "X-Label: question"), mailbox="ondersteuningsteamasiel")
    examine_all(engine, given)
    assert _send(engine, given, Clock()) == 1
    assert _states(engine) == [("queued", 1), ("sent", 1)]


def test_stop_leaves_the_rest_queued(engine: Engine, smtp: SmtpServer) -> None:
    given = settings(smtp=smtp.settings())
    handle(engine, write("een", PLEDGE), write("twee", PLEDGE, sender="a@b.nl"), given=given)
    send_due(engine, given, Clock(), lambda: len(smtp.received()) == 1)
    assert _states(engine) == [("sent", 1), ("queued", 0)]
