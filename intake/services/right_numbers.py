"""Which numbers of a mail the right answer counts: those that it holds, and the parts of one that the mail never adds up."""

from collections.abc import Iterator, Sequence
from typing import Any

from intake.extraction.roles import Fact, Role
from intake.nlp.corpus import CorpusMail
from intake.nlp.rendering import gold
from intake.number_table import is_counted, size

_TELLS = frozenset({Role.OFFERED, Role.RESULT})
_MOST_PARTS = 6
_FARTHEST = 3


def right_numbers(mail: CorpusMail) -> frozenset[int] | None:
    """Every number in the right answer; None where two careful people could differ about it."""
    answer: dict[str, Any] = gold(mail, mail.name)
    if "pledges" in answer["doubtful_fields"]:
        return None
    keys = ("places", "persons_total", "min", "max")
    return frozenset(number for p in answer["pledges"] for key in keys if (number := p[key]))


def counts(facts: Sequence[Fact], numbers: frozenset[int]) -> list[bool]:
    """Of each number of one mail, in order: whether it counts.

    "Zeven in de pastorie en vijf in de school", where the answer is twelve: both count, because nothing else tells of the twelve.
    """
    found = [is_counted(fact, numbers) for fact in facts]
    told = {size(fact) for fact in facts}
    for number in numbers - told:
        parts = min(_parts(facts, number), key=lambda run: _span(facts, run), default=())
        for place in parts:
            found[place] = True
    return found


def _parts(facts: Sequence[Fact], number: int) -> Iterator[tuple[int, ...]]:
    """Runs of offered numbers of one kind, near each other, that make up `number`; each by its places."""
    for people in (True, False):
        plain = [place for place, fact in enumerate(facts) if _may_be_part(fact, people=people)]
        for first in range(len(plain)):
            for last in range(first + 1, min(first + _MOST_PARTS, len(plain))):
                run = tuple(plain[first : last + 1])
                if sum(size(facts[place]) for place in run) == number and _span(facts, run)[0] <= _FARTHEST:
                    yield run


def _may_be_part(fact: Fact, *, people: bool) -> bool:
    amount = fact.amount
    alike = amount.unit is None or amount.unit.is_person == people
    return alike and fact.role in _TELLS and amount.number.explicit and not amount.per and size(fact) > 0


def _span(facts: Sequence[Fact], run: tuple[int, ...]) -> tuple[int, int, int]:
    """How many sentences lie between, how many numbers, and where it begins."""
    return facts[run[-1]].index - facts[run[0]].index, len(run), run[0]
