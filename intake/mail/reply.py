"""Is this an answer to a mail of ours? By its headers, or by our own words quoted below it."""

import re
from collections.abc import Sequence

from intake.domain import ParsedMail, Passage, Source

_FORWARD = re.compile(r"^\s*(?:fw|fwd|doorst|doorgestuurd|wg|tr)\s*:", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:re|antw|antwoord|betr|aw)\s*:", re.IGNORECASE)


def is_reply_to_us(mail: ParsedMail, found: Sequence[Passage], own_addresses: frozenset[str]) -> bool:
    """True for an answer to a mail from one of our domains. A forward within a town hall is none."""
    domains = tuple(sorted({address.rpartition("@")[2] for address in own_addresses}))
    if _FORWARD.match(mail.subject):
        return False
    if any(reference.strip("<>").endswith(domains) for reference in (*mail.in_reply_to, *mail.references)):
        return True
    quoted = "\n".join(p.text for p in found if p.source is Source.QUOTED)[:4000].lower()
    ours = any(f"@{domain}" in quoted for domain in domains) or bool(
        re.search(r"(?:van|from):.{0,60}(?:\bvng\b|ondersteuningsteam asiel)", quoted)
    )
    return ours and bool(_ANSWER.match(mail.subject) or mail.in_reply_to or mail.references)
