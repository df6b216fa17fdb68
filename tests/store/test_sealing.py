"""Raw mail at rest: unreadable without the key, readable with an older one, and a key can be changed or given up."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, text
from typer.testing import CliRunner

from intake.cli import app
from intake.errors import ConfigurationError
from intake.services.person import export
from intake.services.sealing import reseal
from intake.settings import load_settings
from intake.store import sealing
from intake.store.engine import open_engine, reading
from intake.store.migrations import migrate
from intake.store.tables import OutboxRow, RawRow
from tests.services.samples import NOW, handle, receive, write
from tests.services.test_filing import PLEDGE, rows

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def _stored(engine: Engine) -> bytes:
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT data FROM raw_messages UNION ALL SELECT data FROM outbox")
        ).all()
    return b"".join(bytes(row[0]) for row in found)


def _read(engine: Engine) -> bytes:
    with reading(engine) as session:
        raw = session.get_one(RawRow, 1)
        return raw.data


def _told(_done: int) -> None:
    """Nobody waits for it."""


def test_with_a_key_nothing_can_be_read_and_everything_works(engine: Engine, tmp_path: Path) -> None:
    sealing.use(engine, sealing.Cipher([OLD]))
    handle(engine, write("een", PLEDGE, body="Groet, Anna Vogelzang"))
    assert len(rows(engine, OutboxRow)) == 1
    assert b"Vogelzang" not in _stored(engine)
    assert b"Subject" not in _stored(engine)
    assert b"Vogelzang" in _read(engine)
    assert export(engine, "jan@amersfoort.nl", tmp_path / "x.zip", NOW).messages == 1


def test_a_key_is_changed_and_given_up(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE, body="Groet, Anna Vogelzang"))
    plain = _stored(engine)
    assert reseal(engine, [OLD], _told) == 2
    assert b"Vogelzang" not in _stored(engine)
    assert reseal(engine, [NEW, OLD], _told) == 2
    sealing.use(engine, sealing.Cipher([NEW]))
    assert b"Vogelzang" in _read(engine)
    assert reseal(engine, [NEW], _told, undo=True) == 2
    sealing.use(engine, None)
    assert _stored(engine) == plain


def test_what_was_readable_does_not_stay_on_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "i.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    handle(engine, write("een", PLEDGE, body="Vogelzang " * 2_000))
    engine.dispose()
    assert file.read_bytes().count(b"Vogelzang") > 1_000
    reseal(engine, [OLD], _told)
    engine.dispose()
    assert b"Vogelzang" not in file.read_bytes()


def test_a_missing_key_is_told(engine: Engine) -> None:
    sealing.use(engine, sealing.Cipher([OLD]))
    receive(engine, write("een"))
    for cipher, why in ((None, "there is none"), (sealing.Cipher([NEW]), "none of them opens")):
        sealing.use(engine, cipher)
        with pytest.raises(ConfigurationError, match=why):
            _read(engine)
    with pytest.raises(ConfigurationError, match="no key"):
        sealing.Cipher(["geheim"])


@pytest.mark.parametrize("mark", [b"vng-sealed:", b"vng-plain:"])
def test_a_mail_that_begins_with_our_mark_is_a_mail(engine: Engine, mark: bytes) -> None:
    receive(engine, mark + write("een"))
    assert _read(engine) == mark + write("een")


def test_the_command_and_the_file(tmp_path: Path) -> None:
    toml, keys = tmp_path / "intake.toml", tmp_path / "keys"
    toml.write_text(f'[database]\nurl = "sqlite:///{tmp_path}/i.db"\n', encoding="utf-8")
    run = CliRunner().invoke
    assert run(app, ["migrate", "--config", str(toml)]).exit_code == 0
    assert "--new-key" in str(run(app, ["encrypt", "--config", str(toml)]).exception)
    keys.write_text(run(app, ["encrypt", "--new-key"]).output + OLD, encoding="utf-8")
    toml.write_text(toml.read_text(encoding="utf-8") + 'keys_file = "keys"\n', encoding="utf-8")
    assert len(load_settings(toml).database.keys) == 2
    assert OLD not in repr(load_settings(toml))
    assert "0 mails" in run(app, ["encrypt", "--config", str(toml)]).output
