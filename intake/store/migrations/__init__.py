"""The schema, step by step, in the wheel; run by the program itself, no alembic.ini needed."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from intake.errors import ConfigurationError

_LOCK = 7_264_001


def configuration() -> Config:
    """What Alembic must know; a % in the path is doubled, because Alembic would read it as a variable."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).resolve().parent).replace("%", "%%"))
    # A module name cannot begin with a digit.
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    return config


def migrate(engine: Engine) -> None:
    """Brings the schema up to date, in one transaction; nothing happens when it is."""
    bring_to(engine, head())


def bring_to(engine: Engine, target: str) -> None:
    """Brings the schema up or down to a revision, in one transaction.

    Raises ConfigurationError for a revision that this program does not know, asked for or found.
    """
    known = revisions()
    if target not in known:
        raise ConfigurationError(f"--to {target}: there is no such schema. There are {', '.join(known)}.")
    with engine.begin() as connection:
        _wait_for_others(connection)
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in known:
            raise ConfigurationError(
                f"database: its schema {current} is newer than this program, which knows up to {known[-1]}. Update the "
                f"program, or let the newer one run `intake migrate --to {known[-1]}` first."
            )
        config = configuration()
        config.attributes["connection"] = connection
        down = current is not None and known.index(current) > known.index(target)
        (command.downgrade if down else command.upgrade)(config, target)


def revisions() -> tuple[str, ...]:
    """Every schema that this program knows, oldest first."""
    steps = ScriptDirectory.from_config(configuration()).walk_revisions()
    return tuple(reversed([step.revision for step in steps]))


def head() -> str:
    """The schema that this program was written for."""
    return revisions()[-1]


def revision(engine: Engine) -> str | None:
    """The schema that the database has; None without tables."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(engine: Engine) -> bool:
    """True when the schema is the one that this program was written for."""
    return revision(engine) == head()


def _wait_for_others(connection: Connection) -> None:
    # Two processes that start together would both create the tables. SQLite locks at BEGIN IMMEDIATE.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
