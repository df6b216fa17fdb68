"""File: everything that follows from one message, in one commit."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from intake.domain import Outcome
from intake.services import answering
from intake.services.joining import is_machine, join
from intake.settings import Settings
from intake.store import cases, findings, messages
from intake.store.audit import note
from intake.store.tables import CaseRow, MessageRow

_OTHER_CONTENT = (
    "Er is al een ander bericht met hetzelfde Message-ID, maar met een andere inhoud; vergelijk de berichten."
)
_TWICE = "Gemeente {name} heeft al eerder plekken gemeld in een andere zaak; controleer of dit dezelfde zijn."
_RETURNED = "Een mailserver meldt een probleem met ons antwoord; controleer of het is aangekomen."
_MACHINES = ("mailer-daemon", "postmaster")


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a message, for the log: case token ("" for none), copy or not, answered or not."""

    token: str = ""
    duplicate: bool = False
    answered: bool = False


def file(
    session: Session, claimed: MessageRow, outcome: Outcome, settings: Settings, now: datetime
) -> Filed | None:
    """Books the outcome of a claimed message; None when the claim was lost, then nothing is written."""
    cases.lock_filing(session)
    if not messages.still_ours(session, claimed):
        return None
    row = session.get_one(MessageRow, messages.number(claimed), populate_existing=True)
    findings.fill_in(row, outcome)
    session.add(row)
    original = findings.original_of(session, row)
    if original is not None:
        row.duplicate_of, row.case_id = original.id, original.case_id
        note(session, now, "filed as copy", message=row.id, case=row.case_id, original=original.id)
        return Filed(duplicate=True)
    findings.add_evidence(session, row, outcome)
    filed = _file_original(session, row, outcome, settings, now)
    findings.copies_follow(session, row)
    return filed


def _file_original(
    session: Session, row: MessageRow, outcome: Outcome, settings: Settings, now: datetime
) -> Filed:
    joining = join(session, outcome)
    other = (_OTHER_CONTENT,) if findings.same_id_other_content(session, row) else ()
    outcome = replace(outcome, doubts=(*outcome.doubts, *joining.doubts, *other))
    case = joining.case
    if case is None and not joining.opens:
        note(session, now, "filed without case", message=row.id)
        return Filed()
    if case is None:
        case = cases.open_case(session, row.mailbox, row.address, now)
        note(session, now, "case opened", message=row.id, case=case.id, token=case.token)
    row.case_id, row.joins = case.id, joining.earlier
    session.flush()
    note(session, now, "filed", message=row.id, case=case.id, token=case.token)
    if is_machine(outcome):
        _note_trouble(case, outcome, now)
        return Filed(case.token)
    return _file_words(session, row, case, outcome, settings, now)


def _note_trouble(case: CaseRow, outcome: Outcome, now: datetime) -> None:
    """A bounce of our answer needs a person; an absence does not."""
    sender = outcome.sender.email.partition("@")[0] if outcome.sender else ""
    if sender in _MACHINES:
        cases.add_doubts(case, [_RETURNED], now)


def _file_words(
    session: Session, row: MessageRow, case: CaseRow, outcome: Outcome, settings: Settings, now: datetime
) -> Filed:
    outcome = replace(outcome, doubts=(*outcome.doubts, *_double_claims(session, case, outcome)))
    findings.add_pledges(session, row, cases.number(case), outcome)
    cases.update_case(case, outcome, now)
    answered = answering.answer(session, row, case, outcome, settings, now)
    session.add(case)
    return Filed(case.token, answered=answered)


def _double_claims(session: Session, case: CaseRow, outcome: Outcome) -> tuple[str, ...]:
    """A second official, or the region, may tell of the same places; only a person can know."""
    claimed = frozenset(
        pledge.municipality
        for pledge in outcome.extraction.pledges
        if pledge.municipality and not (pledge.additional or pledge.withdrawn)
    )
    earlier = findings.earlier_pledges(session, cases.number(case), claimed)
    return tuple(_TWICE.format(name=name) for name in earlier)
