"""Numbers of a later mail that are no new total: a sum of what it tells and what stands ("negen; samen met de zes dus vijftien"),
or so many more ("er kunnen er nog drie bij")."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from intake.services.claims import Claim, Standing, persons_of, total_of
from intake.store.tables import PledgeRow
from intake.ties import Fate

_SUMS = re.compile(r"\b(?:samen|totaal|opgeteld|bij elkaar|tezamen|alles bijeen)\b", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:nog|bij|erbij|ook|meer|ander(?:e|en)?|tweede|derde|daarnaast|bovendien|extra(?=\W*$|[,;.]))\b",
    re.IGNORECASE,
)


def without_sum(claim: Claim, stands: Sequence[Standing]) -> tuple[Claim, PledgeRow] | None:
    """The claim without the pledge that only adds up the others of the mail and a line that stands, and that pledge."""
    lines = {one.line.persons for one in stands if one.line.persons}
    found = [at for at, pledge in enumerate(claim.pledges) if _adds_up(pledge, claim, lines)]
    if len(found) != 1:
        return None
    (at,) = found
    pledges, around = (
        (*claim.pledges[:at], *claim.pledges[at + 1 :]),
        (*claim.around[:at], *claim.around[at + 1 :]),
    )
    return replace(claim, pledges=pledges, around=around), claim.pledges[at]


def _adds_up(pledge: PledgeRow, claim: Claim, lines: Set[int]) -> bool:
    others = [persons_of(other) for other in claim.pledges if other is not pledge and not other.withdrawn]
    rest = (persons_of(pledge) or 0) - (total_of(others) or 0)
    return (
        not pledge.withdrawn
        and bool(others)
        and None not in others
        and rest in lines
        and bool(_SUMS.search(pledge.quote))
    )


def says_more(claim: Claim, given: Sequence[PledgeRow], mine: Sequence[Standing]) -> bool:
    """ "Een hotelier in Hollum biedt er nog drie aan", where four stand: heard as more, and no new number for all."""
    told, stood = total_of([persons_of(p) for p in given]), total_of([one.line.persons for one in mine])
    fates_of = {remark.fate for remark in claim.news.remarks}
    more = {remark.text[:500] for remark in claim.news.remarks if remark.fate is Fate.MORE}
    return (
        told is not None
        and stood is not None
        and told < stood
        and all(pledge.quote in more and _ANOTHER.search(pledge.quote) for pledge in given)
        and not fates_of & {Fate.GONE, Fate.LESS}
        and told not in claim.news.retold.totals
    )
