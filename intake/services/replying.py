"""Replying: a person answers a message of a case. The mail is queued in its final bytes; the worker sends it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from intake.domain import Address, ParsedMail
from intake.errors import MessageError, UnreadableMessageError
from intake.mail.answers import answer, draft
from intake.mail.compose import OutgoingMail
from intake.mail.wording import dutch_date, greeting
from intake.services.answering import may_be_answered
from intake.services.handling import locked_case, touched
from intake.settings import Settings
from intake.store import messages
from intake.store.audit import note
from intake.store.engine import reading, unit_of_work
from intake.store.tables import CaseRow, MessageRow, OutboxRow, PledgeRow
from intake.store.text import LONGEST_LINE, LONGEST_NAME, clean
from intake.unwrapping import readable

_NOBODY = (
    "Aan dit adres kunnen wij niet schrijven. Kies een ander bericht of antwoord vanuit uw eigen postvak."
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the account, and the name under the letter."""

    account: str
    display: str


def filled_draft(engine: Engine, token: str, message: int, name: str, writer: Writer) -> str:
    """A draft for an answer to this message. Raises MessageError, ContentError."""
    with reading(engine) as session:
        case, row = _known(session, token, message)
        pledges = session.exec(
            select(PledgeRow).where(PledgeRow.case_id == case.id, col(PledgeRow.booked).is_(True))
        ).all()
        mail = _mail(session, row)
    return draft(
        name,
        {
            "aanhef": greeting(mail.sender.name if mail and mail.sender else ""),
            "kenmerk": token,
            "ontvangen_op": dutch_date(row.received_at),
            "gemeente": ", ".join(case.municipality),
            "medewerker": writer.display,
            "postbus": row.address,
            "toezeggingen": [_in_words(pledge) for pledge in pledges],
        },
    )


def preview(
    engine: Engine, settings: Settings, token: str, message: int, text: str, now: datetime
) -> OutgoingMail:
    """The mail as it would leave. Raises MessageError when it cannot."""
    with reading(engine) as session:
        case, row = _known(session, token, message)
        return _composed(session, settings, case, row, text, _next_serial(session, row), now)


def send(
    engine: Engine,
    settings: Settings,
    token: str,
    version: int,
    message: int,
    text: str,
    now: datetime,
    *,
    writer: Writer,
) -> None:
    """Queues the answer; the case no longer asks for a person. Raises MessageError, ConflictError."""
    with unit_of_work(engine) as session:
        case = locked_case(session, token, version)
        _, row = _known(session, token, message)
        serial = _next_serial(session, row)
        mail = _composed(session, settings, case, row, text, serial, now)
        session.add(_row(case, row, mail, serial, writer, now))
        case.needs_human, case.doubts = False, []
        touched(session, case, now)
        note(
            session, now, "answer written", actor=writer.account, case=case.id, message=row.id, serial=serial
        )


def _row(
    case: CaseRow, row: MessageRow, mail: OutgoingMail, serial: int, writer: Writer, now: datetime
) -> OutboxRow:
    return OutboxRow(
        message_row_id=messages.number(row),
        serial=serial,
        author=writer.account,
        case_id=case.id or 0,
        mailbox=row.mailbox,
        recipient=clean(mail.recipient.lower(), LONGEST_NAME),
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        subject=clean(mail.subject, LONGEST_LINE),
        template="answer",
        data=mail.data,
        created_at=now,
        next_try=now,
    )


def _composed(
    session: Session,
    settings: Settings,
    case: CaseRow,
    row: MessageRow,
    text: str,
    serial: int,
    now: datetime,
) -> OutgoingMail:
    mail = _mail(session, row)
    to = _receiver(mail, row)
    own = {mailbox.address.lower() for mailbox in settings.mailboxes.values()} | {row.address.lower()}
    if not may_be_answered(to.email, own):
        raise MessageError(_NOBODY)
    domain = row.address.rpartition("@")[2]
    return answer(
        to=to,
        subject=row.subject,
        text=text,
        token=case.token,
        message_id=f"<{case.token.lower()}.{row.id}.a{serial}@{domain}>",
        in_reply_to=row.message_id or "",
        references=mail.references if mail else (),
        from_address=Address(settings.acknowledge.sender_name, row.address),
        now=now,
    )


def _receiver(mail: ParsedMail | None, row: MessageRow) -> Address:
    if mail is None:
        return Address("", row.sender)
    found = mail.reply_to[0] if mail.reply_to else mail.sender
    return found or Address("", row.sender)


def _known(session: Session, token: str, message: int) -> tuple[CaseRow, MessageRow]:
    case = session.exec(select(CaseRow).where(CaseRow.token == token)).first()
    row = session.get(MessageRow, message)
    if case is None or row is None or row.case_id != case.id:
        raise MessageError("Dit bericht hoort niet bij deze zaak.")
    return case, row


def _mail(session: Session, row: MessageRow) -> ParsedMail | None:
    data = messages.raw_bytes(session, row)
    try:
        return readable(data) if data else None
    except UnreadableMessageError:
        return None


def _next_serial(session: Session, row: MessageRow) -> int:
    last = session.exec(select(func.max(OutboxRow.serial)).where(OutboxRow.message_row_id == row.id)).one()
    return max(last or 0, 0) + 1


def _in_words(pledge: PledgeRow) -> str:
    number = pledge.places if pledge.places is not None else f"{pledge.min} tot {pledge.max}"
    words = f"{number} {pledge.unit or 'plekken'}, gemeente {pledge.municipality}"
    return f"{words}, onder voorbehoud" if pledge.conditional else words
