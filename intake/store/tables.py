"""The tables. They do not validate: what comes in was validated in `domain`.

States are plain strings, so that a new one needs no change of the schema; times are aware and in UTC; lists
and verdicts are JSON, replaced as a whole (a change inside is not seen).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from intake.store.sealing import Sealed

# Set before the first table: a constraint without a name cannot be altered by a migration on SQLite.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Stage(StrEnum):
    """How far a message is: stored, in work, filed under its case, or given up (a person reads it)."""

    RECEIVED = "received"
    PROCESSING = "processing"
    FILED = "filed"
    FAILED = "failed"


class Sending(StrEnum):
    """How far an outgoing mail is; UNCERTAIN: handed over or not, nobody knows, a person decides."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"


class CaseStatus(StrEnum):
    """How far a case is; only a person closes one."""

    OPEN = "open"
    CLOSED = "closed"


class Review(StrEnum):
    """What a person decided about a value; the words that it rests on stay as they were."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class CounterRow(SQLModel, table=True):
    """A number that goes up by one; updating its row is also a lock that both databases know."""

    __tablename__ = "counters"

    name: str = Field(primary_key=True)
    value: int = 0


class CaseRow(SQLModel, table=True):
    """What one municipality (or other sender) and we talk about, under one token.

    `municipality` is a list: a region writes for several. `version` goes up at every change. `merged_into` is the
    token of the case in which this one was taken up.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_queue", "status", "needs_human", "urgency", "opened_at", "id"),
        Index("ix_cases_opened", "opened_at", "primary"),
    )

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True)
    status: str = Field(default=CaseStatus.OPEN.value, index=True)
    mailbox: str
    address: str
    primary: str = "other"
    labels: list[str] = Field(default_factory=list, sa_type=JSON)
    municipality: list[str] = Field(default_factory=list, sa_type=JSON)
    urgency: str = "normal"
    assigned_to: str | None = Field(default=None, index=True)
    doubts: list[str] = Field(default_factory=list, sa_type=JSON)
    needs_human: bool = Field(default=False, index=True)
    opened_at: datetime
    updated_at: datetime = Field(index=True)
    version: int = 1
    merged_into: str | None = None


class MessageRow(SQLModel, table=True):
    """One message at one place on a server.

    `digest` is of the whole bytes, `content_digest` of what the sender wrote (without transport headers).
    `attempts` counts claims, `failures` counts recorded failures; `attempts` also tells two claims apart.
    `mailbox` is the name in the configuration, `address` the mail address. `outcome` is what `verdict` makes. `domain` is that of
    the sender, `topic` the subject without what mail programs put before it: by these a message is found among a million.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),
        Index(None, "stage", "lease_until"),
        Index(None, "stage", "id"),
        Index(None, "domain", "received_at"),
        Index(None, "sender", "received_at"),
        Index(None, "topic", "received_at"),
        Index(
            "ix_messages_unmarked",
            *("mailbox", "folder", "uidvalidity", "uid"),
            sqlite_where=text("marked IS 0"),
            postgresql_where=text("marked IS false"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    mailbox: str
    address: str
    folder: str
    uidvalidity: int = Field(sa_type=BigInteger)
    uid: int = Field(sa_type=BigInteger)
    digest: str
    content_digest: str = Field(index=True)
    message_id: str | None = Field(default=None, index=True)
    received_at: datetime = Field(index=True)
    stored_at: datetime
    size: int = 0
    complete: bool = True
    marked: bool = False
    direction: str = "in"
    stage: str = Stage.RECEIVED.value
    lease_until: datetime | None = None
    attempts: int = 0
    failures: int = 0
    reason: str = ""
    sender: str = ""
    domain: str | None = None
    subject: str = ""
    topic: str | None = None
    primary: str = ""
    auto_reply: bool = False
    should_ack: bool = False
    outcome: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    duplicate_of: int | None = Field(default=None, foreign_key="messages.id", index=True)
    joins: int | None = Field(default=None, foreign_key="messages.id")


class RawRow(SQLModel, table=True):
    """The bytes as the server gave them; a table of its own, so that retention can drop them."""

    __tablename__ = "raw_messages"

    message_row_id: int = Field(
        sa_column=Column(Integer, ForeignKey("messages.id"), primary_key=True, autoincrement=False)
    )
    data: bytes = Field(sa_type=Sealed)


class CursorRow(SQLModel, table=True):
    """The highest UID that is stored, of one folder under one UIDVALIDITY (RFC 9051, 2.3.1.1)."""

    __tablename__ = "cursors"

    mailbox: str = Field(primary_key=True)
    folder: str = Field(primary_key=True)
    # Both are unsigned numbers of 32 bits, which PostgreSQL's INTEGER does not hold.
    uidvalidity: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    high_water: int = Field(default=0, sa_type=BigInteger)
    updated_at: datetime


class PledgeRow(SQLModel, table=True):
    """One tranche of one municipality, with the words that it rests on.

    `booked` is False when a person must decide first (no municipality, or a suspicious sender), or rejected it.
    `review` is what a person decided: "" nothing yet, else `Review`. What the computer read stays in the verdict.
    """

    __tablename__ = "pledges"
    __table_args__ = (Index(None, "municipality", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    message_row_id: int = Field(foreign_key="messages.id", index=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    municipality: str | None = None
    places: int | None = None
    unit: str | None = None
    min: int | None = None
    max: int | None = None
    persons_total: int | None = None
    conditional: bool = False
    withdrawn: bool = False
    replaces: int | None = None
    additional: bool = False
    from_date: date | None = None
    duration: str | None = None
    quote: str = ""
    source: str
    source_name: str = ""
    booked: bool = True
    review: str = ""


class EvidenceRow(SQLModel, table=True):
    """Why a label was given: witness, weight and quote."""

    __tablename__ = "evidence"

    id: int | None = Field(default=None, primary_key=True)
    message_row_id: int = Field(foreign_key="messages.id", index=True)
    label: str
    weight: float
    witness: str
    quote: str = ""


class OutboxRow(SQLModel, table=True):
    """One mail of ours in its final bytes. `serial` 0 is the acknowledgement of a message: there is never a second.

    From 1 on they are the answers that `author` wrote to that message.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(None, "state", "lease_until"),
        Index(None, "mailbox", "state", "next_try", "id"),
        Index(None, "recipient", "created_at"),
        Index(None, "serial", "created_at"),
        UniqueConstraint("message_row_id", "serial"),
    )

    id: int | None = Field(default=None, primary_key=True)
    message_row_id: int = Field(foreign_key="messages.id", index=True)
    serial: int = 0
    author: str = ""
    case_id: int = Field(foreign_key="cases.id", index=True)
    mailbox: str
    recipient: str
    message_id: str = Field(unique=True)
    in_reply_to: str | None = None
    subject: str = ""
    template: str
    data: bytes = Field(sa_type=Sealed)
    state: str = Sending.QUEUED.value
    attempts: int = 0
    created_at: datetime
    next_try: datetime
    lease_until: datetime | None = None
    sent_at: datetime | None = None
    reason: str = ""


class AuditRow(SQLModel, table=True):
    """What was done, when, by whom; only ever added to. No personal data: only row numbers and reasons."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor: str
    action: str = Field(index=True)
    message_row_id: int | None = Field(default=None, index=True)
    case_id: int | None = Field(default=None, index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class HeartbeatRow(SQLModel, table=True):
    """When a job last ran, when it last went well, and what was wrong since."""

    __tablename__ = "heartbeats"

    job: str = Field(primary_key=True)
    at: datetime
    ok_at: datetime | None = None
    error: str = ""
