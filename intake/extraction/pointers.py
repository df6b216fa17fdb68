"""A number that points at parts told before and counts nothing: "Vier in Noord, negen in Oost en zes in West. De eerste twee
zijn zeker" speaks of Noord and Oost."""

import re
from collections.abc import Sequence

from intake.domain import Sentence
from intake.extraction.kinds import is_plain
from intake.extraction.roles import Fact, Role

_POINTS = re.compile(
    r"\b(?:de|die|deze)\s+(?:(?:eerst|laatst)(?:e|genoemde)|andere|overige|bovenste|onderste|middelste)\s+$",
    re.IGNORECASE,
)
# "Aan de twee overige wordt gewerkt", as the first number of a mail: so many of what an earlier one told.
_POINTS_ON = re.compile(r"\b(?:de|die|deze|onze)\s+$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\s+(?:overigen?|anderen?|resterende)\b(?!\s+(?:\w+e\s+)?(?:plek|plaats|person|bewoner|mens|statushouder|vergunninghouder|"
    r"bed))",
    re.IGNORECASE,
)
_LISTS = re.compile(r"\s*[(:]")
_TELLS = frozenset({Role.OFFERED, Role.RESULT, Role.TOLD})


def without_pointers(told: Sequence[list[Fact]], sentences: Sequence[Sentence]) -> list[list[Fact]]:
    """The facts, without bare numbers that can only point: fewer than the parts, and less than any of these holds;
    or the others of an earlier mail."""
    found = [list(facts) for facts in told]
    for index, facts in enumerate(told):
        for fact in facts:
            bare, text = fact.amount.unit is None and fact.amount.count, sentences[index].text
            if _is_of_others(fact, text) and not any(f.spot < fact.spot for one in told for f in one):
                found[index].remove(fact)
                continue
            if not bare or not _POINTS.search(text[: fact.amount.number.start]):
                continue
            later = [f for f in facts if f.spot > fact.spot and is_plain(f.amount)]
            opens = _LISTS.match(text[fact.amount.number.end :])
            if (opens and _is_number_of(fact, later)) or _is_fewer(fact, told):
                found[index].remove(fact)
    return found


def _is_of_others(fact: Fact, text: str) -> bool:
    number = fact.amount.number
    return bool(_POINTS_ON.search(text[: number.start]) and _OTHERS.match(text, number.end))


def _is_number_of(fact: Fact, listed: Sequence[Fact]) -> bool:
    """ "De andere twee (Noord 8, Oost 5)": how many are listed, and not what they hold."""
    return len(listed) == fact.amount.count and sum(f.amount.count or 0 for f in listed) > len(listed)


def _is_fewer(fact: Fact, told: Sequence[list[Fact]]) -> bool:
    before = [f for facts in told[: fact.index + 1] for f in facts if f.spot < fact.spot and f.role in _TELLS]
    plain = [f for f in before if is_plain(f.amount) and not f.amount.total]
    people = [f for f in plain if f.amount.unit is None or f.amount.unit.is_person] or plain
    count = fact.amount.count or 0
    return count < len(people) and all(count < (f.amount.count or 0) for f in people)
