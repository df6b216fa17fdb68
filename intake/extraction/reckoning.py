"""A mail that tells what stood, what drops out and what comes on top has one outcome: "14 toegezegd. Drie vallen af, op de
Kade komen er vijf bij. Per saldo 16." The last balance holds; without one the sum is made here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.changes import adds
from intake.extraction.counting import CountingRules
from intake.extraction.dropouts import remainder
from intake.extraction.facts import Facts
from intake.extraction.history import is_reported
from intake.extraction.offers import Offer
from intake.extraction.roles import Fact, Role
from intake.extraction.withdrawals import is_fewer

_AT_FIRST = re.compile(
    r"\b(?:eerst|aanvankelijk|oorspronkelijk|toen|daarna|vervolgens)\b[^.;,:]{0,25}$", re.IGNORECASE
)
_COUNTS = frozenset({Role.OFFERED, Role.RESULT, Role.TOLD, Role.GONE, Role.WHOLE})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What now stands, and the doubts about it in Dutch."""

    offer: Offer
    doubts: tuple[str, ...] = ()


def reckon(facts: Facts, sentences: Sequence[Sentence], rules: CountingRules) -> Outcome | None:
    """The outcome, when a mail tells a change step by step, or names the places that drop out, and every number has a place
    in the sum."""
    return _by_steps(facts, sentences, rules) or _by_place(facts, sentences)


def _by_place(facts: Facts, sentences: Sequence[Sentence]) -> Outcome | None:
    """ "Acht in Noord en zes in Oost. Oost valt af": what the other places hold."""
    left = remainder(facts, sentences)
    if not left:
        return None
    amount, sentence = left.fact.amount, sentences[left.fact.index]
    number = replace(amount.number, value=left.value, low=None, high=None)
    amount = replace(amount, number=number, factor=1, counted=True)
    numbers = left.numbers
    return Outcome(
        Offer(amount, sentence, left.fact.index, sentence.text, replaces=left.whole, explains=numbers)
    )


def _by_steps(facts: Facts, sentences: Sequence[Sentence], rules: CountingRules) -> Outcome | None:
    steps = _Steps(facts, sentences, rules)
    if not steps.told or not (steps.gone or steps.balance):
        return None
    stood = steps.told[0].amount
    last = steps.balance or max((*steps.gone, *steps.added), key=lambda f: (f.index, f.amount.number.start))
    expected = (stood.count or 0) - sum(f.amount.count or 0 for f in steps.gone)
    expected += sum(f.amount.count or 0 for f in steps.added)
    value = steps.balance.amount.count if steps.balance else expected
    if not value or value < 0 or steps.unexplained(expected, value):
        return None
    grown = steps.added and not steps.gone and value == expected
    if grown:
        # "Met de vier erbij komen wij op 19": what stood is booked already, so the four are what this mail adds.
        value -= stood.count or 0
    number = replace(last.amount.number, value=value, low=None, high=None)
    amount = Amount(number, last.amount.unit or stood.unit, counted=True, end=last.amount.end)
    sentence = sentences[last.index]
    numbers = steps.numbers | {expected}
    old = None if grown else stood.count
    offer = Offer(
        amount, sentence, last.index, sentence.text, adds=bool(grown), replaces=old, explains=numbers
    )
    sure = value == expected or grown or len(steps.told) > 1 if steps.balance else not steps.added
    return Outcome(offer, () if sure else (f"Niet zeker is of het nieuwe aantal {value} is.",))


class _Steps:
    """The numbers of a mail by what they do to the sum."""

    def __init__(self, facts: Facts, sentences: Sequence[Sentence], rules: CountingRules) -> None:
        listed = [f for i in range(len(sentences)) for f in facts.of(i) if _takes_part(f)]
        self._all = listed
        self.gone = [f for f in listed if f.role is Role.GONE and not _tells_result(f, listed, sentences)]
        self.balance = next(
            (f for f in reversed(listed) if rules.balance.search(_left_alone(f, facts, sentences))), None
        )
        told = [f for f in listed if f is not self.balance and self._is_told(f, sentences)]
        told = [f for f in told if f.role is Role.TOLD] or told or self._first(listed)
        alike = len({f.amount.count for f in told}) == 1
        self.told = told if alike or self.balance else []
        taken = (*self.told, *self.gone, self.balance)
        self.added = [f for f in listed if f not in taken and _adds(f, sentences)]

    def _is_told(self, fact: Fact, sentences: Sequence[Sentence]) -> bool:
        return (
            fact.role is Role.TOLD
            or bool(_AT_FIRST.search(_left(fact, sentences)))
            or (fact.role is Role.OFFERED and is_reported(sentences[fact.index]))
            or (fact.role is Role.WHOLE and any(g.index == fact.index for g in self.gone))
        )

    def _first(self, listed: Sequence[Fact]) -> list[Fact]:
        """What stood before the first that drops out, when that is one number."""
        if not self.gone:
            return []
        gone = self.gone[0]
        before = [f for f in listed[: listed.index(gone)] if f.role is not Role.WHOLE]
        counts = [f.amount.count or 0 for f in before]
        told_result = len(before) == 2 and counts[0] - (gone.amount.count or 0) == counts[1]
        alone = len(before) == 1 and counts[0] > (gone.amount.count or 0)
        return before[:1] if alone or told_result else []

    @property
    def numbers(self) -> frozenset[int]:
        """Every number that is a step."""
        return frozenset(f.amount.count or 0 for f in (*self.told, *self.gone, *self.added))

    def unexplained(self, expected: int, value: int) -> bool:
        """A number that is no step of the sum: then this is not the whole story."""
        known = {expected, value, *self.numbers}
        known.add((self.told[0].amount.count or 0) - sum(f.amount.count or 0 for f in self.gone))
        return any(f.amount.count not in known for f in self._all if f.role is not Role.WHOLE)


def _takes_part(fact: Fact) -> bool:
    amount = fact.amount
    counted = amount.unit is not None or amount.loose or fact.role in {Role.GONE, Role.TOLD}
    plain = amount.number.explicit and not amount.per and not amount.building and bool(amount.count)
    return fact.role in _COUNTS and counted and plain


def _tells_result(gone: Fact, listed: Sequence[Fact], sentences: Sequence[Sentence]) -> bool:
    """ "Negen plekken, dat zijn er drie minder dan in mei": the number before it is what is left."""
    before = any(f.index == gone.index and f.spot < gone.spot for f in listed)
    return before and is_fewer(sentences[gone.index].text)


def _left(fact: Fact, sentences: Sequence[Sentence]) -> str:
    return sentences[fact.index].text[: fact.amount.number.start]


def _left_alone(fact: Fact, facts: Facts, sentences: Sequence[Sentence]) -> str:
    """As far as the number before it: in "per saldo tien in plaats van zestien" the balance is ten."""
    ends = [f.amount.number.end for f in facts.of(fact.index) if f.spot < fact.spot]
    return _left(fact, sentences)[max(ends, default=0) :]


def _adds(fact: Fact, sentences: Sequence[Sentence]) -> bool:
    text = sentences[fact.index].text
    near = text[max(0, fact.amount.number.start - 30) : fact.amount.number.end + 30]
    return fact.role is Role.OFFERED and adds(near.split(";")[0])
