"""What one message does to the ledger of one municipality: a pure decision over what it says and what stands."""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Unit
from intake.extraction.numerals import find_numbers
from intake.services.claims import (
    MORE,
    NEW_NUMBER,
    NOW_CONDITIONAL,
    Claim,
    Decision,
    Standing,
    doubt,
    has_number,
    is_equal,
    is_same,
    persons_of,
    total_of,
    waiting_of,
    without_number,
)
from intake.services.following import after_approval, after_retelling, as_told, refused, still_waits
from intake.services.parting import parted
from intake.services.renewing import comes_back, part_by_part
from intake.services.resizing import inside, lessened
from intake.services.totals import says_more, without_sum
from intake.store.entries import EntryKind, Held
from intake.store.tables import PledgeRow
from intake.ties import ConditionNews, Fate

_DOUBLE = (
    "Gemeente {name} heeft al eerder plekken gemeld in een andere zaak; deze zijn niet nog eens geteld. "
    "Bevestig ze alleen als het andere plekken zijn."
)
_CONFLICT = (
    "Voor gemeente {name} staat al een ander aantal in een andere zaak; dit aantal telt nog niet mee. "
    "Controleer welk aantal klopt."
)
_BESIDES = "Gemeente {name} heeft al eerder plekken gemeld in een andere zaak; controleer of dit andere plekken zijn."
_OLD_NUMBER = (
    "De mail noemt voor gemeente {name} een ander eerder aantal dan er bij ons staat; controleer het aantal."
)
_LATE = "Een eerder geschreven mail over gemeente {name} kwam later binnen en noemt een ander aantal; controleer het aantal."
_WHICH = (
    "De mail van gemeente {name} trekt een deel van het aanbod in; niet duidelijk is welk deel. Er is nog niets afgeboekt; "
    "controleer het aantal."
)
_WITHOUT = (
    "Gemeente {name} noemt plekken zonder de voorwaarde die er eerder bij stond; ze zijn als vast geteld. "
    "Controleer of dat klopt."
)
_HOMES = (
    "De mail noemt woningen van gemeente {name} en niet voor hoeveel mensen; het eerdere aantal blijft staan. "
    "Controleer het aantal."
)
_PART = "De mail noemt een deel van de plekken van gemeente {name}; het aantal is niet veranderd. Controleer of dat klopt."
_GROUP = re.compile(
    r"\b(?:de|het) (?:eerste|tweede|derde|laatste) (?:groep|helft|deel|lichting|tranche)\b", re.IGNORECASE
)
_OF_THE = re.compile(r"\bvan (?:de|die|deze|onze)\s+$", re.IGNORECASE)
_INSTEAD = re.compile(
    r"\b(?:in (?:de |hun |zijn |haar )?plaats|in ruil|ter vervanging|vervangt)\b", re.IGNORECASE
)
_WHOLLY = re.compile(
    r"\b(?:helemaal|geheel|volledig) (?:weg|af|in|terug|vervallen)\b|\bverval(?:t|len) (?:\w+ )?(?:helemaal|geheel|volledig)\b",
    re.IGNORECASE,
)
_STILL = "Voor gemeente {name} staan in een andere zaak nog plekken; controleer of die ook vervallen."


def decide(claim: Claim, stands: Sequence[Standing]) -> Decision:
    """What happens to the municipality's places."""
    apart = without_sum(claim, stands)
    if apart is None:
        return _decided(claim, stands)
    parts, whole = apart
    decision = _decided(parts, stands)
    if NEW_NUMBER.format(name=claim.municipality) in decision.doubts:
        # The sum says that it comes beside what stands, and not in its place.
        decision = Decision(EntryKind.ADDITION, doubts=doubt(MORE, claim))
    return replace(decision, repeats=(*decision.repeats, whole))


