"""A share of a number: "de helft van de 14 woningen", "40 woningen; een kwart is voor statushouders"."""

import re
from dataclasses import replace

from intake.extraction.amounts import Amount

_FRACTION = re.compile(
    r"\b(de helft|een kwart|een derde|driekwart|twee ?derde) van (?:(?:de|onze|deze|die|alle)\s+)?(?:in totaal\s+)?$",
    re.IGNORECASE,
)
_PARTS = {
    "de helft": (1, 2),
    "een kwart": (1, 4),
    "een derde": (1, 3),
    "driekwart": (3, 4),
    "twee derde": (2, 3),
}


_SHARE_AFTER = re.compile(
    r"^[^;.?]{0,40}[;,.]\s*(?:waarvan |daarvan |hiervan |en |ruim )?(de helft|een kwart|een derde|driekwart|twee ?derde)"
    r"(?: daarvan| ervan| hiervan)? (?:is|zijn|gaat|gaan|komt|komen|wordt|worden|bestemmen|reserveren|bieden|houden)\b[^;.?]*"
    r"\b(?:statushouders|vergunninghouders|actie|oproep|jullie|u)\b",
    re.IGNORECASE,
)


def fraction(amount: Amount, text: str) -> Amount:
    """ "de helft van de 14 woningen" is seven; the amount itself where that does not divide, or nothing like it is said."""
    value = amount.number.value
    before = _FRACTION.search(text[: amount.number.start])
    found = before or _SHARE_AFTER.match(text[amount.end :])
    if not found or value is None:
        return amount
    top, bottom = _PARTS.get(found.group(1).lower(), (2, 3))
    if value * top % bottom:
        return amount
    number = replace(
        amount.number, value=value * top // bottom, start=before.start() if before else amount.number.start
    )
    return replace(amount, number=number)
