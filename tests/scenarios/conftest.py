"""One Dovecot, one SMTP server and one examiner for all scenarios."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.pipeline import load_examiner
from tests.scenarios.theatre import Theatre, settings_of
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import SmtpServer


@pytest.fixture(scope="package")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """Servers that run, and the language model in memory."""
    if not Dovecot.is_installed():
        pytest.skip("Dovecot is not installed (apt-get install dovecot-imapd dovecot-lmtpd)")
    folder: Path = tmp_path_factory.mktemp("scenarios")
    with Dovecot() as dovecot, SmtpServer(folder / "smtp") as smtp:
        settings = settings_of(dovecot, smtp, f"sqlite:///{folder / 'none.db'}")
        yield Theatre(dovecot, smtp, load_examiner(settings))
