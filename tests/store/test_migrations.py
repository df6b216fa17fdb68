"""The migrations make exactly the tables that the models describe, on both databases."""

from threading import Thread

import pytest
from alembic import command
from alembic.util import CommandError
from sqlalchemy import Engine, inspect, text

from intake.errors import ConfigurationError
from intake.store.engine import open_engine
from intake.store.migrations import configuration, is_current, migrate


def differences(engine: Engine) -> str:
    """What the database has otherwise than the models say; "" when they agree."""
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.check(config)
        except CommandError as error:
            return str(error)
    return ""


def test_models_and_migrations_agree(engine: Engine) -> None:
    assert differences(engine) == ""


def test_a_difference_would_be_seen(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE messages ADD COLUMN stray INTEGER"))
    assert "stray" in differences(engine)


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


def test_what_was_there_survives_every_step(database_url: str) -> None:
    """From the first schema, with a row in every table that a later step alters."""
    engine, config, now = open_engine(database_url), configuration(), "2026-06-04 09:41:00"
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in (
            'INSERT INTO cases (id, token, status, mailbox, address, "primary", labels, municipality, urgency, doubts, '
            f"needs_human, opened_at, updated_at, version) VALUES (1, 'T', 'open', 'm', 'a', 'other', '[]', '[]', "
            f"'normal', '[]', false, '{now}', '{now}', 1)",
            "INSERT INTO messages (id, mailbox, address, folder, uidvalidity, uid, digest, content_digest, received_at, "
            "stored_at, size, complete, marked, direction, stage, attempts, failures, reason, sender, subject, "
            f"\"primary\", auto_reply, should_ack) VALUES (1, 'm', 'a', 'f', 1, 1, 'd', 'c', '{now}', '{now}', 1, true, "
            "true, 'in', 'filed', 1, 0, '', 's', 's', 'other', false, true)",
            "INSERT INTO pledges (id, message_row_id, case_id, conditional, withdrawn, additional, quote, source, "
            "source_name, booked) VALUES (1, 1, 1, false, false, false, 'q', 'body', '', true)",
            "INSERT INTO outbox (id, message_row_id, case_id, mailbox, recipient, message_id, subject, template, data, "
            f"state, attempts, created_at, next_try, reason) VALUES (1, 1, 1, 'm', 'r', 'i', 's', 't', 'd', 'sent', 1, "
            f"'{now}', '{now}', '')",
        ):
            connection.execute(text(statement))
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT review FROM pledges")).all() == [("",)]
        assert connection.execute(text("SELECT serial, author FROM outbox")).all() == [(0, "")]
    engine.dispose()
