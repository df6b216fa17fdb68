"""Back-ups, restores, and every step of the schema up and down: nothing lost, nobody answered twice."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from typer.testing import CliRunner

from intake.cli import app
from intake.errors import ConfigurationError
from intake.services.export import state
from intake.services.upkeep import bring_schema_to, restore
from intake.settings import DatabaseSettings
from intake.store.backup import back_up
from intake.store.engine import open_engine
from intake.store.migrations import is_current, revision, revisions
from intake.store.tables import CaseRow, OutboxRow
from tests.acceptance.harness import received
from tests.services.samples import examine_all, handle, receive, write
from tests.services.test_filing import PLEDGE, rows
from tests.store.samples import NOW

LATER = NOW + timedelta(days=1)


@pytest.fixture
def elsewhere(engine: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> DatabaseSettings:
    """Another, empty database of the same kind."""
    if engine.dialect.name == "sqlite":
        url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    else:
        url = request.getfixturevalue("postgres").database()
    return DatabaseSettings(url=url, backup_folder=str(tmp_path / "copies"))


def _database(engine: Engine, tmp_path: Path) -> DatabaseSettings:
    url = engine.url.render_as_string(hide_password=False)
    return DatabaseSettings(url=url, backup_folder=str(tmp_path / "copies"))


def test_what_is_put_back_is_what_was_there(
    engine: Engine, elsewhere: DatabaseSettings, tmp_path: Path
) -> None:
    handle(engine, write("een", PLEDGE), write("twee", PLEDGE, sender="a@b.nl"))
    before, copy = state(engine), tmp_path / "copy"
    back_up(_database(engine, tmp_path).url, copy)
    assert copy.stat().st_mode & 0o077 == 0
    assert restore(elsewhere, copy, LATER) == 2
    again = open_engine(elsewhere.url)
    after = state(again)
    assert [one["state"] for one in after["outbox"]] == ["uncertain", "uncertain"]
    assert after["ledger"] == before["ledger"]
    assert list(received(after)) == [{**one, "needs_human": True} for one in received(before)]
    assert is_current(again)
    again.dispose()


def test_mail_from_before_a_restore_gets_a_doubt_and_new_mail_an_answer(
    engine: Engine, elsewhere: DatabaseSettings, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    back_up(_database(engine, tmp_path).url, copy)
    restore(elsewhere, copy, NOW)
    again = open_engine(elsewhere.url)
    receive(again, write("eerder", PLEDGE))
    examine_all(again)
    assert rows(again, OutboxRow) == []
    assert "back-up" in rows(again, CaseRow)[0].doubts[0]
    with again.begin() as connection:
        connection.execute(text("UPDATE counters SET value = value - 10000 WHERE name LIKE 'restored%'"))
    receive(again, write("nieuw", PLEDGE, sender="a@b.nl"), first_uid=2)
    examine_all(again)
    assert len(rows(again, OutboxRow)) == 1
    again.dispose()


def test_nothing_is_overwritten(engine: Engine, tmp_path: Path) -> None:
    database, copy = _database(engine, tmp_path), tmp_path / "copy"
    back_up(database.url, copy)
    with pytest.raises(ConfigurationError, match="not empty"):
        restore(database, copy, NOW)
    with pytest.raises(ConfigurationError, match="exists already"):
        back_up(database.url, copy)


def test_a_damaged_and_a_missing_file_are_refused(elsewhere: DatabaseSettings, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(b"no database at all" * 500)
    for file, why in ((damaged, "damaged|pg_restore failed"), (tmp_path / "none", "no such file")):
        with pytest.raises(ConfigurationError, match=why):
            restore(elsewhere, file, NOW)


def test_every_step_down_and_up_keeps_the_mail(engine: Engine, tmp_path: Path) -> None:
    handle(engine, write("een", PLEDGE), write("twee", "X-Doubt: twijfel", PLEDGE, sender="a@b.nl"))
    database, steps = _database(engine, tmp_path), revisions()
    tables = ("messages", "raw_messages", "cases", "pledges", "outbox", "audit")

    def counts() -> list[int]:
        with engine.connect() as connection:
            return [connection.execute(text(f"SELECT count(*) FROM {one}")).scalar_one() for one in tables]

    before = counts()
    assert all(before)
    for step in [*reversed(steps), *steps]:
        bring_schema_to(engine, database, NOW, step, backup=False)
        assert (revision(engine), counts()) == (step, before)
    for step in steps[:-1]:
        bring_schema_to(engine, database, NOW, step, backup=False)
        bring_schema_to(engine, database, NOW, backup=False)
        assert (is_current(engine), counts()) == (True, before)


def test_a_change_of_schema_makes_a_backup_first(engine: Engine, tmp_path: Path) -> None:
    database = _database(engine, tmp_path)
    copy = bring_schema_to(engine, database, NOW, "0007")
    assert copy is not None
    assert copy.stat().st_size > 1000
    assert bring_schema_to(engine, database, NOW, "0007") is None


def test_a_schema_that_nobody_knows_is_told(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="--to 7: there is no such schema"):
        bring_schema_to(engine, _database(engine, tmp_path), NOW, "7", backup=False)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="newer than this program"):
        bring_schema_to(engine, _database(engine, tmp_path), NOW, backup=False)


def test_the_commands_work_together(tmp_path: Path) -> None:
    def run(name: str, *arguments: str) -> str:
        toml = tmp_path / f"{name}.toml"
        toml.write_text(f'[database]\nurl = "sqlite:///{tmp_path / name}.db"\n', encoding="utf-8")
        done = CliRunner().invoke(app, [*arguments, "--config", str(toml)])
        assert done.exit_code == 0, done.output
        return done.output

    assert "present schema" in run("een", "migrate")
    copy = run("een", "backup").strip()
    assert Path(copy).parent == tmp_path / "backups"
    assert "Put back. 0 answers" in run("twee", "restore", copy)
    assert "Back-up: " in run("twee", "migrate", "--to", "0001")
    assert "Back-up: " in run("twee", "migrate")
