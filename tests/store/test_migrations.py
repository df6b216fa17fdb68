"""The migrations make exactly the tables that the models describe, on both databases."""

from threading import Thread

import pytest
from alembic import command
from alembic.util import CommandError
from sqlalchemy import Engine, inspect, text

from intake.errors import ConfigurationError
from intake.store.engine import open_engine
from intake.store.migrations import configuration, is_current, migrate


def _differences(engine: Engine) -> str:
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.check(config)
        except CommandError as error:
            return str(error)
    return ""


def test_models_and_migrations_agree(engine: Engine) -> None:
    assert _differences(engine) == ""


def test_a_difference_would_be_seen(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE messages ADD COLUMN stray INTEGER"))
    assert "stray" in _differences(engine)


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    before = inspect(engine).get_table_names()
    migrate(engine)
    assert inspect(engine).get_table_names() == before
    assert is_current(engine)


def test_an_empty_database_is_not_current(database_url: str) -> None:
    engine = open_engine(database_url)
    assert not is_current(engine)
    engine.dispose()


def test_two_that_start_together_do_not_collide(database_url: str) -> None:
    engine, errors = open_engine(database_url), []

    def start() -> None:
        try:
            migrate(engine)
        except Exception as error:  # noqa: BLE001  any error fails the test below
            errors.append(error)

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert is_current(engine)
    engine.dispose()


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "nonsense", "sqlite:////proc/none/x.db"])
def test_an_unusable_url_is_told(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"database\.url"):
        open_engine(url)
