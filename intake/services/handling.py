"""Handling: what a person changes of a case. Each change names the version that they saw, and is in the journal."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from intake.domain import Label, Urgency
from intake.errors import ConflictError, MessageError
from intake.services.municipalities import register
from intake.store import cases
from intake.store.audit import note
from intake.store.engine import unit_of_work
from intake.store.people import AccountRow, NoteRow
from intake.store.tables import CaseRow, CaseStatus
from intake.store.text import clean

_CONFLICT = "Iemand anders heeft deze zaak net gewijzigd. Uw wijziging is niet bewaard. Kijk wat er veranderd is en kies opnieuw."
_UNKNOWN = "Deze zaak bestaat niet."
_LONGEST_NOTE = 5_000


def assign(engine: Engine, token: str, version: int, account: str, now: datetime, *, actor: str) -> None:
    """Gives a case to somebody; "" to nobody. Raises MessageError for an unknown account."""

    def change(session: Session, case: CaseRow) -> None:
        if account and session.get(AccountRow, account) is None:
            raise MessageError("Dit account bestaat niet.")
        case.assigned_to = account or None

    _change(engine, token, version, change, now, actor, "assigned", "assigned_to")


def set_urgency(
    engine: Engine, token: str, version: int, urgency: Urgency, now: datetime, *, actor: str
) -> None:
    """Makes a case urgent, or not."""

    def change(_session: Session, case: CaseRow) -> None:
        case.urgency = urgency.value

    _change(engine, token, version, change, now, actor, "urgency changed", "urgency")


def set_labels(
    engine: Engine, token: str, version: int, labels: Sequence[Label], now: datetime, *, actor: str
) -> None:
    """What the case is about; the first label is the main one. `other` stands alone."""
    chosen = [label.value for label in Label if label in labels]
    if not chosen or (Label.OTHER.value in chosen and len(chosen) > 1):
        raise MessageError("Kies ten minste één soort. ‘Overig’ staat altijd alleen.")

    def change(_session: Session, case: CaseRow) -> None:
        case.labels = chosen
        case.primary = case.primary if case.primary in chosen else chosen[0]

    _change(engine, token, version, change, now, actor, "category changed", "labels", "primary")


def set_municipalities(
    engine: Engine, token: str, version: int, names: Sequence[str], now: datetime, *, actor: str
) -> None:
    """On whose behalf is written. Raises MessageError for a name that is not official."""
    plain = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    for name in plain:
        if name not in register():
            raise MessageError(f"Er is geen gemeente met de naam {name}. Kies een naam uit de lijst.")

    def change(_session: Session, case: CaseRow) -> None:
        case.municipality = plain

    _change(engine, token, version, change, now, actor, "municipality changed", "municipality")


def settle(engine: Engine, token: str, version: int, now: datetime, *, actor: str) -> None:
    """Somebody looked, and it is right: the doubts are gone from the case; the verdict keeps them."""

    def change(_session: Session, case: CaseRow) -> None:
        case.needs_human, case.doubts = False, []

    _change(engine, token, version, change, now, actor, "doubts settled", "needs_human", "doubts")


def set_status(
    engine: Engine, token: str, version: int, status: CaseStatus, now: datetime, *, actor: str
) -> None:
    """Closes a case, or opens it again."""

    def change(_session: Session, case: CaseRow) -> None:
        if case.merged_into and status is CaseStatus.OPEN:
            raise MessageError(f"Deze zaak is samengevoegd met {case.merged_into}. Werk daar verder.")
        case.status = status.value

    action = "case closed" if status is CaseStatus.CLOSED else "case reopened"
    _change(engine, token, version, change, now, actor, action, "status")


def add_note(engine: Engine, token: str, text: str, now: datetime, *, actor: str) -> None:
    """A note for colleagues. Two people may write one at the same time. Raises MessageError when it is empty."""
    words = clean(text).strip()[:_LONGEST_NOTE]
    if not words:
        raise MessageError("De notitie is leeg.")
    with unit_of_work(engine) as session:
        case = _known(session, token)
        session.add(NoteRow(case_id=cases.number(case), author=actor, at=now, text=words))
        note(session, now, "note added", actor=actor, case=case.id)


def locked_case(session: Session, token: str, version: int) -> CaseRow:
    """The case, held until the commit. Raises ConflictError when it is no longer the version that somebody saw."""
    case = cases.locked(session, cases.number(_known(session, token)))
    if case.version != version:
        raise ConflictError(_CONFLICT)
    return case


def touched(session: Session, case: CaseRow, now: datetime) -> None:
    """Counts a change of the case."""
    case.version += 1
    case.updated_at = now
    session.add(case)


def _known(session: Session, token: str) -> CaseRow:
    case = session.exec(select(CaseRow).where(col(CaseRow.token) == token)).first()
    if case is None:
        raise MessageError(_UNKNOWN)
    return case


def _change(
    engine: Engine,
    token: str,
    version: int,
    change: Callable[[Session, CaseRow], None],
    now: datetime,
    actor: str,
    action: str,
    *fields: str,
) -> None:
    with unit_of_work(engine) as session:
        case = locked_case(session, token, version)
        before = {name: getattr(case, name) for name in fields}
        change(session, case)
        after = {name: getattr(case, name) for name in fields}
        if before == after:
            return
        touched(session, case, now)
        note(session, now, action, actor=actor, case=case.id, **_said(before, after))


def _said(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The first value as it was and is, for the journal; of yes and no the action says enough."""
    pair = {"before": next(iter(before.values())), "after": next(iter(after.values()))}
    return {} if isinstance(pair["after"], bool) else {name: _line(value) for name, value in pair.items()}


def _line(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
