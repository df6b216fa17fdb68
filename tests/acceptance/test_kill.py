"""The worker dies at random moments, again and again, while mail flows in: nothing is lost and nothing happens twice."""

import random
import re
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, func, select

from intake.content import rules_dir
from intake.extraction.gazetteer import load_gazetteer
from intake.store.engine import open_engine
from intake.store.tables import MessageRow, PledgeRow
from tests.acceptance.harness import MIGRATIE, TEAM, Worker, addressee, digest, received, sample
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import SmtpServer

_MESSAGES, _KILLS = 200, 32
_SECONDS_OF_FLOW = 90.0
_PEOPLE = ("01", "04", "05", "10", "11", "16", "21", "25")
_MACHINES = ("07", "35", "37")
_MESSAGE_ID = re.compile(rb"^Message-ID: .*?\r\n", re.MULTILINE | re.IGNORECASE)
_FROM = re.compile(rb"^From: [^<\r\n]*<[^@>]+@([^>]+)>", re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    """One delivery: where, what, and whether a person wrote it. `copy` repeats an earlier one, byte for byte."""

    mailbox: str
    data: bytes
    message_id: str
    person: bool
    copy: bool = False


def _towns(chance: random.Random) -> list[tuple[bytes, bytes]]:
    """Names and domains of municipalities that read the same in every encoding."""
    found = [
        (name.encode(), domain.encode())
        for domain, name in load_gazetteer(rules_dir()).domains.items()
        if name.isascii() and name.isalpha() and domain.endswith(".nl")
    ]
    chance.shuffle(found)
    return found


def _elsewhere(data: bytes, town: tuple[bytes, bytes]) -> bytes:
    """The same mail, as another municipality would write it: the same words of the same people would be a copy."""
    data = data.replace(b"=\r\n", b"")
    writer = _FROM.search(data)
    assert writer is not None
    domain = writer[1]
    name = domain.partition(b".")[0].capitalize()
    return data.replace(domain, town[1]).replace(name, town[0])


def _mails(chance: random.Random, count: int = _MESSAGES) -> list[Mail]:
    """The whole flow: people, machines among them, and letters that come twice, in one or in both mailboxes."""
    made: list[Mail] = []
    towns = _towns(chance)
    while len(made) < count:
        earlier = [one for one in made[-30:] if not one.copy]
        if earlier and chance.random() < 0.1:
            old = chance.choice(earlier)
            made.append(
                Mail(chance.choice([MIGRATIE, TEAM]), old.data, old.message_id, old.person, copy=True)
            )
            continue
        person = chance.random() > 0.15
        number, name = (
            chance.choice(_PEOPLE if person else _MACHINES),
            f"<stroom.{len(made)}@gemeente.example>",
        )
        data = _MESSAGE_ID.sub(b"Message-ID: " + name.encode() + b"\r\n", sample(number), count=1)
        # Every municipality writes once: brakes, and letters sent again in other mails, have tests of their own.
        data = _elsewhere(data, towns[len(made)])
        made.append(Mail(addressee(data), data, name, person))
    return made


def _pour(
    dovecot: Dovecot, mails: list[Mail], chance: random.Random, seconds: float = _SECONDS_OF_FLOW
) -> None:
    """In bursts of one to twelve, as mail comes after a newsletter."""
    left, pause = list(mails), seconds / (len(mails) / 6.5)
    while left:
        size = chance.randint(1, 12)
        burst, left = left[:size], left[size:]
        for mail in burst:
            dovecot.append(mail.mailbox, [mail.data])
        time.sleep(chance.uniform(0.5, 1.5) * pause)


def _kill_again_and_again(worker: Worker, chance: random.Random) -> int:
    """How many of the kills met a living process. Half come at any moment, half soon after it stored what waited."""
    met = 0
    for turn in range(_KILLS):
        seen = len(worker.log())
        worker.start()
        if turn % 2:
            _until_it_works(worker, seen)
            time.sleep(chance.uniform(0.0, 0.3))
        else:
            time.sleep(chance.uniform(0.5, 4.0))
        assert worker.process is not None
        met += worker.process.poll() is None
        worker.kill()
    return met


def _until_it_works(worker: Worker, seen: int) -> None:
    end = time.monotonic() + 15
    while "new messages stored" not in worker.log()[seen:] and time.monotonic() < end:
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("kind", "seed"), [("sqlite", 1), ("postgresql", 2)])
def test_killed_at_random_moments(
    kind: str, seed: int, request: pytest.FixtureRequest, tmp_path: Path, dovecot: Dovecot, smtp: SmtpServer
) -> None:
    chance = random.Random(seed)
    database = (
        f"sqlite:///{tmp_path / 'intake.db'}"
        if kind == "sqlite"
        else request.getfixturevalue("postgres").database()
    )
    # By chance more kills may meet one message than one message may cause.
    worker = Worker(tmp_path, dovecot, smtp, database, worker_keys=f"max_attempts = {_KILLS}")
    mails = _mails(chance)
    smtp.slow_seconds = 0.1
    flow = threading.Thread(target=_pour, args=(dovecot, mails, random.Random(seed)))
    flow.start()
    try:
        met = _kill_again_and_again(worker, chance)
        flow.join(120)
        smtp.slow_seconds = 0.0
        worker.start()
        worker.wait_done(_MESSAGES, 100)
        # With nothing left to do the signal may come while it is still starting: then it ends at once.
        assert worker.stop() in {0, -signal.SIGTERM}
    finally:
        worker.kill()
        flow.join(120)
    now, tries = worker.state(), _claims(database)
    print(
        f"{kind}: {met} kills, claims per message {tries}, answers {Counter(o['state'] for o in now['outbox'])}"
    )
    assert met >= 30
    # Otherwise the kills came when nothing happened, and this test shows nothing.
    assert sum(number for claims, number in tries.items() if claims > 1) > 0
    _assert_nothing_lost_or_twice(now, mails)
    _assert_answered_once(now, mails, Counter(str(one.message["In-Reply-To"]) for one in smtp.received()))
    _assert_sound(database, tmp_path)


