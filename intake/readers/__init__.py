"""Reading stored mail, apart from filing it: what is read, what comes of it, and reading here, in this process."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from intake.domain import Outcome
from intake.errors import MessageError
from intake.mailfiles import Examines
from intake.report import outcome_record
from intake.store.text import clean_json, searchable
from intake.unwrapping import readable


@dataclass(frozen=True, slots=True)
class Letter:
    """One stored message, as the pipeline takes it: `mailbox` is the address that it came to."""

    raw: bytes
    mailbox: str
    received_at: datetime
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood; the same as a record for the database; the words by which it is found."""

    outcome: Outcome
    record: dict[str, Any] = field(default_factory=dict)
    words: str = ""


class Promise(Protocol):
    """A letter that will be read, or is."""

    def result(self, timeout: float | None = None) -> Read:
        """Waits for it. Raises TimeoutError, and whatever reading raised."""


class Reads(Protocol):
    """Whoever reads letters; several may be begun before the first is done."""

    def ready(self) -> None:
        """Waits until rules and model are loaded. Raises ConfigurationError."""

    def begin(self, letter: Letter) -> Promise:
        """Returns at once, or nearly so."""


def understand(examiner: Examines, letter: Letter) -> Read:
    """Everything about a letter that needs no database. Raises MessageError."""
    outcome = examiner.examine(letter.raw, letter.mailbox, letter.received_at, letter.complete)
    # Sentences served the reading; whoever files would only carry them along.
    filed = replace(outcome, classification=replace(outcome.classification, sentences=()))
    words = words_of(letter.raw, outcome.subject, outcome.sender.email if outcome.sender else "")
    return Read(filed, clean_json(outcome_record("", outcome)), words)


def words_of(raw: bytes, subject: str, sender: str) -> str:
    """What a message can be found by: its subject, its sender, its text."""
    try:
        mail = readable(raw)
    except MessageError:
        return searchable(subject, sender)
    return searchable(
        subject, f"{mail.sender.name} {mail.sender.email}" if mail.sender else sender, mail.text
    )


@dataclass(frozen=True, slots=True)
class Here:
    """Reads in this process, when the result is asked for and not before."""

    examiner: Examines

    def ready(self) -> None:
        """It is."""

    def begin(self, letter: Letter) -> Promise:
        """Does nothing yet."""
        return _Later(self.examiner, letter)


@dataclass(frozen=True, slots=True)
class _Later:
    examiner: Examines
    letter: Letter

    def result(self, timeout: float | None = None) -> Read:  # noqa: ARG002  nobody else could go on meanwhile
        """Reads it now."""
        return understand(self.examiner, self.letter)
