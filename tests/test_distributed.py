"""The queue: what the clock starts is started once, and its tables are made anew after another version of it."""

import time
from collections.abc import Iterator
from importlib.metadata import version
from threading import Event, Lock, Thread

import psycopg
import pytest
from sqlalchemy.engine import make_url

from intake.distributed import prepare, share_work
from intake.jobs import Job
from tests.servers.postgres import Postgres


@pytest.fixture
def address(postgres: Postgres) -> str:
    """An empty database, as libpq names it."""
    return make_url(postgres.database()).set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture
def connection(address: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(address, autocommit=True) as made:
        yield made


def _made(connection: psycopg.Connection) -> list[tuple[object, ...]]:
    """Everything that belongs to the queue, by kind and name, and how many jobs there are."""
    names = connection.execute(
        "SELECT 'p', proname FROM pg_proc WHERE proname LIKE 'procrastinate%' UNION ALL "
        "SELECT 't', typname FROM pg_type WHERE typname LIKE 'procrastinate%' ORDER BY 1, 2"
    ).fetchall()
    return [*names, *connection.execute("SELECT count(*) FROM procrastinate_workers").fetchall()]


def test_what_is_there_stays_and_what_another_version_made_is_made_anew(
    address: str, connection: psycopg.Connection
) -> None:
    prepare(address)
    fresh = _made(connection)
    connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    prepare(address)
    assert _made(connection) == [*fresh[:-1], (1,)]
    connection.execute("COMMENT ON TABLE procrastinate_jobs IS '0.1'")
    connection.execute("ALTER TABLE procrastinate_jobs DROP COLUMN abort_requested CASCADE")
    connection.execute("CREATE TABLE procrastination (id int)")
    prepare(address)
    assert _made(connection) == fresh
    assert connection.execute("SELECT abort_requested FROM procrastinate_jobs").fetchall() == []
    assert connection.execute("SELECT id FROM procrastination").fetchall() == []
    said = connection.execute("SELECT obj_description('procrastinate_jobs'::regclass, 'pg_class')").fetchone()
    assert said == (version("procrastinate"),)


class _Clocked:
    """A job that takes a while; counts its runs, and how many ran at the same time at most."""

    def __init__(self) -> None:
        self.runs = self.at_once = self._now = 0
        self._lock = Lock()

    def __call__(self) -> int:
        with self._lock:
            self.runs += 1
            self._now += 1
            self.at_once = max(self.at_once, self._now)
        time.sleep(0.3)
        with self._lock:
            self._now -= 1
        return 0


def test_what_the_clock_starts_is_started_once_for_three_workers(postgres: Postgres) -> None:
    every, workers, url, stop, clocked = 2.0, 3, postgres.database(), Event(), _Clocked()

    def work() -> None:
        share_work(url, (Job("tick", every, lambda _: clocked()),), (), lambda *_: None, lambda _: [], stop)

    threads = [Thread(target=work) for _ in range(workers)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    # Long enough to tell one clock from three.
    while (time.monotonic() - begun < 9 or clocked.runs < 4) and time.monotonic() - begun < 60:
        time.sleep(0.1)
    stop.set()
    for thread in threads:
        thread.join(30)
    passed = time.monotonic() - begun
    assert clocked.runs >= 4
    assert clocked.at_once == 1
    # By the clock, and each worker asks once when it starts. Three clocks would give three times as many.
    assert clocked.runs <= passed / every + workers


_REFUSES_ONE_END = """
CREATE SEQUENCE ends;
CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('ends') = 2 THEN RAISE EXCEPTION 'this end is not heard'; END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER refuse_one BEFORE DELETE ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION refuse_one();
"""


def test_a_job_of_which_the_end_was_not_heard_is_not_waited_for_for_ever(
    address: str, connection: psycopg.Connection
) -> None:
    prepare(address)
    connection.execute(_REFUSES_ONE_END.encode())
    stop, clocked = Event(), _Clocked()
    url = make_url(address).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    jobs = (Job("tick", 1.0, lambda _: clocked()),)
    worker = Thread(target=share_work, args=(url, jobs, (), lambda *_: None, lambda _: [], stop))
    worker.start()
    begun = time.monotonic()
    while clocked.runs < 5 and time.monotonic() - begun < 60:
        time.sleep(0.1)
    stop.set()
    worker.join(30)
    # The second end was not heard, so whoever waits for its lock never sees a fourth run.
    assert clocked.runs >= 5
    assert connection.execute("SELECT last_value >= 5 FROM ends").fetchone() == (True,)
