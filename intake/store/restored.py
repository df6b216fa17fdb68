"""When a back-up was put back: what came in before that moment may have been answered already."""

from datetime import datetime

from sqlmodel import Session, select

from intake.store.tables import CounterRow, MessageRow

_NAME = "restored at, in minutes since 1970"
_MINUTE = 60
_RESTORED = select(CounterRow.value).where(CounterRow.name == _NAME)


def remember(session: Session, now: datetime) -> None:
    """A back-up was put back now."""
    session.merge(CounterRow(name=_NAME, value=int(now.timestamp()) // _MINUTE + 1))


def may_be_answered_already(session: Session, row: MessageRow) -> bool:
    """Whether a message came in before a back-up was put back: perhaps it is not filed for the first time."""
    restored = session.connection().execute(_RESTORED).scalar_one_or_none()
    return restored is not None and row.received_at.timestamp() // _MINUTE < restored
