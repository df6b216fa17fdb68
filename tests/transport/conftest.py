"""A mailbox on the servers of a test."""

from intake.settings import MailboxSettings, ServerSettings

USER = "migratie@vng.nl"


def mailbox(imap: ServerSettings, **changes: object) -> MailboxSettings:
    """A mailbox that is read from `imap`; its SMTP server is not used."""
    values = {"address": USER, "imap": imap, "smtp": imap} | changes
    return MailboxSettings.model_validate(values)
