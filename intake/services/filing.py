"""File: everything that follows from a message, in one commit with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from intake.domain import Outcome
from intake.extraction.deciding import RIVALS
from intake.extraction.municipalities import NO_MUNICIPALITY
from intake.readers import Read
from intake.services import answering
from intake.services.booking import Said, book
from intake.services.claims import named
from intake.services.joining import Joining, is_machine, join, proposal
from intake.services.rules import rulebook
from intake.settings import Settings
from intake.store import cases, findings, letters, messages, search
from intake.store.audit import note
from intake.store.tables import CaseRow, MessageRow

_OTHER_CONTENT = (
    "Er is al een ander bericht met hetzelfde Message-ID, maar met een andere inhoud; vergelijk de berichten."
)
_RETURNED = "Een mailserver meldt een probleem met ons antwoord; controleer of het is aangekomen."
_MACHINES = ("mailer-daemon", "postmaster")


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a message, for the log: case token ("" for none), copy or not, answered or not."""

    token: str = ""
    duplicate: bool = False
    answered: bool = False


def file_all(
    session: Session, claimed: Sequence[tuple[MessageRow, Read]], settings: Settings, now: datetime
) -> list[Filed | None]:
    """Books what was read in claimed messages, in order; None for one whose claim was lost: of it nothing is written."""
    # Before the lock, because only the message itself is touched: others may file meanwhile.
    ours = [_took(session, row, read) for row, read in claimed]
    cases.lock_filing(session)
    filed: list[Filed | None] = []
    # What is asked is asked of earlier messages, so this one is written once, at its end.
    with session.no_autoflush:
        for (row, read), mine in zip(claimed, ours, strict=True):
            # A copy: when this fails, the claimed row is as it was, for another try.
            kept = session.merge(row, load=False)
            filed.append(_file(session, kept, read.outcome, settings, now) if mine else None)
            session.flush()
            # The next one sees what the database holds, as it would in a transaction of its own.
            session.expunge_all()
    return filed


def _took(session: Session, row: MessageRow, read: Read) -> bool:
    findings.fill_in(row, read.outcome, read.record)
    if not messages.still_ours(session, row):
        return False
    search.remember(session, messages.number(row), read.words)
    return True


def _file(session: Session, row: MessageRow, outcome: Outcome, settings: Settings, now: datetime) -> Filed:
    original = findings.original_of(session, row)
    letter = None if original else letters.same_letter(session, row, outcome, rulebook().webmail)
    # Of a message that was too large we read the beginning only: what follows may say more.
    if letter is not None and letter.copy and row.complete:
        original = findings.Original(messages.number(letter.earlier), letter.earlier.case_id)
    if original is not None:
        row.duplicate_of, row.case_id = original.number, original.case_id
        messages.end(row)
        cases.remember_references(session, row, outcome)
        note(session, now, "filed as copy", message=row.id, case=row.case_id, original=original.number)
        return Filed(duplicate=True)
    findings.add_evidence(session, row, outcome)
    letters.remember(session, row, outcome)
    joining = join(session, outcome, now)
    if letter is not None and joining.case is None and joining.opens and letter.earlier.case_id is not None:
        # The same letter with something to it: a colleague passes it on and asks a question.
        joining = replace(
            joining, case=cases.locked(session, letter.earlier.case_id), earlier=letter.earlier.id
        )
    filed = _file_original(session, row, outcome, joining, settings, now)
    cases.remember_references(session, row, outcome)
    findings.copies_follow(session, row)
    return filed


def _file_original(
    session: Session,
    row: MessageRow,
    outcome: Outcome,
    joining: Joining,
    settings: Settings,
    now: datetime,
) -> Filed:
    other = (_OTHER_CONTENT,) if findings.same_id_other_content(session, row) else ()
    outcome = replace(outcome, doubts=(*outcome.doubts, *joining.doubts, *other))
    case = joining.case
    if case is None and not joining.opens:
        messages.end(row)
        note(session, now, "filed without case", message=row.id)
        return Filed()
    if case is None:
        case = cases.open_case(session, row.mailbox, row.address, now)
        outcome = replace(outcome, doubts=(*outcome.doubts, *proposal(session, case, outcome, now)))
        note(session, now, "case opened", message=row.id, case=case.id, token=case.token)
    row.case_id, row.joins = case.id, joining.earlier
    messages.end(row)
    note(session, now, "filed", message=row.id, case=case.id, token=case.token)
    if is_machine(outcome):
        _note_trouble(case, outcome, now)
        return Filed(case.token)
    return _file_words(session, row, case, of_case(outcome, case), joining.late, settings, now)


def _note_trouble(case: CaseRow, outcome: Outcome, now: datetime) -> None:
    """A bounce of our answer needs a person: nobody was told. An absence does not."""
    sender = outcome.sender.email.partition("@")[0] if outcome.sender else ""
    if outcome.ties.undelivered or sender in _MACHINES:
        cases.add_doubts(case, [_RETURNED], now)


def of_case(outcome: Outcome, case: CaseRow) -> Outcome:
    """Who answers in a case of one municipality, and names none, speaks of that one; among several, of whom it names."""
    if len(case.municipality) > 1:
        return _of_several(outcome, case.municipality)
    rivals = any(doubt.startswith(RIVALS) for doubt in outcome.doubts)
    if len(case.municipality) != 1 or outcome.extraction.municipalities or rivals:
        return outcome
    name = case.municipality[0]
    pledges = tuple(
        replace(pledge, municipality=pledge.municipality or name) for pledge in outcome.extraction.pledges
    )
    return replace(
        outcome,
        extraction=replace(outcome.extraction, municipalities=(name,), pledges=pledges),
        doubts=tuple(doubt for doubt in outcome.doubts if doubt != NO_MUNICIPALITY),
    )


def _of_several(outcome: Outcome, names: Sequence[str]) -> Outcome:
    """ "Een wijziging voor Simpelveld: zeven", from Voerendaal: the number is of the one that the line names."""
    read = outcome.extraction
    pledges = tuple(
        replace(pledge, municipality=told[0]) if len(told := named(pledge.quote, names)) == 1 else pledge
        for pledge in read.pledges
    )
    texts = (*(pledge.quote for pledge in pledges), *(remark.text for remark in read.news.remarks))
    spoken = (*read.municipalities, *(name for text in texts for name in named(text, names)))
    return replace(
        outcome,
        extraction=replace(read, municipalities=tuple(dict.fromkeys(spoken)), pledges=pledges),
    )


def _file_words(
    session: Session,
    row: MessageRow,
    case: CaseRow,
    outcome: Outcome,
    late: bool,
    settings: Settings,
    now: datetime,
) -> Filed:
    pledges = findings.add_pledges(session, row, cases.number(case), outcome)
    doubts = book(session, Said(row, cases.number(case), outcome, late), pledges, now)
    outcome = replace(outcome, doubts=(*outcome.doubts, *doubts))
    cases.update_case(case, outcome, now)
    answered = answering.answer(session, row, case, outcome, settings, now)
    session.add(case)
    return Filed(case.token, answered=answered)
