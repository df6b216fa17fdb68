"""A copy of the whole database while it is in use, and back again: SQLite's online backup, pg_dump and pg_restore."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from intake.errors import ConfigurationError


def back_up(url: str, target: Path) -> None:
    """Write one moment of the database to a new file that only its owner may read; writers are not held up.

    The file has its name only when it is whole. Raises ConfigurationError: `target` exists or cannot be written,
    there is no database, or pg_dump is missing or failed.
    """
    if target.exists():
        raise ConfigurationError(f"{target}: exists already. Name another file.")
    part, parsed = target.with_name(f"{target.name}.part"), make_url(url)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
    except OSError as error:
        raise ConfigurationError(
            f"{target}: cannot be written ({error.strerror}). Name another file."
        ) from error
    try:
        if parsed.get_backend_name() == "sqlite":
            _copy(Path(str(parsed.database)), part, source_name="database.url")
        else:
            _client(parsed, "pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={part}")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def load(url: str, source: Path) -> None:
    """Fill an empty database from a file that `back_up` made, in one transaction.

    Raises ConfigurationError: the file is missing, damaged or of the other kind of database, or pg_restore failed.
    """
    if not source.is_file():
        raise ConfigurationError(f"{source}: there is no such file. Name a file that `intake backup` made.")
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        _copy(source, Path(str(parsed.database)), source_name=str(source))
    else:
        _client(parsed, "pg_restore", "--no-owner", "--no-acl", "--single-transaction", str(source))


def _copy(source: Path, target: Path, source_name: str) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as here,
            closing(sqlite3.connect(target)) as there,
        ):
            _verify(here)
            here.backup(there)
            # One file that can be carried away: no -wal beside it.
            there.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise ConfigurationError(
            f"{source_name}: {source} is no whole database of this program ({error}). Name another."
        ) from error


def _verify(connection: sqlite3.Connection) -> None:
    connection.execute("SELECT version_num FROM alembic_version").fetchall()
    (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        raise sqlite3.DatabaseError(answer)


def _client(url: URL, program: str, *arguments: str) -> None:
    # The password goes through the environment: arguments can be seen by every user of the machine.
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    try:
        done = subprocess.run(  # noqa: S603  a fixed program; the address is the operator's own
            [program, f"--dbname={address}", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise ConfigurationError(
            f"{program} is not installed. Install the PostgreSQL client (Debian: postgresql-client)."
        ) from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ConfigurationError(f"{program} failed: {last}. Correct that, and try again.")
