"""A second reader of the numbers: learned from examples where the first follows the words by rule.

Two readers that come to their view in other ways are seldom wrong about the same number. Where the second contradicts the first
clearly, the mail is read once more with the numbers that the second counts; where they still differ, a person looks.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from intake.classification.matching import logit
from intake.classification.pool import probability
from intake.domain import Evidence, Pledge, Sentence
from intake.extraction.amounts import CountingRules
from intake.extraction.facts import Facts
from intake.extraction.pairs import as_one, by_people
from intake.extraction.places import PledgeReader
from intake.extraction.readings import PledgeReading
from intake.extraction.roles import Fact, Spot
from intake.extraction.siblings import Siblings, items, siblings, together
from intake.extraction.sums import sums
from intake.extraction.withdrawals import is_struck
from intake.extraction.without_number import NO_OFFER
from intake.nlp.contexts import Place
from intake.nlp.mentions import context
from intake.nlp.model import DutchModel
from intake.number_table import NumberTable, held, is_counted, size

ReadsPledges = Callable[[PledgeReader], PledgeReading]
# So sure must the second reader be to overrule the first.
CLEARLY = 0.7
# All numbers of a mail together must be read right with this chance, or a person looks.
_ENOUGH = 0.5
_MOST_TOLD = 3
_HALF = 0.5
_PERHAPS = 0.2
_SLIGHTLY = 0.05
_BOUND = 4.0
# A mail of more numbers is a long list or an attack: there the rules read alone, because each number is set beside all others.
_MOST = 100


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the second reader makes of each number: how likely it counts, 0..1."""

    chances: Mapping[Spot, float]

    @property
    def counted(self) -> frozenset[Spot]:
        """The numbers that count rather than not."""
        return frozenset(spot for spot, chance in self.chances.items() if chance > _HALF)

    def wavers(self, pledges: Sequence[Pledge], facts: Sequence[Fact]) -> bool:
        """Counts none of the numbers, and would not deny each that `pledges` hold: a whole and its parts may share a chance."""
        kept = held(pledges)
        chances = [self.chances.get(f.spot, 0.0) for f in facts if is_counted(f, kept)]
        return not self.counted and max(chances, default=0.0) > 1 - CLEARLY

    def sureness(self, pledges: Sequence[Pledge], facts: Sequence[Fact]) -> list[tuple[float, Fact]]:
        """Per number that was heard: how likely `pledges` are right to hold it, or not to; the least likely first.

        The members of a list have one chance (`together`), and are told once.
        """
        kept, told = held(pledges), dict[float, Fact]()
        for fact in facts:
            if (chance := self.chances.get(fact.spot)) is not None:
                told.setdefault(chance if is_counted(fact, kept) else 1 - chance, fact)
        return sorted(told.items(), key=lambda one: one[0])


@dataclass(frozen=True, slots=True)
class SecondReader:
    """The learned witness and the weights of all that is known about a number; without weights it says nothing."""

    model: DutchModel
    weights: Mapping[str, float]

    def read(self, reader: PledgeReader) -> PledgeReading:
        """The reading that both share; else the second one where the second reader is sure, with the doubts that remain."""
        first = reader.read()
        # Where each number is a step of one sum, the sum says more than the words around each.
        facts = [f for f in considered(first) if f.amount.count not in first.explained]
        gone = first.facts.dropped
        facts = [f for f in facts if f.spot not in gone and not is_struck(reader.sentences, f.index)]
        if len(facts) > _MOST:
            return first
        hearing = self.hear(reader.sentences, first, facts)
        least = min((sure for sure, _ in hearing.sureness(first.pledges, facts)), default=1.0)
        overrules = 1 - least >= CLEARLY and not hearing.wavers(first.pledges, facts)
        reading = reader.read(hearing.counted) if overrules else first
        denied = [doubt for doubt in first.doubts if doubt == NO_OFFER and doubt not in reading.doubts]
        doubts = (*denied, *_doubts(hearing.sureness(reading.pledges, facts), reading.pledges))
        told = tuple(_evidence(hearing, facts, reader.sentences))
        return replace(reading, doubts=(*reading.doubts, *doubts), evidence=told)

    def hear(self, sentences: Sequence[Sentence], first: PledgeReading, facts: Sequence[Fact]) -> Hearing:
        """How likely each number counts."""
        heard = heard_of(self.model, facts, sentences)
        rows = NumberTable(sentences, first, facts, heard).rows()
        chances = {f.spot: probability(self.weights, row) for f, row in zip(facts, rows, strict=True)}
        chances = as_one(chances, first.inmates)
        # "Een gezin van vijf" stands in a list by its household.
        each = {f.spot for f in facts if f.amount.per}
        inmates = {homes: people for homes, people in first.inmates.items() if people not in each}
        kept, counting = by_people(first.kept, inmates), [f for f in facts if f.spot not in inmates]
        lists = (
            *siblings(counting, sentences),
            *items(counting, sentences, chances, kept),
            *first.rows,
        )
        lists = (*lists, *(one for one in sums(counting, sentences) if not _by_chance(one, lists)))
        apart = len({p.municipality for p in first.pledges}) > 1
        return Hearing(as_one(together(chances, lists, kept, apart=apart), first.inmates))


