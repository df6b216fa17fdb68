"""Who writes, as far as the address, the display name and the signature tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.domain import Address, Reading
from intake.extraction import phrases
from intake.extraction.gazetteer import Gazetteer, Organisation

_MACHINE = re.compile(r"^(?:mailer-daemon|postmaster|bounce\w*)(?:$|[@+.-])")
_POSTCODE = re.compile(r"\b\d{4} ?[A-Z]{2}\b|\b[Pp]ostbus\b")
_REGIONAL = re.compile(
    r"(?:^|[ .-])(?:vr[a-z]*\.nl|veiligheidsregio|provincie|regio(?:bureau)?|omgevingsdienst)"
)
_TAIL = 4

OWN_KINDS = frozenset({"work_organisation", "social_service"})
_PASSING_ON = frozenset({"region", "safety_region", "province", "ggd", "environment_service", "umbrella"})


@dataclass(frozen=True, slots=True)
class Sender:
    """The sender's own municipality and joint organisation, by domain.

    `official`: role words in name or signature; `outside`: words of a company, corporatie, newspaper or citizen.
    """

    own: str | None
    organisation: Organisation | None
    official: bool
    outside: bool
    machine: bool

    @property
    def members(self) -> tuple[str, ...]:
        """The municipalities for which the sender's organisation works."""
        return self.organisation.members if self.organisation else ()

    @property
    def works_for_members(self) -> bool:
        """True for an organisation of officials that serve several municipalities."""
        return bool(self.organisation and self.organisation.kind in OWN_KINDS)

    @property
    def passes_on(self) -> bool:
        """True for a body that may collect what municipalities offer, but writes for itself otherwise."""
        return bool(self.organisation and self.organisation.kind in _PASSING_ON)


def read_sender(sender: Address | None, reading: Reading, gazetteer: Gazetteer) -> Sender:
    """What is known of the sender before the text is read for names."""
    domain = sender.domain if sender else ""
    closing = phrases.plain("\n".join((sender.name if sender else "", *signature_lines(reading))))
    outside = phrases.OUTSIDE.search(f"{domain} {closing}") or phrases.OUTSIDE_DOMAIN.search(domain)
    own, organisation = gazetteer.of_domain(domain), gazetteer.organisation_of(domain)
    if (
        not (own or organisation or outside)
        and sender
        and _REGIONAL.search(f"{domain} {phrases.plain(sender.name)}")
    ):
        organisation = Organisation(sender.name or domain, "region", ())
    return Sender(
        own=own,
        organisation=organisation,
        official=bool(phrases.ROLE.search(closing)),
        outside=bool(outside) and not re.search(r"\bgemeente\b", closing),
        machine=bool(sender and _MACHINE.match(sender.email.lower())),
    )


def signature_lines(reading: Reading) -> Iterator[str]:
    """The lines of the signature, and the last lines of a body that ends in one without a mark."""
    yield from (line for line in reading.signature.split("\n") if line.strip())
    body = [s for s in reading.sentences if s.source.value == "body"]
    for sentence in body[-_TAIL:]:
        last = sentence is body[-1]
        if (
            sentence.acts.get("sig", 0.0) > 0.5
            or _POSTCODE.search(sentence.text)
            or (last and _is_closing(sentence.text))
        ):
            yield from sentence.text.split("\n")


def _is_closing(text: str) -> bool:
    """A last line such as "Marieke, beleid sociaal domein Heumen": short, and without a verb's full stop."""
    return len(text) < 90 and text.rstrip()[-1:] not in {".", "?", "!"}
