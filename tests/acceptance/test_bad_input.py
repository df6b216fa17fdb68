"""Mail that breaks the rules: each has a clear outcome, nothing is lost, and the next mail is handled as ever."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
import yaml
from sqlmodel import Session, select

from intake.store.engine import open_engine
from intake.store.tables import CaseRow, MessageRow, OutboxRow, PledgeRow, RawRow
from tests.acceptance.harness import MIGRATIE, ROOT, Worker, sample
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.smtp import Received, SmtpServer

CORPUS = ROOT / "tests" / "corpus"
_HEAD = (
    "From: Vera Blom <v.blom@ommen.nl>\r\nTo: migratie@vng.nl\r\nSubject: Aanmelding plekken Ommen\r\n"
    "Date: Tue, 02 Jun 2026 09:04:11 +0200\r\nMessage-ID: <{name}@corpus.example>\r\nMIME-Version: 1.0\r\n"
)
_WORDS = (
    "Content-Type: text/plain; charset=utf-8\r\n\r\nGeachte VNG,\r\n\r\nDe gemeente Ommen meldt 9 extra plekken "
    "voor statushouders aan, beschikbaar vanaf 1 juli 2026.\r\n\r\nVera Blom, gemeente Ommen\r\n"
)


def _many_parts() -> bytes:
    part = "--grens\r\nContent-Type: text/plain\r\n\r\ndeel\r\n"
    head = _HEAD.format(name="veel.delen") + "Content-Type: multipart/mixed; boundary=grens\r\n\r\n"
    return (head + f"--grens\r\n{_WORDS}" + part * 10_000 + "--grens--\r\n").encode()


def _deeply_nested() -> bytes:
    opened = "".join(
        f"Content-Type: multipart/mixed; boundary=g{level}\r\n\r\n--g{level}\r\n" for level in range(2_000)
    )
    closed = "".join(f"--g{level}--\r\n" for level in reversed(range(2_000)))
    return (_HEAD.format(name="diep.genest") + opened + _WORDS + closed).encode()


def _forty_megabytes() -> bytes:
    head = _HEAD.format(name="reusachtig") + "Content-Type: multipart/mixed; boundary=grens\r\n\r\n"
    line = b"QUJD" * 18 + b"\r\n"
    scan = b"--grens\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return f"{head}--grens\r\n{_WORDS}".encode() + scan + line * (40_000_000 // len(line)) + b"--grens--\r\n"


_MADE = {
    "veel-delen": (_many_parts, {"stage": ["filed", "failed"], "person": True}),
    "diep-genest": (_deeply_nested, {"stage": ["filed", "failed"], "person": True}),
    "reusachtig": (_forty_megabytes, {"stage": ["filed"], "person": True, "complete": False}),
}
_NAMES = [*sorted(path.stem for path in CORPUS.glob("*.eml")), *_MADE]


def _mail(name: str) -> tuple[bytes, dict[str, Any]]:
    if name in _MADE:
        make, expected = _MADE[name]
        return make(), expected
    expected = yaml.safe_load((CORPUS / f"{name}.expected.yaml").read_text(encoding="utf-8"))
    return (CORPUS / f"{name}.eml").read_bytes(), expected


def _drop(dovecot: Dovecot, data: bytes) -> int:
    """Puts bytes in the mailbox that APPEND and LMTP would refuse or mend; returns the UID."""
    folder = dovecot.base / "mail" / MIGRATIE
    client = dovecot.client(MIGRATIE)
    try:
        client.select_folder("INBOX")
        before = set(client.search())
        path = folder / "tmp" / uuid4().hex
        path.write_bytes(data)
        shutil.copymode(ROOT / "pyproject.toml", path)
        os.chown(path, folder.stat().st_uid, folder.stat().st_gid)
        path.rename(folder / "new" / path.name)
        client.noop()
        (uid,) = set(client.search()) - before
        return int(uid)
    finally:
        client.logout()


@dataclass(frozen=True)
class Outcome:
    """What became of one mail."""

    row: MessageRow
    case: CaseRow | None
    raw: bytes
    pledges: list[PledgeRow]
    answers: list[OutboxRow]


def _outcome(database: str, uid: int) -> Outcome:
    engine = open_engine(database)
    try:
        with Session(engine, expire_on_commit=False) as session:
            row = session.exec(select(MessageRow).where(MessageRow.uid == uid)).one()
            return Outcome(
                row,
                session.get(CaseRow, row.case_id) if row.case_id else None,
                session.get_one(RawRow, row.id).data,
                list(session.exec(select(PledgeRow).where(PledgeRow.message_row_id == row.id))),
                list(session.exec(select(OutboxRow).where(OutboxRow.message_row_id == row.id))),
            )
    finally:
        engine.dispose()


@dataclass(frozen=True)
class Round:
    """One round over all the bad mail, with a good one behind it."""

    database: str
    uids: dict[str, int]
    good: int
    exit_code: int
    log: str
    sent: list[Received]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, running_dovecot: Dovecot) -> Iterator[Round]:
    """Everything in one mailbox, in one round."""
    folder = tmp_path_factory.mktemp("slechte-invoer")
    for user in USERS:
        running_dovecot.wipe(user)
    with SmtpServer(folder / "smtp") as smtp:
        database = f"sqlite:///{folder / 'intake.db'}"
        tables = "[acknowledge]\nper_sender_per_day = 50"
        worker = Worker(folder, running_dovecot, smtp, database, tables=tables)
        try:
            uids = {name: _drop(running_dovecot, _mail(name)[0]) for name in _NAMES}
            good = _drop(running_dovecot, sample("01"))
            code = worker.once(200)
            yield Round(database, uids, good, code, worker.log(), smtp.received())
        finally:
            worker.kill()


@pytest.mark.slow
@pytest.mark.parametrize("name", _NAMES)
def test_bad_mail_has_a_clear_outcome(done: Round, name: str) -> None:
    expected, found = _mail(name)[1], _outcome(done.database, done.uids[name])
    assert found.row.stage in expected["stage"], found.row.reason
    assert found.row.complete is expected.get("complete", True)
    if found.row.stage == "failed":
        assert found.row.reason.endswith(".")
    if expected.get("person"):
        is_shown = found.case is not None and found.case.needs_human and found.case.doubts
        assert is_shown or found.row.stage == "failed"
    if "answered" in expected:
        assert bool(found.answers) is expected["answered"]
    if "places" in expected:
        assert [pledge.places for pledge in found.pledges] == [expected["places"]]


@pytest.mark.slow
def test_the_round_ends_and_the_good_mail_behind_them_is_answered(done: Round) -> None:
    # One mail was given up (the empty one), and that is told.
    assert done.exit_code == 1
    assert done.log.count("failed for good") == 1
    assert "Traceback" not in done.log
    (answer,) = _outcome(done.database, done.good).answers
    assert answer.state == "sent"


@pytest.mark.slow
def test_a_mail_of_forty_megabytes_is_kept_to_its_head(done: Round) -> None:
    found = _outcome(done.database, done.uids["reusachtig"])
    assert found.row.size > 40_000_000
    assert len(found.raw) <= 1_000_000
    assert found.case is not None
    assert "groot" in " ".join(found.case.doubts)


@pytest.mark.slow
def test_header_injection_reaches_nobody(done: Round) -> None:
    (answer,) = [
        one for one in done.sent if one.message["In-Reply-To"] == "<kopregel.injectie@corpus.example>"
    ]
    assert answer.recipients == ("p.kaat@veere.nl",)
    assert (len(answer.message.get_all("To")), answer.message["Bcc"]) == (1, None)
    head = answer.data.partition(b"\r\n\r\n")[0].lower()
    # In a name it is only text; at the start of a line it would be a command.
    assert not any(line.startswith((b"bcc:", b"cc:")) for line in head.split(b"\r\n"))
    assert b"slachtoffer@elders.example" not in b"".join(
        line for line in head.split(b"\r\n") if not line.startswith((b"to:", b" ", b"references:"))
    )


@pytest.mark.slow
def test_what_the_server_holds_is_what_is_stored(done: Round, running_dovecot: Dovecot) -> None:
    client = running_dovecot.client(MIGRATIE)
    try:
        client.select_folder("INBOX", readonly=True)
        for name, uid in done.uids.items():
            if name != "reusachtig":
                held = client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"]
                assert held == _outcome(done.database, uid).raw, name
    finally:
        client.logout()
