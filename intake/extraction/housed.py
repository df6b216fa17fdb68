"""Who live in which homes, told in one breath: "negen, in de vier boswoningen", "twee gezinnen, negen mensen, in twee huizen"."""

import re
from dataclasses import replace

from intake.domain import Unit
from intake.extraction.amounts import Amount

_WITH_PEOPLE = re.compile(
    r"^[^:;.]*:\s*$|\b(?:goed voor|het (?:betreft|gaat om)|dat (?:betreft|zijn))\s+(?:\w+\s)?$", re.IGNORECASE
)
# "Er blijven er twee over, voor acht personen", "drie in Noord, samen voor twaalf mensen".
_FOR_PEOPLE = re.compile(
    r"^(?!.*\ben\b)[^,;.:]{0,40},\s+(?:(?:(?:samen|in totaal|goed|geschikt|ruimte|plaats|plek|bedoeld) )?voor\s+"
    r"(?:(?:samen|in totaal|maximaal|circa|ongeveer)\s+)?|samen\s+)$",
    re.IGNORECASE,
)
_INTO = re.compile(r"^(?!.*\ben\b).*(?:\bin\s+(?:de\s+|onze\s+|die\s+|een \w+ van\s+)?|\()$", re.IGNORECASE)
HOUSEHOLDS = frozenset({Unit.GEZINNEN, Unit.HUISHOUDENS})


def told_by_both(last: Amount, amount: Amount, between: str) -> Amount | None:
    """What is offered, where a bare number and the amount after it are homes and the people in them, or people and their homes.

    "Per mei volgen er nog negen, in de vier boswoningen"; "de zes die overblijven zijn voor u: elf personen".
    """
    if last.unit is not None or amount.unit is None:
        return None
    more = (amount.count or 0) - (last.count or 0)
    if amount.unit.is_person:
        told = _WITH_PEOPLE.search(between) or _FOR_PEOPLE.match(between)
        return amount if more > 0 and told else None
    return replace(last, unit=Unit.PLEKKEN) if more <= 0 and _INTO.search(between) else None


def in_as_many(last: Amount, amount: Amount, between: str) -> bool:
    """ "Twee gezinnen, samen negen mensen, in twee woningen": a home for each household."""
    homes = amount.unit not in HOUSEHOLDS and amount.unit is not None and not amount.unit.is_person
    as_many = homes and last.unit in HOUSEHOLDS and last.count == amount.count
    return bool(as_many and _INTO.match(between))
