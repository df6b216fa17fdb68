"""How many people go into houses, told in a sentence after them: "Negen woningen. Zes daarvan zijn voor vier mensen, de drie
kleinere voor drie." is nine houses with 33 people, and "per woning twee personen" after twelve houses is 24."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.each import MOST_IN_HOUSE
from intake.extraction.facts import Facts
from intake.extraction.families import people_by_kind, people_of
from intake.extraction.offers import Offer

_LOOK_AHEAD = 2
_MOST = 12
_HOLDS_THEM = re.compile(
    r"\W*(?:dat|dit|die|deze|ze|zij|daar\w*|hier\w*)\b[^.;:]{0,50}\b(?:ruimte|plaats|plek|onderdak|goed|passen|kunnen|"
    r"wonen)\b",
    re.IGNORECASE,
)


def with_inmates(offers: Sequence[Offer], sentences: Sequence[Sentence], facts: Facts) -> list[Offer]:
    """The offers, the one of houses with the people that a later sentence puts in them."""
    houses = [o for o in offers if not o.is_people and not o.row and o.amount.count]
    if not houses or houses[0].persons is not None or houses[0].adds:
        return list(offers)
    house = houses[0]
    for index in range(house.index + 1, min(len(sentences), house.index + 1 + _LOOK_AHEAD)):
        if sentences[index].source is not house.sentence.source:
            break
        told = {o.amount.count for o in offers if o.index == index}
        if people := _people(house, sentences[index].text, [f.amount for f in facts.of(index)], told):
            inside = replace(house, persons=people)
            return [inside if o is house else o for o in offers if o.index != index]
    return list(offers)


def _people(house: Offer, text: str, amounts: Sequence[Amount], offered: set[int | None]) -> int | None:
    count = house.amount.count or 0
    told = people_of(text, count)
    if told is not None:
        return told[0]
    if (people := people_by_kind(text, count)) is not None:
        return people
    each = [a for a in amounts if a.per and (a.unit is None or a.unit.is_person)]
    if len(each) != 1 or not 0 < (each[0].count or 0) <= _MOST or offered - {each[0].count}:
        return None
    return count * (each[0].count or 0)


def with_people_behind(offers: list[Offer]) -> list[Offer]:
    """ "De twaalf van Noord zijn voor u. Dat biedt ruimte aan 36 mensen.": homes, or a bare number, and who live there."""
    for homes, told in pairwise(offers):
        least, most = homes.size, MOST_IN_HOUSE * homes.size
        people = told.amount.unit is not None and told.amount.unit.is_person and homes.persons is None
        beside = homes.index + 1 == told.index and not (homes.row or told.row or told.adds)
        fits = beside and people and least < told.size <= most and _HOLDS_THEM.match(told.sentence.text)
        if fits and homes.amount.unit is None:
            return [told if o is homes else o for o in offers if o is not told]
        if fits and not homes.is_people and told.amount.count is not None:
            whole = replace(homes, persons=told.amount.count)
            return with_people_behind([whole if o is homes else o for o in offers if o is not told])
    return offers
