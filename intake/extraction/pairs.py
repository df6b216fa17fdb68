"""Homes and the people in them are one statement in two numbers: "drie woningen in Sneek, dus twaalf mensen".

Whoever hears one of the two heard the offer; a sum counts it once, by its people.
"""

from collections.abc import Mapping, Sequence

from intake.extraction.facts import Facts
from intake.extraction.offers import Offer
from intake.extraction.roles import Fact, Spot


def inmates_of(offers: Sequence[Offer], facts: Facts) -> dict[Spot, Spot]:
    """Where the people are told of each offer of homes that has both numbers."""
    found: dict[Spot, Spot] = {}
    for offer in offers:
        told = next((f.spot for f in facts.all() if _is_near(f, offer) and _are_people(f, offer)), None)
        if told is not None and not offer.is_people:
            found[offer.spot] = told
    return found


def _is_near(fact: Fact, offer: Offer) -> bool:
    """In the same breath: in another sentence they may be those of something else."""
    between = offer.sentence.text[offer.amount.end : fact.amount.number.start]
    return fact.index == offer.index and fact.spot > offer.spot and ";" not in between


def _are_people(fact: Fact, offer: Offer) -> bool:
    amount = fact.amount
    people = amount.unit is None or amount.unit.is_person
    # "Een gezin van vijf": so many in each is all of them where there is one.
    all_told = not amount.per or offer.amount.number.value == 1
    return people and all_told and amount.count is not None and amount.count == offer.persons


def by_people(spots: frozenset[Spot], inmates: Mapping[Spot, Spot]) -> frozenset[Spot]:
    """The numbers, homes by the people in them."""
    return frozenset(inmates.get(spot, spot) for spot in spots)


def as_one(chances: Mapping[Spot, float], inmates: Mapping[Spot, Spot]) -> dict[Spot, float]:
    """The chances, where homes and their people are as likely as the likelier of the two."""
    found = dict(chances)
    for homes, people in inmates.items():
        if homes in found and people in found:
            found[homes] = found[people] = max(found[homes], found[people])
    return found
