"""The journal: what was done, when, by whom. Only ever added to."""

import getpass
import os
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session

from intake.store.tables import AuditRow

WORKER = "worker"
_NOTE = insert(AuditRow)


def operator() -> str:
    """Who works at the command line, as the journal names them."""
    try:
        return f"cli:{getpass.getuser()}"
    except (OSError, KeyError):
        # In a container the user may be a number without a name.
        return f"cli:{os.getuid()}"


def note(
    session: Session,
    now: datetime,
    action: str,
    *,
    actor: str = WORKER,
    message: int | None = None,
    case: int | None = None,
    **details: str | int | bool | None,
) -> None:
    """Writes one line; `details` holds tokens, states and reasons, never what a person wrote."""
    line = {"at": now, "actor": actor, "action": action, "message_row_id": message, "case_id": case}
    session.connection().execute(_NOTE, {**line, "details": details})
