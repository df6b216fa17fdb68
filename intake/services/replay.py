"""Replay: what today's rules and model would make of mail that was read before. It changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlmodel import col, select

from intake.errors import MessageError
from intake.mailfiles import Examines
from intake.report import outcome_record
from intake.store.engine import reading
from intake.store.tables import CaseRow, MessageRow, RawRow, Stage
from intake.store.text import clean_json

# What people act on; evidence and confidence move with every training and say little.
_COMPARED = (
    "labels primary municipality pledges support_types question_topics urgency auto_reply should_ack trust doubts"
).split()
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One message that would be read otherwise: field -> (then, now). `token` is "" outside a case; `number` is its row."""

    number: int
    message_id: str
    token: str
    fields: dict[str, tuple[Any, Any]]


class Progress(Protocol):
    """Who is told how far it is."""

    def __call__(self, *, completed: int) -> None:
        """So many messages were read."""


def _silent(*, completed: int) -> None:
    """Tells nobody."""


def replay(
    engine: Engine, examiner: Examines, now: datetime, read: Progress = _silent
) -> Iterator[Difference]:
    """Every stored message whose verdict would differ, oldest first. `read` is told how many were read.

    Mail whose bytes are gone (retention) is passed over.
    """
    last, done = 0, 0
    while rows := _after(engine, last):
        for message, raw, token in rows:
            last, done = int(message.id or 0), done + 1
            fields = _fields(examiner, message, raw, now)
            if fields:
                yield Difference(last, message.message_id or "", token or "", fields)
            read(completed=done)


def _after(engine: Engine, last: int) -> list[tuple[MessageRow, bytes, str | None]]:
    query = (
        select(MessageRow, RawRow.data, CaseRow.token)
        .join(RawRow, col(RawRow.message_row_id) == col(MessageRow.id))
        .join(CaseRow, col(CaseRow.id) == col(MessageRow.case_id), isouter=True)
        .where(col(MessageRow.id) > last, MessageRow.stage == Stage.FILED.value)
        .order_by(col(MessageRow.id))
        .limit(_BATCH)
    )
    with reading(engine) as session:
        return [(row[0], row[1], row[2]) for row in session.exec(query)]


def _fields(examiner: Examines, message: MessageRow, raw: bytes, now: datetime) -> dict[str, tuple[Any, Any]]:
    then = message.outcome or {}
    try:
        today = clean_json(outcome_record("", examiner.examine(raw, message.address, now, message.complete)))
    except MessageError as error:
        return {"error": (None, str(error))}
    return {key: (then.get(key), today[key]) for key in _COMPARED if then.get(key) != today[key]}
