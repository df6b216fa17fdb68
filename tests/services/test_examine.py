"""One bad message never stops the others, and nothing is lost when the work breaks off."""

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from intake.domain import Outcome
from intake.errors import ContentError, StorageFullError, UnreadableMessageError
from intake.readers import Here, Letter, understand
from intake.services.examine import examine_due
from intake.services.filing import file_all
from intake.store import messages
from intake.store.engine import open_engine, unit_of_work
from intake.store.migrations import migrate
from intake.store.tables import CaseRow, MessageRow, OutboxRow, PledgeRow, RawRow
from tests.services.samples import Clock, TinyExaminer, examine_all, receive, settings, write
from tests.services.test_filing import PLEDGE, rows
from tests.store.samples import NOW


def test_a_bad_message_fails_after_three_tries_and_the_others_go_on(engine: Engine) -> None:
    examiner = TinyExaminer(
        {"hard": ValueError("jan@amersfoort.nl"), "unreadable": UnreadableMessageError("Kapot.")}
    )
    receive(engine, write("a", "X-Fail: hard"), write("b", "X-Fail: unreadable"), write("c", PLEDGE))
    examine_all(engine, examiner=examiner)
    found = [(row.stage, row.failures, row.reason) for row in rows(engine, MessageRow)]
    assert found == [
        ("failed", 3, "Onverwachte fout: ValueError."),
        ("failed", 1, "Kapot."),
        ("filed", 0, ""),
    ]
    assert examiner.seen == [f"<{name}@x.nl>" for name in "abcaa"]
    with unit_of_work(engine) as session:
        assert session.get_one(RawRow, 1).data == write("a", "X-Fail: hard")


def test_a_faulty_rule_stops_the_job_and_costs_no_message_a_try(engine: Engine) -> None:
    receive(engine, write("a", "X-Fail: rule"))
    with pytest.raises(ContentError):
        examine_all(engine, examiner=TinyExaminer({"rule": ContentError("rules/x.yaml, line 3")}))
    (row,) = rows(engine, MessageRow)
    assert (row.stage, row.attempts, row.failures) == ("received", 0, 0)


def test_a_database_that_fails_is_not_the_message_s_fault(engine: Engine) -> None:
    receive(engine, write("a", "X-Fail: database"))
    broken = OperationalError("SELECT 1", {}, Exception("gone"))
    with pytest.raises(OperationalError):
        examine_all(engine, examiner=TinyExaminer({"database": broken}))
    assert [(row.stage, row.attempts) for row in rows(engine, MessageRow)] == [("received", 0)]


def test_stop_ends_after_the_message_in_hand(engine: Engine) -> None:
    receive(engine, write("a"), write("b"))
    examiner = TinyExaminer()
    assert examine_due(engine, Here(examiner), settings(), lambda: NOW, lambda: len(examiner.seen) == 1) == 1
    assert [row.stage for row in rows(engine, MessageRow)] == ["filed", "received"]


@dataclass
class _SlowAtFirst(TinyExaminer):
    begun: threading.Event = field(default_factory=threading.Event)

    def examine(self, raw: bytes, mailbox: str, now: datetime, complete: bool = True) -> Outcome:
        if not self.begun.is_set():
            self.begun.set()
            time.sleep(0.5)
        return super().examine(raw, mailbox, now, complete)


def test_two_jobs_of_one_worker_file_in_the_order_of_arrival(engine: Engine) -> None:
    receive(engine, write("a", PLEDGE))
    given, examiner = settings(), _SlowAtFirst()
    given = given.model_copy(update={"worker": given.worker.model_copy(update={"engine": "procrastinate"})})

    def work(at_most: int | None) -> None:
        examine_due(engine, Here(examiner), given, lambda: NOW, lambda: False, at_most)

    sweep = threading.Thread(target=work, args=(None,))
    sweep.start()
    assert examiner.begun.wait(5)
    receive(engine, write("b", PLEDGE), first_uid=2)
    work(1)
    sweep.join(10)
    assert examiner.seen == ["<a@x.nl>", "<b@x.nl>"]
    assert [row.case_id for row in rows(engine, MessageRow)] == [1, 2]


