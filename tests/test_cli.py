"""The command as people type it: output, errors and exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from intake.demo.samples import samples
from intake.settings import load_settings

KEYS = (
    "file mailbox message_id labels primary confidence municipality pledges support_types question_topics "
    "urgency auto_reply should_ack screening screening_reason is_reply_to_thread trust trust_reason doubts "
    "evidence model rulebook"
).split()
MAIL = (
    "From: Jo Vos <j.vos@ede.nl>\nTo: {to}\nSubject: Aanbod\nMessage-ID: <{number}@ede.nl>\n"
    "Date: Tue, 02 Jun 2026 09:00:00 +0200\n\nNamens de gemeente Ede bied ik 15 plekken aan.\n"
)


def intake(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an empty folder, without settings from outside."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("INTAKE_")}
    return subprocess.run(
        [sys.executable, "-c", "from intake.cli import main; main()", *map(str, arguments)],
        cwd=cwd,
        env={**clean, "PYTHONIOENCODING": "utf-8", "COLUMNS": "120", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "b.eml").write_text(MAIL.format(number=1, to="ondersteuningsteamasiel@vng.nl"))
    (folder / "a.eml").write_text(MAIL.format(number=2, to="MIGRATIE@VNG.NL"))
    (folder / "c.eml").write_text(MAIL.format(number=3, to="iemand@elders.example"))
    (folder / "note.txt").write_text("no mail")
    return folder


def test_help_names_every_command_and_loads_nothing_heavy(tmp_path: Path) -> None:
    shown = intake("--help", cwd=tmp_path)
    assert shown.returncode == 0
    for command in "worker demo web check examine evaluate export migrate train".split():
        assert command in shown.stdout
    heavy = "import sys, intake.cli; print(sorted({'spacy','sqlmodel','fastapi','rich.table'} & set(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", heavy], capture_output=True, text=True, timeout=60, check=True
    )
    assert loaded.stdout.strip() == "[]"


def test_every_command_explains_itself(tmp_path: Path) -> None:
    for command in ("worker", "demo", "web", "check", "examine", "evaluate", "export", "migrate", "train"):
        shown = intake(command, "--help", cwd=tmp_path)
        assert shown.returncode == 0
        assert "--config" in shown.stdout


@pytest.mark.parametrize(
    "command", [["check"], ["worker", "--once"], ["web"], ["export", "state"], ["migrate"], ["train"]]
)
def test_a_missing_configuration_is_told_in_one_line(command: list[str], tmp_path: Path) -> None:
    told = intake(*command, "--config", tmp_path / "absent.toml", cwd=tmp_path)
    assert told.returncode == 2
    assert told.stdout == ""
    assert "absent.toml" in told.stderr
    assert "Traceback" not in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_jsonl_has_the_agreed_keys_in_the_order_given(mails: Path, tmp_path: Path) -> None:
    done = intake("examine", mails / "c.eml", mails, "--jsonl", cwd=tmp_path)
    assert done.returncode == 0
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["file"] for record in records] == [str(mails / f"{n}.eml") for n in "cabc"]
    assert all(list(record) == KEYS for record in records)
    assert [record["mailbox"] for record in records[1:]] == [
        "migratie@vng.nl",
        "ondersteuningsteamasiel@vng.nl",
        "migratie@vng.nl",
    ]
    free = {"quote": "", "source": "", "persons_total": 15}
    assert records[1]["pledges"][0] | free == {
        "municipality": "Ede",
        "places": 15,
        "min": None,
        "max": None,
        "unit": "plekken",
        "persons_total": 15,
        "conditional": False,
        "withdrawn": False,
        "replaces": None,
        "from_date": None,
        "duration": None,
        "quote": "",
        "source": "",
    }


def test_a_mailbox_can_be_named_by_name_or_address(mails: Path, tmp_path: Path) -> None:
    for name in ("ondersteuningsteamasiel", "ondersteuningsteamasiel@vng.nl"):
        done = intake("examine", mails / "a.eml", "--mailbox", name, "--jsonl", cwd=tmp_path)
        assert json.loads(done.stdout)["mailbox"] == "ondersteuningsteamasiel@vng.nl"
    unknown = intake("examine", mails / "a.eml", "--mailbox", "post", cwd=tmp_path)
    assert unknown.returncode == 2
    assert "post" in unknown.stderr


def test_a_file_that_cannot_be_read_does_not_stop_the_others(mails: Path, tmp_path: Path) -> None:
    done = intake("examine", tmp_path / "gone.eml", mails / "a.eml", "--jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "gone.eml" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_explain_shows_the_words_that_it_rests_on(mails: Path, tmp_path: Path) -> None:
    done = intake("examine", mails / "a.eml", "--explain", cwd=tmp_path)
    assert "15 plekken" in done.stdout
    assert "bewijs" in done.stdout


def test_evaluate_scores_and_writes_figures(mails: Path, tmp_path: Path) -> None:
    gold = {
        "file": "a.eml",
        "mailbox": "migratie@vng.nl",
        "labels": ["place_pledge"],
        "primary": "place_pledge",
        "municipality": ["Ede"],
        "pledges": [{"municipality": "Ede", "places": 15, "unit": "plekken"}],
        "should_ack": True,
    }
    wrong = {**gold, "file": "b.eml", "pledges": [{"municipality": "Ede", "places": 16, "unit": "plekken"}]}
    (mails / "gold.jsonl").write_text(json.dumps(gold) + "\n" + json.dumps(wrong) + "\n")
    done = intake("evaluate", mails, "--json", tmp_path / "figures.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["pledges"]["exact"] == 0.5
    assert figures["municipality"]["accuracy"] == 1
    assert "place_pledge" in done.stdout


def test_evaluate_without_gold_says_what_is_missing(mails: Path, tmp_path: Path) -> None:
    told = intake("evaluate", mails, cwd=tmp_path)
    assert told.returncode == 2
    assert "gold.jsonl" in told.stderr


CONFIGURATION = """
[database]
url = "sqlite:///{folder}/x.db"
[mailboxes.migratie]
address = "migratie@vng.nl"
[mailboxes.migratie.imap]
host = "127.0.0.1"
port = 1
security = "none"
username = "migratie@vng.nl"
[mailboxes.migratie.smtp]
host = "127.0.0.1"
port = 1
security = "none"
"""


def test_check_names_each_fault_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "intake.toml").write_text(CONFIGURATION.format(folder=tmp_path))
    before = intake("check", cwd=tmp_path)
    assert before.returncode == 2
    assert "intake migrate" in before.stdout
    assert intake("migrate", cwd=tmp_path).returncode == 0
    after = intake("check", cwd=tmp_path)
    assert (after.returncode, after.stdout.strip()) == (0, "Everything is in order.")
    live = intake("check", "--live", cwd=tmp_path)
    assert live.returncode == 2
    assert [line.split(":")[0] for line in live.stdout.splitlines()] == [
        "mailboxes.migratie.imap",
        "mailboxes.migratie.smtp",
    ]


def test_an_unreachable_database_is_one_line_without_its_password(tmp_path: Path) -> None:
    told = intake(
        "export", "state", cwd=tmp_path, INTAKE_DATABASE__URL="postgresql+psycopg://u:geheim@127.0.0.1:1/x"
    )
    assert told.returncode == 2
    assert "database.url" in told.stderr
    assert "geheim" not in told.stderr


def test_the_state_of_an_empty_database_is_complete(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/y.db"
    assert intake("migrate", cwd=tmp_path, INTAKE_DATABASE__URL=url).returncode == 0
    state = json.loads(intake("export", "state", cwd=tmp_path, INTAKE_DATABASE__URL=url).stdout)
    assert [state[key] for key in ("cases", "outbox")] == [[], []]
    assert "ledger" in state
    refused = intake("export", "state", "--format", "csv", cwd=tmp_path, INTAKE_DATABASE__URL=url)
    assert refused.returncode == 2


def test_passwords_never_cross_the_network_in_the_clear(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/z.db"
    intake("migrate", cwd=tmp_path, INTAKE_DATABASE__URL=url)
    told = intake("web", "--host", "0.0.0.0", cwd=tmp_path, INTAKE_DATABASE__URL=url)
    assert told.returncode == 2
    assert "TLS proxy" in told.stderr


def test_there_are_samples_of_all_kinds() -> None:
    assert len(samples()) >= 32


def test_the_example_configuration_is_a_good_one() -> None:
    example = Path(__file__).resolve().parent.parent / "intake.example.toml"
    assert set(load_settings(example).mailboxes) == {"migratie", "ondersteuningsteamasiel"}


def test_the_first_start_tells_a_password_that_must_be_changed(tmp_path: Path) -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("INTAKE_")}
    clean |= {"INTAKE_DATABASE__URL": f"sqlite:///{tmp_path}/z.db", "PYTHONIOENCODING": "utf-8"}
    intake("migrate", cwd=tmp_path, INTAKE_DATABASE__URL=clean["INTAKE_DATABASE__URL"])
    told = []
    for _ in range(2):
        command = [sys.executable, "-c", "from intake.cli import main; main()", "web", "--port", "0"]
        with subprocess.Popen(command, cwd=tmp_path, env=clean, stderr=subprocess.PIPE, text=True) as pages:
            assert pages.stderr is not None
            lines = [pages.stderr.readline()]
            if "Pages:" not in lines[0]:
                lines.append(pages.stderr.readline())
                password = lines[0].partition("password: ")[2].strip()
                address = lines[1].partition("Pages: ")[2].strip()
                fields = {"naam": "beheer", "wachtwoord": password}
                answer = httpx2.post(address + "aanmelden", data=fields, follow_redirects=True)
                assert answer.url.path == "/wachtwoord"
            pages.terminate()
        told.append(len(lines))
    assert told == [2, 1]


def test_train_learns_from_reviews_only_and_tells_when_there_are_too_few(tmp_path: Path) -> None:
    (tmp_path / "intake.toml").write_text('[database]\nurl = "sqlite:///intake.db"\n')
    assert intake("migrate", cwd=tmp_path).returncode == 0
    told = intake("train", cwd=tmp_path)
    assert (told.returncode, told.stdout) == (1, "")
    assert "Too few reviewed mails" in told.stderr
    assert not (tmp_path / "var" / "models").exists()
    back = intake("train", "--roll-back", cwd=tmp_path)
    assert (back.returncode, back.stdout) == (0, "From the next start: the shipped model.\n")
