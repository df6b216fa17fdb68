"""The schema, step by step, in the wheel; run by the program itself, no alembic.ini needed."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

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
    with engine.begin() as connection:
        _wait_for_others(connection)
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(engine: Engine) -> bool:
    """True when the schema is the one that this program was written for."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def _wait_for_others(connection: Connection) -> None:
    # Two processes that start together would both create the tables. SQLite locks at BEGIN IMMEDIATE.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
