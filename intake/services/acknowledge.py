"""Acknowledge: send what is queued. The state is committed before and after SMTP, never around it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
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
            row = None if stop() else _settle_and_claim(engine, settings, name, now)
            while row is not None:
                outcome = _hand_over(sender, settings, row)
                tried, sent = tried + 1, sent + (outcome.state is Sending.SENT)
                more = outcome.lost is None and tried != at_most and not stop()
                row = _settle_and_claim(engine, settings, name, now, (row, outcome), more=more)
                if outcome.lost is not None:
                    raise outcome.lost
    except TransportError as error:
        _log.warning("%s: %s", name, error)
        _postpone(engine, name, str(error), now)
    return sent


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one answer; `lost`: the line did not survive it."""

    state: Sending
    reason: str = ""
    lost: TransportError | None = None


def _hand_over(sender: SmtpSender, settings: Settings, row: OutboxRow) -> _Outcome:
    try:
        sender.send(settings.acknowledge.bounce_address, row.recipient, row.data)
    except PermanentRefusalError as error:
        return _Outcome(Sending.REFUSED, str(error))
    except UncertainDeliveryError as error:
        return _Outcome(Sending.UNCERTAIN, str(error), error)
    except TransientRefusalError as error:
        return _Outcome(Sending.QUEUED, str(error))
    except TransportError as error:
        return _Outcome(Sending.QUEUED, str(error), error)
    return _Outcome(Sending.SENT)


def _settle_and_claim(
    engine: Engine,
    settings: Settings,
    name: str,
    now: Callable[[], datetime],
    done: tuple[OutboxRow, _Outcome] | None = None,
    *,
    more: bool = True,
) -> OutboxRow | None:
    """What became of an answer, and the next one that is due, in one commit: between the two nothing is under way."""
    lease = timedelta(seconds=settings.worker.lease_seconds)
    with unit_of_work(engine) as session:
        if done is not None:
            _settle(session, *done, now())
        following = outbox.claim_next(session, name, now(), lease) if more else None
    if done is not None and done[1].state is Sending.SENT:
        _log.info("answer %s sent", done[0].id)
    return following


def _settle(session: Session, row: OutboxRow, outcome: _Outcome, now: datetime) -> None:
    if outcome.state is Sending.SENT:
        outbox.set_sent(session, row, now)
        note(session, now, "answer sent", message=row.message_row_id, case=row.case_id)
    elif outcome.state is not Sending.QUEUED:
        _to_a_person(session, row, outcome.state, outcome.reason, now)
    elif not outbox.put_back(session, row, outcome.reason, now):
        _put_before_person(session, row, Sending.REFUSED, now)


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
