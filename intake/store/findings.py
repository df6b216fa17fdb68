"""What was found in a message: pledges, evidence, and which message it repeats."""

from sqlalchemy import ColumnElement, insert
from sqlmodel import Session, and_, col, or_, select, update

from intake.domain import Outcome, Pledge
from intake.report import outcome_record
from intake.store.messages import number
from intake.store.tables import EvidenceRow, MessageRow, PledgeRow, Stage
from intake.store.text import LONGEST_LINE, LONGEST_NAME, bounded, clean, clean_json, topic_of


def fill_in(row: MessageRow, outcome: Outcome) -> None:
    """Writes the verdict on the message's own row."""
    record = clean_json(outcome_record("", outcome))
    del record["file"]
    row.outcome = record
    row.message_id = clean(outcome.message_id, LONGEST_NAME) if outcome.message_id else row.message_id
    row.sender = clean(outcome.sender.email, LONGEST_NAME) if outcome.sender else ""
    row.domain = row.sender.rpartition("@")[2]
    row.subject = clean(outcome.subject, LONGEST_LINE)
    row.topic = topic_of(row.subject)
    row.primary = record["primary"]
    row.auto_reply = record["auto_reply"]
    row.should_ack = outcome.should_ack


def original_of(session: Session, row: MessageRow) -> MessageRow | None:
    """The message of which this one is a copy: same content, stored or filed before it.

    A copy that was filed counts even when its number is higher: its transaction was the first to end.
    """
    copies = (
        select(MessageRow)
        .where(MessageRow.content_digest == row.content_digest, MessageRow.id != row.id)
        .where(col(MessageRow.duplicate_of).is_(None), _before(row))
        .order_by((col(MessageRow.stage) == Stage.FILED.value).desc(), col(MessageRow.id))
    )
    return session.exec(copies).first()


def _before(row: MessageRow) -> ColumnElement[bool]:
    identity, stage = col(MessageRow.id), col(MessageRow.stage)
    # A copy that failed for good was never answered, so this one is understood for itself.
    waiting = and_(identity < row.id, stage != Stage.FAILED.value)
    return or_(stage == Stage.FILED.value, waiting)


def same_id_other_content(session: Session, row: MessageRow) -> bool:
    """True when another message carries this Message-ID, but says something else."""
    if row.message_id is None:
        return False
    other = (
        select(MessageRow.id)
        .where(MessageRow.message_id == row.message_id, MessageRow.id != row.id)
        .where(MessageRow.content_digest != row.content_digest, _before(row))
    )
    return session.exec(other).first() is not None


def copies_follow(session: Session, row: MessageRow) -> None:
    """Copies that were filed while this one was still waiting come into its case."""
    session.exec(
        update(MessageRow)
        .where(col(MessageRow.duplicate_of) == number(row), col(MessageRow.case_id).is_(None))
        .values(case_id=row.case_id)
    )


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
        session.connection().execute(insert(EvidenceRow), rows)


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
