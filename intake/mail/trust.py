"""Whether the sender is who they say: what our own gateway found (RFC 8601), and nobody else's word for it."""

import re
from collections.abc import Sequence

from intake.domain import ParsedMail, Trust

_VERDICT = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*(\w+)", re.IGNORECASE)


def trust_of(mail: ParsedMail, authserv_ids: Sequence[str], own_domain: str | None) -> tuple[Trust, str]:
    """The verdict and one Dutch sentence. Only the topmost results of a configured gateway count."""
    verdicts = _verdicts(mail, authserv_ids)
    if verdicts.get("dmarc") == "fail":
        return (
            Trust.SUSPICIOUS,
            "Onze mailserver kon niet bevestigen dat dit bericht van dit domein komt (DMARC mislukt).",
        )
    if verdicts.get("dmarc") == "pass" and own_domain:
        return Trust.VERIFIED, f"Het bericht komt aantoonbaar van het domein van gemeente {own_domain}."
    if not own_domain:
        return Trust.UNKNOWN, "Het domein van de afzender is geen bekend domein van een gemeente."
    return Trust.UNKNOWN, "Er is geen oordeel van onze eigen mailserver over de echtheid van de afzender."


def _verdicts(mail: ParsedMail, authserv_ids: Sequence[str]) -> dict[str, str]:
    for value in mail.all_headers("Authentication-Results"):
        server, _, results = value.partition(";")
        if server.split()[:1] and server.split()[0].lower() in {name.lower() for name in authserv_ids}:
            return {method.lower(): result.lower() for method, result in _VERDICT.findall(results)}
    return {}
