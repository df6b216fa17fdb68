"""The pages on a real server, with a database that holds what strangers may write."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import httpx2
import pytest
import uvicorn
from sqlalchemy import Engine

from intake.services.accounts import Role
from intake.services.booking import line_of
from intake.services.passwords import hashed
from intake.settings import Settings
from intake.store.audit import WORKER
from intake.store.engine import open_engine, unit_of_work
from intake.store.entries import EntryKind
from intake.store.migrations import migrate
from intake.store.people import AccountRow
from intake.store.tables import CaseRow, CounterRow, EvidenceRow, MessageRow, OutboxRow, PledgeRow, RawRow
from intake.web.app import create_app
from intake.web.serve import address_of, listen

NOW = datetime(2026, 6, 4, 7, 41, tzinfo=UTC)
EVIL = "<script>alert('x')</script>{{ 7*7 }}"


def message(uid: int, **fields: object) -> MessageRow:
    digest = f"{uid:064d}"
    return MessageRow(
        mailbox="migratie",
        address="migratie@vng.nl",
        folder="INBOX",
        uidvalidity=1,
        uid=uid,
        digest=digest,
        content_digest=digest,
        received_at=NOW,
        stored_at=NOW,
        **fields,
    )


VERDICT = {
    "labels": ["place_pledge"],
    "confidence": 0.93,
    "trust": "suspicious",
    "trust_reason": EVIL,
    "support_types": ["juridisch"],
    "question_topics": ["koppeling_coa"],
    "screening_reason": EVIL,
    "municipality": ["Ede"],
    "doubts": [EVIL],
}


def fill(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        for number, needs_human in ((1, True), (2, False)):
            session.add(
                CaseRow(
                    id=number,
                    token=f"VNG-2026-0000{number}",
                    mailbox="migratie",
                    address="migratie@vng.nl",
                    labels=["place_pledge"],
                    municipality=["Ede"] if needs_human else [],
                    urgency="high" if needs_human else "normal",
                    doubts=[EVIL] if needs_human else [],
                    needs_human=needs_human,
                    opened_at=NOW,
                    updated_at=NOW,
                )
            )
        session.flush()
        for row in (
            message(1, id=1, case_id=1, stage="filed", subject=EVIL, sender=EVIL, outcome=VERDICT),
            message(2, id=2, case_id=2, stage="filed", subject="", outcome=None, duplicate_of=1),
            message(3, id=3, stage="failed", subject="kapot", reason=EVIL),
            message(4, id=4, stage="filed", subject="Afwezig", outcome=VERDICT),
            message(5, id=5, stage="received"),
        ):
            session.add(row)
            session.flush()
        session.add(RawRow(message_row_id=1, data=f"From: a@b.nl\r\n\r\n{EVIL}\r\n".encode()))
        session.add(EvidenceRow(message_row_id=1, label="place_pledge", weight=2.5, witness=EVIL, quote=EVIL))
        session.add(
            PledgeRow(
                message_row_id=1,
                case_id=1,
                municipality="Ede",
                places=5,
                unit="plekken",
                quote=EVIL,
                source="attachment",
                source_name=EVIL,
                from_date=NOW.date(),
                conditional=True,
                booked=False,
            )
        )
        session.add(
            OutboxRow(
                message_row_id=1,
                case_id=1,
                mailbox="migratie",
                recipient="a@b.nl",
                message_id="<1@vng.nl>",
                template="place_pledge",
                data=b"Subject: x\r\n\r\nOns antwoord <b>\r\n",
                created_at=NOW,
                next_try=NOW,
                state="refused",
                reason=EVIL,
            )
        )


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{tmp_path / 'web.db'}")
    migrate(opened)
    yield opened
    opened.dispose()


SETTINGS = Settings()
PASSWORD = "een lange zin om te testen"
NAMES = {"noor": Role.BEHANDELAAR, "bas": Role.BEHEERDER, "lea": Role.LEZER}


@pytest.fixture
def people(engine: Engine) -> None:
    """One account in each role, all with the same password."""
    with unit_of_work(engine) as session:
        for name, role in NAMES.items():
            display = f"{name.title()} Voorbeeld"
            session.add(
                AccountRow(
                    name=name, display=display, role=role.value, password_hash=secret(), created_at=NOW
                )
            )


@cache
def secret() -> str:
    return hashed(PASSWORD)


@pytest.fixture
def address(engine: Engine, people: None) -> Iterator[str]:
    """Where the pages are, without a slash at the end."""
    yield from serving(engine, SETTINGS)


def serving(engine: Engine, settings: Settings) -> Iterator[str]:
    server_socket = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(engine, settings), log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [server_socket]}, daemon=True)
    thread.start()
    yield address_of(server_socket).rstrip("/")
    server.should_exit = True
    thread.join(10)
    server_socket.close()


class Browser:
    """A visitor without JavaScript: keeps cookies, fills in forms."""

    def __init__(self, address: str) -> None:
        self.http = httpx2.Client(base_url=address, follow_redirects=True, timeout=30)

    def log_in(self, name: str, password: str = PASSWORD) -> httpx2.Response:
        return self.http.post("/aanmelden", data={"naam": name, "wachtwoord": password})

    def get(self, path: str) -> httpx2.Response:
        return self.http.get(path)

    def token(self, path: str = "/") -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.get(path).text)
        assert found, path
        return found[1]

    def post(self, path: str, **fields: str | list[str]) -> httpx2.Response:
        return self.http.post(path, data={"csrf": self.token()} | fields)


@pytest.fixture
def browser(address: str) -> Callable[..., Browser]:
    """A function from an account's name to a browser in which it is logged in; without a name, a stranger."""

    def opened(name: str = "") -> Browser:
        made = Browser(address)
        if name:
            assert made.log_in(name).status_code == 200
        return made

    return opened


