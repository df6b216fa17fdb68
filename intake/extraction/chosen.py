"""The numbers of a mail where somebody else said which of them count; then the words around them do not decide."""

from collections.abc import Sequence
from dataclasses import replace

from intake.extraction.amounts import Amount
from intake.extraction.roles import Fact, Role, Spot


def decided(fact: Fact, counts: bool) -> Fact:
    """The fact with a role that fits what was decided about it."""
    offers = fact.role in {Role.OFFERED, Role.RESULT}
    if counts == offers:
        return fact
    return replace(fact, role=Role.OFFERED if counts else Role.STANDING)


def amounts_of(facts: Sequence[Fact], chosen: frozenset[Spot]) -> list[Amount]:
    """The numbers of a sentence that count, and behind homes how many people are in each of them."""
    kept: list[Amount] = []
    for fact in facts:
        homes = kept and kept[-1].unit is not None and not kept[-1].unit.is_person
        if fact.spot in chosen:
            kept.append(replace(fact.amount, counted=True))
        elif fact.amount.per and homes:
            kept.append(fact.amount)
    return kept
