"""How quickly the first page comes, over HTTP, against a database with one case: `python -m bench.pages [CASES ...]`."""

import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, insert, text

from intake.services.accounts import Role, add_account
from intake.settings import Settings
from intake.store.engine import open_engine, unit_of_work
from intake.store.entries import EntryRow
from intake.store.migrations import migrate
from intake.store.tables import CaseRow, MessageRow
from intake.web.app import create_app
from intake.web.serve import address_of, listen

_ROUNDS = 7
_BATCH = 20_000
# Ten thousand lines in the ledger of a million cases: some thirty for each municipality.
_PER_LINE = 100
_PASSWORD = "een lange zin om te meten"
_NAMES = ("Ede", "Utrecht", "Amersfoort", "Gouda", "Texel", "Zwolle", "Breda", "Venlo")
_PATHS = {
    "queue": "/",
    "all cases": "/?weergave=alles",
    "rare word": "/?weergave=alles&zoek=zeldzaam",
    "common word": "/?weergave=alles&zoek=plekken",
    "province": "/?provincie=Gelderland",
    "a case": "/zaak/VNG-2026-0000001",
    "places": "/plekken",
    "one municipality": "/plekken/GM0228",
    "map": "/kaart",
    "week": "/overzicht",
}


def main(sizes: tuple[int, ...]) -> None:
    """Print milliseconds per page and size, with the ratio to the smallest database."""
    table = Table(title=f"milliseconds to the whole page, best of {_ROUNDS} (times the smallest database)")
    for heading in ("page", *(f"{size:,} cases" for size in sizes)):
        table.add_column(heading, justify="left" if heading == "page" else "right")
    measured = [_measured(size) for size in sizes]
    for name in _PATHS:
        floor = measured[0][name]
        table.add_row(name, *(f"{one[name] * 1000:.0f} ({one[name] / floor:.1f})" for one in measured))
    Console().print(table)


def _measured(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        migrate(engine)
        add_account(
            engine, "noor", "Noor", Role.BEHANDELAAR, datetime.now(UTC), actor="bench", password=_PASSWORD
        )
        _fill(engine, size)
        door = listen("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(create_app(engine, Settings()), log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        with httpx2.Client(base_url=address_of(door), timeout=60) as client:
            client.post("/aanmelden", data={"naam": "noor", "wachtwoord": _PASSWORD})
            times = {
                name: min(_seconds(client, path) for _ in range(_ROUNDS)) for name, path in _PATHS.items()
            }
        server.should_exit = True
        thread.join(10)
        engine.dispose()
    return times


def _seconds(client: httpx2.Client, path: str) -> float:
    started = time.perf_counter()
    client.get(path).raise_for_status()
    return time.perf_counter() - started


def _fill(engine: Engine, size: int) -> None:
    now = datetime.now(UTC)
    for first in range(1, size + 1, _BATCH):
        numbers = range(first, min(first + _BATCH, size + 1))
        with unit_of_work(engine) as session:
            connection = session.connection()
            connection.execute(insert(CaseRow), [_case(number, now) for number in numbers])
            connection.execute(insert(MessageRow), [_message(number, now) for number in numbers])
            lines = [_line(number, now) for number in numbers if number % _PER_LINE == 0]
            if lines:
                connection.execute(insert(EntryRow), lines)
            words = [
                {"id": n, "words": f"wij bieden {n % 40} plekken {'zeldzaam' * (n % 5_000 == 0)}"}
                for n in numbers
            ]
            connection.execute(text("INSERT INTO message_search (rowid, words) VALUES (:id, :words)"), words)


def _case(number: int, now: datetime) -> dict[str, Any]:
    """One in fifty asks for a person; of every ten, nine are finished."""
    at, doubtful = now - timedelta(minutes=number % 500_000), number % 50 == 0
    row = CaseRow(
        id=number, token=f"VNG-2026-{number:07d}", status="open" if number % 10 == 0 else "closed",
        mailbox="migratie", address="migratie@vng.nl", primary="place_pledge", labels=["place_pledge"],
        municipality=[_NAMES[number % len(_NAMES)]], urgency="high" if number % 1_000 == 0 else "normal",
        doubts=["Er wordt geen vast aantal genoemd."] if doubtful else [], needs_human=doubtful,
        opened_at=at, updated_at=at,
    )  # fmt: skip
    return row.model_dump()


def _line(number: int, now: datetime) -> dict[str, Any]:
    row = EntryRow(
        at=now - timedelta(minutes=number % 500_000), kind="pledge", municipality=_NAMES[number // _PER_LINE % len(_NAMES)],
        message_row_id=number, actor="worker", places=number % 40, unit="plekken", persons=number % 40,
    )  # fmt: skip
    return row.model_dump(exclude={"id"})


def _message(number: int, now: datetime) -> dict[str, Any]:
    row = MessageRow(
        id=number, mailbox="migratie", address="migratie@vng.nl", folder="INBOX", uidvalidity=1, uid=number,
        digest=str(number), content_digest=str(number), received_at=now, stored_at=now, stage="filed",
        sender=f"a{number}@ede.nl", subject=f"Aanbod {number}", primary="place_pledge", case_id=number,
    )  # fmt: skip
    return row.model_dump()


if __name__ == "__main__":
    main((1, *(int(size) for size in sys.argv[1:] or ("10000",))))
