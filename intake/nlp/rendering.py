"""Turns a mail of the corpus into the bytes that a mail server would hand over, and into its gold answer."""

import html
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from io import BytesIO
from typing import Any

from docx import Document

from intake.nlp.corpus import CorpusMail, CorpusPart

SENT = datetime(2026, 6, 4, 8, 0, tzinfo=UTC)
_ADDRESS = {"migratie": "migratie@vng.nl", "ondersteuningsteamasiel": "ondersteuningsteamasiel@vng.nl"}
_DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"


def render(mail: CorpusMail) -> bytes:
    """An RFC 5322 message with the headers, text and attachments of a corpus mail."""
    message = EmailMessage()
    address = _ADDRESS[mail.first("mailbox", "migratie")]
    message["From"] = mail.first("from")
    message["To"] = mail.first("to", address)
    message["Subject"] = mail.first("subject")
    message["Date"] = format_datetime(SENT)
    message["Message-ID"] = f"<{mail.brief}.{mail.name}@corpus.example>".replace(" ", "-")
    message["Delivered-To"] = address
    for key, name in (("cc", "Cc"), ("reply-to", "Reply-To")):
        if mail.first(key):
            message[name] = mail.first(key)
    for header in mail.headers.get("header", ()):
        name, _, value = header.partition(":")
        if name.strip() not in message:
            message[name.strip()] = value.strip()
    _add_parts(message, mail)
    return message.as_bytes()


def _add_parts(message: EmailMessage, mail: CorpusMail) -> None:
    style = mail.first("format", "plain")
    body = next((part for part in mail.parts if not part.kind.startswith("attachment")), None)
    text = body.text if body else ""
    if body and body.kind == "html":
        message.set_content(f"<html><body>{text}</body></html>", subtype="html")
    elif style in {"html", "outlook"}:
        message.set_content(_as_html(text), subtype="html")
    elif style == "latin1":
        message.set_content(text.encode("latin-1", "replace").decode("latin-1"), charset="iso-8859-1")
    else:
        message.set_content(text)
        if style in {"gmail", "apple"}:
            message.add_alternative(_as_html(text), subtype="html")
    for part in mail.parts:
        if part.kind.startswith("attachment"):
            _attach(message, part)


def _as_html(text: str) -> str:
    lines = "".join(
        f'<p class="MsoNormal">{html.escape(line) or "&nbsp;"}</p>\n' for line in text.split("\n")
    )
    return f'<html><body lang="NL"><div class="WordSection1">{lines}</div></body></html>'


def _attach(message: EmailMessage, part: CorpusPart) -> None:
    name = part.kind.removeprefix("attachment").strip() or "bijlage.docx"
    if name.endswith(".txt"):
        message.add_attachment(part.text, filename=name)
        return
    document, out = Document(), BytesIO()
    for line in part.text.split("\n"):
        document.add_paragraph(line)
    document.save(out)
    message.add_attachment(
        out.getvalue(), maintype="application", subtype=_DOCX, filename=re.sub(r"\.\w+$", ".docx", name)
    )


def gold(mail: CorpusMail, file: str) -> dict[str, Any]:
    """The right answer for a corpus mail, in the keys of `examine --jsonl`."""
    flags, towns = mail.words("flags"), _towns(mail)
    doubtful = list(mail.words("doubtful"))
    optional = list(mail.words("optional"))
    labels = list(mail.words("labels"))
    return {
        "file": file,
        "mailbox": _ADDRESS[mail.first("mailbox", "migratie")],
        "labels": labels,
        "primary": labels[0],
        "municipality": towns,
        "pledges": [_pledge(line) for line in mail.headers.get("pledge", ())],
        "support_types": list(mail.words("support")),
        "question_topics": list(mail.words("topics")),
        "urgency": mail.first("urgency", "normal"),
        "auto_reply": "auto" in flags,
        "should_ack": not {"auto", "noack"} & set(flags) and labels != ["other"],
        "is_reply_to_thread": "reply" in flags,
        "doubtful": bool(doubtful),
        "doubtful_fields": [*doubtful, *(["total", "conditional"] if "pledges" in doubtful else [])],
        "optional": {"support_types": optional, "question_topics": optional},
    }


def _towns(mail: CorpusMail) -> list[str]:
    return [
        name.strip()
        for value in mail.headers.get("municipality", ())
        for name in value.split(";")
        if name.strip()
    ]


def _pledge(line: str) -> dict[str, Any]:
    name, amount, *rest = (piece.strip() for piece in line.split("|"))
    count, unit = amount.rsplit(" ", 1)
    low, dash, high = count.partition("-")
    words = {piece.split(" ")[0]: piece.partition(" ")[2] for piece in rest}
    bound = re.fullmatch(r"(min|max) (\d+)", count)
    if bound:
        words[bound[1]] = count = bound[2]
    places = int(count) if count.isdigit() else None
    least, most = (low, high) if dash else (words.get("min"), words.get("max"))
    return {
        "municipality": None if name == "-" else name,
        "places": 0 if "withdrawn" in words and places is None else places,
        "min": int(least) if least else None,
        "max": int(most) if most else None,
        "unit": unit,
        "persons_total": int(words["persons"]) if "persons" in words else None,
        "conditional": "conditional" in words,
        "withdrawn": "withdrawn" in words,
    }
