"""The ledger's lines, of which there is only ever one more; and by what else a message is found again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, ForeignKey, Integer
from sqlmodel import Field, Session, SQLModel, col, select

import intake.store.tables  # noqa: F401  (sets the naming convention before the first table)


class EntryKind(StrEnum):
    """What one line does to what a municipality has promised."""

    PLEDGE = "pledge"
    ADDITION = "addition"
    TRANCHES = "tranches"
    SPLIT = "split"
    REPETITION = "repetition"
    CORRECTION = "correction"
    PARTIAL_WITHDRAWAL = "partial_withdrawal"
    WITHDRAWAL = "withdrawal"
    CONDITION_MET = "condition_met"
    CONDITION_FAILED = "condition_failed"
    CONFIRMATION = "confirmation"
    REJECTION = "rejection"


class Held(StrEnum):
    """Why a line waits for a person."""

    NO = ""
    TRUST = "trust"
    MUNICIPALITY = "municipality"
    GUIDELINE = "guideline"
    DOUBLE = "double"
    CONFLICT = "conflict"
    CONFIRMED = "confirmed"


_JUDGING = (EntryKind.CONFIRMATION.value, EntryKind.REJECTION.value)


class EntryRow(SQLModel, table=True):
    """One line. `adds`: it brings a tranche, of `persons` where that is known; `ends` are the lines whose tranche is over.

    `held` is a `Held`: the line has no effect. `settles` is the line that a person decided about; `actor` who did.
    """

    __tablename__ = "ledger_entries"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    kind: str
    municipality: str | None = Field(default=None, index=True)
    message_row_id: int = Field(foreign_key="messages.id", index=True)
    pledge_id: int | None = Field(default=None, foreign_key="pledges.id", index=True)
    adds: bool = True
    ends: list[int] = Field(default_factory=list, sa_type=JSON)
    held: str = ""
    settles: int | None = Field(default=None, foreign_key="ledger_entries.id")
    actor: str
    places: int | None = None
    unit: str | None = None
    min: int | None = None
    max: int | None = None
    persons: int | None = None
    conditional: bool = False
    from_date: date | None = None
    duration: str | None = None
    quote: str = ""


class AnsweredRow(SQLModel, table=True):
    """A Message-ID that a message answers or refers to: its parent may arrive later."""

    __tablename__ = "message_references"

    message_row_id: int = Field(foreign_key="messages.id", primary_key=True)
    message_id: str = Field(primary_key=True, index=True)


class FingerprintRow(SQLModel, table=True):
    """Hashes of the runs of words in a message, by which the same letter is recognised; goes with the raw bytes."""

    __tablename__ = "fingerprints"

    message_row_id: int = Field(
        sa_column=Column(Integer, ForeignKey("messages.id"), primary_key=True, autoincrement=False)
    )
    runs: list[int] = Field(default_factory=list, sa_type=JSON)


def of_municipality(session: Session, name: str) -> Sequence[EntryRow]:
    """Every line of one municipality, oldest first."""
    query = select(EntryRow).where(EntryRow.municipality == name).order_by(col(EntryRow.id))
    return session.exec(query).all()


def latest_of_pledge(session: Session, pledge: int) -> EntryRow | None:
    """The last line about one pledge, apart from those that only judge another line."""
    query = (
        select(EntryRow)
        .where(EntryRow.pledge_id == pledge, col(EntryRow.kind).not_in(_JUDGING))
        .order_by(col(EntryRow.id).desc())
    )
    return session.exec(query).first()


def standing(lines: Iterable[EntryRow]) -> list[EntryRow]:
    """The lines whose tranche counts now. What a rejected line had ended stands again."""
    known = list(lines)
    rejected = {line.settles for line in known if line.kind == EntryKind.REJECTION}
    live = [line for line in known if not line.held and line.id not in rejected]
    ended = {identity for line in live for identity in line.ends}
    return [line for line in live if line.adds and line.id not in ended]


def confirmed(lines: Iterable[EntryRow], worker: str) -> dict[int, str]:
    """Who confirmed a line, by its number; a line that a person made is confirmed by them."""
    found: dict[int, str] = {}
    for line in lines:
        if line.actor != worker:
            target = line.settles if line.kind == EntryKind.CONFIRMATION else line.id
            if target is not None:
                found[target] = line.actor
    return found
