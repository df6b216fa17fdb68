"""SQLite is opened so that two writers never see the same moment; a full disk is told and loses nothing."""

from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from intake.errors import StorageFullError
from intake.store.engine import open_engine, reading, unit_of_work
from intake.store.migrations import migrate
from intake.store.tables import CounterRow


def test_sqlite_is_opened_safely(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new folder' / 'intake.db'}")
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
    engine.dispose()


def _write_and_fail(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        session.add(CounterRow(name="lost", value=1))
        session.flush()
        raise LookupError


def test_an_error_rolls_everything_back(engine: Engine) -> None:
    with pytest.raises(LookupError):
        _write_and_fail(engine)
    with reading(engine) as session:
        assert session.get(CounterRow, "lost") is None


def test_reading_cannot_wait_for_a_writer(engine: Engine) -> None:
    with unit_of_work(engine) as writer:
        writer.add(CounterRow(name="new", value=1))
        writer.flush()
        with reading(engine) as session:
            assert session.get(CounterRow, "new") is None


def test_reading_sees_one_moment(engine: Engine) -> None:
    with reading(engine) as session:
        before = len(session.exec(select(CounterRow)).all())
        with unit_of_work(engine) as writer:
            writer.add(CounterRow(name="meanwhile", value=1))
        session.expunge_all()
        assert len(session.exec(select(CounterRow)).all()) == before


def test_writers_wait_for_each_other(engine: Engine) -> None:
    inside, order = Event(), []

    def second() -> None:
        inside.wait(10)
        with unit_of_work(engine) as session:
            session.exec(select(CounterRow)).all()
            session.add(CounterRow(name="second", value=1))
        order.append("second")

    thread = Thread(target=second)
    thread.start()
    with unit_of_work(engine) as session:
        session.add(CounterRow(name="first", value=1))
        session.flush()
        inside.set()
        if engine.dialect.name == "sqlite":
            thread.join(0.3)
            order.append("first")
    thread.join(30)
    with reading(engine) as session:
        assert session.get(CounterRow, "second") is not None
    if engine.dialect.name == "sqlite":
        assert order == ["first", "second"]


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'small.db'}")
    migrate(engine)
    with engine.connect() as connection:
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 4}")
    with unit_of_work(engine) as session:
        session.add(CounterRow(name="kept", value=1))
    with pytest.raises(StorageFullError, match="schijf is vol") as caught, unit_of_work(engine) as session:
        session.add(CounterRow(name="x" * 100_000, value=1))
    assert caught.value.retry
    with reading(engine) as session:
        assert [row.name for row in session.exec(select(CounterRow).order_by("name"))] == ["filing", "kept"]
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    with unit_of_work(engine) as session:
        session.add(CounterRow(name="x" * 100_000, value=1))
    engine.dispose()


def test_other_errors_of_the_database_stay_themselves(engine: Engine) -> None:
    with pytest.raises(Exception, match="nowhere") as caught, unit_of_work(engine) as session:
        session.execute(text("SELECT * FROM nowhere"))
    assert isinstance(caught.value, OperationalError) or engine.dialect.name == "postgresql"
    assert not isinstance(caught.value, StorageFullError)
