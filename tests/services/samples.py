"""A small examiner that does what headers of the test mail tell it, and settings around it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine

from intake.domain import (
    Classification,
    Extraction,
    Label,
    Outcome,
    ParsedMail,
    Pledge,
    Screening,
    ScreeningVerdict,
    Source,
    Trust,
    Unit,
    Urgency,
)
from intake.mail.conversation import find_tokens
from intake.mail.parse import parse
from intake.readers import Here
from intake.services.examine import examine_due
from intake.settings import MailboxSettings, ServerSettings, Settings
from intake.store import messages
from intake.store.engine import unit_of_work
from intake.ties import Ties
from tests.store.samples import NOW, raw

MIGRATIE, TEAM = "migratie@vng.nl", "ondersteuningsteamasiel@vng.nl"
ADDRESSES = {"migratie": MIGRATIE, "ondersteuningsteamasiel": TEAM}


def write(
    name: str, *headers: str, sender: str = "jan@amersfoort.nl", subject: str = "Aanbod", body: str = "x"
) -> bytes:
    """A mail; `X-…` headers tell the examiner what to find."""
    lines = [
        f"From: Jan <{sender}>",
        "To: migratie@vng.nl",
        f"Subject: {subject}",
        f"Message-ID: <{name}@x.nl>",
        *headers,
    ]
    return "\r\n".join([*lines, "", body, ""]).encode()


def _pledges(mail: ParsedMail) -> tuple[Pledge, ...]:
    """X-Pledge: Amersfoort 15 plekken conditional withdrawn replaces additional."""
    found = []
    for line in mail.all_headers("x-pledge"):
        name, places, unit, *flags = line.split()
        found.append(
            Pledge(
                municipality=None if name == "-" else name,
                places=int(places),
                unit=Unit(unit),
                quote=f"{places} {unit}\x00",
                source=Source.BODY,
                conditional="conditional" in flags,
                withdrawn="withdrawn" in flags,
                replaces=1 if "replaces" in flags else None,
                additional="additional" in flags,
            )
        )
    return tuple(found)


@dataclass
class TinyExaminer:
    """`X-Fail` raises, `X-Machine`, `X-Quiet`, `X-Urgent`, `X-Doubt`, `X-Suspicious`, `X-Label`, `X-Municipality`."""

    errors: dict[str, Exception] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def examine(self, raw: bytes, mailbox: str, now: datetime, complete: bool = True) -> Outcome:
        """As the real one."""
        mail = parse(raw)
        self.seen.append(mail.message_id or "")
        if mail.header("x-fail") in self.errors:
            raise self.errors[mail.header("x-fail")]
        return _outcome(mail, mailbox)


def _outcome(mail: ParsedMail, mailbox: str) -> Outcome:
    label = Label(mail.header("x-label") or "place_pledge")
    pledges = _pledges(mail)
    named = tuple(mail.header("x-municipality").split()) or tuple(
        dict.fromkeys(p.municipality for p in pledges if p.municipality)
    )
    machine, quiet = bool(mail.header("x-machine")), bool(mail.header("x-quiet"))
    verdict = ScreeningVerdict.SET_ASIDE if machine else ScreeningVerdict.ANSWER
    return Outcome(
        mailbox=mailbox,
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        subject=mail.subject,
        sender=mail.sender,
        answer_to=mail.reply_to[0] if mail.reply_to else mail.sender,
        screening=Screening(ScreeningVerdict.STAY_QUIET if quiet else verdict, "reden", auto_reply=machine),
        classification=Classification(
            (label,), label, 0.9, urgency=Urgency.HIGH if mail.header("x-urgent") else Urgency.NORMAL
        ),
        extraction=Extraction(named, pledges),
        should_ack=not (machine or quiet) and label is not Label.OTHER,
        is_reply_to_thread=bool(mail.in_reply_to),
        trust=Trust.SUSPICIOUS if mail.header("x-suspicious") else Trust.UNKNOWN,
        trust_reason="",
        doubts=mail.all_headers("x-doubt"),
        model="test",
        rulebook="test",
        ties=Ties(tokens=find_tokens(mail.subject)),
    )


def settings(
    imap: ServerSettings | None = None, smtp: ServerSettings | None = None, **changes: object
) -> Settings:
    """Both mailboxes; without servers nothing answers at port 9."""
    nowhere = ServerSettings(host="127.0.0.1", port=9, security="none", username="u", timeout_seconds=2)
    boxes = {
        name: MailboxSettings(address=address, imap=imap or nowhere, smtp=smtp or nowhere)
        for name, address in ADDRESSES.items()
    }
    return Settings.model_validate({"mailboxes": boxes, **changes})


class Clock:
    """The time, which only moves when told."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **passed: float) -> None:
        """Time passes."""
        self.time += timedelta(**passed)


def receive(engine: Engine, *mails: bytes, mailbox: str = "migratie", first_uid: int = 1) -> None:
    """Stores mails as if they had come from the server."""
    with unit_of_work(engine) as session:
        batch = [raw(uid, data, mailbox) for uid, data in enumerate(mails, first_uid)]
        messages.store_batch(session, batch, ADDRESSES[mailbox], NOW)


def examine_all(
    engine: Engine,
    given: Settings | None = None,
    examiner: TinyExaminer | None = None,
    now: Callable[[], datetime] = lambda: NOW,
) -> int:
    """Examines everything that waits."""
    return examine_due(engine, Here(examiner or TinyExaminer()), given or settings(), now, lambda: False)


def handle(engine: Engine, *mails: bytes, given: Settings | None = None, first_uid: int = 1) -> None:
    """Receives and examines mails one after another."""
    for uid, data in enumerate(mails, first_uid):
        receive(engine, data, first_uid=uid)
        examine_all(engine, given)
