"""One thread per mailbox that sleeps in IDLE and calls when mail came: speed only, nothing rests on it."""

import logging
from collections.abc import Callable
from threading import Event

from intake.errors import IntakeError
from intake.settings import MailboxSettings, WorkerSettings
from intake.transport.imap import ImapMailbox

_FIRST_PAUSE_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 900.0

_log = logging.getLogger(__name__)


def watch(
    name: str, mailbox: MailboxSettings, worker: WorkerSettings, on_mail: Callable[[], None], stop: Event
) -> None:
    """Calls `on_mail` whenever the server says that mail came, until `stop` is set or the server has no IDLE.

    Trouble is not told here: the poll of the same mailbox meets it too, and tells it once.
    """
    pause = _FIRST_PAUSE_SECONDS
    while not stop.is_set():
        try:
            with ImapMailbox(name, mailbox, worker) as box:
                if not box.can_idle:
                    _log.info("%s: the server has no IDLE; we poll", name)
                    return
                pause = _FIRST_PAUSE_SECONDS
                # What came while nobody listened is announced by no one.
                on_mail()
                while not stop.is_set():
                    if box.wait_for_mail(worker.poll_seconds, stop.is_set):
                        on_mail()
        except IntakeError:
            stop.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
