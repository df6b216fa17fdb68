"""A later mail that tells what is added to a line or taken from it, and not what it comes to: "het worden er twee minder",
"nog maar de helft", "in de grootste woning zes in plaats van vier". What it comes to is reckoned, and a person looks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.domain import Unit
from intake.extraction.numerals import find_numbers, parse_word
from intake.services.claims import (
    Claim,
    Decision,
    Standing,
    doubt,
    is_home,
    persons_of,
    total_of,
    without_number,
)
from intake.services.fates import about, is_of_all
from intake.store.entries import EntryKind, EntryRow
from intake.store.tables import PledgeRow
from intake.ties import Fate, Remark

_RECKONED = (
    "De mail van gemeente {name} zegt wat er verandert en niet wat het aantal wordt; dat is uitgerekend. "
    "Controleer het aantal."
)
_SOME_HOMES = re.compile(
    r"\b(\w+) van (?:de|die|deze|onze) ((?:\w+ ){0,2}?)"
    r"(?:huizen|huisjes|woningen|appartementen|flats|studio'?s|kamers|units|chalets)\b",
    re.IGNORECASE,
)
# "Vier personen, in twee woningen, per woning twee".
_EACH = re.compile(r"\b(?:per|elke?|ieder\w*)\b", re.IGNORECASE)
_ONE_HOME = re.compile(r"\b(?:woning|huis|huisje|appartement|studio|unit|chalet|flat|pand)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Loss:
    """What a remark takes: half, or so many; `people` or `homes`: said of those, whatever the line counts.

    `of`: of how many homes, 0 when that is not told.
    """

    remark: Remark
    people: bool = False
    homes: bool = False
    of: int = 0


def lessened(claim: Claim, pool: Sequence[Standing]) -> Decision | None:
    """The decision where every such remark is about one line, or about all, and what is left can be reckoned; else None."""
    losses = _told(list(_losses(claim, pool)))
    told = all(pledge.withdrawn or without_number(pledge) for pledge in claim.pledges)
    if (
        claim.late
        or not losses
        or any(loss.remark.taken == 0 for loss in losses)
        or not told
        or len({loss.remark.taken for loss in losses}) > 1
    ):
        return None
    found = {tuple(_lines(loss, pool)) for loss in losses}
    left = [_left(pool[at], losses[0]) for at in next(iter(found))] if len(found) == 1 else []
    if not left or None in left:
        return None
    lines = zip(next(iter(found)), left, strict=True)
    resized = tuple((pool[at], *size) for at, size in lines if size is not None)
    return Decision(EntryKind.PARTIAL_WITHDRAWAL, adds=False, resized=resized, doubts=doubt(_RECKONED, claim))


def inside(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> Decision | None:
    """ "In de grootste woning zes mensen in plaats van vier", or one home fewer, where a line holds three for twelve people."""
    if claim.late or len(given) != 1 or len(pool) != 1:
        return None
    (pledge,), (one,) = given, pool
    size = _of_one_home(pledge, one.line) or _by_the_home(pledge, one.line)
    if size is None:
        return None
    kind = EntryKind.PARTIAL_WITHDRAWAL if size[1] < (one.line.persons or 0) else EntryKind.CORRECTION
    return Decision(kind, adds=False, resized=((one, *size),), doubts=doubt(_RECKONED, claim))


def _of_one_home(pledge: PledgeRow, line: EntryRow) -> tuple[int, int] | None:
    old, new, people, homes = pledge.replaces, persons_of(pledge), line.persons, line.places
    if old is None or new is None or people is None or homes is None or not is_home(line) or homes < 2:
        return None
    one = old not in {people, homes} and old < people and _ONE_HOME.search(pledge.quote)
    return (homes, people - old + new) if one else None


def _by_the_home(pledge: PledgeRow, line: EntryRow) -> tuple[int, int] | None:
    """ "Van de drie flats valt er een af", where twelve people live in the three."""
    homes, people, left = line.places, line.persons, pledge.places
    if not homes or not people or not left or not is_home(line) or people % homes:
        return None
    same = pledge.unit == line.unit and pledge.replaces == homes and pledge.persons_total is None
    return (left, people // homes * left) if same else None


def _losses(claim: Claim, pool: Sequence[Standing]) -> Iterator[_Loss]:
    """The remarks that take a part; also "in Gorssel vervallen er twee", where no line is of two."""
    people = [one.line.persons for one in pool]
    known = {number for one in pool for number in (one.line.places, one.line.persons)} | {total_of(people)}
    gone = [pledge for pledge in claim.pledges if pledge.withdrawn and pledge.replaces not in {None, *known}]
    for remark in claim.news.remarks:
        if homes := _homes_of(remark):
            yield homes
            continue
        if remark.fate is Fate.LESS:
            yield _Loss(remark)
            continue
        some = [p for p in gone if p.replaces in remark.numbers] if remark.fate is Fate.GONE else []
        if len(some) == 1:
            taken = some[0].replaces or 0
            # "Een woning van vier personen valt af": one tells of which four, and of which line nothing.
            others = frozenset(number for number in remark.numbers if number > taken)
            counts_people = some[0].unit == Unit.PERSONEN
            yield _Loss(replace(remark, numbers=others, taken=taken), counts_people)
        elif remark.fate is Fate.GONE and (part := _part_told(remark, claim, pool)):
            yield _Loss(replace(remark, numbers=frozenset(), taken=part))


def _told(losses: Sequence[_Loss]) -> Sequence[_Loss]:
    """Without "er moet iets af", where another sentence tells what."""
    told = [loss for loss in losses if loss.remark.taken != 0 or loss.remark.numbers]
    return told or losses


def _part_told(remark: Remark, claim: Claim, pool: Sequence[Standing]) -> int:
    """ "Die vijf vervallen", where one line stands: thirteen, told as eight in one place and five in another; else 0."""
    if len(pool) != 1 or len(remark.numbers) != 1 or not any(pledge.withdrawn for pledge in claim.pledges):
        return 0
    (part,), (one,) = remark.numbers, pool
    told = {number.value for number in find_numbers(one.about) if number.explicit}
    people = one.line.persons or 0
    return part if part < people and {part, people - part} <= told and not is_home(one.line) else 0


def _homes_of(remark: Remark) -> _Loss | None:
    """ "Een van de huizen in 's-Heerenberg is uitgebrand"."""
    found = _SOME_HOMES.search(remark.text) if remark.fate in {Fate.GONE, Fate.LESS} else None
    taken = parse_word(found[1].lower()) if found else None
    if found is None or not taken:
        return None
    of = next((number for word in found[2].split() if (number := parse_word(word.lower()))), 0)
    return _Loss(replace(remark, taken=taken, numbers=remark.numbers - {taken, of}), homes=True, of=of)


def _lines(loss: _Loss, pool: Sequence[Standing]) -> list[int]:
    """The line that a remark is about, by its place in `pool`; all of them where it halves everything."""
    found = about(loss.remark, pool)
    # "Twee minder, één kamer is afgekeurd": a smaller number tells why.
    whys = all(number <= (loss.remark.taken or 0) for number in loss.remark.numbers)
    if not found and len(pool) == 1 and whys:
        return [0]
    if not found and loss.remark.taken is None and is_of_all(loss.remark):
        return list(range(len(pool)))
    return found if len(found) == 1 else []


def _left(one: Standing, loss: _Loss) -> tuple[int | None, int | None] | None:
    """How many places and how many people are left; None where that does not come out."""
    line = one.line
    taken, people = loss.remark.taken, line.persons
    known = [number for number in (line.places, people) if number is not None]
    if taken is None:
        even = bool(known) and all(number % 2 == 0 for number in known)
        return (_half(line.places), _half(people)) if even else None
    if people is None or people <= taken:
        return None
    if loss.homes:
        homes = (line.places or 0) if is_home(line) else loss.of if _EACH.search(one.about) else 0
        if homes <= taken or people % homes:
            return None
        left = people // homes * (homes - taken)
        return (homes - taken if is_home(line) else left), left
    if not is_home(line):
        return people - taken, people - taken
    return (None, people - taken) if loss.people else None


def _half(number: int | None) -> int | None:
    return None if number is None else number // 2