def _decided(claim: Claim, stands: Sequence[Standing]) -> Decision:
    gone = [pledge for pledge in claim.pledges if pledge.withdrawn]
    given = [pledge for pledge in claim.pledges if not pledge.withdrawn]
    mine = [one for one in stands if one.case_id == claim.case_id]
    if less := lessened(claim, mine or list(stands)):
        return less
    if gone and not given:
        return _withdrawn(claim, gone, stands, mine)
    if told := as_told(claim, given, mine or list(stands)):
        return told
    if stands and all(map(without_number, given)):
        # "Ons aanbod is nu definitief" names no number, so it changes none.
        return Decision(EntryKind.REPETITION, adds=False)
    if failed := refused(claim, given, mine or list(stands)):
        return Decision(EntryKind.CONDITION_FAILED, failed, adds=False)
    if not stands:
        return Decision(EntryKind.SPLIT if claim.several else EntryKind.PLEDGE)
    if part := _of_a_part(claim, given, mine, mine or list(stands)):
        return part
    if gone or any(pledge.replaces is not None for pledge in given):
        return _corrected(claim, given, mine or list(stands))
    if told := after_retelling(claim, given, mine or list(stands)):
        return told
    if all(pledge.additional for pledge in given):
        doubts = doubt(MORE, claim) if any(_INSTEAD.search(p.quote) for p in given) else ()
        return Decision(EntryKind.ADDITION, doubts=doubts)
    return _in_case(claim, given, mine) if mine else _elsewhere(claim, given, list(stands))


def _of_a_part(
    claim: Claim, given: Sequence[PledgeRow], mine: Sequence[Standing], pool: Sequence[Standing]
) -> Decision | None:
    """What a decision, or the words with a number, do to some of what stands and not to the rest."""
    return (
        parted(claim, given, pool)
        or after_approval(claim, given, pool)
        or part_by_part(claim, pool)
        or comes_back(claim, mine)
        or inside(claim, given, pool)
    )


def _withdrawn(
    claim: Claim, gone: Sequence[PledgeRow], stands: Sequence[Standing], mine: Sequence[Standing]
) -> Decision:
    pool = list(mine or stands)
    part = [one for one in pool if any(has_number(one.line, pledge.replaces) for pledge in gone)]
    if part and len(part) < len(pool):
        return Decision(EntryKind.PARTIAL_WITHDRAWAL, tuple(part), adds=False)
    if _takes_some(claim, gone, pool) and not _all_of_it(claim):
        return Decision(EntryKind.WITHDRAWAL, tuple(pool), False, Held.CONFLICT, doubt(_WHICH, claim))
    told = as_told(claim, (), pool)
    if told and told.ends:
        return told
    conditional = waiting_of(pool)
    if claim.news.condition is ConditionNews.FAILED and conditional:
        return Decision(EntryKind.CONDITION_FAILED, tuple(conditional), adds=False)
    if claim.news.retold.stays and pool:
        return Decision(EntryKind.WITHDRAWAL, tuple(pool), False, Held.CONFLICT, doubt(_WHICH, claim))
    doubts = doubt(_STILL, claim) if len(pool) < len(stands) else ()
    return Decision(EntryKind.WITHDRAWAL, tuple(pool), adds=False, doubts=doubts)


def _all_of_it(claim: Claim) -> bool:
    """ "Uitgeest valt daarmee helemaal weg"."""
    return any(
        one.fate is Fate.GONE and not one.numbers and _WHOLLY.search(one.text) for one in claim.news.remarks
    )


def _takes_some(claim: Claim, gone: Sequence[PledgeRow], pool: Sequence[Standing]) -> bool:
    """ "Van de groep in Elst moet ik er twee terugnemen", "die vijf vervallen": fewer than any line or all of them hold."""
    told = claim.news.retold.gone if all(pledge.replaces is None for pledge in gone) else ()
    taken = max((*told, *(pledge.replaces or 0 for pledge in gone)), default=0)
    known = {one.line.places for one in pool} | {one.line.persons for one in pool}
    known.add(total_of([one.line.persons for one in pool]))
    return (
        bool(taken) and taken not in known and taken < max((number for number in known if number), default=0)
    )


