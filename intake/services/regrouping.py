"""Regrouping: two cases become one, or a message gets a case of its own. Messages, pledges and answers move along."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select, update

from intake.errors import MessageError
from intake.services.handling import locked_case, touched
from intake.store import cases
from intake.store.audit import note
from intake.store.engine import unit_of_work
from intake.store.people import NoteRow
from intake.store.tables import CaseRow, CaseStatus, MessageRow, OutboxRow, PledgeRow

_MOVES_WITH_CASE = (MessageRow, PledgeRow, OutboxRow, NoteRow)
_MOVES_WITH_MESSAGE = (PledgeRow, OutboxRow)


def merge(engine: Engine, token: str, version: int, into: str, now: datetime, *, actor: str) -> None:
    """Everything of this case goes to the case `into`; this one closes and points there.

    Raises MessageError when there is no such case, ConflictError when this one was changed meanwhile.
    """
    with unit_of_work(engine) as session:
        # The same lock as filing: no message may join a case while it is being taken up elsewhere.
        cases.lock_filing(session)
        case = locked_case(session, token, version)
        target = _target(session, case, into.strip().upper())
        for model in _MOVES_WITH_CASE:
            _move(session, model, col(model.case_id) == case.id, target)
        target.labels = _joined(target.labels, case.labels)
        target.municipality = list(dict.fromkeys((*target.municipality, *case.municipality)))
        target.doubts = list(dict.fromkeys((*target.doubts, *case.doubts)))
        target.needs_human = target.needs_human or case.needs_human
        target.urgency = min(target.urgency, case.urgency)
        case.status, case.merged_into = CaseStatus.CLOSED.value, target.token
        case.needs_human, case.doubts = False, []
        for changed, action, other in ((case, "merged into", target), (target, "took up", case)):
            touched(session, changed, now)
            note(session, now, action, actor=actor, case=changed.id, token=other.token)


def split(engine: Engine, token: str, version: int, message: int, now: datetime, *, actor: str) -> str:
    """The message goes to a new case, with its pledges, copies and answer; the token of that case.

    Raises MessageError when it is the only message of the case.
    """
    with unit_of_work(engine) as session:
        cases.lock_filing(session)
        case = locked_case(session, token, version)
        row = session.get(MessageRow, message)
        if row is None or row.case_id != case.id:
            raise MessageError("Dit bericht hoort niet bij deze zaak.")
        copies = (col(MessageRow.id) == message) | (col(MessageRow.duplicate_of) == message)
        others = select(MessageRow.id).where(
            MessageRow.case_id == case.id,
            MessageRow.id != message,
            func.coalesce(MessageRow.duplicate_of, 0) != message,
        )
        if session.exec(others).first() is None:
            raise MessageError("Dit is het enige bericht in deze zaak; er valt niets af te splitsen.")
        new = _new_case(session, case, row, now)
        _move(session, MessageRow, copies, new)
        for model in _MOVES_WITH_MESSAGE:
            _move(session, model, col(model.message_row_id) == message, new)
        row.joins = None
        for changed, action, other in ((case, "split off", new), (new, "came from", case)):
            touched(session, changed, now)
            note(session, now, action, actor=actor, case=changed.id, message=message, token=other.token)
    return new.token


def _target(session: Session, case: CaseRow, token: str) -> CaseRow:
    found = session.exec(select(CaseRow.id).where(CaseRow.token == token)).first()
    if found is None or found == case.id:
        raise MessageError("Vul het kenmerk in van een andere zaak, zoals VNG-2026-00042.")
    target = cases.locked(session, found)
    if target.merged_into:
        raise MessageError(f"Die zaak is zelf samengevoegd met {target.merged_into}. Kies die.")
    return target


def _new_case(session: Session, case: CaseRow, row: MessageRow, now: datetime) -> CaseRow:
    verdict = row.outcome or {}
    new = cases.open_case(session, row.mailbox, row.address, now)
    new.opened_at = row.received_at
    new.labels = list(verdict.get("labels") or case.labels)
    new.primary = row.primary or case.primary
    new.municipality = list(verdict.get("municipality") or case.municipality)
    new.urgency = str(verdict.get("urgency") or case.urgency)
    new.doubts = list(verdict.get("doubts") or [])
    new.needs_human, new.assigned_to = True, case.assigned_to
    session.add(new)
    return new


def _move(
    session: Session, model: type[MessageRow | PledgeRow | OutboxRow | NoteRow], which: object, to: CaseRow
) -> None:
    session.exec(update(model).where(which).values(case_id=cases.number(to)))  # type: ignore[arg-type]


def _joined(known: list[str], more: list[str]) -> list[str]:
    labels = list(dict.fromkeys((*known, *more)))
    return [label for label in labels if label != "other"] or ["other"]
