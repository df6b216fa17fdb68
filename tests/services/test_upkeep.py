"""Back-ups, restores, and every step of the schema up and down: nothing lost, nobody answered twice."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from typer.testing import CliRunner

from intake.cli import app
from intake.distributed import prepare
from intake.errors import ConfigurationError
from intake.services.export import state
from intake.services.health import beat
from intake.services.indexing import fill_index
from intake.services.tokens import Scope, make_token
from intake.services.upkeep import backup_file, bring_schema_to, discard_old, restore
from intake.settings import DatabaseSettings
from intake.store import search
from intake.store.backup import back_up
from intake.store.books import ReferenceRow
from intake.store.engine import open_engine, reading, unit_of_work
from intake.store.entries import FingerprintRow
from intake.store.migrations import is_current, revision, revisions
from intake.store.people import AccountRow, LoginAttemptRow, NoteRow, SessionRow, ViewRow
from intake.store.tables import CaseRow, CursorRow, EvidenceRow, OutboxRow
from tests.services.samples import examine_all, handle, receive, write
from tests.services.test_filing import PLEDGE, rows
from tests.store.samples import NOW
from tests.store.test_migrations import differences

LATER = NOW + timedelta(days=1)
Rows = dict[str, list[dict[str, str]]]


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


def _full(engine: Engine) -> None:
    """A row in every table."""
    handle(engine, write("een", PLEDGE), write("twee", "X-Doubt: twijfel", PLEDGE, sender="a@b.nl"))
    handle(engine, write("drie", "In-Reply-To: <een@x.nl>", body="Kerkbrink"), first_uid=3)
    beat(engine, "send", NOW)
    with unit_of_work(engine) as session:
        session.add(FingerprintRow(message_row_id=1, runs=[1, 2]))
        session.merge(CursorRow(mailbox="m", folder="f", uidvalidity=4_000_000_000, updated_at=NOW))
        session.add(EvidenceRow(message_row_id=1, label="other", weight=0.5, witness="w", quote="q"))
        session.add(AccountRow(name="noor", role="lezer", created_at=NOW))
        session.add(ReferenceRow(municipality="Ede", number=12, author="noor", at=NOW))
        session.add(LoginAttemptRow(account="x", place="y", at=NOW))
        session.add(NoteRow(case_id=1, author="noor", at=NOW, text="Gebeld"))
        session.flush()
        session.add(
            SessionRow(digest="d", account="noor", csrf="c", opened_at=NOW, seen_at=NOW, expires_at=NOW)
        )
        session.add(ViewRow(account="noor", name="Ede", query="zoek=Ede"))
    make_token(engine, "dashboard", frozenset({Scope.READ}), 1, NOW, actor="noor")
    empty = [
        name
        for name, rows in _everything(engine).items()
        if not rows and not name.startswith("procrastinate")
    ]
    assert empty == []


def _everything(engine: Engine) -> Rows:
    """Every row of every table, read as it lies there; the search index by what it finds."""
    found, read = {}, inspect(engine)
    with engine.connect() as connection:
        for table in read.get_table_names():
            if table.startswith("message_search") or table == "alembic_version":
                continue
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).mappings()
            found[table] = sorted(({key: repr(row[key]) for key in row} for row in rows), key=repr)
    return found


def _found(engine: Engine, words: str) -> list[int]:
    with reading(engine) as session:
        query = search.matching(session, words)
        assert query is not None
        return [row[0] for row in session.connection().execute(query)]


def test_what_is_put_back_is_what_was_there_row_by_row(
    engine: Engine, elsewhere: DatabaseSettings, tmp_path: Path
) -> None:
    _full(engine)
    if engine.dialect.name == "postgresql":
        prepare(engine.url.set(drivername="postgresql").render_as_string(hide_password=False))
    before, copy = _everything(engine), tmp_path / "copy"
    back_up(_database(engine, tmp_path).url, copy)
    assert copy.stat().st_mode & 0o077 == 0
    assert restore(elsewhere, copy, LATER) == 2
    again = open_engine(elsewhere.url)
    after = _everything(again)
    # What `restore` does on purpose: nobody is answered twice, and the journal says that it was done.
    meant = {
        "outbox": {"state", "reason", "next_try", "lease_until"},
        "cases": {"doubts", "needs_human", "updated_at", "version"},
    }
    for table, columns in meant.items():
        before[table], after[table] = (
            [{key: row[key] for key in row if key not in columns} for row in rows[table]]
            for rows in (before, after)
        )
    for table in ("audit", "counters"):
        after[table] = [row for row in after[table] if row in before[table]]
    assert after == before
    assert _found(again, "Kerkbrink") == _found(engine, "Kerkbrink") == [3]
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


@pytest.mark.slow
def test_between_any_two_schemas_nothing_is_lost_that_both_hold(
    engine: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    _full(engine)
    for start in revisions():
        with _copied(engine, tmp_path / f"{start}.db", request) as begun:
            bring_schema_to(begun, _database(begun, tmp_path), NOW, start, backup=False)
            before = _everything(begun)
            for end in (one for one in revisions() if one != start):
                with _copied(begun, tmp_path / f"{start}-{end}.db", request) as ended:
                    bring_schema_to(ended, _database(ended, tmp_path), NOW, end, backup=False)
                    assert revision(ended) == end
                    _assert_kept(before, _everything(ended), f"{start} to {end}")


def test_back_and_forth_ends_with_the_same_schema(engine: Engine, tmp_path: Path) -> None:
    for step in revisions():
        bring_schema_to(engine, _database(engine, tmp_path), NOW, step, backup=False)
        bring_schema_to(engine, _database(engine, tmp_path), NOW, backup=False)
        assert differences(engine) == "", f"from {step}"


@contextmanager
def _copied(engine: Engine, file: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine.dispose()
    url = f"sqlite:///{file}"
    if engine.dialect.name == "sqlite":
        shutil.copyfile(str(engine.url.database), file)
    else:
        url = request.getfixturevalue("postgres").database(like=engine.url.database)
    copy = open_engine(url)
    yield copy
    copy.dispose()


def _assert_kept(before: Rows, after: Rows, step: str) -> None:
    for table in (name for name in before.keys() & after.keys() if before[name]):
        both = set(before[table][0]) & set(after[table][0] if after[table] else ())
        kept = [
            sorted(({k: row[k] for k in both} for row in rows[table]), key=repr) for rows in (before, after)
        ]
        assert kept[0] == kept[1], f"{table}, from {step}"
        assert len(before[table]) == len(after[table])


def test_what_was_filed_before_there_was_a_search_index_is_made_findable(
    engine: Engine, tmp_path: Path
) -> None:
    _full(engine)
    database, told = _database(engine, tmp_path), []
    bring_schema_to(engine, database, NOW, "0002", backup=False)
    bring_schema_to(engine, database, NOW, backup=False)
    assert _found(engine, "Kerkbrink") == []
    assert fill_index(engine, told.append) == 3
    assert told == [3]
    assert _found(engine, "Kerkbrink") == [3]
    assert _found(engine, "jan@amersfoort.nl") == [3, 1]
    assert fill_index(engine, told.append) == 0


def test_a_change_of_schema_makes_a_backup_first(engine: Engine, tmp_path: Path) -> None:
    database = _database(engine, tmp_path)
    copy = bring_schema_to(engine, database, NOW, "0007")
    assert copy is not None
    assert copy.stat().st_size > 1000
    assert bring_schema_to(engine, database, NOW, "0007") is None


def test_the_command_makes_a_backup_that_can_be_put_back(
    engine: Engine, elsewhere: DatabaseSettings, tmp_path: Path
) -> None:
    handle(engine, write("een", PLEDGE))
    database, toml = _database(engine, tmp_path), tmp_path / "intake.toml"
    toml.write_text(f'[database]\nurl = "{database.url}"\nbackup_folder = "copies"\n', encoding="utf-8")
    for to in (("--to", "0007"), ()):
        done = CliRunner().invoke(app, ["migrate", "--config", str(toml), *to])
        assert done.exit_code == 0, done.output
        assert "Back-up: " in done.output
    oldest = min((tmp_path / "copies").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    assert oldest.name.startswith(f"schema-{revisions()[-1]}-")
    assert restore(elsewhere, oldest, LATER) == 1
    again = open_engine(elsewhere.url)
    assert state(again)["ledger"] == state(engine)["ledger"]
    again.dispose()


def test_a_schema_that_nobody_knows_is_told(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="--to 7: there is no such schema"):
        bring_schema_to(engine, _database(engine, tmp_path), NOW, "7", backup=False)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="newer than this program"):
        bring_schema_to(engine, _database(engine, tmp_path), NOW, backup=False)


def test_old_backups_go_and_other_files_stay(tmp_path: Path) -> None:
    database = DatabaseSettings(url=f"sqlite:///{tmp_path}/i.db")
    made = [
        backup_file(database, NOW - timedelta(days=days), about)
        for days in (31, 29)
        for about in ("intake", "schema-0003")
    ]
    others = [
        made[0].parent / name for name in ("intake-by-hand.db", "intake-20200101T000000.000000Z.db.txt")
    ]
    made[0].parent.mkdir()
    for file in (*made, *others):
        file.write_bytes(b"")
    assert discard_old(database, 30, NOW) == made[:2]
    assert set(made[0].parent.iterdir()) == {*made[2:], *others}


def test_the_commands_work_together(tmp_path: Path) -> None:
    def run(name: str, *arguments: str) -> str:
        toml = tmp_path / f"{name}.toml"
        toml.write_text(f'[database]\nurl = "sqlite:///{tmp_path / name}.db"\n', encoding="utf-8")
        done = CliRunner().invoke(app, [*arguments, "--config", str(toml)])
        assert done.exit_code == 0, done.output
        return done.output

    assert "present schema" in run("een", "migrate")
    assert (tmp_path / "een.db").stat().st_mode & 0o077 == 0
    copy = run("een", "backup", "--keep-days", "30").strip()
    assert Path(copy).parent == tmp_path / "backups"
    assert "Put back. 0 answers" in run("twee", "restore", copy)
    assert "Back-up: " in run("twee", "migrate", "--to", "0001")
    assert "Back-up: " in run("twee", "migrate")