@pytest.fixture
def noor(browser: Callable[..., Browser]) -> Browser:
    return browser("noor")


@pytest.fixture
def lea(browser: Callable[..., Browser]) -> Browser:
    return browser("lea")


@pytest.fixture
def bas(browser: Callable[..., Browser]) -> Browser:
    return browser("bas")


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine)
    return engine


EDE_MAIL = (
    b"From: Jan Bakker <j.bakker@ede.nl>\r\nTo: migratie@vng.nl\r\nSubject: Aanbod\r\nMessage-ID: <a@ede.nl>\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nBeste mensen,\r\n\r\nWij bieden twaalf plekken\r\naan vanaf juli.\r\n"
)
EDE_VERDICT = {
    "labels": ["place_pledge"],
    "municipality": ["Ede"],
    "confidence": 0.93,
    "pledges": [{"places": 12}],
    "doubts": ["?"],
}


@pytest.fixture
def ede(engine: Engine) -> Engine:
    """Two cases of Ede; the first offers twelve places in one mail, the second asks something in two."""
    with unit_of_work(engine) as session:
        session.add(CounterRow(name=f"cases {datetime.now(UTC).year}", value=2))
        for number in (1, 2):
            session.add(
                CaseRow(
                    id=number,
                    token=f"VNG-2026-0000{number}",
                    mailbox="migratie",
                    address="migratie@vng.nl",
                    primary="place_pledge",
                    labels=["place_pledge"] if number == 1 else ["question"],
                    municipality=["Ede"],
                    doubts=["Klopt het aantal?"],
                    needs_human=True,
                    opened_at=NOW - timedelta(hours=number),
                    updated_at=NOW,
                )
            )
        session.flush()
        for number, case in ((1, 1), (2, 2), (3, 2)):
            session.add(
                message(
                    number,
                    id=number,
                    case_id=case,
                    stage="filed",
                    sender="j.bakker@ede.nl",
                    subject="Aanbod",
                    message_id=f"<{number}@ede.nl>",
                    primary="place_pledge",
                    outcome=EDE_VERDICT,
                )
            )
            session.flush()
            session.add(RawRow(message_row_id=number, data=EDE_MAIL))
        session.add(
            PledgeRow(
                id=1, message_row_id=1, case_id=1, municipality="Ede", places=12, unit="plekken",
                quote="Wij bieden twaalf plekken aan vanaf juli.", source="body",
            )
        )  # fmt: skip
        session.flush()
        session.add(line_of(session.get_one(PledgeRow, 1), EntryKind.PLEDGE, WORKER, NOW))
    return engine
