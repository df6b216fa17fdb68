"""What was found in a message: pledges, evidence, and which message it repeats."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, insert
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, and_, col, or_, select, update

from intake.domain import Outcome, Pledge
from intake.store.messages import VERDICT, number
from intake.store.tables import EvidenceRow, MessageRow, PledgeRow, Stage
from intake.store.text import LONGEST_LINE, LONGEST_NAME, bounded, clean, topic_of

# In the verdict that is kept, beside its pledges; not in what others read.
ABOUT = "about"
_IDENTITY: BindParameter[int] = bindparam("identity")
# A copy that failed for good was never answered, so this one is understood for itself.
_BEFORE = or_(
    col(MessageRow.stage) == Stage.FILED.value,
    and_(col(MessageRow.id) < _IDENTITY, col(MessageRow.stage) != Stage.FAILED.value),
)
# Asked for every message, so written once: to build a statement takes longer than to run it.
_COPIES = (
    select(MessageRow.id, MessageRow.case_id)
    .where(MessageRow.content_digest == bindparam("content"), MessageRow.id != _IDENTITY)
    .where(col(MessageRow.duplicate_of).is_(None), _BEFORE)
    .order_by((col(MessageRow.stage) == Stage.FILED.value).desc(), col(MessageRow.id))
    .limit(1)
)
_NAMESAKES = (
    select(MessageRow.id)
    .where(MessageRow.message_id == bindparam("name"), MessageRow.id != _IDENTITY)
    .where(MessageRow.content_digest != bindparam("content"), _BEFORE)
    .limit(1)
)
_FOLLOW = (
    update(MessageRow)
    .where(col(MessageRow.duplicate_of) == _IDENTITY, col(MessageRow.case_id).is_(None))
    .values(case_id=bindparam("case"))
)
_EVIDENCE = insert(EvidenceRow)


def fill_in(row: MessageRow, outcome: Outcome, record: dict[str, Any]) -> None:
    """Puts the verdict on the message's own row; `messages.still_ours` writes it."""
    sender = clean(outcome.sender.email, LONGEST_NAME) if outcome.sender else ""
    subject = clean(outcome.subject, LONGEST_LINE)
    verdict = {
        "outcome": {name: value for name, value in record.items() if name != "file"}
        | {ABOUT: _about(outcome)},
        "message_id": clean(outcome.message_id, LONGEST_NAME) if outcome.message_id else row.message_id,
        "sender": sender,
        "domain": sender.rpartition("@")[2],
        "subject": subject,
        "topic": topic_of(subject),
        "primary": record["primary"],
        "auto_reply": record["auto_reply"],
        "should_ack": outcome.should_ack,
    }
    for name in VERDICT:
        # As if it had been read from the database: the session need not write it a second time.
        set_committed_value(row, name, verdict[name])


def _about(outcome: Outcome) -> list[str]:
    """For each pledge of the verdict the words by which a later mail may call it."""
    return [clean(pledge.about) for pledge in outcome.extraction.pledges]


@dataclass(frozen=True, slots=True)
class Original:
    """The message of which another is a copy: its number and its case, if it has one yet."""

    number: int
    case_id: int | None


def original_of(session: Session, row: MessageRow) -> Original | None:
    """The message of which this one is a copy: same content, stored or filed before it.

    A copy that was filed counts even when its number is higher: its transaction was the first to end.
    """
    known = {"content": row.content_digest, "identity": row.id}
    found = session.connection().execute(_COPIES, known).first()
    return Original(found[0], found[1]) if found else None


def same_id_other_content(session: Session, row: MessageRow) -> bool:
    """True when another message carries this Message-ID, but says something else."""
    if row.message_id is None:
        return False
    known = {"name": row.message_id, "content": row.content_digest, "identity": row.id}
    return session.connection().execute(_NAMESAKES, known).first() is not None


def copies_follow(session: Session, row: MessageRow) -> None:
    """Copies that were filed while this one was still waiting come into its case."""
    session.connection().execute(_FOLLOW, {"identity": number(row), "case": row.case_id})


def add_evidence(session: Session, row: MessageRow, outcome: Outcome) -> None:
    """Why each label was given: some forty rows, in one statement."""
    rows = [
        {
            "message_row_id": number(row),
            "label": clean(one.label),
            "weight": one.weight,
            "witness": clean(one.witness),
            "quote": clean(one.quote),
        }
        for one in (*outcome.classification.evidence, *outcome.extraction.evidence)
    ]
    if rows:
        session.connection().execute(_EVIDENCE, rows)


def add_pledges(session: Session, row: MessageRow, case_id: int, outcome: Outcome) -> list[PledgeRow]:
    """What is promised, as it was understood; what it does to the ledger is decided elsewhere."""
    rows = [_pledge_row(pledge, number(row), case_id) for pledge in outcome.extraction.pledges]
    session.add_all(rows)
    return rows


def _pledge_row(pledge: Pledge, message_row_id: int, case_id: int) -> PledgeRow:
    return PledgeRow(
        message_row_id=message_row_id,
        case_id=case_id,
        municipality=pledge.municipality,
        places=bounded(pledge.places),
        unit=str(pledge.unit) if pledge.unit else None,
        min=bounded(pledge.min),
        max=bounded(pledge.max),
        persons_total=bounded(pledge.persons_total),
        conditional=pledge.conditional,
        withdrawn=pledge.withdrawn,
        replaces=bounded(pledge.replaces),
        additional=pledge.additional,
        from_date=pledge.from_date,
        duration=clean(pledge.duration) if pledge.duration else None,
        quote=clean(pledge.quote),
        source=str(pledge.source),
        source_name=clean(pledge.source_name),
    )
