"""The acknowledgement as a message: our words, and the headers that stop two robots from answering each other."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr

from intake.domain import Address, Outcome, Urgency
from intake.errors import MessageError
from intake.mail.cleaning import one_line
from intake.mail.rendering import Value, render
from intake.mail.wording import dutch_date, pledge_line, receiver_greeting

_IDENTIFIER = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,300}>")
_TOKEN = re.compile(r"VNG-\d{4}-\d{5,8}")
_MOST_REFERENCES = 20
_MOST_PLEDGES = 25
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A mail ready for the outbox: what SMTP needs, and the bytes with CRLF line ends."""

    recipient: str
    message_id: str
    in_reply_to: str | None
    subject: str
    data: bytes


def identifier(value: str) -> str:
    """A Message-ID in its angle brackets; "" when this cannot be one (RFC 5322, 3.6.4)."""
    bare = f"<{one_line(value).strip('<> ')}>"
    return bare if _IDENTIFIER.fullmatch(bare) else ""


def ascii_address(address: Address) -> Address:
    """The address with its domain in ASCII (RFC 5891); raises MessageError when it cannot be written in a header."""
    local, _, domain = one_line(address.email).rpartition("@")
    try:
        email = f"{local}@{domain.encode('idna').decode('ascii')}"
        email.encode("ascii")
    except UnicodeError as error:
        raise MessageError(
            "Het adres van de afzender bevat tekens die wij niet kunnen versturen. Antwoord zelf."
        ) from error
    if not local or not domain or re.search(r"[\s<>\",;:()\[\]\\]", email):
        raise MessageError("Het adres van de afzender is geen geldig mailadres. Antwoord zelf.")
    # A name that looks like an encoded word (RFC 2047) would be decoded again by whoever reads it.
    name = one_line(address.name, 100)
    return Address(name="" if "=?" in name else name, email=email)


def _references(outcome: Outcome) -> list[str]:
    """The conversation, bounded: its first message and its latest ones (RFC 5322, 3.6.4)."""
    chain = [*(outcome.references or outcome.in_reply_to), outcome.message_id or ""]
    known = list(dict.fromkeys(found for value in chain if (found := identifier(value))))
    return known if len(known) <= _MOST_REFERENCES else [known[0], *known[1 - _MOST_REFERENCES :]]


def _values(
    outcome: Outcome, token: str, from_address: Address, quote: bool, now: datetime, phone: str
) -> dict[str, Value]:
    pledges = outcome.extraction.pledges[:_MOST_PLEDGES] if quote else ()
    return {
        "aanhef": receiver_greeting(outcome),
        "kenmerk": token,
        "ontvangen_op": dutch_date(now),
        "toezeggingen": [pledge_line(pledge) for pledge in pledges],
        "spoed": outcome.classification.urgency is Urgency.HIGH,
        "telefoon": phone,
        "telefoon_link": re.sub(r"[^0-9+]", "", phone),
        "postbus": from_address.email,
    }


def two_parts(text: str, html: str) -> MIMEMultipart:
    """The same words as plain text and as HTML (RFC 2046, 5.1.4)."""
    # The same words give the same bytes: what is composed again after a crash is the same mail.
    boundary = hashlib.sha256((text + html).encode()).hexdigest()[:32]
    message = MIMEMultipart("alternative", boundary=f"=_{boundary}")
    for words, kind in ((text, "plain"), (html, "html")):
        part = MIMEText(words, kind, _UTF8)  # type: ignore[arg-type]
        del part["MIME-Version"]
        message.attach(part)
    return message


def _thread(message: MIMEMultipart, outcome: Outcome) -> str | None:
    """Sets In-Reply-To and References; the Message-ID that is answered, if it has a usable one."""
    reply_to = identifier(outcome.message_id or "")
    if reply_to:
        message["In-Reply-To"] = reply_to
    if references := _references(outcome):
        message["References"] = "\n ".join(references)
    return reply_to or None


def acknowledgement(
    outcome: Outcome,
    *,
    token: str,
    template: str,
    message_id: str,
    from_address: Address,
    quote_pledges: bool,
    now: datetime,
    urgent_phone: str,
) -> OutgoingMail:
    """The acknowledgement of one message (RFC 3834, 3.1), in our words only: nothing of the sender is repeated but a name.

    Raises MessageError when there is nobody to answer, ContentError when the template is at fault.
    """
    answer_to = outcome.answer_to or outcome.sender
    if answer_to is None:
        raise MessageError("De mail heeft geen afzender om te antwoorden. Zoek zelf het adres op.")
    if not _TOKEN.fullmatch(token) or not identifier(message_id):
        raise MessageError(
            "Het kenmerk of de Message-ID van de bevestiging is ongeldig. Meld dit aan de beheerder."
        )
    to, sender = ascii_address(answer_to), ascii_address(from_address)
    words = render(
        template, token, _values(outcome, token, from_address, quote_pledges, now, one_line(urgent_phone, 40))
    )
    subject = one_line(words.subject, 200)
    message = two_parts(words.text, words.html)
    message["From"] = formataddr((sender.name, sender.email))
    message["To"] = formataddr((to.name, to.email))
    message["Subject"] = subject if subject.isascii() else Header(subject, "utf-8")  # type: ignore[assignment]
    message["Date"] = format_datetime(now.astimezone(UTC))
    message["Message-ID"] = identifier(message_id)
    reply_to = _thread(message, outcome)
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "nl"
    data = message.as_bytes(policy=compat32.clone(linesep="\r\n", max_line_length=998))
    return OutgoingMail(to.email, identifier(message_id), reply_to, subject, data)
