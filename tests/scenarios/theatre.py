"""Plays a scenario: mail by real IMAP, answers by real SMTP, SQLite, and a clock that stands where the story says."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Engine

from intake.mail.conversation import find_tokens
from intake.pipeline import Examiner
from intake.readers import Here
from intake.services.acknowledge import send_due
from intake.services.examine import examine_due
from intake.services.export import state
from intake.services.receive import poll
from intake.settings import DatabaseSettings, MailboxSettings, Settings, TrustSettings
from intake.store.engine import open_engine
from intake.store.migrations import migrate
from tests.scenarios import people
from tests.scenarios.story import HERE, Step, Story
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.smtp import SmtpServer

ADDRESSES = dict(zip(("migratie", "team"), USERS, strict=True))
GATEWAY = "mx.vng.nl"


@dataclass
class Theatre:
    """Servers and examiner, shared by all scenarios."""

    dovecot: Dovecot
    smtp: SmtpServer
    examiner: Examiner


def settings_of(dovecot: Dovecot, smtp: SmtpServer, database: str, **changes: Any) -> Settings:
    """Both mailboxes on these servers."""
    boxes = {
        address.partition("@")[0]: MailboxSettings(
            address=address, imap=dovecot.settings(address), smtp=smtp.settings()
        )
        for address in ADDRESSES.values()
    }
    values = {"mailboxes": boxes, "database": DatabaseSettings(url=database)} | changes
    return Settings(trust=TrustSettings(authserv_ids=(GATEWAY,)), **values)


@dataclass
class Play:
    """One scenario that is being played."""

    theatre: Theatre
    story: Story
    engine: Engine
    settings: Settings
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    seen: int = 0

    def run(self) -> dict[str, Any]:
        """Plays every step; what there is at the end, in the words of expected.yaml."""
        self.seen = len(self.theatre.smtp.received())
        first = self.seen
        for step in self.story.steps:
            self.now = step.at.astimezone(UTC)
            if step.mail:
                self._deliver(step)
            else:
                people.act(self.engine, step.act, step.values or {}, self.known, self.now)
            self._work()
        return self._came_of_it(first)

    def _deliver(self, step: Step) -> None:
        data = self.story.mail(step.mail, self.known)
        for name in ADDRESSES if step.to == "both" else (step.to,):
            client = self.theatre.dovecot.client(ADDRESSES[name])
            client.append("INBOX", data, (), self.now)
            client.logout()
        self.known[("id", step.mail)] = self.story.message_id(step.mail)

    def _work(self) -> None:
        for name in self.settings.mailboxes:
            poll(self.engine, self.settings, name, self._clock)
        examine_due(self.engine, Here(self.theatre.examiner), self.settings, self._clock, lambda: False)
        send_due(self.engine, self.settings, self._clock, lambda: False)
        self._remember_answers()

    def _clock(self) -> datetime:
        return self.now

    def _remember_answers(self) -> None:
        """Tokens and Message-IDs of our answers, for mails and people that come later."""
        numbers = {identifier: number for (kind, number), identifier in self.known.items() if kind == "id"}
        sent = self.theatre.smtp.received()
        for mail in (one.message for one in sent[self.seen :]):
            number = numbers.get(str(mail["In-Reply-To"] or "").strip())
            if number:
                self.known[("answer", number)] = str(mail["Message-ID"])
                self.known[("token", number)] = find_tokens(str(mail["Subject"]))[0]
        self.seen = len(sent)
        for case in state(self.engine)["cases"]:
            for message in case["messages"]:
                if number := numbers.get(str(message["message_id"])):
                    self.known[("token", number)] = case["token"]

    def _came_of_it(self, first: int) -> dict[str, Any]:
        now = state(self.engine)
        numbers = {identifier: number for (kind, number), identifier in self.known.items() if kind == "id"}
        answers = (str(one.message["In-Reply-To"] or "") for one in self.theatre.smtp.received()[first:])
        return {
            "cases": [_case(case, numbers) for case in now["cases"]],
            "loose": sorted({numbers[str(one["message_id"])] for one in now["messages"]}),
            "ledger": {name: _line(one) for name, one in sorted(now["ledger"].items()) if any(_line(one))},
            "answered": sorted(numbers.get(one, one) for one in answers),
            "copies": _copies(now, numbers),
        }


def _case(case: Mapping[str, Any], numbers: Mapping[str, str]) -> dict[str, Any]:
    mails = [numbers[str(one["message_id"])] for one in case["messages"] if one["direction"] == "in"]
    return {
        "mails": sorted(set(mails)),
        "municipality": sorted(case["municipality"]),
        "status": case["status"],
        "person": case["needs_human"],
        "doubts": sorted(set(map(kind_of, case["doubts"]))),
        "sentences": case["doubts"],
    }


def _line(entry: Mapping[str, Any]) -> list[int]:
    return [entry["firm"], entry["conditional"]]


def _copies(now: Mapping[str, Any], numbers: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for case in now["cases"]:
        for one in case["messages"]:
            if one["direction"] == "in" and one["duplicate_of"]:
                found[numbers[str(one["message_id"])]] = numbers[str(one["duplicate_of"])]
    return found


def kind_of(doubt: str) -> str:
    """The kind of a doubt, from doubts.yaml; "else" when it has none."""
    kinds = yaml.safe_load((HERE / "doubts.yaml").read_text(encoding="utf-8"))
    lowered = doubt.lower()
    return next((kind for kind, words in kinds.items() if any(word in lowered for word in words)), "else")


@contextmanager
def playing(theatre: Theatre, story: Story, folder: Path) -> Iterator[Play]:
    """A play on empty mailboxes and an empty database."""
    for user in USERS:
        theatre.dovecot.wipe(user)
    database = f"sqlite:///{folder / 'intake.db'}"
    engine = open_engine(database)
    migrate(engine)
    changes = story.expected.get("settings", {})
    try:
        yield Play(theatre, story, engine, settings_of(theatre.dovecot, theatre.smtp, database, **changes))
    finally:
        engine.dispose()
