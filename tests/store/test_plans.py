"""Nothing that is asked for every message walks through a table that grows: each question has an index."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from intake.demo.samples import samples
from intake.pipeline import Examiner, load_examiner
from intake.services.acknowledge import send_due
from intake.store import messages
from intake.store.engine import unit_of_work
from tests.services.samples import NOW, examine_all, receive, settings

_GROW = "messages raw_messages cases pledges evidence outbox audit ledger_entries fingerprints message_references".split()
_ASKED = re.compile(r"\s*(SELECT|UPDATE|DELETE)", re.I)


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return load_examiner()


@contextmanager
def _listening(engine: Engine) -> Iterator[dict[str, Any]]:
    asked: dict[str, Any] = {}

    def hear(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        asked.setdefault(statement, values[0] if many and isinstance(values, list) else values)

    event.listen(engine, "before_cursor_execute", hear)
    yield asked
    event.remove(engine, "before_cursor_execute", hear)


def test_no_question_about_one_message_walks_through_everything(engine: Engine, examiner: Examiner) -> None:
    mails = [path.read_bytes() for path in samples()]
    receive(engine, *mails)
    examine_all(engine, examiner=examiner)  # type: ignore[arg-type]
    with _listening(engine) as asked:
        again = [mail.replace(b"Message-ID: <", b"Message-ID: <x") for mail in mails]
        receive(engine, *again, first_uid=1000)
        with unit_of_work(engine) as session:
            messages.set_marked(
                session, "migratie", "INBOX", 7, messages.unmarked(session, "migratie", "INBOX", 7)
            )
        examine_all(engine, examiner=examiner)  # type: ignore[arg-type]
        send_due(engine, settings(), lambda: NOW, lambda: False)
    questions = [one for one in asked.items() if _ASKED.match(one[0])]
    assert len(questions) > 30
    assert [found for one in questions for found in _walks(engine, *one)] == []


def _walks(engine: Engine, statement: str, values: Any) -> list[str]:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            steps = [str(row[3]) for row in rows]
            # A search by nothing but the mailbox is a walk as well.
            place = r"\(mailbox=\?( AND (folder|uidvalidity)=\?)*\)$"
            by_place = rf"SEARCH messages USING INDEX (?!ix_messages_unmarked)\w+ {place}"
            walked = re.compile(rf"SCAN ({'|'.join(_GROW)})\b|{by_place}")
        else:
            # With so few rows a walk is cheapest; this shows whether an index could serve.
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            rows = connection.exec_driver_sql(f"EXPLAIN {statement}", values)
            steps = [str(row[0]) for row in rows]
            walked = re.compile(rf"Seq Scan on ({'|'.join(_GROW)})\b")
        return [f"{step}: {' '.join(statement.split())[-300:]}" for step in steps if walked.search(step)]
