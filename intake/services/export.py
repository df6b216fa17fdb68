"""Export: the whole state as plain values, for `intake export state`."""

import hashlib
from collections import defaultdict
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from intake.services.ledger import ledger
from intake.services.references import all_references
from intake.store.engine import reading
from intake.store.tables import CaseRow, MessageRow, OutboxRow

# What of the verdict stands with each message.
_FROM_VERDICT = ("labels", "municipality", "pledges", "support_types", "question_topics", "urgency")


def state(engine: Engine) -> dict[str, Any]:
    """Cases with their messages, the ledger and the outbox, as they were at one moment.

    `messages` holds what belongs to no case: machines' mail, what waits and what failed.
    """
    with reading(engine) as session:
        cases = session.exec(select(CaseRow).order_by(col(CaseRow.id))).all()
        received = session.exec(select(MessageRow).order_by(col(MessageRow.id))).all()
        sent = session.exec(select(OutboxRow).order_by(col(OutboxRow.id))).all()
        names = {row.id: row.message_id for row in received}
        tokens = {case.id: case.token for case in cases}
        addresses = {case.id: case.address for case in cases}
        entries = defaultdict(list)
        for row in received:
            entries[row.case_id].append(_received(row, names))
        for answer in sent:
            entries[answer.case_id].append(_answer(answer, addresses))
        return {
            "cases": [_case(case, entries[case.id]) for case in cases],
            "messages": entries[None],
            "ledger": _ledger(session),
            "outbox": [_outgoing(row, tokens) for row in sent],
        }


def _ledger(session: Session) -> dict[str, dict[str, Any]]:
    references = all_references(session)
    return {
        name: entry | {"reference": references[name].number if name in references else None}
        for name, entry in ledger(session).items()
    }


def _case(case: CaseRow, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "token": case.token,
        "status": case.status,
        "mailbox": case.address,
        "primary": case.primary,
        "labels": case.labels,
        "municipality": case.municipality,
        "urgency": case.urgency,
        "assigned_to": case.assigned_to,
        "doubts": case.doubts,
        "needs_human": case.needs_human,
        "messages": sorted(entries, key=lambda entry: str(entry["received_at"])),
    }


def _received(row: MessageRow, names: dict[int | None, str | None]) -> dict[str, Any]:
    verdict = row.outcome or {}
    lists = {key: verdict.get(key, []) for key in _FROM_VERDICT}
    return {
        "message_id": row.message_id,
        "mailbox": row.address,
        "file_digest": row.digest,
        "received_at": row.received_at.isoformat(),
        "direction": row.direction,
        "primary": row.primary or None,
        **lists,
        "urgency": verdict.get("urgency", "normal"),
        # A copy promises nothing: its words are booked with the message that it repeats.
        "pledges": [] if row.duplicate_of else verdict.get("pledges", []),
        "auto_reply": row.auto_reply,
        "should_ack": row.should_ack and not row.duplicate_of,
        "joins": names.get(row.joins),
        "duplicate_of": names.get(row.duplicate_of),
        "stage": row.stage,
        "reason": row.reason,
    }


def _answer(row: OutboxRow, addresses: dict[int | None, str]) -> dict[str, Any]:
    return {
        "message_id": row.message_id,
        "mailbox": addresses.get(row.case_id),
        "file_digest": hashlib.sha256(row.data).hexdigest(),
        "received_at": (row.sent_at or row.created_at).isoformat(),
        "direction": "out",
        "primary": None,
        **{key: [] for key in _FROM_VERDICT},
        "urgency": "normal",
        "auto_reply": row.serial == 0,
        "should_ack": False,
        "joins": row.in_reply_to,
        "duplicate_of": None,
        "stage": row.state,
        "reason": row.reason,
    }


def _outgoing(row: OutboxRow, tokens: dict[int | None, str]) -> dict[str, Any]:
    return {
        "to": row.recipient,
        "message_id": row.message_id,
        "in_reply_to": row.in_reply_to,
        "case": tokens.get(row.case_id),
        "template": row.template,
        "state": row.state,
        "attempts": row.attempts,
    }
