"""Everything about one person, handed over and erased; nothing of anybody else, and no number changes."""

import json
import zipfile
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select
from typer.testing import CliRunner

from intake.cli import app
from intake.services.export import state
from intake.services.person import Traces, erase, export, traces
from intake.store.tables import AuditRow
from tests.services.samples import NOW, examine_all, handle, receive, write
from tests.services.test_retention import sent, texts

ANNA, BAS = "anna@amersfoort.nl", "bas@delft.nl"
PLEDGE = "X-Pledge: Amersfoort 15 plekken"


def _two_people(engine: Engine) -> None:
    handle(
        engine,
        write("een", PLEDGE, sender=ANNA, body="Groet, Anna Vogelzang"),
        write(
            "twee", "X-Pledge: Delft 5 plekken", sender=BAS, body=f"Zie ook wat {ANNA} schreef. Bas Uithof"
        ),
    )
    sent(engine)


def test_what_is_handed_over_is_of_one_person(engine: Engine, tmp_path: Path) -> None:
    _two_people(engine)
    file = tmp_path / "anna.zip"
    assert export(engine, ANNA.upper(), file, NOW) == Traces(messages=1, answers=1, named_by_others=1)
    assert file.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(file) as made:
        whole = "".join(made.read(name).decode(errors="replace") for name in made.namelist())
        about = json.loads(made.read("gegevens.json"))
        assert len(made.namelist()) == 3
    assert "Anna Vogelzang" in whole
    assert "Uithof" not in whole
    assert [one["places"] for one in about["pledges"]] == [15]
    assert {"case opened", "answer queued"} <= {one["action"] for one in about["audit"]}
    assert [one["municipality"] for one in about["cases"]] == [["Amersfoort"]]
    with Session(engine) as session:
        (entry,) = session.exec(select(AuditRow).where(AuditRow.action == "person exported"))
    assert entry.details["messages"] == 1


def test_erased_is_gone_from_every_table_and_the_ledger_stays(engine: Engine) -> None:
    _two_people(engine)
    before = state(engine)["ledger"]
    assert erase(engine, ANNA, NOW) == Traces(messages=1, answers=1, named_by_others=1)
    left = texts(engine)
    assert "Vogelzang" not in left
    assert "Uithof" in left
    assert traces(engine, ANNA) == Traces(named_by_others=1)
    after = state(engine)["ledger"]
    assert {name: one["persons"] for name, one in after.items()} == {
        name: one["persons"] for name, one in before.items()
    }
    with Session(engine) as session:
        (entry,) = session.exec(select(AuditRow).where(AuditRow.action == "person erased"))
    assert entry.details["messages"] == 1
    assert ANNA not in repr(entry)


def test_what_is_in_work_stays(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE, sender=ANNA))
    receive(engine, write("twee", sender=ANNA), first_uid=9)
    assert erase(engine, ANNA, NOW).in_work == 2
    assert ANNA in texts(engine)
    examine_all(engine)
    sent(engine)
    erase(engine, ANNA, NOW)
    assert traces(engine, ANNA).messages == 0


def test_the_command_asks_first(tmp_path: Path) -> None:
    toml = tmp_path / "intake.toml"
    toml.write_text(f'[database]\nurl = "sqlite:///{tmp_path}/i.db"\n', encoding="utf-8")

    def run(*arguments: str, answer: str = "") -> str:
        done = CliRunner().invoke(app, [*arguments, "--config", str(toml)], input=answer)
        assert done.exit_code == 0, done.output
        return done.output

    run("migrate")
    assert "Erased" not in run("person", "erase", ANNA, "--dry-run")
    assert "Erased" not in run("person", "erase", ANNA, answer="n\n")
    assert "Erased" in run("person", "erase", ANNA, "--yes")
    assert "0 messages" in run("person", "export", ANNA, str(tmp_path / "x.zip"))