def _corrected(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> Decision:
    old = next((pledge.replaces for pledge in given if pledge.replaces is not None), None)
    if told_twice := _in_its_total(given, pool):
        return Decision(EntryKind.CORRECTION, tuple(pool), repeats=told_twice, waits=still_waits(claim, pool))
    if len(pool) == len(given) == 1 and is_same(given[0], pool[0].line):
        return Decision(EntryKind.REPETITION, adds=False)
    one_of = [one for one in pool if has_number(one.line, old)]
    total = total_of([one.line.persons for one in pool])
    ends = one_of if len(one_of) == 1 and len(pool) > 1 and total != old else list(pool)
    again = [pledge for pledge in given if pledge.replaces is None]
    ends += [one for one in pool if one not in ends and any(is_same(pledge, one.line) for pledge in again)]
    if claim.news.condition is ConditionNews.FAILED and not any(pledge.conditional for pledge in given):
        ends += [one for one in waiting_of(pool) if one not in ends]
    known = old is None or one_of or total == old or sum(one.line.places or 0 for one in pool) == old
    before, after = (
        total_of([one.line.persons for one in ends]),
        total_of([persons_of(pledge) for pledge in given]),
    )
    less = before is not None and after is not None and after < before
    kind = EntryKind.PARTIAL_WITHDRAWAL if less else EntryKind.CORRECTION
    doubts = () if known else doubt(_OLD_NUMBER, claim)
    return Decision(kind, tuple(ends), doubts=doubts, waits=still_waits(claim, ends))


def _in_its_total(given: Sequence[PledgeRow], pool: Sequence[Standing]) -> tuple[PledgeRow, ...]:
    """ "De bovenwoning: vier in plaats van twee. Wij gaan dus van zeven naar negen": the numbers that another holds."""
    total = total_of([one.line.persons for one in pool])
    whole = [pledge for pledge in given if total is not None and pledge.replaces == total]
    parts = [pledge for pledge in given if pledge.replaces not in {None, total}]
    if len(whole) != 1 or not parts or len(parts) + 1 != len(given):
        return ()
    grown = sum((persons_of(pledge) or 0) - (pledge.replaces or 0) for pledge in parts)
    return tuple(parts) if (persons_of(whole[0]) or 0) - (total or 0) == grown else ()


def _in_case(claim: Claim, given: Sequence[PledgeRow], mine: Sequence[Standing]) -> Decision:
    """A plain number in a case of which a number stands."""
    if claim.late:
        return _told_later(claim, given, mine)
    met = [one for one in mine if one.line.conditional and any(is_same(p, one.line) for p in given)]
    if all(any(is_same(pledge, one.line) for one in mine) for pledge in given):
        if len(given) == len(mine) == 1 and mine[0].line.persons is None and given[0].persons_total:
            # "In die drie huizen passen 13 personen": the same homes, and now how many people.
            return Decision(EntryKind.CORRECTION, tuple(mine), waits=still_waits(claim, mine))
        if met and not any(pledge.conditional for pledge in given):
            told = {remark.fate for remark in claim.news.remarks}
            firm = claim.news.condition is ConditionNews.MET or Fate.FIRM in told
            if Fate.OPEN in told and not firm:
                return Decision(EntryKind.REPETITION, adds=False)
            again = tuple(p for p in given if not any(is_same(p, one.line) for one in met))
            doubts = () if firm else doubt(_WITHOUT, claim)
            return Decision(EntryKind.CONDITION_MET, tuple(met), repeats=again, doubts=doubts)
        if any(pledge.conditional for pledge in given) and not met:
            ends = tuple(one for one in mine if any(is_same(pledge, one.line) for pledge in given))
            return Decision(EntryKind.CORRECTION, ends, doubts=doubt(NOW_CONDITIONAL, claim))
        return Decision(EntryKind.REPETITION, adds=False)
    if is_equal(total_of([persons_of(p) for p in given]), total_of([one.line.persons for one in mine])):
        # One number for all that was told in parts says less than the parts do.
        whole = len(given) < len(mine)
        return (
            Decision(EntryKind.REPETITION, adds=False) if whole else Decision(EntryKind.TRANCHES, tuple(mine))
        )
    if _other_dates(given, mine):
        return Decision(EntryKind.ADDITION)
    if _tells_of_a_part(claim, given, mine):
        return Decision(EntryKind.REPETITION, adds=False, doubts=doubt(_PART, claim))
    if claim.news.retold.more or says_more(claim, given, mine):
        opens = any(remark.fate is Fate.OPEN for remark in claim.news.remarks)
        waits = opens and len(waiting_of(mine)) == len(mine)
        return Decision(EntryKind.ADDITION, doubts=doubt(MORE, claim), waits=waits)
    if _hides_people(given, mine):
        return Decision(EntryKind.REPETITION, adds=False, doubts=doubt(_HOMES, claim))
    return Decision(EntryKind.CORRECTION, tuple(mine), doubts=doubt(NEW_NUMBER, claim))


def _hides_people(given: Sequence[PledgeRow], mine: Sequence[Standing]) -> bool:
    """ "De drie huizen zijn klaar", where eighteen people stand: homes alone say less than that."""
    homes = all(p.unit is not None and not Unit(p.unit).is_person and p.persons_total is None for p in given)
    return bool(given) and homes and total_of([one.line.persons for one in mine]) is not None


def _tells_of_a_part(claim: Claim, given: Sequence[PledgeRow], mine: Sequence[Standing]) -> bool:
    """ "De eerste groep van tien kan in augustus terecht", "tien van de twintig zijn klaar", where twenty stand."""
    told, stood = total_of([persons_of(p) for p in given]), total_of([one.line.persons for one in mine])
    if told is None or stood is None or told >= stood:
        return False
    parts = all(_GROUP.search(pledge.quote) for pledge in given)
    of_it = all(_is_of(pledge.quote, stood) for pledge in given)
    gone = {remark.fate for remark in claim.news.remarks} & {Fate.GONE, Fate.LESS}
    stay = {remark.text[:500] for remark in claim.news.remarks if remark.fate is Fate.STAYS}
    kept = all(pledge.quote in stay and pledge.replaces is None for pledge in given)
    return parts or ((of_it or kept) and not gone and not claim.news.retold.totals)


def _is_of(text: str, stood: int) -> bool:
    """ "Zes van de tien", where ten stand."""
    return any(n.value == stood and _OF_THE.search(text[: n.start]) for n in find_numbers(text))


def _told_later(claim: Claim, given: Sequence[PledgeRow], mine: Sequence[Standing]) -> Decision:
    """The first mail of a conversation, of which the answer was here already: it is older than what stands."""
    if all(one.line.kind == EntryKind.ADDITION for one in mine):
        return Decision(EntryKind.PLEDGE)
    total = total_of([persons_of(pledge) for pledge in given])
    known = any(pledge.replaces == total for pledge in claim.pledges) or all(
        any(is_same(pledge, one.line) for one in mine) for pledge in given
    )
    return Decision(EntryKind.REPETITION, adds=False, doubts=() if known else doubt(_LATE, claim))


def _elsewhere(claim: Claim, given: Sequence[PledgeRow], stands: Sequence[Standing]) -> Decision:
    """A plain number of a municipality of which a number stands in another case."""
    total = total_of([persons_of(pledge) for pledge in given])
    same = all(any(is_same(pledge, one.line) for one in stands) for pledge in given) or is_equal(
        total, total_of([one.line.persons for one in stands])
    )
    told_before = all(one.told_by == claim.told_by for one in stands)
    if same:
        return Decision(EntryKind.REPETITION, held=Held.DOUBLE, doubts=doubt(_DOUBLE, claim))
    if (told_before and not claim.several) or _other_dates(given, stands):
        return Decision(EntryKind.ADDITION, doubts=doubt(_BESIDES, claim))
    return Decision(EntryKind.PLEDGE, held=Held.CONFLICT, doubts=doubt(_CONFLICT, claim))


def _other_dates(given: Sequence[PledgeRow], stands: Sequence[Standing]) -> bool:
    """Both say from when, and no date is the same: another tranche."""
    new, old = {pledge.from_date for pledge in given}, {one.line.from_date for one in stands}
    return None not in new | old and new.isdisjoint(old)
