"""Servers, disks and settings that fail: one clear line, the rest goes on, and nothing is lost."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.harness import (
    MIGRATIE,
    ROOT,
    TEAM,
    Worker,
    addressee,
    let_time_pass,
    received,
    sample,
)
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import SmtpServer


def _deliver(dovecot: Dovecot, *numbers: str) -> None:
    for number in numbers:
        dovecot.append(addressee(sample(number)), [sample(number)])


def _outbox(worker: Worker) -> list[tuple[str, int]]:
    return [(one["state"], one["attempts"]) for one in worker.state()["outbox"]]


def test_smtp_down_for_an_hour(worker: Worker, dovecot: Dovecot, smtp: SmtpServer) -> None:
    smtp.down()
    _deliver(dovecot, "01", "05")
    for expected in (1, 2, 3, 4):
        worker.once()
        assert _outbox(worker) == [("queued", expected)] * 2
        assert {one["stage"] for one in received(worker.state())} == {"filed"}
        let_time_pass(worker.database, 0.25)
    assert str(smtp.port) in worker.log()
    smtp.up()
    let_time_pass(worker.database, 0.5)
    assert worker.once() == 0
    assert [state for state, _ in _outbox(worker)] == ["sent", "sent"]
    assert sorted(one.recipients[0] for one in smtp.received()) == [
        "h.stegink@kampen.nl",
        "m.okkerse@amersfoort.nl",
    ]


def test_smtp_that_says_later_and_never(worker: Worker, dovecot: Dovecot, smtp: SmtpServer) -> None:
    smtp.refuse_recipient = {
        "m.okkerse@amersfoort.nl": "451 4.7.1 Greylisted",
        "h.stegink@kampen.nl": "550 5.1.1 User unknown",
    }
    _deliver(dovecot, "01", "05")
    worker.once()
    states = {one["to"]: one["state"] for one in worker.state()["outbox"]}
    assert states == {"m.okkerse@amersfoort.nl": "queued", "h.stegink@kampen.nl": "refused"}
    (case,) = [one for one in worker.state()["cases"] if one["municipality"] == ["Kampen"]]
    assert case["needs_human"]
    assert "niet bezorgd" in " ".join(case["doubts"])
    smtp.refuse_recipient = {}
    let_time_pass(worker.database, 1)
    worker.once()
    assert [one.recipients for one in smtp.received()] == [("m.okkerse@amersfoort.nl",)]


def test_wrong_password_on_one_mailbox(worker: Worker, dovecot: Dovecot, smtp: SmtpServer) -> None:
    worker.passwords = {TEAM: "helemaal fout"}
    _deliver(dovecot, "01", "05")
    assert worker.once() == 1
    assert len(smtp.received()) == 1
    (line,) = [one for one in worker.log().splitlines() if "poll ondersteuningsteamasiel" in one]
    assert "password" in line
    assert "helemaal fout" not in worker.log()
    worker.passwords = {}
    assert worker.once() == 0
    assert len(list(received(worker.state()))) == len(smtp.received()) == 2


def test_expired_certificate_on_one_mailbox(worker: Worker, dovecot: Dovecot, smtp: SmtpServer) -> None:
    _deliver(dovecot, "01")
    with Dovecot(expired=True) as expired:
        expired.append(TEAM, [sample("05")])
        worker.servers = {TEAM: expired}
        assert worker.once() == 1
    assert len(smtp.received()) == 1
    (line,) = [one for one in worker.log().splitlines() if "poll ondersteuningsteamasiel" in one]
    assert "expired" in line


def test_the_other_mailbox_goes_on_while_one_is_refused(
    worker: Worker, dovecot: Dovecot, smtp: SmtpServer
) -> None:
    worker.passwords = {TEAM: "helemaal fout"}
    worker.start()
    _deliver(dovecot, "01")
    worker.wait_done(1, 30)
    _deliver(dovecot, "11")
    worker.wait_done(2, 30)
    assert worker.stop() == 0
    # Told once, not at every try.
    assert worker.log().count("poll ondersteuningsteamasiel: ") == 1


def test_missing_key(worker: Worker) -> None:
    path = worker.configure()
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines.remove(f'address = "{MIGRATIE}"\n')
    path.write_text("".join(lines), encoding="utf-8")
    worker.start_as_configured("--once")
    assert worker.wait(60) == 2
    (line,) = worker.log().splitlines()
    assert "mailboxes.migratie.address" in line
    assert "intake.toml" in line
    assert line.endswith(".")


def test_no_file_of_settings(worker: Worker) -> None:
    worker.start_as_configured("--once")
    assert worker.wait(60) == 2
    (line,) = worker.log().splitlines()
    assert "intake.toml" in line


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """An operator's own copy of the rules, to be spoiled."""
    folder = tmp_path / "inhoud"
    shutil.copytree(ROOT / "rules", folder / "rules")
    for name in ("templates", "models"):
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.mark.parametrize("broken", ["categories/place_pledge.yaml", "acts.yaml", "screening.yaml"])
def test_unreadable_rule_file(worker: Worker, content: Path, broken: str) -> None:
    path = content / "rules" / broken
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nkapot: [niet gesloten\nsleutel: {\n", encoding="utf-8")
    worker.environment = {"INTAKE_CONTENT": str(content)}
    assert worker.once(60) == 2
    told = [one for one in worker.log().splitlines() if " INFO " not in one]
    assert Path(broken).name in told[0]
    assert any(f"regel {text.count(chr(10)) + offset}:" in one for one in told for offset in (2, 3, 4))
    assert "Traceback" not in worker.log()


def test_unreadable_template(worker: Worker, content: Path) -> None:
    (content / "templates").unlink()
    shutil.copytree(ROOT / "templates", content / "templates")
    (path, *_) = sorted((content / "templates" / "acknowledgements" / "question").iterdir())
    path.write_text(path.read_text(encoding="utf-8") + "\n{{ onbekend_woord }} {% if %}\n", encoding="utf-8")
    worker.environment = {"INTAKE_CONTENT": str(content)}
    assert worker.once(60) == 2
    assert path.name in worker.log()
    assert "Traceback" not in worker.log()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte and a half."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_disk_full(worker: Worker, dovecot: Dovecot, smtp: SmtpServer, small_disk: Path) -> None:
    worker.database = f"sqlite:///{small_disk / 'intake.db'}"
    assert worker.once() == 0
    ballast = small_disk / "ballast"
    space = os.statvfs(small_disk)
    ballast.write_bytes(b"\0" * (space.f_bavail * space.f_frsize - 60_000))
    numbers = [f"{number:02}" for number in range(1, 41)]
    _deliver(dovecot, *numbers)
    assert worker.once() == 1
    assert "poll migratie: De database kan niets meer opslaan: de schijf is vol." in worker.log()
    assert "poll ondersteuningsteamasiel: De database kan niets meer" in worker.log()
    assert "Traceback" not in worker.log()
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert worker.once() == 0
    found = list(received(worker.state()))
    assert (len(found), {one["stage"] for one in found}) == (len(numbers), {"filed"})
    assert len(smtp.received()) == len(worker.state()["outbox"]) > 20
    assert {state for state, _ in _outbox(worker)} == {"sent"}
