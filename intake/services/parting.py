"""A line of which one part is firm and the other waits: "zestien zijn gekocht, over de andere acht wordt nog onderhandeld"."""

from collections.abc import Iterator, Sequence

from intake.extraction.numerals import find_numbers
from intake.services.claims import NOW_CONDITIONAL, Claim, Decision, Standing, doubt, persons_of
from intake.store.entries import EntryKind
from intake.store.tables import PledgeRow
from intake.ties import Fate


def parted(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> Decision | None:
    """The decision where a firm number and one that waits together are a line, or what the mail makes of it; else None."""
    if claim.late or claim.several or len(given) > 1:
        return None
    firm, waits = _said(claim, given)
    found = {
        (at, part, total - part)
        for at, one in enumerate(pool)
        for total in _totals(one, given, pool)
        for part in firm
        if total - part in (waits | _other_part(claim, one)) - {part}
    }
    if len(found) != 1:
        return None
    at, part, rest = next(iter(found))
    one = pool[at]
    kind = EntryKind.CONDITION_MET if one.line.conditional else EntryKind.CORRECTION
    doubts = () if one.line.conditional or one.line.persons == part else doubt(NOW_CONDITIONAL, claim)
    return Decision(kind, adds=False, parts=((one, part, rest),), doubts=doubts)


def _other_part(claim: Claim, one: Standing) -> set[int]:
    """ "De vergunning voor de zes is binnen, de andere loopt nog": how many the other are stands with the line that waits."""
    still = any(r.fate in {Fate.OPEN, Fate.STAYS} and not r.numbers for r in claim.news.remarks)
    if not (still and one.line.conditional):
        return set()
    return {number.value for number in find_numbers(one.about) if number.value}


def _totals(one: Standing, given: Sequence[PledgeRow], pool: Sequence[Standing]) -> Iterator[int]:
    """How many people the two parts may be: those of the line, or those to which it grows."""
    if one.line.persons:
        yield one.line.persons
    for pledge in given:
        grown = persons_of(pledge)
        if len(pool) == 1 and grown and pledge.replaces == one.line.persons:
            yield grown


def _said(claim: Claim, given: Sequence[PledgeRow]) -> tuple[set[int], set[int]]:
    """The numbers that the mail says are firm, and those that it says wait."""
    told, firm, waits, gone = claim.news.retold, set[int](), set[int](), set[int]()
    for remark in claim.news.remarks:
        said = {Fate.FIRM: firm, Fate.STAYS: firm, Fate.OPEN: waits, Fate.GONE: gone}.get(remark.fate, set())
        said |= remark.numbers
        if remark.fate is Fate.OPEN:
            # "De overige vijf blijven afhankelijk van de huurbaas".
            waits |= {number.value for number in find_numbers(remark.text) if number.value}
    for pledge in given:
        if not pledge.withdrawn:
            (waits if pledge.conditional else firm).add(persons_of(pledge) or 0)
    firm, waits = (firm | told.sure) - told.waits, (waits | told.waits) - told.sure
    return firm - gone - {0}, waits - gone - {0}
