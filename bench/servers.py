"""The mail servers that a measurement needs."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from tests.servers.dovecot import USERS, Dovecot
from tests.servers.smtp import SmtpServer


def with_mail_servers(measure: Callable[[Path, Dovecot, SmtpServer], None]) -> None:
    """Calls `measure` with an empty folder, an IMAP and an SMTP server with empty mailboxes; says so where Dovecot is missing."""
    if not Dovecot.is_installed():
        Console().print("Dovecot is not installed (apt-get install dovecot-imapd dovecot-lmtpd)")
        return
    with (
        tempfile.TemporaryDirectory() as scratch,
        Dovecot() as dovecot,
        SmtpServer(Path(scratch, "smtp")) as smtp,
    ):
        for user in USERS:
            dovecot.wipe(user)
        measure(Path(scratch), dovecot, smtp)
