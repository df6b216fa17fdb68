"""IDLE: the server says by itself that mail came (RFC 2177). Only a wake-up; polling is what we rely on."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from imapclient import IMAPClient

from intake.errors import UnreachableError

# RFC 2177 advises to renew before 29 minutes; many firewalls forget a silent line after less.
_RENEWAL_SECONDS = 9 * 60.0
_SLICE_SECONDS = 1.0


def wait(client: IMAPClient, seconds: float, stop: Callable[[], bool]) -> bool:
    """True when mail came within `seconds`; False when not, or when `stop()` said so.

    Raises UnreachableError, or what IMAPClient raises, when the line breaks.
    """
    end = time.monotonic() + seconds
    while not stop() and time.monotonic() < end:
        if _idle_once(client, min(end, time.monotonic() + _RENEWAL_SECONDS), stop):
            return True
    return False


def _idle_once(client: IMAPClient, until: float, stop: Callable[[], bool]) -> bool:
    client.idle()
    came = False
    while not came and not stop() and (left := until - time.monotonic()) > 0:
        came = any(_is_arrival(answer) for answer in _listen(client, min(left, _SLICE_SECONDS)))
    _, late = client.idle_done()
    return came or any(_is_arrival(answer) for answer in late)


def _listen(client: IMAPClient, patience: float) -> list[Sequence[Any]]:
    asked = time.monotonic()
    answers: list[Sequence[Any]] = client.idle_check(timeout=patience)
    # A dead line answers nothing, at once and for ever.
    is_dead = not answers and time.monotonic() - asked < patience / 2
    if is_dead or any(answer[0] == b"BYE" for answer in answers):
        raise UnreachableError(f"{client.host} broke the line while we waited for mail. We try again later.")
    return answers


def _is_arrival(answer: Sequence[Any]) -> bool:
    return len(answer) > 1 and answer[1] == b"EXISTS"
