"""What one message does to the ledger of one municipality: a pure decision over what it says and what stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.domain import Unit
from intake.store.entries import EntryKind, EntryRow, Held
from intake.store.tables import PledgeRow
from intake.ties import ConditionNews, News

_DOUBLE = (
    "Gemeente {name} heeft al eerder plekken gemeld in een andere zaak; deze zijn niet nog eens geteld. "
    "Bevestig ze alleen als het andere plekken zijn."
)
_CONFLICT = (
    "Voor gemeente {name} staat al een ander aantal in een andere zaak; dit aantal telt nog niet mee. "
    "Controleer welk aantal klopt."
)
_BESIDES = "Gemeente {name} heeft al eerder plekken gemeld in een andere zaak; controleer of dit andere plekken zijn."
_NEW_NUMBER = (
    "Gemeente {name} noemt een ander aantal dan eerder in deze zaak; het nieuwe aantal is geteld. "
    "Controleer of dat klopt."
)
_OLD_NUMBER = (
    "De mail noemt voor gemeente {name} een ander eerder aantal dan er bij ons staat; controleer het aantal."
)
_NOW_CONDITIONAL = (
    "Gemeente {name} stelt nu een voorwaarde aan plekken die eerder zonder voorwaarde waren gemeld."
)
_LATE = "Een eerder geschreven mail over gemeente {name} kwam later binnen en noemt een ander aantal; controleer het aantal."
_STILL = "Voor gemeente {name} staan in een andere zaak nog plekken; controleer of die ook vervallen."


@dataclass(frozen=True, slots=True)
class Claim:
    """What a message says of one municipality. `late`: the answer to this message was here before it.

    `told_by`: the sender's address. `several`: the message speaks for more municipalities.
    """

    municipality: str
    pledges: tuple[PledgeRow, ...]
    case_id: int
    told_by: str
    news: News = field(default_factory=News)
    late: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A line that counts now, with its case and who told it."""

    line: EntryRow
    case_id: int | None
    told_by: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The line to add for each pledge: its kind, whether it brings its tranche, what ends, and why it must wait.

    `waits`: what it brings still waits for a decision, because what it ends did.
    """

    kind: EntryKind
    ends: tuple[Standing, ...] = ()
    adds: bool = True
    held: Held = Held.NO
    doubts: tuple[str, ...] = field(default=())
    waits: bool = False


def persons_of(pledge: PledgeRow) -> int | None:
    """How many people; None for homes and ranges of which nobody said how many people fit."""
    if pledge.persons_total is not None:
        return pledge.persons_total
    return pledge.places if pledge.unit is None or Unit(pledge.unit).is_person else None


def decide(claim: Claim, stands: Sequence[Standing]) -> Decision:
    """What happens to the municipality's places."""
    gone = [pledge for pledge in claim.pledges if pledge.withdrawn]
    given = [pledge for pledge in claim.pledges if not pledge.withdrawn]
    mine = [one for one in stands if one.case_id == claim.case_id]
    if gone and not given:
        return _withdrawn(claim, gone, stands, mine)
    if stands and all(map(without_number, given)):
        # "Ons aanbod is nu definitief" names no number, so it changes none.
        return Decision(EntryKind.REPETITION, adds=False)
    if failed := _failed(claim, given, mine or list(stands)):
        return Decision(EntryKind.CONDITION_FAILED, failed, adds=False)
    if not stands:
        return Decision(EntryKind.SPLIT if claim.several else EntryKind.PLEDGE)
    if met := _met(claim, given, mine or list(stands)):
        return met
    if gone or any(pledge.replaces is not None for pledge in given):
        return _corrected(claim, given, mine or list(stands))
    if told := _retold(claim, given, mine or list(stands)):
        return told
    if all(pledge.additional for pledge in given):
        return Decision(EntryKind.ADDITION)
    return _in_case(claim, given, mine) if mine else _elsewhere(claim, given, list(stands))


def without_number(pledge: PledgeRow) -> bool:
    """True when only that there are places is told, not how many."""
    return not pledge.withdrawn and pledge.places is None and pledge.min is None and pledge.max is None


