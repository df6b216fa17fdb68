"""A later mail that takes a part of a line, told beside what it was: "het worden er twee minder", "nog maar de helft"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from intake.domain import Unit
from intake.services.claims import Claim, Decision, Standing, doubt, total_of, without_number
from intake.services.fates import about
from intake.store.entries import EntryKind, EntryRow
from intake.ties import Fate, Remark

_RECKONED = (
    "De mail van gemeente {name} zegt hoeveel er afgaat en niet wat er overblijft; dat is uitgerekend. "
    "Controleer het aantal."
)


def lessened(claim: Claim, pool: Sequence[Standing]) -> Decision | None:
    """The decision where every such remark is about one line, and what is left of it can be reckoned; else None."""
    less = list(_less(claim, pool))
    told = all(pledge.withdrawn or without_number(pledge) for pledge in claim.pledges)
    if claim.late or not less or not told:
        return None
    lines = {_line(remark, pool) for remark in less}
    (line, *others) = lines
    if others or line is None or len({remark.taken for remark in less}) > 1:
        return None
    left = _left(pool[line].line, less[0].taken)
    if left is None:
        return None
    shrinks = ((pool[line], *left),)
    return Decision(EntryKind.PARTIAL_WITHDRAWAL, adds=False, shrinks=shrinks, doubts=doubt(_RECKONED, claim))


def _less(claim: Claim, pool: Sequence[Standing]) -> Iterator[Remark]:
    """The remarks that take a part; also "in Gorssel vervallen er twee", where no line is of two."""
    people = [one.line.persons for one in pool]
    known = {number for one in pool for number in (one.line.places, one.line.persons)} | {total_of(people)}
    taken = {pledge.replaces for pledge in claim.pledges if pledge.withdrawn} - known - {None}
    for remark in claim.news.remarks:
        some = remark.numbers & taken if remark.fate is Fate.GONE else frozenset()
        if remark.fate is Fate.LESS:
            yield remark
        elif len(some) == 1:
            (number,) = some
            yield replace(remark, numbers=remark.numbers - some, taken=number)


def _line(remark: Remark, pool: Sequence[Standing]) -> int | None:
    """The one line that a remark is about, by its place in `pool`."""
    found = about(remark, pool)
    if not found and len(pool) == 1 and not remark.numbers:
        return 0
    return found[0] if len(found) == 1 else None


def _left(line: EntryRow, taken: int | None) -> tuple[int | None, int | None] | None:
    """How many places and how many people are left; None where that does not come out."""
    known = [number for number in (line.places, line.persons) if number is not None]
    if taken is None:
        halves = [Fraction(number, 2) for number in known]
        even = bool(known) and all(half.denominator == 1 for half in halves)
        return (_half(line.places), _half(line.persons)) if even else None
    if line.persons is None or line.persons <= taken or (line.unit and not Unit(line.unit).is_person):
        return None
    return line.persons - taken, line.persons - taken


def _half(number: int | None) -> int | None:
    return None if number is None else number // 2
