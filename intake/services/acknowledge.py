"""Acknowledge: send what is queued. The state is committed before and after SMTP, never around it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from intake.errors import (
    PermanentRefusalError,
    TransientRefusalError,
    TransportError,
    UncertainDeliveryError,
)
from intake.settings import Settings
from intake.store import cases, outbox
from intake.store.audit import note
from intake.store.engine import reading, unit_of_work
from intake.store.tables import OutboxRow, Sending
from intake.transport.smtp import SmtpSender

_UNCERTAIN = (
    "Het is niet zeker of onze ontvangstbevestiging is verstuurd. Vraag het na voordat u iets opnieuw stuurt."
)
_REFUSED = (
    "Onze ontvangstbevestiging is niet bezorgd: de mailserver weigerde haar. "
    "Kijk of het adres klopt en antwoord zelf."
)
_FOR_A_PERSON = {Sending.UNCERTAIN: _UNCERTAIN, Sending.REFUSED: _REFUSED}

_VANISHED = "The worker ended while this was being sent; the lease ran out."

_RESTORED = "It waited when the back-up was made that was put back; it may have been sent since."

_log = logging.getLogger(__name__)


def send_due(
    engine: Engine,
    settings: Settings,
    now: Callable[[], datetime],
    stop: Callable[[], bool],
    at_most: int | None = None,
) -> int:
    """Sends what is due, `at_most` so many for each mailbox; how many were sent.

    A server that fails stops only its own mailbox: its mail waits, 2, 4, 8 … minutes, for five days.
    """
    settle_overdue(engine, settings, now)
    sent = 0
    for name in settings.mailboxes:
        if not stop():
            sent += _send_from(engine, settings, name, now, stop, at_most)
    return sent


def settle_overdue(engine: Engine, settings: Settings, now: Callable[[], datetime]) -> int:
    """What a vanished worker was sending becomes `uncertain`; sent again only where the settings say so."""
    with reading(engine) as session:
        if not outbox.overdue(session, now()):
            return 0
    with unit_of_work(engine) as session:
        rows = outbox.overdue(session, now())
        for row in rows:
            if settings.acknowledge.resend_uncertain:
                # The same bytes with the same Message-ID: a careful receiver shows them once.
                outbox.put_back(session, row, _VANISHED, now())
                note(session, now(), "sending again", message=row.message_row_id, case=row.case_id)
            else:
                _to_a_person(session, row, Sending.UNCERTAIN, _VANISHED, now())
    return len(rows)


def distrust_waiting(engine: Engine, now: datetime) -> int:
    """After a back-up was put back: what waited in it may have left since, so a person decides; how many that are."""
    with unit_of_work(engine) as session:
        rows = outbox.waiting(session)
        for row in rows:
            _to_a_person(session, row, Sending.UNCERTAIN, _RESTORED, now)
    return len(rows)


def _send_from(
    engine: Engine,
    settings: Settings,
    name: str,
    now: Callable[[], datetime],
    stop: Callable[[], bool],
    at_most: int | None,
) -> int:
    with reading(engine) as session:
        if not outbox.has_due(session, name, now()):
            return 0
    sent = tried = 0
    try:
        # Connected before the first claim: a server that is down leaves nothing in doubt.
        with SmtpSender(settings.mailboxes[name]) as sender:
            while tried != at_most and not stop():
                row = _claim(engine, settings, name, now)
                if row is None:
                    break
                tried += 1
                sent += _send(engine, sender, settings, row, now)
    except TransportError as error:
        _log.warning("%s: %s", name, error)
        _postpone(engine, name, str(error), now)
    return sent


def _claim(engine: Engine, settings: Settings, name: str, now: Callable[[], datetime]) -> OutboxRow | None:
    with unit_of_work(engine) as session:
        return outbox.claim_next(session, name, now(), timedelta(seconds=settings.worker.lease_seconds))


def _send(
    engine: Engine, sender: SmtpSender, settings: Settings, row: OutboxRow, now: Callable[[], datetime]
) -> bool:
    """One message; raises TransportError when the line is lost, after the row was settled."""
    try:
        sender.send(settings.acknowledge.bounce_address, row.recipient, row.data)
    except PermanentRefusalError as error:
        _settle(engine, row, Sending.REFUSED, str(error), now)
    except UncertainDeliveryError as error:
        _settle(engine, row, Sending.UNCERTAIN, str(error), now)
        raise
    except TransientRefusalError as error:
        _again(engine, row, str(error), now)
    except TransportError as error:
        _again(engine, row, str(error), now)
        raise
    else:
        _sent(engine, row, now)
        return True
    return False


def _sent(engine: Engine, row: OutboxRow, now: Callable[[], datetime]) -> None:
    with unit_of_work(engine) as session:
        outbox.set_sent(session, row, now())
        note(session, now(), "answer sent", message=row.message_row_id, case=row.case_id)
    _log.info("answer %s sent", row.id)


def _settle(engine: Engine, row: OutboxRow, state: Sending, reason: str, now: Callable[[], datetime]) -> None:
    with unit_of_work(engine) as session:
        _to_a_person(session, row, state, reason, now())


def _again(engine: Engine, row: OutboxRow, reason: str, now: Callable[[], datetime]) -> None:
    with unit_of_work(engine) as session:
        if not outbox.put_back(session, row, reason, now()):
            _put_before_person(session, row, Sending.REFUSED, now())


def _postpone(engine: Engine, name: str, reason: str, now: Callable[[], datetime]) -> None:
    with unit_of_work(engine) as session:
        for row in outbox.postponed(session, name, reason, now()):
            _put_before_person(session, row, Sending.REFUSED, now())


def _to_a_person(session: Session, row: OutboxRow, state: Sending, reason: str, now: datetime) -> None:
    if outbox.set_final(session, row, state, reason):
        _put_before_person(session, row, state, now)


def _put_before_person(session: Session, row: OutboxRow, state: Sending, now: datetime) -> None:
    case = cases.locked(session, row.case_id)
    cases.add_doubts(case, [_FOR_A_PERSON[state]], now)
    session.add(case)
    note(session, now, f"answer {state}", message=row.message_row_id, case=row.case_id)
    _log.warning("answer %s is %s; a person must look", row.id, state)
