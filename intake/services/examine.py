"""Examine: claim what waits, have it read with no session open, file it; what comes together in one commit."""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from threading import Lock
from time import monotonic

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from intake.errors import ConfigurationError, IntakeError, MessageError, StorageFullError
from intake.readers import Letter, Promise, Read, Reads
from intake.services.filing import Filed, file_all
from intake.settings import Settings
from intake.store import messages
from intake.store.audit import note
from intake.store.engine import unit_of_work
from intake.store.tables import MessageRow

_GONE = "De oorspronkelijke bytes van dit bericht zijn er niet meer; het kan niet opnieuw gelezen worden."

# Not the message's fault: it is given back, and the whole job waits.
_NOT_ITS_FAULT = (ConfigurationError, StorageFullError, OperationalError, InterfaceError)

# Claimed ahead, so that a reader has the next one when it is done with this one; filed together, for fewer commits.
_AHEAD, _TOGETHER = 16, 8
_PATIENCE_SECONDS = 0.05
# Two jobs of one worker take turns: what came first is filed first, or a correction would go before what it corrects.
_TURN = Lock()

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A message that is ours, and its reading."""

    row: MessageRow
    promise: Promise


def examine_due(
    engine: Engine,
    reads: Reads,
    settings: Settings,
    now: Callable[[], datetime],
    stop: Callable[[], bool],
    at_most: int | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Handles what waits, oldest first, until nothing does, `at_most` were, or `stop()`; how many were handled.

    `told` hears, while it goes on, how many more were handled. One bad message never stops the others. Raises
    ConfigurationError, StorageFullError and the database's own errors: then the messages in hand wait for the next time.
    """
    desk, handled = _Desk(engine, reads, settings, now), 0
    # Where several workers share the mail, nobody holds one back while the next is filed by somebody else.
    ahead = 1 if settings.worker.engine == "procrastinate" else _AHEAD
    try:
        while not stop():
            with _TURN:
                # Refilled before the last ones are read: a reader should never wait for us.
                if len(desk.hand) <= ahead // 2:
                    left = ahead if at_most is None else at_most - handled - len(desk.hand)
                    desk.claim(min(left, ahead - len(desk.hand)))
                if not desk.hand:
                    break
                done = desk.settle(stop)
            handled += done
            told(done)
    finally:
        desk.give_back()
    return handled


class _Desk:
    """The messages in hand: claimed, oldest first, and on their way to be filed."""

    def __init__(self, engine: Engine, reads: Reads, settings: Settings, now: Callable[[], datetime]) -> None:
        self._engine, self._reads, self._settings, self._now = engine, reads, settings, now
        self.hand: deque[_Claimed] = deque()

    def claim(self, most: int) -> None:
        """Takes up to so many more in hand, and has them read."""
        if most <= 0:
            return
        worker = self._settings.worker
        lease = timedelta(seconds=worker.lease_seconds)
        with unit_of_work(self._engine) as session:
            rows = messages.claim(session, self._now(), lease, most, worker.batch_bytes)
            data = messages.raw_bytes_of(session, rows)
        self.hand.extend(_Claimed(row, self._begin(row, data.get(messages.number(row)))) for row in rows)

    def _begin(self, row: MessageRow, raw: bytes | None) -> Promise:
        if messages.worn_out(row, self._settings.worker.max_attempts):
            return _Refused(messages.given_up(row))
        if raw is None:
            return _Refused(_GONE)
        return self._reads.begin(Letter(raw, row.address, row.received_at, row.complete))

    def settle(self, stop: Callable[[], bool]) -> int:
        """Files the oldest, and with it what is read soon after; how many left our hands."""
        ready = list(self._ready(stop))
        self._file([(row, answer) for row, answer in ready if isinstance(answer, Read)])
        for row, answer in ready:
            if not isinstance(answer, Read):
                self._failed(row, answer)
        # Not before: until here an error of the database gives all of them back.
        for _ in ready:
            self.hand.popleft()
        return len(ready)

    def _ready(self, stop: Callable[[], bool]) -> Iterator[tuple[MessageRow, Read | Exception]]:
        begun = monotonic()
        for place, claimed in enumerate(islice(self.hand, _TOGETHER)):
            patience = _PATIENCE_SECONDS - (monotonic() - begun) if place else None
            if patience is not None and (patience <= 0 or stop()):
                return
            try:
                yield claimed.row, claimed.promise.result(patience)
            except _NOT_ITS_FAULT:
                raise
            except Exception as error:  # noqa: BLE001  any fault belongs to this one message; the others go on
                if isinstance(error, TimeoutError) and place:
                    return
                yield claimed.row, error

    def _file(self, ready: Sequence[tuple[MessageRow, Read]]) -> None:
        """All in one commit; where that fails, each in its own, so that one bad message takes no other down."""
        try:
            with unit_of_work(self._engine) as session:
                filed = file_all(session, ready, self._settings, self._now())
        except _NOT_ITS_FAULT:
            raise
        except Exception as error:  # noqa: BLE001  it belongs to one of these messages
            if len(ready) == 1:
                self._failed(ready[0][0], error)
                return
            for alone in ready:
                self._file([alone])
        else:
            for (row, _), one in zip(ready, filed, strict=True):
                _tell(row, one)

    def _failed(self, row: MessageRow, error: Exception) -> None:
        expected = isinstance(error, IntakeError)
        reason = str(error) if expected else f"Onverwachte fout: {type(error).__name__}."
        retry = not isinstance(error, MessageError) or error.retry
        if retry:
            _log.warning(
                "message %s: %s", row.id, reason, exc_info=error if _log.isEnabledFor(logging.DEBUG) else None
            )
        with unit_of_work(self._engine) as session:
            last = messages.fail(session, row, reason, self._settings.worker.max_attempts, retry=retry)
            action = "failed for good" if last else "failed"
            note(session, self._now(), action, message=row.id, attempt=row.attempts)
        if last:
            _log.error("message %s failed for good: %s", row.id, reason)

    def give_back(self) -> None:
        """What is still in hand waits for the next time, as if it had not been claimed."""
        if not self.hand:
            return
        try:
            with unit_of_work(self._engine) as session:
                for claimed in self.hand:
                    messages.release(session, claimed.row)
        except (StorageFullError, OperationalError, InterfaceError):
            # The first error says it all; the claim ends with its lease.
            _log.info("%d messages stay claimed until their lease ends", len(self.hand))


@dataclass(frozen=True, slots=True)
class _Refused:
    """The promise of a message that is not read at all."""

    reason: str

    def result(self, timeout: float | None = None) -> Read:  # noqa: ARG002  there is nothing to wait for
        """Raises MessageError."""
        raise MessageError(self.reason)


def _tell(row: MessageRow, filed: Filed | None) -> None:
    if filed is None:
        _log.info("message %s was filed by another worker", row.id)
        return
    about = "copy" if filed.duplicate else filed.token or "no case"
    _log.info("message %s: %s%s", row.id, about, ", answer queued" if filed.answered else "")
