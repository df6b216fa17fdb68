"""From the moment that a mail lies in the mailbox until its acknowledgement lies at the other end, with IMAP IDLE.

Needs Dovecot (`make servers`). The whole road runs: IDLE, fetch, store, understand, file, send; SQLite, one worker.
"""

import random
import statistics
import time
from pathlib import Path

from rich.console import Console

from bench.servers import with_mail_servers
from tests.acceptance.harness import Worker
from tests.acceptance.test_kill import _mails
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import SmtpServer

_COUNT = 40


def main() -> None:
    """Print the middle and the slowest twentieth of so many mails, one after another."""
    with_mail_servers(_measure)


def _measure(folder: Path, dovecot: Dovecot, smtp: SmtpServer) -> None:
    worker = Worker(folder, dovecot, smtp, f"sqlite:///{folder}/intake.db")
    try:
        worker.start()
        times = _times(dovecot, smtp)
    finally:
        worker.kill()
    slowest = statistics.quantiles(times, n=20)[-1]
    Console().print(f"{len(times)} mails: p50 {statistics.median(times):.2f} s, p95 {slowest:.2f} s")


def _times(dovecot: Dovecot, smtp: SmtpServer) -> list[float]:
    people = [mail for mail in _mails(random.Random(5), 2 * _COUNT) if mail.person and not mail.copy]
    times = []
    # The first one waits until the model is loaded.
    for number, mail in enumerate(people[: _COUNT + 1]):
        begun = time.perf_counter()
        dovecot.append(mail.mailbox, [mail.data])
        while len(smtp.received()) <= number and time.perf_counter() - begun < 60:
            time.sleep(0.01)
        times.append(time.perf_counter() - begun)
    return times[1:]


if __name__ == "__main__":
    main()
