"""Correcting: a person confirms, changes or rejects what was understood of a pledge. The ledger follows at once.

The verdict of the computer and the words it rests on are never overwritten; the journal holds before and after.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from intake.domain import Unit
from intake.errors import MessageError
from intake.services import settling
from intake.services.handling import locked_case, touched
from intake.services.municipalities import register
from intake.store.audit import note
from intake.store.engine import unit_of_work
from intake.store.tables import CaseRow, PledgeRow, Review

_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Amount:
    """What a person says that was pledged. `persons` is needed only where it does not follow from `places` and `unit`."""

    municipality: str
    places: int | None
    unit: Unit
    persons: int | None = None
    conditional: bool = False
    withdrawn: bool = False
    from_date: date | None = None


def confirm(engine: Engine, token: str, version: int, pledge: int, now: datetime, *, actor: str) -> None:
    """It is right as it stands; from now on it counts. Raises MessageError when nobody knows for which municipality."""
    with unit_of_work(engine) as session:
        case, row = _found(session, token, version, pledge)
        if row.municipality is None:
            raise MessageError("Kies eerst de gemeente: zonder gemeente kan dit aanbod niet meetellen.")
        row.review = Review.CONFIRMED.value
        settling.confirmed(session, row, actor, now)
        _done(session, case, row, now, actor, "pledge confirmed", in_short(row), in_short(row))


def reject(engine: Engine, token: str, version: int, pledge: int, now: datetime, *, actor: str) -> None:
    """This is no pledge; it does not count any more."""
    with unit_of_work(engine) as session:
        case, row = _found(session, token, version, pledge)
        before = in_short(row)
        row.review = Review.REJECTED.value
        settling.rejected(session, row, actor, now)
        _done(session, case, row, now, actor, "pledge rejected", before, in_short(row))


def correct(
    engine: Engine, token: str, version: int, pledge: int, amount: Amount, now: datetime, *, actor: str
) -> None:
    """It is this instead; from now on it counts. Raises MessageError for what cannot be."""
    _checked(amount)
    with unit_of_work(engine) as session:
        case, row = _found(session, token, version, pledge)
        before = in_short(row)
        _fill(row, amount)
        row.review = Review.CORRECTED.value
        settling.corrected(session, row, actor, now)
        _done(session, case, row, now, actor, "pledge corrected", before, in_short(row))


def add(
    engine: Engine, token: str, version: int, message: int, amount: Amount, now: datetime, *, actor: str
) -> None:
    """A pledge that the computer did not see, in one of the messages of the case."""
    _checked(amount)
    with unit_of_work(engine) as session:
        case = locked_case(session, token, version)
        row = PledgeRow(
            message_row_id=message, case_id=case.id or 0, source="person", review=Review.CORRECTED.value
        )
        _fill(row, amount)
        session.add(row)
        settling.corrected(session, row, actor, now)
        _done(session, case, row, now, actor, "pledge added", "", in_short(row))


def in_short(row: PledgeRow) -> str:
    """A pledge in one line of the journal."""
    number = row.places if row.places is not None else f"{row.min}-{row.max}" if row.min is not None else "?"
    parts = [f"{row.municipality or '?'}: {number} {row.unit or 'plekken'}"]
    parts += [
        word
        for word, holds in (("onder voorbehoud", row.conditional), ("ingetrokken", row.withdrawn))
        if holds
    ]
    if not row.booked:
        parts.append("telt niet mee")
    return ", ".join(parts)


def _found(session: Session, token: str, version: int, pledge: int) -> tuple[CaseRow, PledgeRow]:
    case = locked_case(session, token, version)
    row = session.get(PledgeRow, pledge)
    if row is None or row.case_id != case.id:
        raise MessageError("Dit aanbod hoort niet bij deze zaak.")
    return case, row


def _checked(amount: Amount) -> None:
    if amount.municipality not in register():
        raise MessageError("Kies een gemeente uit de lijst.")
    for number in (amount.places, amount.persons):
        if number is not None and not 0 <= number <= _LARGEST:
            raise MessageError(f"Vul een aantal in van 0 tot {_LARGEST:_}.".replace("_", "."))


def _fill(row: PledgeRow, amount: Amount) -> None:
    row.municipality, row.places, row.unit = amount.municipality, amount.places, amount.unit.value
    row.min = row.max = None
    row.persons_total = amount.places if amount.unit.is_person else amount.persons
    row.conditional, row.withdrawn, row.from_date = amount.conditional, amount.withdrawn, amount.from_date


def _done(
    session: Session,
    case: CaseRow,
    row: PledgeRow,
    now: datetime,
    actor: str,
    action: str,
    before: str,
    after: str,
) -> None:
    session.add(row)
    touched(session, case, now)
    note(
        session,
        now,
        action,
        actor=actor,
        case=case.id,
        message=row.message_row_id,
        pledge=row.id,
        before=before,
        after=after,
    )
