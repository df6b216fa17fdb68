"""Examine: claim one message, understand it with no session open, file everything in one commit."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from intake.domain import Outcome
from intake.errors import ConfigurationError, IntakeError, MessageError, StorageFullError
from intake.services.filing import file
from intake.services.indexing import words_of
from intake.settings import Settings
from intake.store import messages, search
from intake.store.audit import note
from intake.store.engine import unit_of_work
from intake.store.tables import MessageRow

_GONE = "De oorspronkelijke bytes van dit bericht zijn er niet meer; het kan niet opnieuw gelezen worden."

# Not the message's fault: it is given back, and the whole job waits.
_NOT_ITS_FAULT = (ConfigurationError, StorageFullError, OperationalError, InterfaceError)

_log = logging.getLogger(__name__)


class Examines(Protocol):
    """The pure pipeline: `intake.pipeline.Examiner`."""

    def examine(self, raw: bytes, mailbox: str, now: datetime, complete: bool = True) -> Outcome:
        """What one message says. Raises UnreadableMessageError."""


def examine_due(
    engine: Engine,
    examiner: Examines,
    settings: Settings,
    now: Callable[[], datetime],
    stop: Callable[[], bool],
    at_most: int | None = None,
) -> int:
    """Handles what waits, oldest first, until nothing does, `at_most` were, or `stop()`; how many were handled.

    One bad message never stops the others. Raises ConfigurationError, StorageFullError and the database's own
    errors: then the message in hand waits for the next time.
    """
    handled = 0
    while handled != at_most and not stop():
        row = _claim(engine, settings, now)
        if row is None:
            break
        _handle(engine, examiner, settings, now, row)
        handled += 1
    return handled


def _claim(engine: Engine, settings: Settings, now: Callable[[], datetime]) -> MessageRow | None:
    with unit_of_work(engine) as session:
        return messages.claim_next(session, now(), timedelta(seconds=settings.worker.lease_seconds))


def _handle(
    engine: Engine, examiner: Examines, settings: Settings, now: Callable[[], datetime], row: MessageRow
) -> None:
    if messages.worn_out(row, settings.worker.max_attempts):
        _failed(engine, settings, now, row, messages.given_up(row), final=True)
        return
    try:
        _examine_and_file(engine, examiner, settings, now, row)
    except _NOT_ITS_FAULT:
        _give_back(engine, row)
        raise
    except MessageError as error:
        _failed(engine, settings, now, row, str(error), final=not error.retry)
    except Exception as error:  # noqa: BLE001  any fault belongs to this one message; the others go on
        reason = (
            str(error) if isinstance(error, IntakeError) else f"Onverwachte fout: {type(error).__name__}."
        )
        _log.warning("message %s: %s", row.id, reason, exc_info=_log.isEnabledFor(logging.DEBUG))
        _failed(engine, settings, now, row, reason)


def _examine_and_file(
    engine: Engine, examiner: Examines, settings: Settings, now: Callable[[], datetime], row: MessageRow
) -> None:
    with unit_of_work(engine) as session:
        data = messages.raw_bytes(session, row)
    if data is None:
        raise MessageError(_GONE)
    outcome = examiner.examine(data, row.address, row.received_at, row.complete)
    words = words_of(data, outcome.subject, outcome.sender.email if outcome.sender else "")
    with unit_of_work(engine) as session:
        filed = file(session, row, outcome, settings, now())
        if filed is not None:
            search.remember(session, messages.number(row), *words)
    if filed is None:
        _log.info("message %s was filed by another worker", row.id)
        return
    about = "copy" if filed.duplicate else filed.token or "no case"
    _log.info("message %s: %s%s", row.id, about, ", answer queued" if filed.answered else "")


def _failed(
    engine: Engine,
    settings: Settings,
    now: Callable[[], datetime],
    row: MessageRow,
    reason: str,
    final: bool = False,
) -> None:
    with unit_of_work(engine) as session:
        last = messages.fail(session, row, reason, settings.worker.max_attempts, retry=not final)
        note(session, now(), "failed for good" if last else "failed", message=row.id, attempt=row.attempts)
    if last:
        _log.error("message %s failed for good: %s", row.id, reason)


def _give_back(engine: Engine, row: MessageRow) -> None:
    try:
        with unit_of_work(engine) as session:
            messages.release(session, row)
    except (StorageFullError, OperationalError, InterfaceError):
        # The first error says it all; the claim ends with its lease.
        _log.info("message %s stays claimed until its lease ends", row.id)
