"""A share of a number: "de helft van de 14 woningen"."""

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


def fraction(amount: Amount, text: str) -> Amount:
    """ "de helft van de 14 woningen" is seven; the amount itself where that does not divide, or nothing like it is said."""
    found, value = _FRACTION.search(text[: amount.number.start]), amount.number.value
    if not found or value is None:
        return amount
    top, bottom = _PARTS.get(found.group(1).lower(), (2, 3))
    if value * top % bottom:
        return amount
    number = replace(amount.number, value=value * top // bottom, start=found.start())
    return replace(amount, number=number)
