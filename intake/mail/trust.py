"""Whether the sender is who they seem: what our own gateway found, and what the addresses themselves give away."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake.domain import ParsedMail, Trust
from intake.mail.authentication import Findings, findings
from intake.mail.lookalike import looks_the_same, resembles

_FAILED = frozenset({"fail", "hardfail"})
_ADDRESS = re.compile(r"[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Acquaintances:
    """Whom we know: the gateways that we believe, mail domains with their owner, and domains that anybody can use."""

    authserv_ids: tuple[str, ...]
    domains: Mapping[str, str]
    webmail: frozenset[str]

    def owner(self, domain: str) -> str:
        """Whose domain this is (or the domain above it), or ""."""
        labels = domain.split(".")
        above = (".".join(labels[index:]) for index in range(len(labels) - 1))
        return next((self.domains[one] for one in above if one in self.domains), "")

    def is_webmail(self, domain: str) -> bool:
        """Whether everybody can have an address there."""
        return domain in self.webmail


@dataclass(frozen=True, slots=True)
class Claim:
    """For whom the mail speaks: `municipalities`, and whether it offers places.

    `own`: the municipality whose domain this seems to be, also when no table knows it; `known_body`: the sender belongs to
    an organisation that works for municipalities.
    """

    municipalities: tuple[str, ...]
    offers: bool
    own: str | None
    known_body: bool


def trust_of(mail: ParsedMail, circle: Acquaintances, claim: Claim) -> tuple[Trust, str]:
    """The verdict and one Dutch sentence that says why."""
    if mail.sender is None:
        return Trust.UNKNOWN, "Het bericht heeft geen leesbare afzender."
    found = findings(mail, circle.authserv_ids)
    reason = next(_suspicions(mail, circle, claim, found), "")
    if reason:
        return Trust.SUSPICIOUS, reason
    domain = mail.sender.domain
    confirmed = "pass" in found.verdicts("dmarc") or found.passed_for(domain)
    owner = circle.owner(domain)
    if not owner:
        return Trust.UNKNOWN, f"Het domein {domain} staat niet in onze lijst van gemeenten en organisaties."
    if not confirmed:
        return Trust.UNKNOWN, "Er is geen oordeel van onze eigen mailserver over de echtheid van de afzender."
    if elsewhere := _answers_elsewhere(mail, circle):
        return (
            Trust.UNKNOWN,
            f"Het antwoord gaat naar een ander domein ({elsewhere}) dan dat van de afzender.",
        )
    return Trust.VERIFIED, f"Het bericht komt aantoonbaar van het domein van {owner} ({domain})."


def _suspicions(mail: ParsedMail, circle: Acquaintances, claim: Claim, found: Findings) -> Iterator[str]:
    domain = mail.sender.domain if mail.sender else ""
    yield from _gateway(found, domain)
    if len(mail.all_headers("from")) > 1:
        yield "Het bericht noemt meer dan één afzender in de kop."
    yield from _addresses(mail, circle, claim, domain)
    yield from _stranger(circle, claim, domain)


def _gateway(found: Findings, domain: str) -> Iterator[str]:
    if found.verdicts("dmarc") & _FAILED or found.verdicts("compauth") & _FAILED:
        yield "Onze mailserver kon niet bevestigen dat dit bericht van dit domein komt (DMARC mislukt)."
    elif not found.is_about(domain):
        yield "Onze mailserver controleerde een ander domein dan dat van de afzender die u ziet."
    elif (
        "pass" not in found.verdicts("dmarc")
        and not found.passed_for(domain)
        and (found.verdicts("spf") | found.verdicts("dkim")) & _FAILED
    ):
        yield "Onze mailserver kon niet bevestigen dat dit bericht van dit domein komt (SPF of DKIM mislukt)."


def _addresses(mail: ParsedMail, circle: Acquaintances, claim: Claim, domain: str) -> Iterator[str]:
    shown = [found.lower() for found in _ADDRESS.findall(mail.sender.name if mail.sender else "")]
    if any(circle.owner(one) and circle.owner(one) != circle.owner(domain) for one in shown):
        yield f"De naam van de afzender toont een adres van een ander domein ({shown[0]}) dan het echte ({domain})."
    answering = [address.domain for address in mail.reply_to]
    for one in dict.fromkeys((domain, *answering)):
        if one == domain and _is_plain_name(one, claim):
            continue
        if known := _imitated(one, circle, claim):
            yield f"Het domein {one} lijkt op {known}, maar is het niet."
    if claim.offers and circle.owner(domain) and any(circle.is_webmail(one) for one in answering):
        yield "Het antwoord gaat naar een privéadres, niet naar de organisatie van de afzender."


def _is_plain_name(domain: str, claim: Claim) -> bool:
    """Whether it is the plain name of the municipality that writes, which our list merely lacks ("midden-drenthe.nl")."""
    return bool(claim.own) and domain.isascii() and "xn--" not in domain and domain.endswith((".nl", ".frl"))


def _imitated(domain: str, circle: Acquaintances, claim: Claim) -> str:
    if not domain or circle.owner(domain):
        return ""
    same = looks_the_same(domain, frozenset(circle.domains))
    if same:
        return same
    # Near misses exist by chance as well; they count beside the name of that municipality.
    claimed = [
        known
        for known, owner in circle.domains.items()
        if owner.removeprefix("gemeente ") in claim.municipalities
    ]
    return resembles(domain, claimed)


def _stranger(circle: Acquaintances, claim: Claim, domain: str) -> Iterator[str]:
    if not claim.offers or not claim.municipalities or circle.owner(domain):
        return
    names = ", ".join(claim.municipalities)
    if circle.is_webmail(domain):
        yield f"Het aanbod namens {names} komt van een privéadres ({domain})."
    elif not claim.own and not claim.known_body:
        yield f"Het aanbod namens {names} komt van een domein dat wij niet kennen ({domain})."


def _answers_elsewhere(mail: ParsedMail, circle: Acquaintances) -> str:
    home = circle.owner(mail.sender.domain) if mail.sender else ""
    return next((one.domain for one in mail.reply_to if circle.owner(one.domain) != home), "")
