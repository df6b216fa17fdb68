"""The sample mails: invented people, real municipalities."""

from pathlib import Path

from intake.mailfiles import DEFAULT_MAILBOXES, mailbox_of

_FOLDER = Path(__file__).resolve().parent / "samples"


def samples() -> list[Path]:
    """In the order in which they arrive."""
    return sorted(_FOLDER.glob("*.eml"))


def addressee(raw: bytes) -> str:
    """To which of the two mailboxes a sample goes."""
    return mailbox_of(raw, tuple(DEFAULT_MAILBOXES.values()))