def test_a_failure_while_filing_leaves_nothing_of_it(engine: Engine) -> None:
    receive(engine, write("a", PLEDGE))

    @event.listens_for(engine, "before_cursor_execute")
    def fail(_c: object, _u: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO outbox"):
            raise LookupError

    examine_all(engine)
    event.remove(engine, "before_cursor_execute", fail)
    assert [row.stage for row in rows(engine, MessageRow)] == ["failed"]
    assert [rows(engine, table) for table in (CaseRow, PledgeRow, OutboxRow)] == [[], [], []]


def test_a_failure_while_filing_takes_no_other_message_down(engine: Engine) -> None:
    receive(engine, *(write(name, PLEDGE, sender=f"{name}@{name}.nl") for name in "abc"))

    @event.listens_for(engine, "before_cursor_execute")
    def fail(_c: object, _u: object, statement: str, values: object, *_rest: object) -> None:
        if statement.startswith("INSERT INTO outbox") and "b@b.nl" in str(values):
            raise LookupError

    examine_all(engine)
    event.remove(engine, "before_cursor_execute", fail)
    found = [(row.stage, row.failures) for row in rows(engine, MessageRow)]
    assert found == [("filed", 0), ("failed", 3), ("filed", 0)]
    assert [row.recipient for row in rows(engine, OutboxRow)] == ["a@a.nl", "c@c.nl"]
    assert [row.token for row in rows(engine, CaseRow)] == ["VNG-2026-00001", "VNG-2026-00002"]


def test_copies_that_are_filed_together_point_at_the_first(engine: Engine) -> None:
    receive(engine, write("a", PLEDGE), write("a", PLEDGE), write("a", PLEDGE))
    examine_all(engine)
    assert [row.duplicate_of for row in rows(engine, MessageRow)] == [None, 1, 1]
    assert len({row.case_id for row in rows(engine, MessageRow)}) == len(rows(engine, CaseRow)) == 1


def test_who_lost_the_claim_files_nothing(engine: Engine) -> None:
    receive(engine, write("a", PLEDGE))
    clock, given = Clock(), settings(worker={"lease_seconds": 60})
    late = TinyExaminer()
    with unit_of_work(engine) as session:
        (slow,) = messages.claim(session, clock(), clock() - clock())
    assert examine_all(engine, given, now=clock) == 1
    read = understand(late, Letter(write("a", PLEDGE), "migratie@vng.nl", NOW))
    with unit_of_work(engine) as session:
        assert file_all(session, [(slow, read)], given, NOW) == [None]
    assert (len(rows(engine, CaseRow)), len(rows(engine, OutboxRow))) == (1, 1)


def test_a_message_that_ends_every_worker_is_put_aside(engine: Engine) -> None:
    receive(engine, write("a"), write("b"))
    clock, given = Clock(), settings(worker={"lease_seconds": 60, "max_attempts": 1})
    for _ in range(3):
        with unit_of_work(engine) as session:
            assert messages.claim(session, clock(), (clock.time - NOW) * 0)
    examine_all(engine, given, now=clock)
    first, second = rows(engine, MessageRow)
    assert (first.stage, second.stage) == ("failed", "filed")
    assert "3 pogingen" in first.reason


def test_bytes_that_retention_dropped_are_told(engine: Engine) -> None:
    receive(engine, write("a"))
    with unit_of_work(engine) as session:
        session.delete(session.get_one(RawRow, 1))
    examine_all(engine)
    assert [row.stage for row in rows(engine, MessageRow)] == ["failed"]


def test_a_full_disk_waits_and_loses_nothing(tmp_path: object) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/small.db")
    migrate(engine)
    receive(engine, write("a", *(f"X-Pledge: G{n} 15 plekken" for n in range(400))))
    with engine.connect() as connection:
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(StorageFullError):
        examine_all(engine)
    assert (rows(engine, CaseRow), rows(engine, PledgeRow)) == ([], [])
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    clock = Clock()
    clock.advance(hours=1)
    examine_all(engine, now=clock)
    assert [row.stage for row in rows(engine, MessageRow)] == ["filed"]
    assert len(rows(engine, PledgeRow)) == 400
    engine.dispose()
