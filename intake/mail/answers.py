"""Answers that a person writes: from a draft in templates/answers to a mail in the same conversation."""

import html
import re
from datetime import UTC, datetime
from email.header import Header
from email.policy import compat32
from email.utils import format_datetime, formataddr
from functools import lru_cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from intake.content import templates_dir
from intake.domain import Address
from intake.errors import ContentError, MessageError
from intake.mail.cleaning import one_line
from intake.mail.compose import OutgoingMail, ascii_address, identifier, two_parts

_LONGEST = 20_000
_TO_FILL_IN = re.compile(r"\[[^\[\]\n]{3,80}\]")
_ANSWER = re.compile(r"^(?:(?:re|antw|aw|fw|fwd|doorst)\s*:\s*|\[VNG-\d{4}-\d+\]\s*)+", re.I)
_MOST_REFERENCES = 20
Value = str | list[str]


def drafts() -> dict[str, str]:
    """The drafts that there are: name and title, in the order of their titles. Raises ContentError."""
    found = {file.stem: _read(file)[0] for file in _folder().glob("*.txt")}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def draft(name: str, values: dict[str, Value]) -> str:
    """A draft, filled in. Raises ContentError naming the file when there is no such draft, or it is at fault."""
    file = _folder() / f"{name}.txt"
    if name not in drafts():
        raise ContentError(f"{file}: dit antwoord bestaat niet. Kies een ander.")
    try:
        made = _environment(_folder()).from_string(_read(file)[1]).render(values)
    except (TemplateError, TypeError, ValueError) as error:
        raise ContentError(f"{file}: {error}. Verbeter het sjabloon; zie LEESMIJ.md.") from error
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def answer(
    *,
    to: Address,
    subject: str,
    text: str,
    token: str,
    message_id: str,
    in_reply_to: str,
    references: tuple[str, ...],
    from_address: Address,
    now: datetime,
) -> OutgoingMail:
    """A person's answer. Raises MessageError when it cannot be sent, or when a part is still to be filled in."""
    words = checked(text)
    receiver, sender = ascii_address(to), ascii_address(from_address)
    message = two_parts(words, _as_html(words))
    message["From"] = formataddr((sender.name, sender.email))
    message["To"] = formataddr((receiver.name, receiver.email))
    line = subject_line(subject, token)
    message["Subject"] = line if line.isascii() else Header(line, "utf-8")  # type: ignore[assignment]
    message["Date"] = format_datetime(now.astimezone(UTC))
    message["Message-ID"] = message_id
    answered = identifier(in_reply_to)
    if answered:
        message["In-Reply-To"] = answered
        chain = [known for one in (*references, in_reply_to) if (known := identifier(one))]
        message["References"] = "\n ".join(dict.fromkeys(chain[-_MOST_REFERENCES:]))
    message["Content-Language"] = "nl"
    data = message.as_bytes(policy=compat32.clone(linesep="\r\n", max_line_length=998))
    return OutgoingMail(receiver.email, message_id, answered or None, line, data)


def subject_line(subject: str, token: str) -> str:
    """Re: [VNG-2026-00042] and what the sender wrote, each once."""
    return one_line(f"Re: [{token}] {_ANSWER.sub('', one_line(subject, 150))}".strip(), 200)


def checked(text: str) -> str:
    """The text with plain line ends. Raises MessageError when it is empty, too long or unfinished."""
    words = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    if not words:
        raise MessageError("Het antwoord is leeg.")
    if len(words) > _LONGEST:
        raise MessageError("Het antwoord is te lang.")
    if found := _TO_FILL_IN.search(words):
        raise MessageError(f"Vul eerst dit nog in: {found[0]}")
    return words + "\n"


def _folder() -> Path:
    return templates_dir() / "answers"


def _read(file: Path) -> tuple[str, str]:
    try:
        title, _, body = file.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{file}: dit bestand is niet te lezen. Zet het terug.") from error
    return title.strip(), body.strip()


@lru_cache(maxsize=2)
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(str(folder)), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _as_html(text: str) -> str:
    parts = (html.escape(part).replace("\n", "<br>\n") for part in re.split(r"\n{2,}", text.strip()))
    body = "\n".join(f"<p>{part}</p>" for part in parts)
    return f'<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'
