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
# "waarvan twaalf eenpersoons en drie tweepersoons"
_ROOM = re.compile(rf"\b(?P<times>{_COUNT})\s+(?P<size>\d|[a-zë]+?)-?persoons\w*", re.IGNORECASE)
# "drie gezinnen (7, 6 en 8 personen)"
_SIZES = re.compile(
    rf"^\W*(?:van\s+)?(?:respectievelijk\s+)?(?P<sizes>{_COUNT}(?:\s*,\s*{_COUNT})*\s*,?\s+en\s+{_COUNT})\s+"
    r"(?:personen|mensen|leden|gezinsleden|pers\b)",
    re.IGNORECASE,
)
_MOST = 12


def people_of(text: str, households: int) -> tuple[int, int] | None:
    """How many people live in `households` that `text` tells apart by size, and where that ends; None when not all are told."""
    if (listed := _SIZES.match(text)) and (total := _listed(listed["sizes"], households)):
        return total, listed.end()
    for pattern in (_PART, _ROOM):
        people = told = parts = 0
        for found in pattern.finditer(text):
            times, size = _value(found["times"]), _value(found["size"])
            if not times or not size or size > _MOST:
                continue
            told, people, parts = told + times, people + times * size, parts + 1
            if told == households and parts > 1:
                return people, found.end()
    return None


def _listed(text: str, households: int) -> int | None:
    sizes = [_value(word) for word in re.split(r"\s*,\s*(?:en\s+)?|\s+en\s+", text)]
    known = [size for size in sizes if size and size <= _MOST]
    return sum(known) if len(known) == len(sizes) == households else None


def _value(word: str) -> int | None:
    return int(word) if word.isdigit() else parse_word(word.lower()) or (1 if word.lower() == "een" else None)
