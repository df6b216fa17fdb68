"""A reader is a process: it reads as this one would, and when it dies only the letter in its hand is touched."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from intake.demo.samples import samples
from intake.errors import ConfigurationError, UnreadableMessageError
from intake.pipeline import load_examiner
from intake.readers import Letter, understand
from intake.readers.apart import Reader, ReaderDiedError, Readers, how_many
from intake.settings import Settings
from tests.services.samples import settings, write
from tests.store.samples import NOW

_GIVEN = settings()


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader(_GIVEN)
    made.start()
    made.ready()
    yield made
    made.close()


def _letter(name: str) -> Letter:
    return Letter(write(name, body="Wij bieden 15 plekken aan."), "migratie@vng.nl", NOW)


def test_it_reads_every_sample_as_this_process_does(reader: Reader) -> None:
    letters = [Letter(path.read_bytes(), "migratie@vng.nl", NOW) for path in samples()]
    examiner = load_examiner(_GIVEN)
    begun = [reader.begin(letter) for letter in letters]
    assert [one.result(60) for one in begun] == [understand(examiner, letter) for letter in letters]


def test_what_cannot_be_read_is_told_and_the_next_is_read(reader: Reader) -> None:
    empty, good = reader.begin(Letter(b"", "migratie@vng.nl", NOW)), reader.begin(_letter("a"))
    with pytest.raises(UnreadableMessageError):
        empty.result(60)
    assert good.result(60).outcome.message_id == "<a@x.nl>"


def test_when_it_dies_the_letter_in_hand_fails_and_the_others_go_to_a_new_process(reader: Reader) -> None:
    before = reader.pid
    os.kill(before, signal.SIGSTOP)
    first, *others = [reader.begin(_letter(name)) for name in "abc"]
    os.kill(before, signal.SIGKILL)
    with pytest.raises(ReaderDiedError):
        first.result(60)
    assert [one.result(60).outcome.message_id for one in others] == ["<b@x.nl>", "<c@x.nl>"]
    assert reader.pid != before


def test_one_that_died_without_work_is_replaced(reader: Reader) -> None:
    before = reader.pid
    os.kill(before, signal.SIGKILL)
    _wait_for_death(before)
    # A letter that is begun before the death is noticed fails for once, and is tried again.
    with suppress(ReaderDiedError):
        reader.begin(_letter("a")).result(60)
    assert reader.begin(_letter("b")).result(60).outcome.message_id == "<b@x.nl>"
    assert reader.pid != before


def test_nobody_listens_to_a_line_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    poll, before = Connection.poll, threading.active_count()

    def slow(line: Connection, timeout: float = 0.0) -> bool:
        found = poll(line, timeout)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(Connection, "poll", slow)
    reader = Reader(_GIVEN)
    reader.start()
    reader.ready()
    reader.close()
    assert threading.active_count() == before


def test_a_letter_that_takes_too_long_ends_its_process() -> None:
    reader = Reader(_GIVEN, seconds=0.5)
    reader.start()
    reader.ready()
    os.kill(reader.pid, signal.SIGSTOP)
    with pytest.raises(ReaderDiedError):
        reader.begin(_letter("a")).result(60)
    reader.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_everybody_does_not_end_the_letter_in_hand(
    reader: Reader, number: signal.Signals
) -> None:
    begun = reader.begin(_letter("a"))
    os.kill(reader.pid, number)
    assert begun.result(60).outcome.message_id == "<a@x.nl>"


def test_rules_that_cannot_be_read_are_told_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("rules", "templates", "models"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("INTAKE_CONTENT", str(tmp_path))
    with Readers(_GIVEN, 1) as readers, pytest.raises(ConfigurationError, match=str(tmp_path)):
        readers.ready()


def test_it_ends_with_whoever_asked_for_it() -> None:
    code = (
        "import os, signal\n"
        "from intake.readers.apart import Reader\n"
        "from intake.settings import Settings\n"
        "reader = Reader(Settings())\n"
        "reader.start()\n"
        "reader.ready()\n"
        "print(reader.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == -signal.SIGKILL
    _wait_for_death(int(done.stdout))


def test_how_many_is_a_setting_and_none_beside_other_workers() -> None:
    assert how_many(settings(worker={"readers": 3})) == 3
    shared = {"database": {"url": "postgresql+psycopg://x/y"}, "worker": {"engine": "procrastinate"}}
    assert how_many(Settings.model_validate(shared)) == 0
    assert how_many(settings()) <= 2


def _wait_for_death(pid: int) -> None:
    """Until it runs no more: gone, or waiting for its parent to notice."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return
        if state == "Z":
            return
        time.sleep(0.05)
    raise AssertionError(f"process {pid} goes on")
