"""What one more message costs in a store that has grown: `python -m bench.growth [MESSAGES ...]`.

The messages that are there are rows made in bulk, with the spread of a real year: 342 senders, a hundred subjects, a case
and a pledge for each third. Then the sample mails come in, and each step is timed: store, understand and file, choose what
to send, and what the clock asks.
"""

import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import Engine, insert

from intake.demo.samples import samples
from intake.pipeline import Examiner, load_examiner
from intake.readers import Here
from intake.services.acknowledge import settle_overdue
from intake.services.examine import examine_due
from intake.store import messages, outbox
from intake.store.engine import open_engine, reading, unit_of_work
from intake.store.entries import EntryRow, FingerprintRow
from intake.store.migrations import migrate
from intake.store.tables import CaseRow, CounterRow, EvidenceRow, MessageRow, OutboxRow, PledgeRow, RawRow
from tests.services.samples import ADDRESSES, settings
from tests.store.samples import raw

_NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
_BATCH, _ROUNDS = 10_000, 5
_TOWNS = 342
_YEAR = timedelta(days=365)
_SUBJECTS = [f"aanbod {number}" for number in range(100)]
_NAMES = ("Ede", "Utrecht", "Amersfoort", "Gouda", "Texel", "Zwolle", "Breda", "Venlo")


def main(sizes: tuple[int, ...]) -> None:
    """Print milliseconds a message and step at each size, with the ratio to the smallest."""
    examiner = load_examiner()
    measured = [_measured(size, examiner) for size in sizes]
    table = Table(title="milliseconds a message, the middle of five rounds (times the smallest store)")
    for heading in ("step", *(f"{size:,} stored" for size in sizes)):
        table.add_column(heading, justify="left" if heading == "step" else "right")
    for step, floor in measured[0].items():
        table.add_row(step, *(f"{one[step] * 1000:.2f} ({one[step] / floor:.1f})" for one in measured))
    Console().print(table)


def _measured(size: int, examiner: Examiner) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        migrate(engine)
        for first in track(range(1, size + 1, _BATCH), f"{size:,} messages"):
            _fill(engine, range(first, min(first + _BATCH, size + 1)), size)
        rounds = [_round(engine, examiner, size, number) for number in range(_ROUNDS)]
        engine.dispose()
    return {step: sorted(one[step] for one in rounds)[_ROUNDS // 2] for step in rounds[0]}


def _round(engine: Engine, examiner: Examiner, size: int, number: int) -> dict[str, float]:
    mails = [
        path.read_bytes().replace(b"Message-ID: <", b"Message-ID: <round%d." % number) for path in samples()
    ]
    times: dict[str, float] = {}

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        times[step] = (time.perf_counter() - begun) / len(mails)

    with timed("store and mark"), unit_of_work(engine) as session:
        first = size + 1_000 * number + 1
        batch = [raw(uid, data) for uid, data in enumerate(mails, first)]
        messages.store_batch(session, batch, ADDRESSES["migratie"], _NOW)
        waiting = messages.unmarked(session, "migratie", "INBOX", 7)
        messages.set_marked(session, "migratie", "INBOX", 7, waiting)
    with timed("understand and file"):
        examine_due(engine, Here(examiner), settings(), lambda: _NOW, lambda: False)
    with timed("choose what to send"):
        for _ in mails:
            with unit_of_work(engine) as session:
                row = outbox.claim_next(session, "migratie", _NOW, timedelta(minutes=5))
                if row:
                    outbox.set_sent(session, row, _NOW)
    with timed("what the clock asks"):
        settle_overdue(engine, settings(), lambda: _NOW)
        with reading(engine) as session:
            outbox.has_due(session, "migratie", _NOW)
    return times


def _fill(engine: Engine, numbers: range, size: int) -> None:
    makers: dict[type[Any], Callable[[int, datetime], Any]] = {
        CaseRow: _case, MessageRow: _message, RawRow: lambda n, _: {"message_row_id": n, "data": b"x"},
        PledgeRow: _pledge, EvidenceRow: _evidence, FingerprintRow: _fingerprint, EntryRow: _entry, OutboxRow: _answer,
    }  # fmt: skip
    moments = {n: _NOW - _YEAR * (size - n + 1) / size for n in numbers}
    with unit_of_work(engine) as session:
        if numbers[0] == 1:
            session.add(CounterRow(name=f"cases {_NOW.year}", value=size))
            session.flush()
        for table, make in makers.items():
            rows = [row for n, at in moments.items() if (row := make(n, at))]
            if rows:
                session.connection().execute(insert(table), rows)


def _case(number: int, at: datetime) -> dict[str, Any] | None:
    if number % 3:
        return None
    row = CaseRow(
        id=number, token=f"VNG-2026-{number:07d}", mailbox="migratie", address="migratie@vng.nl", status="closed",
        primary="place_pledge", labels=["place_pledge"], municipality=[_NAMES[number % 8]], opened_at=at, updated_at=at,
    )  # fmt: skip
    return row.model_dump()


def _message(number: int, at: datetime) -> dict[str, Any]:
    town, subject = number % _TOWNS, _SUBJECTS[number % 100]
    row = MessageRow(
        id=number, mailbox="migratie", address="migratie@vng.nl", folder="INBOX", uidvalidity=7, uid=number, marked=True,
        digest=str(number), content_digest=str(number), message_id=f"<{number}@x>", received_at=at, stored_at=at, stage="filed",
        sender=f"a{number % 5}@gemeente{town}.nl", domain=f"gemeente{town}.nl", subject=subject, topic=subject,
        primary="place_pledge", case_id=number - number % 3 or None, outcome={"labels": ["place_pledge"]},
    )  # fmt: skip
    return row.model_dump()


def _pledge(number: int, _at: datetime) -> dict[str, Any] | None:
    if number % 3:
        return None
    row = PledgeRow(
        message_row_id=number, case_id=number, municipality=_NAMES[number % 8], places=4, unit="plekken", source="body"
    )  # fmt: skip
    return row.model_dump(exclude={"id"})


def _evidence(number: int, _at: datetime) -> dict[str, Any]:
    row = EvidenceRow(message_row_id=number, label="place_pledge", weight=1, witness="regel", quote="vier")
    return row.model_dump(exclude={"id"})


def _fingerprint(number: int, _at: datetime) -> dict[str, Any]:
    return {"message_row_id": number, "runs": list(itertools.islice(itertools.count(number * 7), 15))}


def _entry(number: int, at: datetime) -> dict[str, Any] | None:
    # The ledger stays small: what a municipality has standing is tens of lines, not thousands.
    if number % 300:
        return None
    row = EntryRow(
        at=at, kind="pledge", municipality=_NAMES[number % 8], message_row_id=number, actor="worker", places=4, persons=4
    )  # fmt: skip
    return row.model_dump(exclude={"id"})


def _answer(number: int, at: datetime) -> dict[str, Any] | None:
    if number % 3:
        return None
    row = OutboxRow(
        message_row_id=number, case_id=number, mailbox="migratie", recipient=f"a@gemeente{number % _TOWNS}.nl", data=b"x",
        message_id=f"<vng.{number}@x>", template="place_pledge", state="sent", created_at=at, next_try=at, sent_at=at,
    )  # fmt: skip
    return row.model_dump(exclude={"id"})


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or (1_000, 10_000, 100_000))
