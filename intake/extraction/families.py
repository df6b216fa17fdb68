"""Households of different sizes: "twee gezinnen: een van vier en een van vijf" is nine people."""

import re

from intake.extraction.numerals import parse_word

_COUNT = r"(?:\d{1,2}|[a-zé]{3,}[a-zë]*)"
_HOUSEHOLD = r"\w*(?:gezin(?:nen)?|huishoudens?|families?|familie|woning(?:en)?|huis|huizen|appartement(?:en)?|groep(?:en)?)"
_PART = re.compile(
    rf"\b(?P<times>{_COUNT})\s+(?:(?:grote?|kleine?|ander)\s+)?(?:(?:voor\s+(?:een\s+)?)?{_HOUSEHOLD}\s+)?(?:elk\s+)?"
    rf"(?:van|voor)\s+(?:elk\s+|maximaal\s+|circa\s+|ongeveer\s+)?(?P<size>{_COUNT})"
    r"(?!\s+(?:kinderen|jaar|jaren|maanden|weken|\w*woning|\w*gezin|\w*huis))\b",
    re.IGNORECASE,
)
_MOST = 12


def people_of(text: str, households: int) -> int | None:
    """How many people live in `households` that `text` tells apart by size, or None when it does not tell of all of them."""
    parts = [(_value(m["times"]), _value(m["size"])) for m in _PART.finditer(text)]
    told = [(times, size) for times, size in parts if times and size and size <= _MOST]
    if len(told) < 2 or sum(times for times, _ in told) != households:
        return None
    return sum(times * size for times, size in told)


def _value(word: str) -> int | None:
    return int(word) if word.isdigit() else parse_word(word.lower()) or (1 if word.lower() == "een" else None)
