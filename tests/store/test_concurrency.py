"""Four processes at once: every message is claimed once, every token given once, every answer sent by one."""

import multiprocessing
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine

from intake.store import cases, messages, outbox
from intake.store.engine import open_engine, unit_of_work
from intake.store.tables import OutboxRow
from tests.store.samples import NOW, mail, raw

_PROCESSES = 4
_LEASE = timedelta(minutes=5)
_CONTEXT = multiprocessing.get_context("spawn")
_Work = Callable[[Engine], list[int | str]]


def _run(url: str, work: _Work, queue: "multiprocessing.Queue[list[int | str]]", start: object) -> None:
    engine = open_engine(url)
    start.wait(60)  # type: ignore[attr-defined]
    queue.put(work(engine))
    engine.dispose()


def _in_parallel(url: str, work: _Work) -> list[list[int | str]]:
    queue, start = _CONTEXT.Queue(), _CONTEXT.Barrier(_PROCESSES)
    workers = [_CONTEXT.Process(target=_run, args=(url, work, queue, start)) for _ in range(_PROCESSES)]
    for worker in workers:
        worker.start()
    results = [queue.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join(30)
    assert [worker.exitcode for worker in workers] == [0] * _PROCESSES
    return results


def _claim_all(engine: Engine) -> list[int | str]:
    found: list[int | str] = []
    while True:
        with unit_of_work(engine) as session:
            rows = messages.claim(session, NOW, _LEASE, 3, 1_000_000)
        if not rows:
            return found
        found += map(messages.number, rows)


def _open_fifty(engine: Engine) -> list[int | str]:
    tokens: list[int | str] = []
    for _ in range(50):
        with unit_of_work(engine) as session:
            cases.lock_filing(session)
            tokens.append(cases.open_case(session, "migratie", "migratie@vng.nl", NOW).token)
    return tokens


def _send_all(engine: Engine) -> list[int | str]:
    found: list[int | str] = []
    while True:
        with unit_of_work(engine) as session:
            row = outbox.claim_next(session, "migratie", NOW, _LEASE)
        if row is None:
            return found
        found.append(row.message_row_id)


def _fill(engine: Engine, count: int) -> None:
    with unit_of_work(engine) as session:
        batch = [raw(n, mail(f"m{n}")) for n in range(1, count + 1)]
        assert messages.store_batch(session, batch, "migratie@vng.nl", NOW) == count


def test_two_hundred_messages_are_claimed_once(engine: Engine, database_url: str) -> None:
    _fill(engine, 200)
    shares = _in_parallel(database_url, _claim_all)
    assert sorted(one for share in shares for one in share) == list(range(1, 201))


def test_tokens_are_unique_without_a_gap(engine: Engine, database_url: str) -> None:
    tokens = [token for share in _in_parallel(database_url, _open_fifty) for token in share]
    assert sorted(tokens) == [f"VNG-2026-{n:05d}" for n in range(1, 201)]


def test_answers_are_taken_once(engine: Engine, database_url: str) -> None:
    _fill(engine, 100)
    with unit_of_work(engine) as session:
        case = cases.open_case(session, "migratie", "migratie@vng.nl", NOW)
        for n in range(1, 101):
            session.add(
                OutboxRow(
                    message_row_id=n,
                    case_id=cases.number(case),
                    mailbox="migratie",
                    recipient="jan@amersfoort.nl",
                    message_id=f"<a{n}@vng.nl>",
                    template="question",
                    data=b"x",
                    created_at=NOW,
                    next_try=NOW,
                )
            )
    shares = _in_parallel(database_url, _send_all)
    assert sorted(one for share in shares for one in share) == list(range(1, 101))
