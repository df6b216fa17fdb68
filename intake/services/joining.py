"""To which case a message belongs: by its thread, else by the token in its subject, else to a new one or none."""

from dataclasses import dataclass

from sqlmodel import Session

from intake.domain import Label, Outcome, ScreeningVerdict
from intake.mail.conversation import find_tokens, normalise_subject
from intake.store import cases
from intake.store.tables import CaseRow

_STRANGER = (
    "Het kenmerk {token} staat in het onderwerp, maar de afzender hoort niet bij die zaak; "
    "controleer of dit bericht daar thuishoort."
)


@dataclass(frozen=True, slots=True)
class Joining:
    """`case` None: open a new one when `opens`. `earlier` is the message whose case is joined."""

    case: CaseRow | None = None
    earlier: int | None = None
    opens: bool = False
    doubts: tuple[str, ...] = ()


def join(session: Session, outcome: Outcome) -> Joining:
    """Where this message belongs. A machine's mail joins what it answers, and opens nothing."""
    link = cases.by_thread(session, outcome)
    if link and not _starts_anew(session, link.case, outcome):
        return Joining(link.case, link.earlier)
    named = cases.by_token(session, find_tokens(outcome.subject))
    if named and (is_machine(outcome) or _belongs(session, named.case, outcome)):
        return Joining(named.case, named.earlier)
    doubts = (_STRANGER.format(token=named.case.token),) if named and not link else ()
    return Joining(opens=_opens(outcome) or bool(doubts), doubts=doubts)


def is_machine(outcome: Outcome) -> bool:
    """True for a machine's reaction: out of office, bounce, receipt."""
    return outcome.screening.verdict is ScreeningVerdict.SET_ASIDE or outcome.screening.auto_reply


def _opens(outcome: Outcome) -> bool:
    if is_machine(outcome):
        return False
    # A web form writes from a no-reply address: never answered, but what it says counts.
    silent = outcome.screening.verdict is ScreeningVerdict.STAY_QUIET
    return not silent or outcome.classification.primary is not Label.OTHER


def _starts_anew(session: Session, case: CaseRow, outcome: Outcome) -> bool:
    """True when somebody used an old mail to begin something else."""
    if is_machine(outcome):
        return False
    return _other_municipality(case, outcome) or _other_business(session, case, outcome)


def _other_municipality(case: CaseRow, outcome: Outcome) -> bool:
    named = set(outcome.extraction.municipalities)
    return bool(named and case.municipality) and named.isdisjoint(case.municipality)


def _other_business(session: Session, case: CaseRow, outcome: Outcome) -> bool:
    if not outcome.should_ack or case.token in find_tokens(outcome.subject):
        return False
    known = {normalise_subject(subject) for subject in cases.subjects(session, case)}
    subject = normalise_subject(outcome.subject)
    return bool(subject) and subject not in known and str(outcome.classification.primary) not in case.labels


def _belongs(session: Session, case: CaseRow, outcome: Outcome) -> bool:
    """A token can be guessed or passed on, so the sender's domain or municipality must fit as well."""
    if _other_municipality(case, outcome):
        return False
    if not set(outcome.extraction.municipalities).isdisjoint(case.municipality):
        return True
    return outcome.sender is not None and outcome.sender.domain in cases.sender_domains(session, case)
