"""FETCH, for servers as they are: a message vanishes, and a whole batch is refused for it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from intake.errors import UnreachableError
from intake.transport.batches import Envelope


def uids_above(client: IMAPClient, uid: int) -> list[int]:
    """The UIDs above `uid`, ascending."""
    # "n:*" always names the last message, even when its UID is below n (RFC 9051, 9, seq-range).
    return sorted(found for found in client.search(["UID", f"{uid + 1}:*"]) if found > uid)


def envelopes(client: IMAPClient, uids: Sequence[int]) -> list[Envelope]:
    """Size and arrival of each message that is still there."""
    answers = client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
    return [
        Envelope(uid, int(answers[uid][b"RFC822.SIZE"]), _utc(answers[uid].get(b"INTERNALDATE")))
        for uid in uids
        if b"RFC822.SIZE" in answers.get(uid, {})
    ]


def bodies(client: IMAPClient, uids: Sequence[int], section: str) -> dict[int, bytes]:
    """`section` of each message that is still there.

    Raises UnreachableError when the server lists a message and yet does not give it: it must not be skipped.
    """
    try:
        answers = client.fetch(uids, [section])
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        # NO to the whole batch: often because another client removed one of them (RFC 2180, 4.1).
        return _one_by_one(client, uids, section)
    return {uid: body for uid in uids if (body := _body(answers.get(uid, {}))) is not None}


def _one_by_one(client: IMAPClient, uids: Sequence[int], section: str) -> dict[int, bytes]:
    client.noop()
    found: dict[int, bytes] = {}
    for uid in uids:
        try:
            body = _body(client.fetch([uid], [section]).get(uid, {}))
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            if client.search(["UID", str(uid)]):
                raise UnreachableError(
                    f"{client.host} lists message {uid} but does not give it. We try again later; "
                    "if this stays, move that message to another folder."
                ) from None
            continue
        if body is not None:
            found[uid] = body
    return found


def _body(answer: dict[bytes, Any]) -> bytes | None:
    """The message out of one FETCH answer; None when the server gave none, empty when it is empty (NIL)."""
    for key, value in answer.items():
        if key.startswith(b"BODY["):
            return bytes(value or b"")
    return None


def _utc(moment: datetime | None) -> datetime:
    return moment.astimezone(UTC) if moment else datetime.now(UTC)
