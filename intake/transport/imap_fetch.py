"""FETCH, for servers as they are: a message vanishes, and a whole batch is refused for it."""

from collections.abc import Sequence
from datetime import UTC, datetime

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
    found = _asked(client, uids, section)
    # A message that another client removed comes as NIL, not at all, or as NO to the batch (RFC 2180, 4.1).
    doubtful = [uid for uid in uids if not found.get(uid)]
    if not doubtful:
        return found
    client.noop()
    there = set(client.search(["UID", ",".join(map(str, doubtful))]))
    for uid in doubtful:
        found.pop(uid, None)
        if uid in there:
            found |= _asked(client, [uid], section)
            if uid not in found:
                raise UnreachableError(
                    f"{client.host} lists message {uid} but does not give it. We try again later; "
                    "if this stays, move that message to another folder."
                )
    return found


def _asked(client: IMAPClient, uids: Sequence[int], section: str) -> dict[int, bytes]:
    """What the server gives when asked once; nothing when it says NO. An empty message is NIL or empty."""
    try:
        answers = client.fetch(uids, [section])
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        return {}
    return {
        uid: bytes(value or b"")
        for uid in uids
        for key, value in answers.get(uid, {}).items()
        if key.startswith(b"BODY[")
    }


def _utc(moment: datetime | None) -> datetime:
    return moment.astimezone(UTC) if moment else datetime.now(UTC)
