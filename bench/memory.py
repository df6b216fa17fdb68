"""What one process holds after very many mails: `python -m bench.memory [MESSAGES]`, 50,000 unless told.

One process stores, understands and files them, on SQLite; answers are marked as sent. Flat means: the second half adds less
than a twentieth. Every mail brings thirty words that nobody has seen before.
"""

import gc
import itertools
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import Engine

from bench.stream import stream
from intake.pipeline import load_examiner
from intake.readers import Here
from intake.services.examine import examine_due
from intake.store import messages, outbox
from intake.store.engine import open_engine, unit_of_work
from intake.store.migrations import migrate
from tests.acceptance.test_kill import Mail
from tests.services.samples import ADDRESSES, settings
from tests.store.samples import raw

_NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_BATCH, _STEPS = 50, 10
_FLAT = 1.05


def main(count: int = 50_000) -> None:
    """Print the resident memory at every tenth, and whether the second half is flat."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        migrate(engine)
        held = list(_run(engine, count))
        engine.dispose()
    table = Table("messages", "resident memory, MB", title="one process, one mail after another")
    for done, megabytes in held:
        table.add_row(f"{done:,}", f"{megabytes:.0f}")
    Console().print(table)
    half, whole = held[len(held) // 2 - 1][1], held[-1][1]
    verdict = "flat" if whole < _FLAT * half else "NOT flat"
    Console().print(f"second half: {whole - half:+.0f} MB, {verdict}")


def _run(engine: Engine, count: int) -> Iterator[tuple[int, float]]:
    examiner, given, due = load_examiner(), settings(), max(_BATCH, count // _STEPS)
    with Progress(console=Console(stderr=True)) as bar:
        task, done = bar.add_task("handled", total=count), 0
        mails = stream(count)
        while batch := tuple(itertools.islice(mails, _BATCH)):
            _take_in(engine, batch, done)
            examine_due(engine, Here(examiner), given, lambda: _NOW, lambda: False)
            _send_all(engine)
            done += len(batch)
            bar.update(task, completed=done)
            if done % due < _BATCH:
                gc.collect()
                yield done, resident()


def _take_in(engine: Engine, batch: tuple[Mail, ...], done: int) -> None:
    names = {address: name for name, address in ADDRESSES.items()}
    with unit_of_work(engine) as session:
        for uid, mail in enumerate(batch, done + 1):
            name = names[mail.mailbox]
            messages.store_batch(session, [raw(uid, mail.data, name)], mail.mailbox, _NOW)


def _send_all(engine: Engine) -> None:
    for name in ADDRESSES:
        with unit_of_work(engine) as session:
            while row := outbox.claim_next(session, name, _NOW, timedelta(minutes=5)):
                outbox.set_sent(session, row, _NOW)


def resident() -> float:
    """Megabytes of this process that lie in memory (proc(5), VmRSS)."""
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(*(int(size) for size in sys.argv[1:2]))
