"""With which place of the municipality a number stands: "acht in Noord", "Noord: 8", "vier in de pastorie"."""

import re

from intake.extraction.amounts import Amount
from intake.extraction.offers import Offer

_CAPITAL = r"[A-Z][\w'’-]+(?: (?:(?:de|van|der|den|ter) )*[A-Z][\w'’-]+)*"
_NOUN = r"(?!(?:overige|andere|resterende|eerste|laatste|beide|rest)\b)[a-z][\w-]{3,}"
_ARTICLE = r"(?:de|het|'t|onze|De|Het|Onze)"
# "Acht in Noord", "zes plekken aan de Laan", "vier in de pastorie".
_NAME_AFTER = re.compile(
    rf"\s+(?:\w+ )?(?:in|te|op|aan|bij|uit) (?:(?:{_ARTICLE} )?(?P<name>{_CAPITAL})|{_ARTICLE} (?:\w+e )?(?P<noun>{_NOUN}))"
)
# "Noord 8", "Noord: 8", "Noord (8)", "Noord, goed voor 8", "de pastorie met 4".
_NAME_BEFORE = re.compile(
    rf"(?:^|[\s,;:(])(?:{_ARTICLE} (?:\w+e )?(?P<noun>{_NOUN})|(?P<name>{_CAPITAL}))\s*"
    r"(?:[:(=/|–-]|,?\s*\b(?:met|goed voor|is goed voor|doet|levert|telt|krijgt|neemt))?\s*$"
)
_NO_NAME = frozenset(
    "Daar Daarvan Waarvan Van De Het Een In Op Aan Bij Wij We Er Die Dat Dan Nu Totaal Samen Hier En Maar Ook Dus Nog".split()
)


_LEADS = re.compile(rf"\W*(?:\w{{1,3}}[.)]\s+)?(?P<name>{_CAPITAL})\s*[,:(–-]")


def names_place(text: str, offer: Offer) -> bool:
    """Whether a text names the place of an offer: "Voor Oost moet de raad nog instemmen" after "vier in Noord, zes in Oost"."""
    lead = _LEADS.match(offer.sentence.text) if offer.row else None
    places = {place_of(offer.amount, offer.sentence.text), lead["name"] if lead else ""} - {
        "",
        offer.municipality,
    }
    return any(re.search(rf"\b{re.escape(place)}\b", text) for place in places)


def place_of(amount: Amount, text: str) -> str:
    """The name of the place that a number stands with, or ""."""
    after = _NAME_AFTER.match(text, max(amount.end, amount.number.end))
    found = after or _NAME_BEFORE.search(text[: amount.number.start])
    name = (found["name"] or found["noun"]) if found else ""
    return "" if name in _NO_NAME else name
