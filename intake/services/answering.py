"""Answer: whether an acknowledgement is owed, and if so the row that will send it."""

from datetime import datetime

from sqlmodel import Session

from intake.domain import Address, Outcome, Trust
from intake.errors import ContentError, MessageError
from intake.mail.compose import acknowledgement
from intake.services.braking import braked
from intake.services.joining import is_machine
from intake.services.rules import rulebook
from intake.settings import Settings
from intake.store import cases, messages, outbox, restored
from intake.store.audit import note
from intake.store.tables import CaseRow, MessageRow, OutboxRow
from intake.store.text import LONGEST_LINE, LONGEST_NAME, clean

_NOT_COMPOSED = "Er is geen ontvangstbevestiging gemaakt: {error}"
_READ_AGAIN = (
    "Dit bericht kwam binnen voordat een back-up werd teruggezet. Misschien kreeg de afzender al een "
    "ontvangstbevestiging. Kijk in de verzonden post, en antwoord zelf als dat nodig is."
)
_NO_REPLY = ("no-reply", "noreply", "no_reply", "donotreply", "do-not-reply", "niet-beantwoorden")


def answer(
    session: Session, row: MessageRow, case: CaseRow, outcome: Outcome, settings: Settings, now: datetime
) -> bool:
    """Queues the acknowledgement that is due, and says whether one was. Raises ContentError."""
    recipient = _recipient(outcome)
    if not _owed(session, case, outcome, settings):
        return False
    if why := braked(session, clean(recipient, LONGEST_NAME), outcome, settings.acknowledge, now):
        cases.add_doubts(case, [why], now)
        note(session, now, "answer braked", message=row.id, case=case.id)
        return False
    if restored.may_be_answered_already(session, row):
        cases.add_doubts(case, [_READ_AGAIN], now)
        note(session, now, "answer left after restore", message=row.id, case=case.id)
        return False
    try:
        queued = _row(row, case, outcome, settings, now)
    except MessageError as error:
        cases.add_doubts(case, [_NOT_COMPOSED.format(error=error)], now)
        note(session, now, "answer not composed", message=row.id, case=case.id)
        return False
    session.add(queued)
    note(session, now, "answer queued", message=row.id, case=case.id, template=queued.template)
    return True


def _recipient(outcome: Outcome) -> str:
    address = outcome.answer_to or outcome.sender
    return address.email.strip().lower() if address else ""


def _owed(session: Session, case: CaseRow, outcome: Outcome, settings: Settings) -> bool:
    if not (settings.acknowledge.enabled and outcome.should_ack) or is_machine(outcome):
        return False
    own = {mailbox.address.lower() for mailbox in settings.mailboxes.values()}
    if not may_be_answered(_recipient(outcome), own):
        return False
    # First in its case: who follows up has been told the token already.
    return not outbox.any_of_case(session, cases.number(case))


def may_be_answered(recipient: str, own: set[str]) -> bool:
    """False for nobody, for ourselves, and for addresses that say that nobody reads them (RFC 3834, 2)."""
    local, at, domain = recipient.rpartition("@")
    return bool(local and at and domain) and recipient not in own and not local.startswith(_NO_REPLY)


def _row(row: MessageRow, case: CaseRow, outcome: Outcome, settings: Settings, now: datetime) -> OutboxRow:
    acknowledge, template = settings.acknowledge, _template(outcome)
    mail = acknowledgement(
        outcome,
        token=case.token,
        template=template,
        message_id=_message_id(row, case),
        from_address=Address(acknowledge.sender_name, row.address),
        quote_pledges=_quotes(outcome, acknowledge.quote_extraction),
        now=now,
        urgent_phone=acknowledge.urgent_phone,
    )
    return OutboxRow(
        message_row_id=messages.number(row),
        case_id=cases.number(case),
        mailbox=row.mailbox,
        recipient=clean(mail.recipient.lower(), LONGEST_NAME),
        message_id=mail.message_id,
        in_reply_to=clean(mail.in_reply_to, LONGEST_NAME) if mail.in_reply_to else None,
        subject=clean(mail.subject, LONGEST_LINE),
        template=template,
        data=mail.data,
        created_at=now,
        next_try=now,
    )


def _message_id(row: MessageRow, case: CaseRow) -> str:
    # Made from what it answers: filing that is done over after a crash gives the same one.
    domain = row.address.rpartition("@")[2]
    return f"<{case.token.lower()}.{row.id}.{row.content_digest[:16]}@{domain}>"


def _quotes(outcome: Outcome, when: str) -> bool:
    sure = not outcome.doubts and outcome.trust is not Trust.SUSPICIOUS
    return when == "always" or (when == "confident" and sure)


def _template(outcome: Outcome) -> str:
    category = rulebook().categories[outcome.classification.primary]
    if not category.acknowledgement:
        raise ContentError(
            f"rules/categories: {category.label} has no acknowledgement. Name a folder of templates/acknowledgements."
        )
    return category.acknowledgement
