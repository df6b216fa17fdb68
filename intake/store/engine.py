"""How we open the database, and the one place where a transaction begins and ends."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlmodel import Session

from intake.errors import ConfigurationError, StorageFullError
from intake.store import sealing

_BUSY_SECONDS = 30
_SQLITE_FULL = "database or disk is full"
_POSTGRES_FULL = "53100"
# Who vanished without a word is noticed: the server by us (libpq, "Parameter Key Words"; seconds and milliseconds), and we by
# the server, which would else keep what we had locked for two hours.
_PATIENCE = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "options": "-c tcp_user_timeout=20s -c tcp_keepalives_idle=10s -c tcp_keepalives_interval=5s -c tcp_keepalives_count=3",
}
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    # What was deleted, or encrypted since, does not stay in free pages.
    "PRAGMA secure_delete=ON",
    f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}",
)


def open_engine(url: str, keys: Sequence[str] = ()) -> Engine:
    """An engine for SQLite (a file) or PostgreSQL (psycopg 3); opens no connection yet.

    With `keys` raw mail is encrypted at rest, with the first one. Raises ConfigurationError when URL or keys cannot be used.
    """
    engine = _engine(url)
    if keys:
        sealing.use(engine, sealing.Cipher(keys))
    return engine


def _engine(url: str) -> Engine:
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, connect_args=_PATIENCE, hide_parameters=True)
    _make_file(parsed)
    turn = {"intake_turn": RLock()}
    engine = create_engine(
        parsed, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True, execution_options=turn
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def unit_of_work(engine: Engine) -> Iterator[Session]:
    """One transaction that writes: committed at the end, rolled back at any error.

    Raises StorageFullError when the disk is full; then nothing of this transaction is kept.
    """
    # SQLite lets one write at a time and makes the others sleep; threads of ours wake as soon as it is their turn.
    turn = engine.get_execution_options().get("intake_turn") or nullcontext()
    try:
        with turn, Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    except DBAPIError as error:
        if _is_full(error):
            raise StorageFullError(
                "De database kan niets meer opslaan: de schijf is vol. Maak ruimte; er is niets verloren."
            ) from error
        raise


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One transaction that only reads, and sees one moment; it never waits for a writer, nor holds one up."""
    quiet = engine.execution_options(intake_read_only=True)
    if engine.dialect.name == "postgresql":
        quiet = quiet.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with Session(quiet, expire_on_commit=False) as session:
        yield session


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise ConfigurationError(
            f"database.url: {error}. Write sqlite:///var/intake.db or postgresql+psycopg://…"
        ) from None
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ConfigurationError("database.url: only sqlite:/// and postgresql+psycopg:// can be used.")
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise ConfigurationError("database.url: name a file, such as sqlite:///var/intake.db.")
    return parsed


def _make_file(url: URL) -> None:
    """SQLite would make it readable for everybody on this machine; who wants that may say so with chmod."""
    file = Path(str(url.database))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
    except OSError as error:
        raise ConfigurationError(
            f"database.url: {file} cannot be made ({error.strerror}). Make its folder, or name another."
        ) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own BEGIN comes too late (at the first write): two readers would both claim a row.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("intake_read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _is_full(error: DBAPIError) -> bool:
    return _SQLITE_FULL in str(error.orig) or getattr(error.orig, "sqlstate", None) == _POSTGRES_FULL
