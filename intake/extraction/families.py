"""Households told by their members: "een van vier en een van vijf" is nine people, "een moeder met twee kinderen" three."""

import re

from intake.extraction.numerals import find_numbers, parse_word

_COUNT = r"(?:\d{1,2}|[a-zé]{3,}[a-zë]*)"
_HOUSEHOLD = (
    r"\w*(?:gezin(?:nen|netjes?)?|huishoudens?|families?|familie|woning(?:en)?|huis|huizen|"
    r"appartement(?:en)?|groep(?:en)?)"
)
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
    rf"(?:^\W*|^[^.;:\d]{{0,60}}?[,:(]\s*)(?:van\s+)?(?:respectievelijk\s+)?(?P<sizes>{_COUNT}(?:\s*,\s*{_COUNT})*\s*,?\s+en\s+{_COUNT})\s+"
    r"(?:personen|mensen|leden|gezinsleden|pers\b)",
    re.IGNORECASE,
)
# "drie gezinnen; het zijn 4 + 4 + 5 personen"
_SUMMED = re.compile(
    rf"^[^;:\d]{{0,120}}?(?<!\w)(?P<sizes>{_COUNT}(?:\s*\+\s*{_COUNT})+)\s+(?:personen|mensen|leden|gezinsleden|pers\b)",
    re.IGNORECASE,
)
# "tweemaal zes en tweemaal vijf personen", "2 x 6 en 2 x 5"
_TIMES = re.compile(
    rf"\b(?P<times>{_COUNT})\s*(?:maal|keer|x|×)\s*(?P<size>{_COUNT})(?!\s+(?:\w*kamers|jaar|maanden|weken))\b",
    re.IGNORECASE,
)
# "Drie woningen: Kade 1 (vier personen), Laan 2 (vier personen) en Plein 3 (drie personen), elf in totaal".
_PEOPLE = r"(?:personen|mensen|pers\b|bewoners|statushouders|bedden|plekken)"
_IN_EACH = re.compile(rf"(?P<open>\(|\bvoor\s+)(?P<size>{_COUNT})\s+{_PEOPLE}(?(open)\)?)", re.IGNORECASE)
_SO_MANY = re.compile(
    r"[\s,;:–-]*(?:(?:dus|samen|bij elkaar|in totaal|totaal|dat zijn er|alles bij elkaar)\s+)*"
    rf"(?P<sum>{_COUNT})\s*(?:{_PEOPLE}|in totaal|"
    r"samen|bij elkaar|totaal|dus)\b(?:\s+(?:dus|samen|in totaal|totaal|bij elkaar)\b)*",
    re.IGNORECASE,
)
_LISTS = re.compile(r":|\b(?:te weten|namelijk|t\.w\.)")
_MOST = 12
_PAIR = 2
_OTHERS = re.compile(
    r"\b(?:de|in|voor) (?:de )?(?:\w+ )?(?:andere|overige|resterende|rest|kleinere|grotere)\b", re.IGNORECASE
)
_ONE_HOUSE = re.compile(r"\b(?:de|het) (?:ene|eerste|kleinste|grootste)\b", re.IGNORECASE)
_MEMBERS = {
    "vader": 1, "moeder": 1, "ouder": 1, "oma": 1, "opa": 1, "grootmoeder": 1, "grootvader": 1, "weduwe": 1, "weduwnaar": 1,
    "ouders": 2, "grootouders": 2, "echtpaar": 2, "ouderpaar": 2, "stel": 2, "koppel": 2,
}  # fmt: skip
_CHILDREN = (
    r"(?:kind(?:eren)?|jongens|meisjes|meiden|zoons?|zonen|zoontjes?|dochters?|dochtertjes?|kleinkind(?:eren)?|kids|"
    r"pubers|tieners)"
)
_WHICH = r"(?:(?:een|één|de|hun|haar|zijn|alleenstaande|jonge?|kleine|schoolgaande|opgroeiende|twee(?= ouders))\s+)*"
_ONE = rf"{_WHICH}(?:{'|'.join(_MEMBERS)})\b"
_SOME = rf"{_COUNT}\s+(?:\w+e\s+)?{_CHILDREN}\b"
_TOGETHER = re.compile(
    rf"\b{_ONE}(?:\s*(?:,|en|met|plus|\+|en hun)\s*(?:en\s+)?(?:{_ONE}|{_SOME}|een kind\b))+", re.IGNORECASE
)
_OF_FAMILY = re.compile(
    rf"\b(?:gezin|gezinnen|familie|families|huishoudens?|echtparen|stellen|ouders|moeders|vaders)\s+met\s+"
    rf"(?:elk\s+|ieder\s+|samen\s+|in totaal\s+|de\s+)?{_SOME}",
    re.IGNORECASE,
)


