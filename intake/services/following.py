"""A later mail in the light of what stands: a decision was taken, a number is gone, this is what it comes to, or it is more."""

import re
from collections.abc import Sequence

from intake.services.claims import (
    MORE,
    NEW_NUMBER,
    NOW_CONDITIONAL,
    Claim,
    Decision,
    Standing,
    doubt,
    is_equal,
    is_same,
    persons_of,
    total_of,
    waiting_of,
    without_number,
)
from intake.services.fates import fates
from intake.store.entries import EntryKind
from intake.store.tables import PledgeRow
from intake.ties import ConditionNews, Fate, Remark

_THESE = re.compile(r"\W*(?:(?:ook|en) )?(?:die|deze|dat|dit|ze|zij|daarmee|hiermee)\b", re.IGNORECASE)
_CALLED = (
    "De mail van gemeente {name} trekt een deel van het aanbod in zonder het aantal te noemen; het deel dat bij de woorden "
    "past, is afgeboekt. Controleer of dat klopt."
)


def refused(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> tuple[Standing, ...]:
    """ "De raad heeft de 14 plekken verworpen": the conditional places of that number are over."""
    if claim.news.condition is not ConditionNews.FAILED:
        return ()
    conditional = waiting_of(pool)
    named = tuple(one for one in conditional if any(is_same(pledge, one.line) for pledge in given))
    return named if all(any(is_same(pledge, one.line) for one in conditional) for pledge in given) else ()


def after_approval(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> Decision | None:
    """ "De raad heeft met 14 ingestemd": the places that waited are firm now, as many as are told; nothing else changes."""
    waiting = waiting_of(pool)
    firm = not any(pledge.conditional or pledge.additional for pledge in given)
    if claim.news.condition is not ConditionNews.MET or claim.late or not firm or not waiting:
        return None
    named = tuple(one for one in waiting if any(is_same(pledge, one.line) for pledge in given))
    if named and all(any(is_same(pledge, one.line) for one in waiting) for pledge in given):
        return Decision(EntryKind.CONDITION_MET, named)
    told = total_of([persons_of(pledge) for pledge in given])
    for ends in (pool, waiting):
        if is_equal(told, total_of([one.line.persons for one in ends])):
            return Decision(EntryKind.CONDITION_MET, tuple(ends))
    before = total_of([one.line.persons for one in waiting])
    whole = {*claim.news.retold.named, *claim.news.retold.totals}
    if told is not None and before is not None and told + before in whole:
        # "Het pand staat vast, en de woning ernaast doet ook mee: twee, samen zeven".
        return Decision(EntryKind.ADDITION, settles=tuple(waiting))
    less = told is not None and before is not None and told < before
    known = before in claim.news.retold.named
    if not (less and (claim.news.council or known)) or any(pledge.replaces is not None for pledge in given):
        return None
    return Decision(EntryKind.CORRECTION, tuple(waiting), doubts=() if known else doubt(NEW_NUMBER, claim))


def still_waits(claim: Claim, ends: Sequence[Standing]) -> bool:
    """Another number for places that wait says nothing of the decision."""
    waited = bool(ends) and all(one.line.conditional for one in ends)
    if not waited or claim.news.condition is not None or any(is_firm(p, claim) for p in claim.pledges):
        return False
    told = {remark.fate for remark in claim.news.remarks}
    # "De hamer ging erop, wel met een amendement: twaalf en geen achttien".
    return len(ends) > 1 or Fate.FIRM not in told or Fate.OPEN in told


def is_firm(pledge: PledgeRow, claim: Claim) -> bool:
    """ "Vier in plaats van zes; die vier zijn definitief": the mail says so of the number of a pledge, or right behind it."""
    new = {pledge.places, persons_of(pledge)} - {None, 0}
    return any(
        remark.fate is Fate.FIRM and (remark.numbers & new or _points_at(remark, pledge))
        for remark in claim.news.remarks
    )


def _points_at(remark: Remark, pledge: PledgeRow) -> bool:
    """ "Hattem komt daarmee op drie plekken. Die zijn definitief"."""
    return remark.before[:500] == pledge.quote and bool(_THESE.match(remark.text))


def after_retelling(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> Decision | None:
    """What the mail says of the numbers that stand: one of them is gone, this is what it comes to, or this comes on top."""
    told, old = claim.news.retold, total_of([one.line.persons for one in pool])
    new = total_of([persons_of(pledge) for pledge in given])
    if claim.late or claim.several or old is None or new is None:
        return None
    # The same number again is never counted as more, whatever the words.
    again = new == old or all(any(is_same(pledge, one.line) for one in pool) for pledge in given)
    if more := _on_top(claim, given, pool, again=again):
        return more
    known = old in told.named or any(one.line.persons in told.named for one in pool)
    same = all(claim.case_id == one.case_id or claim.told_by == one.told_by for one in pool)
    if not known and not same:
        return None
    gone = tuple(one for one in pool if one.line.persons in told.gone)
    rest = [one for one in pool if one not in gone]
    if gone and rest and all(any(is_same(pledge, one.line) for one in rest) for pledge in given):
        return Decision(EntryKind.PARTIAL_WITHDRAWAL, gone, adds=False)
    if part := _part(claim, pool, old, new):
        less = new < (total_of([one.line.persons for one in part]) or 0)
        kind = EntryKind.PARTIAL_WITHDRAWAL if less else EntryKind.CORRECTION
        return Decision(kind, part, waits=still_waits(claim, part))
    if new in told.totals and new != old and all(is_firm(pledge, claim) for pledge in given):
        # "Er komt budget voor een deel; wij staan nu definitief op vierentwintig".
        kind = EntryKind.PARTIAL_WITHDRAWAL if new < old else EntryKind.CORRECTION
        return Decision(kind, tuple(pool), doubts=() if known else doubt(NEW_NUMBER, claim))
    if any(one.line.conditional for one in pool) and not all(one.line.conditional for one in pool):
        return None
    waits = still_waits(claim, pool)
    if old - new in told.named and (new in told.totals or told.gone):
        return Decision(EntryKind.PARTIAL_WITHDRAWAL, tuple(pool), waits=waits)
    if old + new in told.named and old + new in told.totals:
        return Decision(EntryKind.ADDITION)
    if new in told.totals and new != old:
        doubts = () if known or new - old in told.named else doubt(NEW_NUMBER, claim)
        return Decision(EntryKind.CORRECTION, tuple(pool), doubts=doubts, waits=waits)
    return Decision(EntryKind.ADDITION) if known and told.stays and not again else None


def _on_top(
    claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing], *, again: bool
) -> Decision | None:
    """ "Bovenop wat er stond", "deze zeven komen naast de zeven in Banakkers"; `again`: no other number is told."""
    told, old = claim.news.retold, total_of([one.line.persons for one in pool])
    new = total_of([persons_of(pledge) for pledge in given])
    stood = {old, *(one.line.persons for one in pool)}
    if (
        told.beyond & stood
        and new not in told.totals
        and not any(pledge.replaces is not None for pledge in given)
    ):
        return Decision(EntryKind.ADDITION)
    grown = (new or 0) - (old or 0)
    if told.besides and new not in told.totals and grown not in told.named and not again:
        return Decision(EntryKind.ADDITION)
    other = not any(pledge.conditional == one.line.conditional for one in pool for pledge in given)
    if told.besides and told.more and other:
        # "Tien extra onder voorbehoud, naast wat er al stond", where ten were firm.
        return Decision(EntryKind.ADDITION, doubts=doubt(MORE, claim))
    return None


def _part(claim: Claim, pool: Sequence[Standing], old: int, new: int) -> tuple[Standing, ...]:
    """ "Negen van de veertien, samen met de zes dus vijftien": the lines for which the new number comes, if the sum says so."""
    told = claim.news.retold
    for ends in (waiting_of(pool), *([one] for one in pool)):
        before = total_of([one.line.persons for one in ends])
        if not before or before in {old, new} or before not in told.named:
            continue
        if old - before + new in told.named | told.totals:
            return tuple(ends)
    return ()


def as_told(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> Decision | None:
    """ "De acht zijn rond, de bijgebouwen vallen af": line by line, where no number is told that does not stand already."""
    known = all(
        pledge.withdrawn
        or without_number(pledge)
        or _stays(claim, pledge)
        or (pledge.replaces is None and any(is_same(pledge, one.line) for one in pool))
        for pledge in given
    )
    more = claim.news.retold.besides or any(pledge.additional for pledge in given)
    if claim.late or not known or (given and more) or len(pool) < 2:
        return None
    fate = fates(claim.news.remarks, pool)
    gone = tuple(one for at, one in enumerate(pool) if fate.get(at) is Fate.GONE)
    firm = tuple(one for at, one in enumerate(pool) if fate.get(at) is Fate.FIRM and one.line.conditional)
    opens = tuple(
        one
        for at, one in enumerate(pool)
        if fate.get(at) is Fate.OPEN and not one.line.conditional and not _again_firm(one, given)
    )
    if len(gone) == len(pool) or not (gone or firm or opens):
        return None
    named = {number for one in claim.news.remarks if one.fate is Fate.GONE for number in one.numbers}
    if any(
        is_same(pledge, one.line) and not named & {one.line.places, one.line.persons}
        for one in gone
        for pledge in given
        if not pledge.withdrawn
    ):
        # "Slochteren doet niet mee, in plaats daarvan Zuidbroek, ook zes": as many as before.
        return None
    kind = EntryKind.PARTIAL_WITHDRAWAL if gone else EntryKind.CONDITION_MET if firm else EntryKind.CORRECTION
    sure = all(named & {one.line.places, one.line.persons} for one in gone)
    doubts = (() if sure else doubt(_CALLED, claim)) + (doubt(NOW_CONDITIONAL, claim) if opens else ())
    return Decision(kind, gone, adds=False, settles=firm, opens=opens, doubts=doubts)


def _again_firm(one: Standing, given: Sequence[PledgeRow]) -> bool:
    """ "Acht plekken, en onder voorbehoud zes": the eight are told again as they stand."""
    return any(is_same(pledge, one.line) and not pledge.conditional for pledge in given)


def _stays(claim: Claim, pledge: PledgeRow) -> bool:
    """ "De andere twee plaatsen blijven zoals ze waren": its number counts what was told before, whatever that was."""
    return any(one.fate is Fate.STAYS and one.text[:500] == pledge.quote for one in claim.news.remarks)
