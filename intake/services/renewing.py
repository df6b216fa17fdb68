"""Which lines the numbers of a later mail take the place of: "het najaarsdeel wordt veertien" leaves the summer's as it is."""

from collections.abc import Sequence

from intake.services.claims import Claim, Decision, Standing, doubt, has_number, is_same, persons_of, total_of
from intake.services.fates import alike, fates
from intake.store.entries import EntryKind
from intake.store.tables import PledgeRow
from intake.ties import ConditionNews, Fate

_WHICH_PART = (
    "De mail noemt een nieuw aantal voor een deel van het aanbod van gemeente {name}; het is geteld in plaats van het deel "
    "dat bij de woorden past. Controleer of dat klopt."
)
_NOW_CONDITIONAL = (
    "Gemeente {name} stelt nu een voorwaarde aan plekken die eerder zonder voorwaarde waren gemeld."
)


def part_by_part(claim: Claim, pool: Sequence[Standing]) -> Decision | None:
    """The decision where every number finds its own line, and other lines stand beside them; else None."""
    given = [pledge for pledge in claim.pledges if not pledge.withdrawn]
    told = claim.news.retold
    more = told.besides or told.more or any(pledge.additional for pledge in given)
    whole = {total_of([one.line.persons for one in pool]), *told.totals}
    total = any(pledge.places in whole and pledge.replaces is None for pledge in given)
    if claim.late or len(pool) < 2 or not given or more or total:
        return None
    found = [_line_of(pledge, claim, pool) for pledge in claim.pledges]
    if None in found or len(set(found)) < len(found) or len(found) == len(pool):
        return None
    pairs = [(pledge, pool[at]) for pledge, at in zip(claim.pledges, found, strict=True) if at is not None]
    new = [(pledge, one) for pledge, one in pairs if not _is_repeated(pledge, one)]
    return _decision(claim, pool, pairs, new) if new else None


def _decision(
    claim: Claim,
    pool: Sequence[Standing],
    pairs: Sequence[tuple[PledgeRow, Standing]],
    new: Sequence[tuple[PledgeRow, Standing]],
) -> Decision:
    changed = [one for _, one in new]
    fate = fates(claim.news.remarks, pool)
    rest = [at for at, one in enumerate(pool) if all(one is not of for _, of in pairs)]
    gone = [pool[at] for at in rest if fate.get(at) is Fate.GONE]
    firm = tuple(pool[at] for at in rest if fate.get(at) is Fate.FIRM and pool[at].line.conditional)
    met = {at for at, said in fate.items() if said is Fate.FIRM}
    before = total_of([one.line.persons for one in changed])
    after = total_of([0 if pledge.withdrawn else persons_of(pledge) for pledge, _ in new])
    less = bool(gone) or (before is not None and after is not None and after < before)
    by_words = any(not _is_named(pledge, one) for pledge, one in new)
    again = any(pledge.conditional and not one.line.conditional for pledge, one in new)
    return Decision(
        EntryKind.PARTIAL_WITHDRAWAL if less else EntryKind.CORRECTION,
        (*changed, *gone),
        doubts=(doubt(_WHICH_PART, claim) if by_words or gone else ())
        + (doubt(_NOW_CONDITIONAL, claim) if again else ()),
        waits=_still_wait(claim, changed, {id(pool[at]) for at in met}),
        settles=firm,
        repeats=tuple(pledge for pledge, one in pairs if _is_repeated(pledge, one)),
    )


def _line_of(pledge: PledgeRow, claim: Claim, pool: Sequence[Standing]) -> int | None:
    """The line of the number that is replaced, else of the same number, else the one whose words it shares."""
    if pledge.replaces is not None:
        numbers = [at for at, one in enumerate(pool) if has_number(one.line, pledge.replaces)]
    elif pledge.withdrawn:
        return None
    else:
        numbers = [at for at, one in enumerate(pool) if is_same(pledge, one.line)]
    if len(numbers) == 1:
        return numbers[0]
    if pledge.replaces is not None and not numbers:
        return None
    at = claim.pledges.index(pledge)
    around = claim.around[at] if at < len(claim.around) else ""
    shared = sum(other.quote == pledge.quote for other in claim.pledges) > 1
    words = alike(around if shared and around else pledge.quote, around, pool)
    return words if words is not None and (not numbers or words in numbers) else None


def _is_named(pledge: PledgeRow, one: Standing) -> bool:
    return has_number(one.line, pledge.replaces) or is_same(pledge, one.line)


def _is_repeated(pledge: PledgeRow, one: Standing) -> bool:
    """The same number again; that a condition was there is not repeated each time."""
    same = pledge.replaces is None and not pledge.withdrawn and is_same(pledge, one.line)
    return same and (one.line.conditional or not pledge.conditional)


def _still_wait(claim: Claim, changed: Sequence[Standing], met: set[int]) -> bool:
    """Another number for places that wait says nothing of the decision."""
    waited = all(one.line.conditional and id(one) not in met for one in changed)
    return waited and claim.news.condition is not ConditionNews.MET
