"""Settling: what a person decides about a pledge becomes a line of the ledger under their name; no line is ever changed."""

from datetime import datetime

from sqlmodel import Session

from intake.services.booking import line_of
from intake.services.claims import Claim
from intake.services.deciding import decide
from intake.services.standing import current
from intake.store.entries import EntryKind, EntryRow, Held, latest_of_pledge
from intake.store.tables import MessageRow, PledgeRow

# Held because it may be the same places: who confirms it says that it is not.
_SAME_PLACES = (Held.DOUBLE, Held.CONFLICT)
_ABOUT_CONDITION = (EntryKind.CONDITION_MET, EntryKind.CONDITION_FAILED)


def confirmed(session: Session, pledge: PledgeRow, actor: str, now: datetime) -> None:
    """From now on it counts; what counted already is confirmed."""
    line = latest_of_pledge(session, pledge.id or 0)
    if line is not None and pledge.booked and not line.held:
        made = line_of(pledge, EntryKind.CONFIRMATION, actor, now)
        made.adds, made.settles = False, line.id
    elif line is not None and (line.kind in _ABOUT_CONDITION or line.message_row_id != pledge.message_row_id):
        # Another mail said what became of it, without a number of its own.
        made = _again(line, pledge, actor, now)
    elif line is None or line.held in _SAME_PLACES:
        kind = EntryKind.ADDITION if line else EntryKind.PLEDGE
        made = line_of(pledge, kind, actor, now)
        made.settles = line.id if line else None
    else:
        made = _decided(session, pledge, line, actor, now)
    _write(session, pledge, made)


def rejected(session: Session, pledge: PledgeRow, actor: str, now: datetime) -> None:
    """It is no pledge: its line has no effect, and what it had ended stands again."""
    line = latest_of_pledge(session, pledge.id or 0)
    if line is not None:
        session.add(_rejection(line, pledge, actor, now))
    pledge.booked = False
    session.flush()


def corrected(session: Session, pledge: PledgeRow, actor: str, now: datetime) -> None:
    """It is what `pledge` says now."""
    session.flush()
    line = latest_of_pledge(session, pledge.id or 0)
    made = line_of(pledge, EntryKind.CORRECTION if line else EntryKind.PLEDGE, actor, now)
    made.adds = not pledge.withdrawn
    if line is not None:
        made.settles = line.id
        if line.municipality not in {None, pledge.municipality}:
            session.add(_rejection(line, pledge, actor, now))
        elif not line.held:
            made.ends = [line.id or 0, *line.ends]
        elif line.held not in _SAME_PLACES:
            made.ends = _ends(session, pledge)
    _write(session, pledge, made)


def _again(line: EntryRow, pledge: PledgeRow, actor: str, now: datetime) -> EntryRow:
    made = line_of(pledge, EntryKind(line.kind), actor, now)
    made.message_row_id, made.conditional, made.quote = line.message_row_id, line.conditional, line.quote
    made.places, made.persons = line.places, line.persons
    made.adds, made.ends, made.settles = line.adds, line.ends, line.id
    return made


def _decided(session: Session, pledge: PledgeRow, line: EntryRow, actor: str, now: datetime) -> EntryRow:
    """A line that waited is decided about anew: other mail may have come since."""
    decision = decide(_claim(session, pledge), current(session, str(pledge.municipality)))
    made = line_of(pledge, decision.kind, actor, now)
    made.adds = decision.adds and not pledge.withdrawn
    made.held, made.settles = decision.held.value, line.id
    made.ends = [one.line.id for one in decision.ends if one.line.id is not None]
    return made


def _ends(session: Session, pledge: PledgeRow) -> list[int]:
    decision = decide(_claim(session, pledge), current(session, str(pledge.municipality)))
    return [one.line.id for one in decision.ends if one.line.id is not None]


def _claim(session: Session, pledge: PledgeRow) -> Claim:
    row = session.get_one(MessageRow, pledge.message_row_id)
    return Claim(str(pledge.municipality), (pledge,), pledge.case_id, row.sender)


def _rejection(line: EntryRow, pledge: PledgeRow, actor: str, now: datetime) -> EntryRow:
    made = line_of(pledge, EntryKind.REJECTION, actor, now)
    made.municipality, made.adds, made.settles = line.municipality, False, line.id
    return made


def _write(session: Session, pledge: PledgeRow, made: EntryRow) -> None:
    pledge.booked = not made.held
    session.add_all((pledge, made))
    session.flush()
