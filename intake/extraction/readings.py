"""What was made of the numbers of one mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.domain import Evidence, Pledge
from intake.extraction.facts import Facts
from intake.extraction.roles import Spot
from intake.extraction.siblings import Siblings


@dataclass(frozen=True, slots=True)
class PledgeReading:
    """What a mail pledges, the doubts in Dutch, and what it rests on: every number, those taken for an offer, before
    and after repetition was taken out, and those that are steps of one sum."""

    pledges: tuple[Pledge, ...]
    doubts: tuple[str, ...]
    facts: Facts
    found: frozenset[Spot]
    kept: frozenset[Spot]
    explained: frozenset[int] = frozenset()
    evidence: tuple[Evidence, ...] = ()
    rows: tuple[Siblings, ...] = ()
    inmates: Mapping[Spot, Spot] = field(default_factory=dict)