def people_of(text: str, households: int) -> tuple[int, int] | None:
    """How many people live in `households` that `text` tells apart by size, and where that ends; None when not all are told."""
    if (listed := _SIZES.match(text) or _SUMMED.match(text)) and (
        total := _listed(listed["sizes"], households)
    ):
        return total, listed.end()
    if each := _told_for_each(text, households):
        return each
    for pattern in (_PART, _ROOM, _TIMES):
        people = told = parts = 0
        for found in pattern.finditer(text):
            times, size = _value(found["times"]), _value(found["size"])
            if not times or not size or size > _MOST:
                continue
            told, people, parts = told + times, people + times * size, parts + 1
            if told == households and parts > 1:
                return people, found.end()
    return None


def _told_for_each(text: str, homes: int) -> tuple[int, int] | None:
    """The people of homes that are listed with so many in each, and where that ends, their sum told again included."""
    each = list(_IN_EACH.finditer(text))
    sizes = [_value(one["size"]) or 0 for one in each]
    if len(each) != homes or homes < _PAIR or not all(0 < size <= _MOST for size in sizes):
        return None
    if not _LISTS.search(text[: each[0].start()]) and not all(one["open"] == "(" for one in each):
        return None
    people, end = sum(sizes), each[-1].end()
    again = _SO_MANY.match(text, end)
    return people, again.end() if again and _value(again["sum"]) == people else end


def people_by_kind(text: str, houses: int) -> int | None:
    """The people of houses of two kinds that are told apart: so many for so many people, the others for another number."""
    if not _OTHERS.search(text):
        return None
    numbers = [n for n in find_numbers(text) if n.explicit and n.value]
    sizes = [n.value or 0 for n in numbers]
    if houses == len(sizes) == 2 and _ONE_HOUSE.search(text) and max(sizes) <= _MOST:
        return sum(sizes)
    if len(sizes) == 4 and sizes[0] + sizes[2] == houses and max(sizes[1], sizes[3]) <= _MOST:
        return sizes[0] * sizes[1] + sizes[2] * sizes[3]
    return None


def told_by_members(text: str) -> tuple[tuple[int, int, int], ...]:
    """Where a household is told by its members, and how many they are; 0 where only its children are counted."""
    found = [(m.start(), m.end(), _members(m.group())) for m in _TOGETHER.finditer(text)]
    found = [span for span in found if span[2]]
    children = ((m.start(), m.end(), 0) for m in _OF_FAMILY.finditer(text))
    return (*found, *(c for c in children if not any(s < c[1] and c[0] < e for s, e, _ in found)))


def _members(text: str) -> int:
    """Everybody in "vader, moeder en drie kinderen"; nobody when no child is counted."""
    adults = sum(_MEMBERS[word] for word in re.findall(r"\w+", text.lower()) if word in _MEMBERS)
    counted = re.findall(rf"([\w'é]+)(?:\s+([\w'é]+))?\s+{_CHILDREN}\b", text, re.IGNORECASE)
    children = [_value(last) or _value(first) for first, last in counted]
    return adults + sum(n or 0 for n in children) if children and all(children) else 0


def _listed(text: str, households: int) -> int | None:
    sizes = [_value(word) for word in re.split(r"\s*,\s*(?:en\s+)?|\s+en\s+|\s*\+\s*", text)]
    known = [size for size in sizes if size and size <= _MOST]
    return sum(known) if len(known) == len(sizes) == households else None


def _value(word: str) -> int | None:
    return (
        int(word)
        if word.isdigit()
        else parse_word(word.lower()) or (1 if word.lower() in {"een", "één"} else None)
    )