def _claims(database: str) -> dict[int, int]:
    engine = open_engine(database)
    try:
        with Session(engine) as session:
            counted = select(MessageRow.attempts, func.count()).group_by(col(MessageRow.attempts))
            return dict(session.exec(counted).all())
    finally:
        engine.dispose()


def _assert_nothing_lost_or_twice(now: Mapping[str, Any], mails: list[Mail]) -> None:
    stored = list(received(now))
    assert Counter((one["mailbox"], one["file_digest"]) for one in stored) == Counter(
        (mail.mailbox, digest(mail.data)) for mail in mails
    )
    assert {one["stage"] for one in stored} == {"filed"}
    assert sum(one["duplicate_of"] is not None for one in stored) == sum(mail.copy for mail in mails)
    # Every letter of a person opens one case; a copy shares it, a machine opens none.
    people = {mail.message_id for mail in mails if mail.person}
    assert len(now["cases"]) == len(people)
    assert {one["message_id"] for one in stored if one["token"]} == people


def _assert_answered_once(now: Mapping[str, Any], mails: list[Mail], arrived: Counter[str]) -> None:
    due = {mail.message_id for mail in mails if mail.person}
    states = {one["in_reply_to"]: one["state"] for one in now["outbox"]}
    assert len(states) == len(now["outbox"])
    assert set(states) == due
    assert set(arrived) <= due
    assert [name for name, count in arrived.items() if count > 1] == []
    assert {
        name: state for name, state in states.items() if name not in arrived and state != "uncertain"
    } == {}
    assert set(states.values()) <= {"sent", "uncertain"}
    uncertain = {one["case"] for one in now["outbox"] if one["state"] == "uncertain"}
    shown = {case["token"]: case for case in now["cases"] if case["token"] in uncertain}
    assert all(case["needs_human"] and "niet zeker" in " ".join(case["doubts"]) for case in shown.values())


def _assert_sound(database: str, folder: Path) -> None:
    engine = open_engine(database)
    try:
        with Session(engine) as session:
            twice = (
                select(PledgeRow.message_row_id)
                .group_by(col(PledgeRow.message_row_id))
                .having(func.count() > 1)
            )
            assert session.exec(twice).all() == []
    finally:
        engine.dispose()
    if database.startswith("sqlite"):
        with sqlite3.connect(folder / "intake.db") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
