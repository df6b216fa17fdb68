"""What stands for a municipality, and what stood: each line of the ledger with its case, who told it, and with which words."""

from collections.abc import Sequence
from functools import partial

from sqlmodel import Session, select

from intake.services.claims import Standing
from intake.store.entries import EntryRow, of_municipality, standing
from intake.store.findings import ABOUT
from intake.store.tables import MessageRow, PledgeRow


def current(session: Session, municipality: str) -> list[Standing]:
    """What stands for a municipality, each line with its case and who told it."""
    known = of_municipality(session, municipality)
    return [_as_told(session, line, known) for line in standing(known)]


def ended(session: Session, municipality: str, case_id: int) -> tuple[Standing, ...]:
    """What a case told of a municipality, and what counts no longer and was not replaced by another number."""
    known = of_municipality(session, municipality)
    over = {one for line in known if not line.held and not line.adds for one in line.ends}
    told = (_as_told(session, line, known) for line in known if line.id in over and line.adds)
    return tuple(one for one in told if one.case_id == case_id)


def _as_told(session: Session, line: EntryRow, known: Sequence[EntryRow]) -> Standing:
    row = session.get_one(MessageRow, line.message_row_id)
    return Standing(line, row.case_id, row.sender, _told_with(session, line), _place(line, known))


def _place(line: EntryRow, known: Sequence[EntryRow]) -> int:
    """Which line of its message it was, or the one was that it took the place of."""
    by_number = {one.id: one for one in known}
    while len(line.ends) == 1 and (old := by_number.get(line.ends[0])):
        line = old
    told = [one.id for one in known if one.adds and one.message_row_id == line.message_row_id]
    return told.index(line.id) + 1 if line.id in told else 0


def _told_with(session: Session, line: EntryRow) -> str:
    """The words with which a line was told, and those with which the lines were told that it took the place of."""
    pledge = session.get(PledgeRow, line.pledge_id) if line.pledge_id else None
    about = _around(session, pledge) if pledge else None
    earlier = [_told_with(session, old) for old in map(partial(session.get, EntryRow), line.ends) if old]
    return " ".join((about or line.quote, *earlier))


def _around(session: Session, pledge: PledgeRow) -> str | None:
    """The words around a pledge, as its mail was read; "vijf in Noord en vijf in Oost" are told apart by their order."""
    verdict = session.get_one(MessageRow, pledge.message_row_id).outcome or {}
    found = [
        str(words)
        for one, words in zip(verdict.get("pledges") or [], verdict.get(ABOUT) or [], strict=False)
        if (one.get("quote"), one.get("places")) == (pledge.quote, pledge.places)
    ]
    alike = select(PledgeRow.id).where(
        PledgeRow.message_row_id == pledge.message_row_id,
        PledgeRow.quote == pledge.quote,
        PledgeRow.places == pledge.places,
    )
    before = sum((identity or 0) < (pledge.id or 0) for identity in session.exec(alike))
    return found[min(before, len(found) - 1)] if found else None
