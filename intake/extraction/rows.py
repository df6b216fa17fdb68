"""Rows of a list without a table's cells: the name of a municipality and its number, a line for each ("Ede: 30").

One such line may mean anything; beside others it is a row, and the rows stand or fall together.
"""

import re
from collections.abc import Iterator, Sequence

from intake.domain import Sentence, Source
from intake.extraction.amounts import Amount
from intake.extraction.facts import Facts
from intake.extraction.leaning import BULLET, refuses
from intake.extraction.roles import Fact, Role
from intake.extraction.scope import Scope
from intake.extraction.siblings import Siblings
from intake.extraction.without_number import is_offer

_LEAD = re.compile(rf"(?:{BULLET.pattern}|[^:]{{3,60}}:\s)?(?:[Gg]em(?:eente|\.)\s+)?$")
_BETWEEN = re.compile(
    r"[\s:=,(–—/-]*(?:\([^()]{1,30}\)[\s:=,–-]*)?(?:(?:circa|ca\.?|max(?:imaal|\.)?|min(?:imaal|\.)?|ongeveer)\s+)?$"
)
_LONGEST = 110


def rows(sentences: Sequence[Sentence], facts: Facts, scope: Scope) -> tuple[Fact, ...]:
    """The number of each row, where two or more stand in a mail and one of them is heard as an offer."""
    found = tuple(_rows(sentences, facts, scope))
    firm = any(is_offer(sentences[fact.index]) for fact in found)
    return found if firm and len({fact.index for fact in found}) > 1 else ()


def together(found: Sequence[Fact], facts: Facts) -> tuple[Siblings, ...]:
    """The rows as one list, with the number that is their sum."""
    if len(found) < 2:
        return ()
    whole = sum(fact.amount.count or 0 for fact in found)
    taken = {fact.spot for fact in found}
    total = next((f for f in facts.all() if f.spot not in taken and f.amount.count == whole), None)
    return (Siblings(tuple(found), total),)


def without_sum(amounts: Sequence[Amount]) -> list[Amount]:
    """The numbers of a row without the sum beside them; "twee huizen voor samen negen mensen" tells who live there."""
    homes = any(a.unit is not None and not a.unit.is_person for a in amounts)
    return [a for a in amounts if homes or not a.total or len(amounts) == 1]


def _rows(sentences: Sequence[Sentence], facts: Facts, scope: Scope) -> Iterator[Fact]:
    for index, sentence in enumerate(sentences):
        text = sentence.text
        if len(text) > _LONGEST or "\t" in text or sentence.source is Source.SUBJECT or refuses(sentence):
            continue
        towns = scope.places(text)
        told = [
            f for f in facts.of(index) if f.amount.number.explicit and f.amount.count and not f.amount.per
        ]
        if len(towns) != 1:
            continue
        start, end = towns[0]
        told = [f for f in told if f.amount.number.start >= end][:1]
        if not told or told[0].role not in {Role.OFFERED, Role.RESULT, Role.STANDING}:
            continue
        if _LEAD.match(text[:start]) and _BETWEEN.fullmatch(text[end : told[0].amount.number.start]):
            yield told[0]
