"""What was given up and waits for a person: the worker's one round ends with exit code 1 when it adds to this."""

from sqlalchemy import Engine
from sqlmodel import col, func, select

from intake.store.engine import reading
from intake.store.tables import MessageRow, OutboxRow, Sending, Stage

_GIVEN_UP = (Sending.REFUSED.value, Sending.UNCERTAIN.value)


def failures(engine: Engine) -> int:
    """How many messages and answers failed for good, or left us uncertain."""
    with reading(engine) as session:
        messages = session.exec(
            select(func.count()).select_from(MessageRow).where(MessageRow.stage == Stage.FAILED.value)
        ).one()
        answers = session.exec(
            select(func.count()).select_from(OutboxRow).where(col(OutboxRow.state).in_(_GIVEN_UP))
        ).one()
    return messages + answers
