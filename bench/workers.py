"""What a second worker adds: the same stored mail handled by one and by two processes, on one PostgreSQL, in one run.

Needs PostgreSQL (`make servers`). Ratios, because machines differ; loading the model is not counted.
"""

import asyncio
import multiprocessing
import random
import statistics
import threading
import time
from multiprocessing.synchronize import Barrier
from multiprocessing.synchronize import Event as Flag

from procrastinate import App, PsycopgConnector
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import func, select

from intake.distributed import prepare, share_work
from intake.pipeline import load_examiner
from intake.readers import Here
from intake.store import messages
from intake.store.engine import open_engine, reading, unit_of_work
from intake.store.migrations import migrate
from intake.store.tables import MessageRow
from intake.worker import one_by_one
from tests.acceptance.test_kill import _mails
from tests.servers.postgres import Postgres
from tests.services.samples import ADDRESSES, settings
from tests.store.samples import NOW, raw

_COUNT, _ROUNDS = 240, 3


def main() -> None:
    """Print mails a second with one and two workers, and the ratio, of the middle of three rounds."""
    if reason := Postgres.missing():
        Console().print(reason)
        return
    with Postgres() as server:
        rounds = [(_rate(server.database(), 1), _rate(server.database(), 2)) for _ in range(_ROUNDS)]
    one, two = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    ratio = statistics.median(second / first for first, second in rounds)
    table = Table(
        "workers", "mails a second", "times one", title=f"{_COUNT} mails, the middle of {_ROUNDS} rounds"
    )
    table.add_row("1", f"{one:.1f}", "1.00")
    table.add_row("2", f"{two:.1f}", f"{ratio:.2f}")
    Console().print(table)


def _rate(url: str, workers: int) -> float:
    """Mails a second, from the moment that every worker has loaded until the last mail is filed."""
    _fill(url)
    context = multiprocessing.get_context("spawn")
    ready, stop = context.Barrier(workers + 1), context.Event()
    started = [context.Process(target=_work, args=(url, ready, stop)) for _ in range(workers)]
    for process in started:
        process.start()
    ready.wait(120)
    begun = time.perf_counter()
    engine = open_engine(url)
    while _filed(engine) < _COUNT and time.perf_counter() - begun < 300:
        time.sleep(0.05)
    taken = time.perf_counter() - begun
    stop.set()
    for process in started:
        process.join(60)
    engine.dispose()
    return _COUNT / taken


def _fill(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    with unit_of_work(engine) as session:
        batch = [
            raw(uid, mail.data, "migratie") for uid, mail in enumerate(_mails(random.Random(1), _COUNT), 1)
        ]
        messages.store_batch(session, batch, ADDRESSES["migratie"], NOW)
    engine.dispose()
    address = url.replace("+psycopg", "")
    prepare(address)
    asyncio.run(_queue(address))


async def _queue(address: str) -> None:
    app = App(connector=PsycopgConnector(conninfo=address))
    async with app.open_async():
        one_each = [{"timestamp": 0, "job": "process one"} for _ in range(_COUNT)]
        await app.configure_task("run").batch_defer_async(*one_each)


def _work(url: str, ready: Barrier, stop: Flag) -> None:
    engine, ended, examiner = open_engine(url), threading.Event(), load_examiner()
    jobs = one_by_one(engine, Here(examiner), settings(), ended)
    threading.Thread(target=lambda: (stop.wait(), ended.set()), daemon=True).start()
    ready.wait(120)
    share_work(url, (), jobs[:1], lambda *_: None, lambda _: [], ended)


def _filed(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).where(MessageRow.stage == "filed")).one()


if __name__ == "__main__":
    main()
