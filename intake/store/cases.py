"""Cases: which one a message belongs to, and what is known of it. Called only while filing is locked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select, update

from intake.domain import Label, Outcome, Urgency
from intake.store import messages
from intake.store.entries import AnsweredRow
from intake.store.tables import CaseRow, CaseStatus, CounterRow, MessageRow, OutboxRow
from intake.store.text import LONGEST_NAME, clean, topic_of
from intake.ties import Ties

_REOPENED = "De zaak was gesloten, maar er is een nieuw bericht; kijk of er nog iets moet gebeuren."

_REPORTED_WITHIN = timedelta(days=14)
_SHORT_TIME = timedelta(days=14)
_MOST_ALIKE = 500
_MOST_REFERENCES = 50

# Asked for every message, so written once: to build a statement takes longer than to run it.
_RAISE = (
    update(CounterRow)
    .where(col(CounterRow.name) == bindparam("counter"))
    .values(value=col(CounterRow.value) + 1)
    .returning(col(CounterRow.value))
)
_ANSWERS = (
    select(MessageRow.case_id, MessageRow.id)
    .join(AnsweredRow, col(AnsweredRow.message_row_id) == col(MessageRow.id))
    .where(AnsweredRow.message_id == bindparam("name"), col(MessageRow.case_id).is_not(None))
    .order_by(col(MessageRow.id))
    .limit(1)
)
_REFERENCES = insert(AnsweredRow)
_ALIKE = (
    select(CaseRow.token, CaseRow.municipality)
    .join(MessageRow, col(MessageRow.case_id) == col(CaseRow.id))
    .where(MessageRow.topic == bindparam("topic"), col(MessageRow.received_at) > bindparam("since"))
    .where(CaseRow.id != bindparam("other_than"), col(CaseRow.merged_into).is_(None))
    .order_by(col(MessageRow.received_at).desc())
    .limit(_MOST_ALIKE)
)


@dataclass(frozen=True, slots=True)
class Link:
    """A case that a message points at, and the message through which it was found."""

    case: CaseRow
    earlier: int | None


def lock_filing(session: Session) -> None:
    """From here to the commit one worker files at a time: tokens, joins and duplicates are decided in order."""
    _next_value(session, "filing")


def open_case(session: Session, mailbox: str, address: str, now: datetime) -> CaseRow:
    """A new case with the next token of this year, such as VNG-2026-00042."""
    token = f"VNG-{now.year}-{_next_value(session, f'cases {now.year}'):05d}"
    case = CaseRow(token=token, mailbox=mailbox, address=address, opened_at=now, updated_at=now, version=0)
    session.add(case)
    session.flush()
    return case


def _next_value(session: Session, name: str) -> int:
    value = session.connection().execute(_RAISE, {"counter": name}).scalar_one_or_none()
    if value is None:
        value = 1
        session.add(CounterRow(name=name, value=value))
        session.flush()
    return value


def by_thread(session: Session, outcome: Outcome) -> Link | None:
    """The case of the newest Message-ID in In-Reply-To and References (RFC 5322, 3.6.4) that we know."""
    for name in dict.fromkeys((*outcome.in_reply_to, *reversed(outcome.references))):
        key = clean(name, LONGEST_NAME)
        received = select(MessageRow.case_id, MessageRow.id).where(MessageRow.message_id == key)
        sent = select(OutboxRow.case_id, OutboxRow.message_row_id).where(OutboxRow.message_id == key)
        for query in (received.order_by(col(MessageRow.id)), sent):
            for case_id, earlier in session.exec(query):
                if case_id is not None:
                    return Link(locked(session, case_id), earlier)
    return None


def by_answer(session: Session, message_id: str | None) -> Link | None:
    """The case of a message that answers this one, and that was here before it."""
    if not message_id:
        return None
    found = session.connection().execute(_ANSWERS, {"name": clean(message_id, LONGEST_NAME)}).first()
    return Link(locked(session, found[0]), found[1]) if found and found[0] is not None else None


def by_report(session: Session, ties: Ties, sender: str, now: datetime) -> Link | None:
    """The case of our mail that a machine speaks of: by what it returned, else by the address that we wrote to."""
    for name in ties.returned:
        query = select(OutboxRow.case_id, OutboxRow.message_row_id)
        found = session.exec(query.where(OutboxRow.message_id == clean(name, LONGEST_NAME))).first()
        if found:
            return Link(locked(session, found[0]), found[1])
    addresses = ties.recipients or ((sender,) if sender else ())
    latest = (
        select(OutboxRow.case_id, OutboxRow.message_row_id)
        .where(col(OutboxRow.recipient).in_(addresses), col(OutboxRow.created_at) > now - _REPORTED_WITHIN)
        .order_by(col(OutboxRow.id).desc())
    )
    found = session.exec(latest).first() if addresses else None
    return Link(locked(session, found[0]), found[1]) if found else None


def remember_references(session: Session, row: MessageRow, outcome: Outcome) -> None:
    """Keeps what this message answers: that may arrive later."""
    names = dict.fromkeys((*outcome.in_reply_to, *outcome.references[-_MOST_REFERENCES:]))
    kept = {clean(one, LONGEST_NAME) for one in names}
    if kept:
        rows = [{"message_row_id": messages.number(row), "message_id": name} for name in kept]
        session.connection().execute(_REFERENCES, rows)


def alike(
    session: Session, names: Iterable[str], subject: str, now: datetime, other_than: int | None
) -> str | None:
    """The token of a case of one of these municipalities that got a mail about the same lately; only a person can know."""
    wanted, topic = set(names), topic_of(subject)
    if not (wanted and topic):
        return None
    asked = {"topic": topic, "since": now - _SHORT_TIME, "other_than": other_than}
    found = session.connection().execute(_ALIKE, asked)
    return next((token for token, municipality in found if wanted & set(municipality)), None)


def known_tokens(session: Session, tokens: Sequence[str]) -> tuple[CaseRow, ...]:
    """The cases of these tokens, each once; a token that we never gave is nothing."""
    found = dict.fromkeys(number for token in tokens if (number := _standing(session, token)) is not None)
    return tuple(session.get_one(CaseRow, identity) for identity in found)


def by_token(session: Session, tokens: Sequence[str]) -> Link | None:
    """The case of the one token in a subject; None when there is none, or several."""
    if len(tokens) != 1:
        return None
    case_id = _standing(session, tokens[0])
    if case_id is None:
        return None
    first = select(MessageRow.id).where(MessageRow.case_id == case_id).order_by(col(MessageRow.id))
    return Link(locked(session, case_id), session.exec(first).first())


def _standing(session: Session, token: str) -> int | None:
    """The case of a token, or the one in which it was taken up."""
    case = session.exec(select(CaseRow).where(CaseRow.token == token)).first()
    while case is not None and case.merged_into:
        case = session.exec(select(CaseRow).where(CaseRow.token == case.merged_into)).first()
    return case.id if case else None


def locked(session: Session, case_id: int) -> CaseRow:
    """The case as it is now, and nobody else changes it until the commit."""
    return session.get_one(CaseRow, case_id, with_for_update=True, populate_existing=True)


def sender_domains(session: Session, case: CaseRow) -> frozenset[str]:
    """From which domains was written in this case."""
    senders = session.exec(select(MessageRow.sender).where(MessageRow.case_id == case.id))
    return frozenset(sender.rpartition("@")[2] for sender in senders if "@" in sender)


def subjects(session: Session, case: CaseRow) -> frozenset[str]:
    """The subjects of what was received in this case."""
    return frozenset(session.exec(select(MessageRow.subject).where(MessageRow.case_id == case.id)))


def update_case(case: CaseRow, outcome: Outcome, now: datetime) -> None:
    """Adds what a message says to what was known; nothing that a person must see is ever taken away."""
    found = outcome.classification
    labels = _merged(case.labels, [str(label) for label in found.labels])
    case.labels = [label for label in labels if label != Label.OTHER] or [Label.OTHER.value]
    if case.primary == Label.OTHER.value:
        case.primary = str(found.primary)
    case.municipality = _merged(case.municipality, outcome.extraction.municipalities)
    if found.urgency is Urgency.HIGH:
        case.urgency = Urgency.HIGH.value
    # Courtesy leaves a closed case closed.
    opens = case.status != CaseStatus.OPEN.value and (
        found.primary is not Label.OTHER or bool(outcome.doubts)
    )
    if opens:
        case.status = CaseStatus.OPEN.value
    add_doubts(case, (*outcome.doubts, _REOPENED) if opens else outcome.doubts, now)


def add_doubts(case: CaseRow, doubts: Iterable[str], now: datetime) -> None:
    """Puts sentences before a person; also counts as a change of the case."""
    case.doubts = _merged(case.doubts, [clean(doubt) for doubt in doubts])
    case.needs_human = case.needs_human or bool(case.doubts) or case.urgency == Urgency.HIGH.value
    case.updated_at = now
    case.version += 1


def number(case: CaseRow) -> int:
    """The primary key of a row that was flushed."""
    if case.id is None:
        raise ValueError("This case has not been stored yet.")
    return case.id


def _merged(known: Iterable[str], new: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((*known, *new)))
