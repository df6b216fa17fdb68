"""Stored once, claimed by one, found again after the server renumbered everything."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import func, select

from intake.store import messages
from intake.store.engine import reading, unit_of_work
from intake.store.tables import MessageRow, RawRow
from tests.store.samples import NOW, mail, raw

_LEASE = timedelta(seconds=60)


def _store(engine: Engine, *batch: messages.RawMessage) -> int:
    with unit_of_work(engine) as session:
        return messages.store_batch(session, batch, "migratie@vng.nl", NOW)


def _rows(engine: Engine) -> list[MessageRow]:
    with reading(engine) as session:
        return list(session.exec(select(MessageRow).order_by(MessageRow.id)))  # type: ignore[arg-type]


def _mark(engine: Engine, uidvalidity: int = 7, mailbox: str = "migratie") -> int:
    with reading(engine) as session:
        return messages.high_water(session, mailbox, "INBOX", uidvalidity)


def test_bytes_and_row_and_mark_are_stored_together(engine: Engine) -> None:
    data = mail() + bytes(range(256))
    assert _store(engine, raw(4_000_000_000, data, uidvalidity=4_294_967_295)) == 1
    row = _rows(engine)[0]
    assert (row.stage, row.message_id, row.received_at) == ("received", "<een@amersfoort.nl>", NOW)
    assert _mark(engine, 4_294_967_295) == 4_000_000_000
    with reading(engine) as session:
        assert messages.raw_bytes(session, row) == data


def test_the_same_place_is_stored_once(engine: Engine) -> None:
    assert _store(engine, raw(1, mail())) == 1
    assert _store(engine, raw(1, mail()), raw(2, mail("twee"))) == 1
    assert len(_rows(engine)) == 2


def test_copies_at_other_places_are_rows_of_their_own(engine: Engine) -> None:
    _store(engine, raw(1, mail()), raw(2, mail()), raw(1, mail(), mailbox="ondersteuningsteamasiel"))
    assert len(_rows(engine)) == 3


def test_after_a_renumbering_known_messages_only_move(engine: Engine) -> None:
    _store(engine, raw(1, mail()), raw(2, mail("twee")), raw(3, mail()))
    renumbered = [
        raw(n, mail(name), uidvalidity=8) for n, name in enumerate(["een", "twee", "drie", "een"], 11)
    ]
    assert _mark(engine, 8) == 0
    assert _store(engine, *renumbered) == 1
    assert [(row.uidvalidity, row.uid) for row in _rows(engine)] == [(8, 11), (8, 12), (8, 14), (8, 13)]
    assert _mark(engine, 8) == 14


def test_a_message_that_a_server_rewrote_is_still_known(engine: Engine) -> None:
    _store(engine, raw(1, mail()))
    rewritten = mail("een", "Wij bieden 15 plekken aan.", "X-Moved-By: migration")
    assert _store(engine, raw(9, rewritten, uidvalidity=8)) == 0


def test_a_mark_that_was_not_seen_is_given_again(engine: Engine) -> None:
    _store(engine, raw(1, mail()), raw(2, mail("twee")))
    with unit_of_work(engine) as session:
        messages.set_marked(session, "migratie", "INBOX", 7, [1])
    with reading(engine) as session:
        assert messages.unmarked(session, "migratie", "INBOX", 7) == [2]
        assert messages.unmarked(session, "migratie", "INBOX", 8) == []


def _store_and_fail(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        messages.store_batch(session, [raw(1, mail())], "migratie@vng.nl", NOW)
        raise LookupError


def test_a_failed_batch_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(LookupError):
        _store_and_fail(engine)
    assert (_rows(engine), _mark(engine)) == ([], 0)


def _claim(engine: Engine, at: float = 0) -> MessageRow | None:
    with unit_of_work(engine) as session:
        return next(iter(messages.claim(session, NOW + timedelta(seconds=at), _LEASE)), None)


def test_the_oldest_is_claimed_first_and_only_once(engine: Engine) -> None:
    _store(engine, raw(1, mail()), raw(2, mail("twee")))
    first, second = _claim(engine), _claim(engine)
    assert first is not None
    assert second is not None
    assert (first.uid, second.uid, first.stage, first.attempts) == (1, 2, "processing", 1)
    assert _claim(engine) is None


def test_several_are_claimed_at_once_within_bounds(engine: Engine) -> None:
    _store(engine, *(raw(uid, mail(f"m{uid}")) for uid in range(1, 6)))
    size = len(mail("m1"))
    with unit_of_work(engine) as session:
        assert [row.uid for row in messages.claim(session, NOW, _LEASE, 4, 2 * size)] == [1, 2]
        assert [row.uid for row in messages.claim(session, NOW, _LEASE, 2, 1_000_000)] == [3, 4]
        assert [row.uid for row in messages.claim(session, NOW, _LEASE, 2, 1)] == [5]


def test_what_a_vanished_worker_left_is_claimed_alone(engine: Engine) -> None:
    _store(engine, *(raw(uid, mail(f"m{uid}")) for uid in range(1, 5)))
    with unit_of_work(engine) as session:
        assert len(messages.claim(session, NOW, _LEASE, 2, 1_000_000)) == 2
    shares = []
    with unit_of_work(engine) as session:
        while rows := messages.claim(session, NOW + _LEASE, _LEASE, 8, 1_000_000):
            shares.append([row.uid for row in rows])
    assert shares == [[1], [2], [3, 4]]


def test_a_lease_that_ends_gives_the_message_to_another(engine: Engine) -> None:
    _store(engine, raw(1, mail()))
    mine = _claim(engine)
    assert _claim(engine, 59) is None
    theirs = _claim(engine, 60)
    assert mine is not None
    assert theirs is not None
    assert theirs.attempts == 2
    with unit_of_work(engine) as session:
        assert not messages.still_ours(session, mine)
        assert messages.still_ours(session, theirs)


def test_failures_count_and_the_last_keeps_the_bytes(engine: Engine) -> None:
    _store(engine, raw(1, mail()))
    ends = []
    for _ in range(3):
        row = _claim(engine)
        assert row is not None
        with unit_of_work(engine) as session:
            ends.append(messages.fail(session, row, "kapot\x00", 3))
    assert ends == [False, False, True]
    row = _rows(engine)[0]
    assert (row.stage, row.reason, row.failures) == ("failed", "kapot", 3)
    assert _claim(engine, 9_999) is None
    with reading(engine) as session:
        assert session.exec(select(func.count()).select_from(RawRow)).one() == 1


def test_what_is_given_back_has_not_been_tried(engine: Engine) -> None:
    _store(engine, raw(1, mail()))
    row = _claim(engine)
    assert row is not None
    with unit_of_work(engine) as session:
        messages.release(session, row)
    assert [(one.stage, one.attempts) for one in _rows(engine)] == [("received", 0)]


def test_only_many_crashes_wear_a_message_out(engine: Engine) -> None:
    _store(engine, raw(1, mail()))
    worn = []
    for crash in range(10):
        row = _claim(engine, crash * 60)
        assert row is not None
        worn.append(messages.worn_out(row, 3))
    assert worn == [False] * 9 + [True]
