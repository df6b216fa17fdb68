"""So many in each: "twee per kamer", "elk voor een gezin van vier", "alle drie voor vier personen"."""

import re

from intake.extraction.counting import Noun
from intake.extraction.numerals import parse_word
from intake.extraction.ranges import Number

_HOUSE = (
    r"(?:kamer|woning|unit|appartement|studio"
    r"|huis|huisje|chalet|eenheid|flat|bungalow|gezin|huishouden|pand|locatie|hut|vertrek)"
)
_PER_BEFORE = re.compile(
    rf"(?:\bper\s+(?:\w*-?{_HOUSE}|stuk)|\b(?:elk(?! geval| van de)|elke|ieder(?! geval| van de)|iedere|telkens|steeds|"
    rf"stuk voor stuk|gemiddeld)\b(?:\s+\w*{_HOUSE})?)(?:\s+(?!en\b)[\w-]+){{0,3}}\s*$",
    re.IGNORECASE,
)
_PER_AFTER = re.compile(
    rf"^\s*(?:[\w.-]+\s+){{0,3}}?(?:\(?(?:elk|ieder)\b(?!\s+\w*{_HOUSE})|per\s+(?:stuk|\w*-?{_HOUSE}\b|(?:persoon|bewoner|"
    rf"statushouder|dorp|kern|wijk|adres|verdieping|etage)\b)|"
    rf"in (?:elke?|iedere?)\b|p\.?\s?(?:k|w|u)\.?\b)",
    re.IGNORECASE,
)
_IN_EACH = re.compile(r"\bin (?:elk|ieder) van (?:de|deze|onze) ", re.IGNORECASE)
_EACH_LAST = re.compile(
    r"\b(?:elk|elke|ieder|iedere|per (?:stuk|\w+))(?:\s+(?:van|voor|met|circa|maximaal|gemiddeld|ongeveer|geschikt|plaats|"
    r"ruimte|zijn|er|daarvan))*\s*$",
    re.IGNORECASE,
)
# "Alle drie voor vier personen", "allebei met slaapplek voor vier"; not "alle drie samen voor twaalf".
_ALL_FOR = re.compile(
    r"\b(?:allemaal|allebei|alle\s+\w+)(?:,?\s+(?!(?:samen|totaal|elkaar|gezamenlijk|beschikbaar|vrij|in|aan|en|of|dus|wij|we|"
    r"gemeenten|voor)\b)[\w-]+){0,6},?\s+voor\s+(?:maximaal\s+|hooguit\s+|precies\s+|steeds\s+)?$",
    re.IGNORECASE,
)
MOST_IN_HOUSE = 9
_HOUSEHOLD_OF = re.compile(
    r"\b(?:gezin(?:nen|netjes?)?|huishoudens?|families?|familie|groep(?:en|jes)|klas(?:sen|jes)|stel)\s+van\s+(?:elk\s+|"
    r"circa\s+|maximaal\s+)?$",
    re.IGNORECASE,
)
# "Zes studio's aan de haven, tweepersoons".
_SIZED = re.compile(
    r"(?:(?!\b(?:en|plus|of)\b)[^,;.:(\d]){0,40}[,(]\s*(?:alle(?:maal)?\s+|allebei\s+)?(\d{1,2}|[a-zë]+?)-?persoons"
    r"(?=\s*(?:[,.;)]|$))",
    re.IGNORECASE,
)


def each_behind(after: str) -> int | None:
    """How many live in each of the homes, by the words behind their number; None where they do not tell."""
    found = _SIZED.match(after)
    said = found[1] if found else ""
    return int(said) if said.isdigit() else parse_word(said) if said else None


def is_each(before: str, left: str, after: str, number: Number, noun: Noun, *, last: bool) -> bool:
    """Whether a number tells how many are in each of what was told before.

    `before`: since the number before it; `left`: all before it; `after`: up to the next number; `last`: there is no next.
    """
    return _is_per(before, left, after, noun, last=last) or _in_all(left, number, noun)


def _is_per(before: str, left: str, after: str, noun: Noun, *, last: bool) -> bool:
    """So many in each. In "12 kamers voor elk twee mensen" that is the two, not the twelve."""
    house = noun.unit is not None and not noun.unit.is_person
    each_of_these = last or not (house and _EACH_LAST.search(after))
    return bool(
        _PER_BEFORE.search(before)
        or (each_of_these and _PER_AFTER.match(after))
        or _HOUSEHOLD_OF.search(left)
    )


def _in_all(left: str, number: Number, noun: Noun) -> bool:
    """ "In elk van de huizen vier mensen", "alle drie voor vier personen": so many people in each of those told before."""
    if _IN_EACH.search(left):
        return noun.unit is not None and noun.unit.is_person
    people = noun.unit is None or noun.unit.is_person
    return people and 0 < (number.value or 0) <= MOST_IN_HOUSE and bool(_ALL_FOR.search(left))
