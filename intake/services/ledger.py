"""The ledger: what each municipality has promised, in persons, firm and conditional apart.

It is computed from lines that are only ever added (`store/entries`); nobody edits a total.
"""

from datetime import datetime
from itertools import groupby
from typing import Any

from sqlmodel import Session, col, select

from intake.store.audit import WORKER
from intake.store.entries import EntryKind, EntryRow, confirmed, standing
from intake.store.tables import CaseRow, MessageRow

_NOWHERE = (None, None, None)
_Places = dict[int | None, tuple[str | None, str | None, datetime | None]]


def ledger(session: Session) -> dict[str, dict[str, Any]]:
    """What stands, by municipality.

    `persons` is firm and conditional together; `uncounted` tells how many tranches have no number of persons
    (homes, ranges). `reference` is None until reference numbers are kept. `entries` are all lines, oldest first.
    """
    query = select(EntryRow).where(col(EntryRow.municipality).is_not(None))
    lines = session.exec(query.order_by(col(EntryRow.municipality), col(EntryRow.id)))
    places = _places(session)
    by_name = groupby(lines, key=lambda line: str(line.municipality))
    found = {name: list(group) for name, group in by_name}
    # Where nothing but held lines is, nothing was promised yet.
    return {name: _totals(of, places) for name, of in found.items() if any(not line.held for line in of)}


def _places(session: Session) -> _Places:
    """Token and Message-ID of each message; copies count for nothing, so they have no lines."""
    query = select(MessageRow.id, CaseRow.token, MessageRow.message_id, MessageRow.received_at).join(
        CaseRow, col(CaseRow.id) == col(MessageRow.case_id)
    )
    return {number: (token, message_id, at) for number, token, message_id, at in session.exec(query)}


def _totals(lines: list[EntryRow], places: _Places) -> dict[str, Any]:
    stands, by = standing(lines), confirmed(lines, WORKER)
    firm = sum(line.persons or 0 for line in stands if not line.conditional)
    conditional = sum(line.persons or 0 for line in stands if line.conditional)
    return {
        "firm": firm,
        "conditional": conditional,
        "persons": firm + conditional,
        "uncounted": sum(line.persons is None for line in stands),
        "reference": None,
        "tranches": [_tranche(line, places, by) for line in stands],
        "entries": [_entry(line, places) for line in lines],
    }


def _tranche(line: EntryRow, places: _Places, by: dict[int, str]) -> dict[str, Any]:
    token, message_id, received_at = places.get(line.message_row_id, _NOWHERE)
    return {
        "case": token,
        "message_id": message_id,
        "received_at": received_at.isoformat() if received_at else None,
        "places": line.places,
        "unit": line.unit,
        "min": line.min,
        "max": line.max,
        "persons": line.persons,
        "conditional": line.conditional,
        "from_date": line.from_date.isoformat() if line.from_date else None,
        "duration": line.duration,
        "quote": line.quote,
        "confirmed_by": by.get(line.id or 0),
    }


def _entry(line: EntryRow, places: _Places) -> dict[str, Any]:
    token, message_id, _ = places.get(line.message_row_id, _NOWHERE)
    brings = line.adds and line.kind not in {EntryKind.CONFIRMATION, EntryKind.REJECTION}
    return {
        "id": line.id,
        "at": line.at.isoformat(),
        "kind": line.kind,
        "case": token,
        "message_id": message_id,
        "persons": line.persons if brings else None,
        "conditional": line.conditional,
        "ends": line.ends,
        "held": line.held or None,
        "settles": line.settles,
        "by": line.actor,
        "quote": line.quote,
    }
