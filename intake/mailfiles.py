"""Mail that lies in files: which files, to which mailbox they came, and what the pipeline makes of them."""

import email.policy
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path
from typing import Protocol

from intake.domain import Outcome
from intake.errors import ConfigurationError

DEFAULT_MAILBOXES = {
    "migratie": "migratie@vng.nl",
    "ondersteuningsteamasiel": "ondersteuningsteamasiel@vng.nl",
}
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")


class Examines(Protocol):
    """Whatever says what a mail means."""

    def examine(self, raw: bytes, mailbox: str, now: datetime, complete: bool = True) -> Outcome:
        """See intake.pipeline."""


def mail_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files in the order given; a folder stands for its *.eml files, sorted by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.iterdir() if file.suffix.lower() == ".eml")
        else:
            yield path


def named_mailbox(name: str, known: dict[str, str]) -> str:
    """The address of a mailbox that is named by its name or by its address. Raises ConfigurationError."""
    if "@" in name:
        return name.lower()
    if name in known:
        return known[name]
    raise ConfigurationError(
        f"--mailbox {name}: there is no such mailbox. Known: {', '.join(sorted(known))}."
    )


def mailbox_of(raw: bytes, known: Sequence[str]) -> str:
    """To which of our addresses this mail came, by its headers; the first known address when they do not say.

    Delivered-To goes before To (RFC 9228; RFC 5322, 3.6.3), because a mail may be addressed to both.
    """
    headers = BytesHeaderParser(policy=email.policy.compat32).parsebytes(raw)
    for name in _DELIVERED:
        values = [str(value) for value in headers.get_all(name, [])]
        for _, address in getaddresses(values):
            if address.lower() in known:
                return address.lower()
    return known[0]


def examine_file(
    examiner: Examines, file: Path, mailbox: str, known: Sequence[str], now: datetime
) -> Outcome:
    """What the pipeline makes of one file. Raises OSError or UnreadableMessageError."""
    raw = file.read_bytes()
    return examiner.examine(raw, mailbox or mailbox_of(raw, known), now)
