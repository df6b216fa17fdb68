"""`intake demo` as a person starts it, and the sample mails themselves."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from intake.demo.samples import addressee, samples

COMMAND = [sys.executable, "-c", "from intake.cli import main; main()"]
MACHINES = ("07-", "08-", "09-", "20-", "35-", "37-")


def environment(**more: str) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("INTAKE_")}
    return {**clean, "PYTHONIOENCODING": "utf-8", **more}


def message_id(file: Path) -> str:
    return str(message_from_bytes(file.read_bytes(), policy=default)["Message-ID"])


def test_every_sample_is_a_mail_to_one_of_the_mailboxes() -> None:
    files = samples()
    assert len(files) >= 32
    assert {addressee(file.read_bytes()) for file in files} == {
        "migratie@vng.nl",
        "ondersteuningsteamasiel@vng.nl",
    }
    for file in files:
        mail = message_from_bytes(file.read_bytes(), policy=default)
        assert all(mail[name] for name in ("From", "To", "Date", "Subject", "Message-ID")), file.name
        assert mail["Received"], file.name


def test_every_sample_keeps_to_names_that_nobody_owns() -> None:
    """Outside the municipalities and the organisations that take part, only example domains and addresses."""
    for file in samples():
        text = file.read_text(encoding="latin-1")
        assert "192.0.2." in text or "127.0.0.1" in text, file.name
        assert "@gmail" not in text


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The database after `intake demo --once`; its output is checked on the way."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [*COMMAND, "demo", "--once", "--data", str(folder)],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"{len(samples())} berichten gelezen" in done.stdout
    assert "bezorgd 1/" in done.stderr
    assert "bezorgd" not in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    exported = subprocess.run(
        [*COMMAND, "export", "state"],
        env=environment(INTAKE_DATABASE__URL=f"sqlite:///{folder / 'intake-demo.db'}"),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return json.loads(exported.stdout)


def test_every_sample_is_stored_once_and_handled(
    state: dict[str, list[dict[str, list[dict[str, str]]]]],
) -> None:
    messages = [m for case in state["cases"] for m in case["messages"] if m["direction"] == "in"]
    messages += state["messages"]
    assert sorted(m["message_id"] for m in messages) == sorted(map(message_id, samples()))
    assert {m["stage"] for m in messages} == {"filed"}


def test_people_are_answered_once_and_machines_never(state: dict[str, list[dict[str, str]]]) -> None:
    answered = [answer["in_reply_to"] for answer in state["outbox"]]
    assert len(answered) == len(set(answered))
    assert {answer["state"] for answer in state["outbox"]} == {"sent"}
    machines = {message_id(file) for file in samples() if file.name.startswith(MACHINES)}
    assert not machines & set(answered)
    first = {
        message_id(f) for f in samples() if f.name.startswith(("02-", "04-", "05-", "06-", "16-", "32-"))
    }
    assert first <= set(answered)


def test_the_copy_is_seen_as_a_copy(state: dict[str, list[dict[str, list[dict[str, str]]]]]) -> None:
    copies = [m for case in state["cases"] for m in case["messages"] if m.get("duplicate_of")]
    assert [m["message_id"] for m in copies] == [m["duplicate_of"] for m in copies]
    assert len(copies) == 1


@pytest.mark.parametrize("farewell", [signal.SIGINT, signal.SIGTERM])
def test_the_pages_are_served_until_it_is_stopped(farewell: signal.Signals) -> None:
    process = subprocess.Popen(
        [*COMMAND, "demo", "--port", "0"],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stderr is not None
        line = next(line for line in process.stderr if "http://" in line)
        address = "http" + line.partition("http")[2].split()[0].removeprefix("http")
        with urllib.request.urlopen(address, timeout=30) as page:
            assert "Dit is een voorbeeld" in page.read().decode()
        with urllib.request.urlopen(address + "health", timeout=30) as health:
            assert json.load(health)["status"] == "ok"
        process.send_signal(farewell)
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.communicate()
