"""Receive: what is new on the server is stored, before anything is understood and before the server is told."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from intake.errors import TransportError
from intake.settings import MailboxSettings, Settings
from intake.store import messages
from intake.store.engine import reading, unit_of_work
from intake.transport.imap import ImapMailbox

_log = logging.getLogger(__name__)


def poll(
    engine: Engine,
    settings: Settings,
    mailbox_name: str,
    now: Callable[[], datetime],
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Stores what is new in one mailbox; how many messages that were. `told` hears of each batch at once.

    Raises TransportError when the server fails and StorageFullError when the disk is full; what was stored before
    it stands, and the rest is found again by the next poll.
    """
    mailbox = settings.mailboxes[mailbox_name]
    counted = _Counted()
    while True:
        before = counted.stored
        try:
            with ImapMailbox(mailbox_name, mailbox, settings.worker) as box:
                _take_in(engine, box, mailbox, counted, now, told)
        except TransportError:
            # A server ends the line when a token ends; with a new login the poll goes on where it was.
            if counted.stored == before:
                raise
        else:
            break
    if counted.stored:
        _log.info("%s: %d new messages stored", mailbox_name, counted.stored)
    return counted.stored


@dataclass(slots=True)
class _Counted:
    """How many messages were stored, also when an error ends the count."""

    stored: int = 0


def _take_in(
    engine: Engine,
    box: ImapMailbox,
    mailbox: MailboxSettings,
    counted: _Counted,
    now: Callable[[], datetime],
    told: Callable[[int], None],
) -> None:
    name, folder, validity = box.name, mailbox.folder, box.uidvalidity
    _mark(engine, box, name, folder)
    with reading(engine) as session:
        above = messages.high_water(session, name, folder, validity)
    for batch in box.fetch_above(above):
        with unit_of_work(engine) as session:
            stored = messages.store_batch(session, batch, mailbox.address, now())
        counted.stored += stored
        told(stored)
        # After the commit: a mark for a message that we do not have would be a lie.
        _mark(engine, box, name, folder)


def _mark(engine: Engine, box: ImapMailbox, name: str, folder: str) -> None:
    """Marks on the server what is stored; also what a worker that died had no time for."""
    with reading(engine) as session:
        uids = messages.unmarked(session, name, folder, box.uidvalidity)
    if uids:
        box.mark_processed(uids)
        with unit_of_work(engine) as session:
            messages.set_marked(session, name, folder, box.uidvalidity, uids)
