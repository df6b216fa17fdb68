"""Upkeep of the database: another schema after a back-up, a back-up put back without answering anybody twice."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import make_url

from intake.errors import ConfigurationError
from intake.services.acknowledge import distrust_waiting
from intake.settings import DatabaseSettings
from intake.store import restored
from intake.store.audit import WORKER, note
from intake.store.backup import back_up, load
from intake.store.engine import open_engine, unit_of_work
from intake.store.migrations import bring_to, head, revision

_TIME = "%Y%m%dT%H%M%S.%fZ"
_MADE = re.compile(r"(?:intake|schema-\w+)-(?P<at>\d{8}T\d{6}\.\d{6}Z)\.(?:db|dump)$")


def backup_file(database: DatabaseSettings, now: datetime, about: str = "intake") -> Path:
    """Where a back-up of this moment belongs."""
    url = make_url(database.url)
    sqlite = url.get_backend_name() == "sqlite"
    beside = Path(str(url.database)).parent if sqlite else Path()
    folder = Path(database.backup_folder) if database.backup_folder else beside / "backups"
    return folder / f"{about}-{now:{_TIME}}.{'db' if sqlite else 'dump'}"


def discard_old(database: DatabaseSettings, days: int, now: datetime) -> list[Path]:
    """Remove the back-ups that this program made more than so many days ago, by the time in their names; which ones."""
    folder = backup_file(database, now).parent
    limit = f"{now - timedelta(days=days):{_TIME}}"
    old = [
        file for file in sorted(folder.glob("*")) if (made := _MADE.match(file.name)) and made["at"] < limit
    ]
    for file in old:
        file.unlink()
    return old


def bring_schema_to(
    engine: Engine, database: DatabaseSettings, now: datetime, to: str = "", *, backup: bool = True
) -> Path | None:
    """Bring the schema to `to` ("": the present one), up or down; the file of the back-up made before, if one was.

    A database without tables, or that is there already, needs no back-up. Raises ConfigurationError.
    """
    target, current = to or head(), revision(engine)
    copy = None
    if backup and current not in {None, target}:
        copy = backup_file(database, now, f"schema-{current}")
        back_up(database.url, copy)
    bring_to(engine, target)
    return copy


def restore(database: DatabaseSettings, source: Path, now: datetime, *, actor: str = WORKER) -> int:
    """Put a back-up back in an empty database, and bring it to the present schema; how many answers wait for a person.

    Answers that waited when the back-up was made may have left since: they become `uncertain`. Raises ConfigurationError.
    """
    engine = open_engine(database.url, database.keys)
    try:
        if inspect(engine).get_table_names():
            raise ConfigurationError(
                "database.url: this database is not empty, and nothing is overwritten. Move it away, or name an empty one."
            )
        # No connection of ours may be open while SQLite replaces every page.
        engine.dispose()
        load(database.url, source)
        bring_schema_to(engine, database, now, backup=False)
        with unit_of_work(engine) as session:
            restored.remember(session, now)
            note(session, now, "restored", actor=actor)
        return distrust_waiting(engine, now)
    finally:
        engine.dispose()
