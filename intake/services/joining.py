"""To which case a message belongs: by its thread, else by a token in it, else to a new one or none."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from intake.domain import Label, Outcome, ScreeningVerdict
from intake.mail.conversation import find_tokens, normalise_subject
from intake.store import cases
from intake.store.cases import Link
from intake.store.tables import CaseRow

_STRANGER = (
    "Het kenmerk {token} staat in het bericht, maar de afzender hoort niet bij die zaak; "
    "controleer of dit bericht daar thuishoort."
)
_SEVERAL = "In het bericht staan meer kenmerken ({tokens}); controleer bij welke zaak het hoort."
_OTHER_CASE = (
    "Het bericht hoort bij deze zaak, maar noemt ook kenmerk {token}; controleer waar het thuishoort."
)
_PROPOSAL = (
    "Dit bericht lijkt te horen bij {token}: dezelfde gemeente en hetzelfde onderwerp. "
    "Voeg de zaken samen als dat klopt."
)


@dataclass(frozen=True, slots=True)
class Joining:
    """`case` None: open a new one when `opens`. `earlier` is the message whose case is joined.

    `late`: that message answers this one, but was here before it.
    """

    case: CaseRow | None = None
    earlier: int | None = None
    opens: bool = False
    doubts: tuple[str, ...] = ()
    late: bool = False


def join(session: Session, outcome: Outcome, now: datetime) -> Joining:
    """Where this message belongs. A machine's mail joins what it answers, and opens nothing."""
    if is_machine(outcome):
        return _machine(session, outcome, now)
    named = cases.known_tokens(session, outcome.ties.tokens)
    if link := cases.by_thread(session, outcome):
        if not _starts_anew(session, link.case, outcome):
            others = [case.token for case in named if case.id != link.case.id]
            return Joining(
                link.case, link.earlier, doubts=tuple(_OTHER_CASE.format(token=one) for one in others)
            )
        return _by_token(session, outcome, tuple(case for case in named if case.id != link.case.id))
    later = cases.by_answer(session, outcome.message_id)
    if later and not _other_municipality(later.case, outcome):
        return Joining(later.case, later.earlier, late=True)
    return _by_token(session, outcome, named)


def is_machine(outcome: Outcome) -> bool:
    """True for a machine's reaction: out of office, bounce, receipt."""
    return outcome.screening.verdict is ScreeningVerdict.SET_ASIDE or outcome.screening.auto_reply


def proposal(session: Session, case: CaseRow, outcome: Outcome, now: datetime) -> tuple[str, ...]:
    """A doubt for a new case that looks like the continuation of another one."""
    token = cases.alike(session, outcome.extraction.municipalities, outcome.subject, now, case.id)
    return (_PROPOSAL.format(token=token),) if token else ()


def _machine(session: Session, outcome: Outcome, now: datetime) -> Joining:
    link: Link | None = cases.by_thread(session, outcome) or cases.by_token(session, outcome.ties.tokens)
    sender = outcome.sender.email if outcome.sender else ""
    link = link or cases.by_report(session, outcome.ties, sender, now)
    return Joining(link.case, link.earlier) if link else Joining()


def _by_token(session: Session, outcome: Outcome, named: tuple[CaseRow, ...]) -> Joining:
    if len(named) > 1:
        tokens = ", ".join(case.token for case in named)
        return Joining(opens=True, doubts=(_SEVERAL.format(tokens=tokens),))
    if named and (link := cases.by_token(session, (named[0].token,))):
        if _belongs(session, link.case, outcome):
            return Joining(link.case, link.earlier)
        return Joining(opens=True, doubts=(_STRANGER.format(token=named[0].token),))
    return Joining(opens=_opens(outcome))


def _opens(outcome: Outcome) -> bool:
    # A web form writes from a no-reply address: never answered, but what it says counts.
    silent = outcome.screening.verdict is ScreeningVerdict.STAY_QUIET
    return not silent or outcome.classification.primary is not Label.OTHER


def _starts_anew(session: Session, case: CaseRow, outcome: Outcome) -> bool:
    """True when somebody used an old mail to begin something else."""
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