def pledge_reading(model: DutchModel | None, weights: Mapping[str, float]) -> ReadsPledges:
    """Both readers together; the rules alone where there is no model, or one that learned nothing of numbers."""
    return SecondReader(model, weights).read if model and weights else PledgeReader.read


def considered(first: PledgeReading) -> list[Fact]:
    """The numbers that may count places."""
    facts = [fact for fact in first.facts.all() if may_count(fact) or fact.spot in first.found]
    # "Ieder voor een persoon": an article that tells how many in each counts nothing by itself.
    return [fact for fact in facts if fact.amount.number.explicit or not fact.amount.per]


def mention(fact: Fact, sentences: Sequence[Sentence]) -> str:
    """A number with the words around it, as the learned witness reads it."""
    before, after = (
        sentences[at].text if 0 <= at < len(sentences) else "" for at in (fact.index - 1, fact.index + 1)
    )
    number = fact.amount.number
    return context(before, sentences[fact.index].text, number.start, number.end, after)


def likeliest(model: DutchModel | None, sentences: Sequence[Sentence], counting: CountingRules) -> float:
    """How much like an offer the likeliest number of a mail sounds, in log-odds within `_BOUND`; 0 without a model."""
    if model is None:
        return 0.0
    facts = [fact for fact in Facts(sentences, counting).all() if may_count(fact)][:_MOST]
    return max(-_BOUND, min(_BOUND, max(heard_of(model, facts, sentences), default=-_BOUND)))


def may_count(fact: Fact) -> bool:
    """Whether a number may be one of places by its form: dates, sums and telephone numbers are none."""
    return bool(fact.amount.unit or fact.amount.loose or fact.amount.counted)


def place_of(fact: Fact) -> Place:
    """Where a number stands."""
    return Place(fact.index, fact.amount.number.start, fact.amount.number.end)


def heard_of(model: DutchModel, facts: Sequence[Fact], sentences: Sequence[Sentence]) -> tuple[float, ...]:
    """What the learned witnesses make of each number, in log-odds."""
    return model.numbers(
        [mention(fact, sentences) for fact in facts],
        [sentence.text for sentence in sentences],
        [place_of(fact) for fact in facts],
    )


def _evidence(hearing: Hearing, facts: Sequence[Fact], sentences: Sequence[Sentence]) -> Iterator[Evidence]:
    """For the numbers that may count: what the second reader makes of them, in log-odds."""
    for fact in facts:
        if (chance := hearing.chances.get(fact.spot, 0.0)) > _PERHAPS:
            weight = logit(chance)
            yield Evidence(f"getal {size(fact)}", weight, "tweede lezer", sentences[fact.index].text[:500])


def _by_chance(one: Siblings, lists: Sequence[Siblings]) -> bool:
    """Where the number that others make up is a line of their own list: "Asten 5, Deurne 8" below "drie gemeenten"."""
    rows = [{fact.spot for fact in listed.members} for listed in lists]
    members = {fact.spot for fact in one.members}
    return one.total is not None and any(one.total.spot in row and row & members for row in rows)


def _doubts(sureness: Sequence[tuple[float, Fact]], pledges: Sequence[Pledge]) -> Iterator[str]:
    """The least certain numbers, and no more than it takes: all others together are right with a chance of `_ENOUGH`."""
    together, kept = prod(sure for sure, _ in sureness), held(pledges)
    for sure, fact in sureness[:_MOST_TOLD]:
        if together >= _ENOUGH:
            return
        said = "meetelt" if is_counted(fact, kept) else "niet meetelt"
        yield f"Niet zeker is of het terecht is dat het aantal {size(fact)} {said} (kans {sure:.0%})."
        together /= max(sure, _SLIGHTLY)
