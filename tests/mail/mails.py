"""Mails of our own invention, built as bytes: what a test says is what goes in."""

from intake.domain import ParsedMail, Passage, Source
from intake.mail.parse import parse
from intake.mail.quoting import passages

OWN = frozenset({"migratie@vng.nl", "ondersteuningsteamasiel@vng.nl"})
LETTER = """Gerekend vanuit de solidariteitsgedachte uit de Spreidingswet kan indicatief worden gedacht aan de volgende bijdragen:

- G4- en G40-gemeenten: circa 30 plekken per gemeente;
- K80-gemeenten: circa 2 plekken per gemeente.
"""


def mail(
    body: str = "",
    subject: str = "Aanbod",
    sender: str = "Anna Bakker <a.bakker@ommen.nl>",
    html: bool = False,
    **headers: str,
) -> bytes:
    """A small mail; extra headers as keywords, underscores for hyphens."""
    lines = [f"From: {sender}", "To: migratie@vng.nl", f"Subject: {subject}", "Message-ID: <t1@ommen.nl>"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += ["MIME-Version: 1.0", f"Content-Type: text/{'html' if html else 'plain'}; charset=utf-8"]
    lines += ["Content-Transfer-Encoding: 8bit"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body.replace("\n", "\r\n")).encode()


def parsed(body: str = "", **headers: str) -> ParsedMail:
    return parse(mail(body, **headers))


def said(found: tuple[Passage, ...], source: Source) -> str:
    """All text of one source, joined."""
    return "\n".join(passage.text for passage in found if passage.source is source)


def own_words(body: str, subject: str = "RE: Ledenbrief", html: bool = False, **headers: str) -> str:
    return said(passages(parse(mail(body, subject=subject, html=html, **headers))), Source.BODY)
