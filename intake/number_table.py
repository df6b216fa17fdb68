"""Everything that speaks for or against each number of a mail as one of places: what is heard, what the rules make of it, how
it looks, and what the other numbers say of it."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from math import log1p

from intake.classification.matching import logit
from intake.domain import Pledge, Sentence
from intake.extraction.readings import PledgeReading
from intake.extraction.roles import Fact, Spot
from intake.extraction.siblings import Siblings
from intake.extraction.sums import sums

_HALF = 0.5
_ACTS = ("pledge", "change", "condition", "existing", "withdrawal", "refusal", "detail", "info")
_NEIGHBOURS = ("pledge", "existing", "change", "condition")
_MANY = 8


def is_counted(fact: Fact, numbers: Set[int]) -> bool:
    """True when `numbers`, those in the pledges, hold this one: as places, as people or as a bound."""
    number = fact.amount.number
    return not numbers.isdisjoint(n for n in (fact.amount.count, number.low, number.high) if n is not None)


def held(pledges: Iterable[Pledge]) -> frozenset[int]:
    """Every number in the pledges."""
    return frozenset(n for p in pledges for n in (p.places, p.persons_total, p.min, p.max) if n)


def size(fact: Fact) -> int:
    """How many it counts, or the bound that it tells."""
    number = fact.amount.number
    return fact.amount.count or number.low or number.high or 0


@dataclass(frozen=True)
class NumberTable:
    """The numbers of one mail with everything that speaks for or against each; `heard` in log-odds."""

    sentences: Sequence[Sentence]
    first: PledgeReading
    facts: Sequence[Fact]
    heard: Sequence[float]

    def rows(self) -> list[dict[str, float]]:
        """The witnesses of each number by name."""
        return [dict(self._row(place)) for place in range(len(self.facts))]

    @cached_property
    def _counted(self) -> list[bool]:
        numbers = held(self.first.pledges)
        return [is_counted(fact, numbers) for fact in self.facts]

    @cached_property
    def _sums(self) -> list[Siblings]:
        return sums(self.facts, self.sentences)

    @cached_property
    def _members(self) -> frozenset[Spot]:
        return frozenset(fact.spot for one in self._sums for fact in one.members)

    @cached_property
    def _totals(self) -> frozenset[Spot]:
        return frozenset(one.total.spot for one in self._sums if one.total)

    def _row(self, place: int) -> Iterator[tuple[str, float]]:
        fact, heard, counted = self.facts[place], self.heard[place], self._counted[place]
        best, number = max(self.heard), sum(self._counted)
        yield "bias", 1.0
        yield "heard", heard
        yield "best", float(heard == best)
        yield "behind", min(6.0, best - heard) / 3
        yield "counted", float(counted)
        yield "kept", float(fact.spot in self.first.kept)
        yield "found", float(fact.spot in self.first.found)
        yield "alone", float(counted and number == 1)
        yield "others", float(number - counted)
        yield "none", float(not number)
        yield "perhaps more", float(self._is_conditional(fact) and number > counted)
        yield self.sentences[fact.index].source.value, 1.0
        yield "many", min(_MANY, len(self.facts)) / 4
        yield from self._acts(fact)
        yield from _looks(fact)
        yield from self._beside(place)

    def _is_conditional(self, fact: Fact) -> bool:
        return self.sentences[fact.index].acts.get("condition", 0.0) > _HALF

    def _acts(self, fact: Fact) -> Iterator[tuple[str, float]]:
        acts = self.sentences[fact.index].acts
        yield from ((act, logit(acts.get(act, 0.0)) / 3) for act in _ACTS)
        for step, name in ((-1, "before"), (1, "after")):
            at = fact.index + step
            near = self.sentences[at].acts if 0 <= at < len(self.sentences) else {}
            yield from ((f"{name} {act}", near.get(act, 0.0)) for act in _NEIGHBOURS)

    def _beside(self, place: int) -> Iterator[tuple[str, float]]:
        """What the other numbers make of this one: the same again, a sum, a part, twice another."""
        own = size(self.facts[place])
        others = [size(fact) for at, fact in enumerate(self.facts) if at != place]
        pairs = [(one, other) for at, one in enumerate(others) for other in others[at + 1 :]]
        yield "again", float(own in others)
        yield "sum", float(any(one + other == own for one, other in pairs))
        yield "part", float(any(abs(one - other) == own for one, other in pairs))
        yield "larger", float(any(other > own for other in others))
        yield "double", float(any(other and own == 2 * other for other in others))
        yield from self._leaning(place)
        yield "makes up", float(self.facts[place].spot in self._members)
        yield "made up", float(self.facts[place].spot in self._totals)

    def _leaning(self, place: int) -> Iterator[tuple[str, float]]:
        """ "Drie gezinnen in Corlaer, twee in Hoevelaken": a bare number leans on the nearest beside it that says of what."""
        own = self.facts[place]
        if own.amount.unit is None and own.amount.number.explicit:
            beside = [
                (abs(fact.amount.number.start - own.amount.number.start), at)
                for at, fact in enumerate(self.facts)
                if fact.index == own.index and fact.amount.unit and fact.amount.number.explicit
            ]
            if beside:
                _, at = min(beside)
                yield "leans", 1.0
                yield "leans on", self.heard[at] / 3
                yield "leans on counted", float(self._counted[at])


def _looks(fact: Fact) -> Iterator[tuple[str, float]]:
    """What the number itself looks like, and what it does in its clause by rule."""
    amount = fact.amount
    unit = "no unit" if amount.unit is None else "people" if amount.unit.is_person else "homes"
    yield f"role {fact.role.value}", 1.0
    yield unit, 1.0
    yield "explicit", float(amount.number.explicit)
    yield "loose", float(amount.loose)
    yield "per", float(amount.per)
    yield "building", float(amount.building)
    yield "total", float(amount.total)
    yield "ruled out", float(bool(amount.no_offer))
    yield "size", log1p(size(fact))
    yield "one", float(size(fact) == 1)