def _failed(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> tuple[Standing, ...]:
    """ "De raad heeft de 14 plekken verworpen": the conditional places of that number are over."""
    if claim.news.condition is not ConditionNews.FAILED:
        return ()
    conditional = _conditional(pool)
    named = tuple(one for one in conditional if any(_same(pledge, one.line) for pledge in given))
    return named if all(any(_same(pledge, one.line) for one in conditional) for pledge in given) else ()


def _met(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> Decision | None:
    """ "De raad heeft met 14 ingestemd": the places that waited are firm now, as many as are told; nothing else changes."""
    waiting = _conditional(pool)
    firm = not any(pledge.conditional or pledge.additional for pledge in given)
    if claim.news.condition is not ConditionNews.MET or claim.late or not firm or not waiting:
        return None
    named = tuple(one for one in waiting if any(_same(pledge, one.line) for pledge in given))
    if named and all(any(_same(pledge, one.line) for one in waiting) for pledge in given):
        return Decision(EntryKind.CONDITION_MET, named)
    told = _total([persons_of(pledge) for pledge in given])
    for ends in (pool, waiting):
        if _equal(told, _total([one.line.persons for one in ends])):
            return Decision(EntryKind.CONDITION_MET, tuple(ends))
    before = _total([one.line.persons for one in waiting])
    less = told is not None and before is not None and told < before
    if not (less and claim.news.council) or any(pledge.replaces is not None for pledge in given):
        return None
    return Decision(EntryKind.CORRECTION, tuple(waiting), doubts=_told(_NEW_NUMBER, claim))


def _still_waits(claim: Claim, ends: Sequence[Standing]) -> bool:
    """Another number for places that wait says nothing of the decision."""
    return claim.news.condition is None and bool(ends) and all(one.line.conditional for one in ends)


def _retold(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> Decision | None:
    """What the mail says of the numbers that stand: one of them is gone, this is what it comes to, or this comes on top."""
    told, old = claim.news.retold, _total([one.line.persons for one in pool])
    new = _total([persons_of(pledge) for pledge in given])
    if claim.late or claim.several or old is None or new is None:
        return None
    known = old in told.named or any(one.line.persons in told.named for one in pool)
    if not known and any(one.case_id != claim.case_id for one in pool):
        return None
    gone = tuple(one for one in pool if one.line.persons in told.gone)
    rest = [one for one in pool if one not in gone]
    if gone and rest and all(any(_same(pledge, one.line) for one in rest) for pledge in given):
        return Decision(EntryKind.PARTIAL_WITHDRAWAL, gone, adds=False)
    if any(one.line.conditional for one in pool) and not all(one.line.conditional for one in pool):
        return None
    waits = _still_waits(claim, pool)
    if old - new in told.named and (new in told.totals or told.gone):
        return Decision(EntryKind.PARTIAL_WITHDRAWAL, tuple(pool), waits=waits)
    if old + new in told.named and old + new in told.totals:
        return Decision(EntryKind.ADDITION)
    if new in told.totals and new != old:
        doubts = () if known or new - old in told.named else _told(_NEW_NUMBER, claim)
        return Decision(EntryKind.CORRECTION, tuple(pool), doubts=doubts, waits=waits)
    return Decision(EntryKind.ADDITION) if told.besides else None


def _conditional(pool: Sequence[Standing]) -> list[Standing]:
    return [one for one in pool if one.line.conditional]


def _withdrawn(
    claim: Claim, gone: Sequence[PledgeRow], stands: Sequence[Standing], mine: Sequence[Standing]
) -> Decision:
    pool = list(mine or stands)
    part = [one for one in pool if any(_counts(one.line, pledge.replaces) for pledge in gone)]
    if part and len(part) < len(pool):
        return Decision(EntryKind.PARTIAL_WITHDRAWAL, tuple(part), adds=False)
    conditional = _conditional(pool)
    if claim.news.condition is ConditionNews.FAILED and conditional:
        return Decision(EntryKind.CONDITION_FAILED, tuple(conditional), adds=False)
    doubts = _told(_STILL, claim) if len(pool) < len(stands) else ()
    return Decision(EntryKind.WITHDRAWAL, tuple(pool), adds=False, doubts=doubts)


def _corrected(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> Decision:
    old = next((pledge.replaces for pledge in given if pledge.replaces is not None), None)
    if len(pool) == len(given) == 1 and _same(given[0], pool[0].line):
        return Decision(EntryKind.REPETITION, adds=False)
    one_of = [one for one in pool if _counts(one.line, old)]
    total = _total([one.line.persons for one in pool])
    ends = one_of if len(one_of) == 1 and len(pool) > 1 and total != old else list(pool)
    again = [pledge for pledge in given if pledge.replaces is None]
    ends += [one for one in pool if one not in ends and any(_same(pledge, one.line) for pledge in again)]
    if claim.news.condition is ConditionNews.FAILED and not any(pledge.conditional for pledge in given):
        ends += [one for one in _conditional(pool) if one not in ends]
    known = old is None or one_of or total == old or sum(one.line.places or 0 for one in pool) == old
    before, after = (
        _total([one.line.persons for one in ends]),
        _total([persons_of(pledge) for pledge in given]),
    )
    less = before is not None and after is not None and after < before
    kind = EntryKind.PARTIAL_WITHDRAWAL if less else EntryKind.CORRECTION
    doubts = () if known else _told(_OLD_NUMBER, claim)
    return Decision(kind, tuple(ends), doubts=doubts, waits=_still_waits(claim, ends))


def _in_case(claim: Claim, given: Sequence[PledgeRow], mine: Sequence[Standing]) -> Decision:
    """A plain number in a case of which a number stands."""
    if claim.late:
        return _told_later(claim, given, mine)
    met = [one for one in mine if one.line.conditional and any(_same(p, one.line) for p in given)]
    if all(any(_same(pledge, one.line) for one in mine) for pledge in given):
        if met and not any(pledge.conditional for pledge in given):
            return Decision(EntryKind.CONDITION_MET, tuple(met))
        if any(pledge.conditional for pledge in given) and not met:
            return Decision(EntryKind.CORRECTION, tuple(mine), doubts=_told(_NOW_CONDITIONAL, claim))
        return Decision(EntryKind.REPETITION, adds=False)
    if _equal(_total([persons_of(p) for p in given]), _total([one.line.persons for one in mine])):
        return Decision(EntryKind.TRANCHES, tuple(mine))
    if _other_dates(given, mine):
        return Decision(EntryKind.ADDITION)
    return Decision(EntryKind.CORRECTION, tuple(mine), doubts=_told(_NEW_NUMBER, claim))


def _told_later(claim: Claim, given: Sequence[PledgeRow], mine: Sequence[Standing]) -> Decision:
    """The first mail of a conversation, of which the answer was here already: it is older than what stands."""
    if all(one.line.kind == EntryKind.ADDITION for one in mine):
        return Decision(EntryKind.PLEDGE)
    total = _total([persons_of(pledge) for pledge in given])
    known = any(pledge.replaces == total for pledge in claim.pledges) or all(
        any(_same(pledge, one.line) for one in mine) for pledge in given
    )
    return Decision(EntryKind.REPETITION, adds=False, doubts=() if known else _told(_LATE, claim))


def _elsewhere(claim: Claim, given: Sequence[PledgeRow], stands: Sequence[Standing]) -> Decision:
    """A plain number of a municipality of which a number stands in another case."""
    total = _total([persons_of(pledge) for pledge in given])
    same = all(any(_same(pledge, one.line) for one in stands) for pledge in given) or _equal(
        total, _total([one.line.persons for one in stands])
    )
    told_before = all(one.told_by == claim.told_by for one in stands)
    if same:
        return Decision(EntryKind.REPETITION, held=Held.DOUBLE, doubts=_told(_DOUBLE, claim))
    if (told_before and not claim.several) or _other_dates(given, stands):
        return Decision(EntryKind.ADDITION, doubts=_told(_BESIDES, claim))
    return Decision(EntryKind.PLEDGE, held=Held.CONFLICT, doubts=_told(_CONFLICT, claim))


def _same(pledge: PledgeRow, line: EntryRow) -> bool:
    people = persons_of(pledge)
    if people is not None and people == line.persons:
        return True
    return (pledge.places, pledge.unit, pledge.min, pledge.max) == (
        line.places,
        line.unit,
        line.min,
        line.max,
    )


def _counts(line: EntryRow, number: int | None) -> bool:
    return number is not None and number in {line.places, line.persons}


def _equal(one: int | None, other: int | None) -> bool:
    return one is not None and one == other


def _total(numbers: Sequence[int | None]) -> int | None:
    return None if None in numbers else sum(number or 0 for number in numbers)


def _other_dates(given: Sequence[PledgeRow], stands: Sequence[Standing]) -> bool:
    """Both say from when, and no date is the same: another tranche."""
    new, old = {pledge.from_date for pledge in given}, {one.line.from_date for one in stands}
    return None not in new | old and new.isdisjoint(old)


def _told(doubt: str, claim: Claim) -> tuple[str, ...]:
    return (doubt.format(name=claim.municipality),)
