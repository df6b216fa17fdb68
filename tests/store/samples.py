"""Raw messages for the tests of the store."""

import hashlib
from datetime import UTC, datetime

from intake.domain import RawMessage

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def mail(name: str = "een", body: str = "Wij bieden 15 plekken aan.", *extra: str) -> bytes:
    """A small mail; `extra` are header lines that go on top."""
    lines = [
        *extra,
        "From: Jan <jan@amersfoort.nl>",
        "To: migratie@vng.nl",
        "Subject: Aanbod",
        "Date: Mon, 01 Jun 2026 10:00:00 +0200",
        f"Message-ID: <{name}@amersfoort.nl>",
        "",
        body,
        "",
    ]
    return "\r\n".join(lines).encode()


def raw(uid: int, data: bytes, mailbox: str = "migratie", uidvalidity: int = 7) -> RawMessage:
    """The same as it came from the server."""
    return RawMessage(
        mailbox=mailbox,
        folder="INBOX",
        uidvalidity=uidvalidity,
        uid=uid,
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        received_at=NOW,
        size=len(data),
    )
