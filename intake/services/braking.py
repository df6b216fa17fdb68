"""Brakes: when two machines answer each other and no header betrays it, we are the one that stops, and a person looks."""

from datetime import datetime, timedelta

from sqlmodel import Session

from intake.domain import Outcome
from intake.settings import AcknowledgeSettings
from intake.store import outbox

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_SENDER = (
    "Deze afzender kreeg {when} al {count} ontvangstbevestigingen; daarom is er geen verstuurd. "
    "Kijk of u zelf moet antwoorden."
)
_ALL = (
    "Er zijn dit uur al {count} ontvangstbevestigingen verstuurd; daarom is er geen verstuurd. "
    "Kijk of er een lus is, en of u zelf moet antwoorden."
)


def braked(
    session: Session, recipient: str, outcome: Outcome, given: AcknowledgeSettings, now: datetime
) -> str:
    """Why no acknowledgement may leave now, in one Dutch sentence; "" when it may.

    Who writes for one municipality after the other is no machine: the hour counts only for what was answered before.
    """
    of_day = outbox.sent_since(session, now - _DAY, recipient)
    if len(of_day) >= given.per_sender_per_day:
        return _SENDER.format(when="vandaag", count=len(of_day))
    of_hour = [names for at, names in of_day if at > now - _HOUR]
    told = {name for names in of_hour for name in names}
    if len(of_hour) >= given.per_sender_per_hour and set(outcome.extraction.municipalities) <= told:
        return _SENDER.format(when="dit uur", count=len(of_hour))
    everybody = outbox.count_since(session, now - _HOUR)
    return _ALL.format(count=everybody) if everybody >= given.per_hour else ""
