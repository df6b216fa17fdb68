"""The ledger: what each municipality has promised, in persons, firm and conditional apart.

Messages count in the order in which they were stored. A withdrawal empties the municipality; a correction takes the
place of what was there; a repetition of a tranche is booked once, and turns firm when the condition is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlmodel import Session, col, select

from intake.domain import Unit
from intake.store.tables import CaseRow, MessageRow, PledgeRow


@dataclass(frozen=True, slots=True)
class Line:
    """One booked pledge, with the token of its case and the Message-ID that it came with."""

    pledge: PledgeRow
    token: str
    message_id: str | None
    received_at: datetime


def ledger(session: Session) -> dict[str, dict[str, Any]]:
    """What stands, by municipality.

    `persons` is firm and conditional together; `uncounted` tells how many tranches have no number of persons
    (homes, ranges). `reference` is None until reference numbers are kept.
    """
    query = (
        select(PledgeRow, CaseRow.token, MessageRow.message_id, MessageRow.received_at)
        .join(CaseRow, col(CaseRow.id) == col(PledgeRow.case_id))
        .join(MessageRow, col(MessageRow.id) == col(PledgeRow.message_row_id))
        .where(col(PledgeRow.booked).is_(True), col(MessageRow.duplicate_of).is_(None))
        .where(col(PledgeRow.municipality).is_not(None))
        .order_by(col(PledgeRow.municipality), col(PledgeRow.message_row_id), col(PledgeRow.id))
    )
    lines = [Line(*row) for row in session.exec(query)]
    by_name = groupby(lines, key=lambda line: str(line.pledge.municipality))
    return {name: _totals(standing(group)) for name, group in by_name}


def standing(lines: Iterable[Line]) -> tuple[Line, ...]:
    """What stands after every message of one municipality, oldest first, had its say."""
    stands: tuple[Line, ...] = ()
    for _, group in groupby(lines, key=lambda line: line.pledge.message_row_id):
        stands = _after(stands, tuple(group))
    return stands


def _after(stands: tuple[Line, ...], said: tuple[Line, ...]) -> tuple[Line, ...]:
    promised = tuple(line for line in said if not line.pledge.withdrawn)
    if len(promised) < len(said) or any(line.pledge.replaces is not None for line in said):
        return promised
    kept = tuple(old for old in stands if not any(_repeats(new.pledge, old.pledge) for new in promised))
    return (*kept, *promised)


def _repeats(new: PledgeRow, old: PledgeRow) -> bool:
    same_amount = (new.places, new.unit, new.min, new.max) == (old.places, old.unit, old.min, old.max)
    return not new.additional and same_amount and new.message_row_id != old.message_row_id


def persons(pledge: PledgeRow) -> int | None:
    """How many people; None for homes and ranges of which nobody said how many people fit."""
    if pledge.persons_total is not None:
        return pledge.persons_total
    counts_people = pledge.unit is None or Unit(pledge.unit).is_person
    return pledge.places if counts_people else None


def _totals(lines: tuple[Line, ...]) -> dict[str, Any]:
    counted = [(line.pledge.conditional, persons(line.pledge)) for line in lines]
    firm = sum(number or 0 for conditional, number in counted if not conditional)
    conditional = sum(number or 0 for conditional, number in counted if conditional)
    return {
        "firm": firm,
        "conditional": conditional,
        "persons": firm + conditional,
        "uncounted": sum(number is None for _, number in counted),
        "reference": None,
        "tranches": [_tranche(line) for line in lines],
    }


def _tranche(line: Line) -> dict[str, Any]:
    pledge = line.pledge
    return {
        "case": line.token,
        "message_id": line.message_id,
        "received_at": line.received_at.isoformat(),
        "places": pledge.places,
        "unit": pledge.unit,
        "min": pledge.min,
        "max": pledge.max,
        "persons": persons(pledge),
        "conditional": pledge.conditional,
        "from_date": pledge.from_date.isoformat() if pledge.from_date else None,
        "duration": pledge.duration,
        "quote": pledge.quote,
    }
