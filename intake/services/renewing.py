"""Which lines the numbers of a later mail take the place of: "het najaarsdeel wordt veertien" leaves the summer's as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake.services.calling import called, labels
from intake.services.claims import (
    NOW_CONDITIONAL,
    Claim,
    Decision,
    Standing,
    doubt,
    has_number,
    is_same,
    persons_of,
    total_of,
)
from intake.services.fates import fates
from intake.services.following import is_firm
from intake.store.entries import EntryKind
from intake.store.tables import PledgeRow
from intake.ties import ConditionNews, Fate

_WHICH_PART = (
    "De mail noemt een nieuw aantal voor een deel van het aanbod van gemeente {name}; het is geteld in plaats van het deel "
    "dat bij de woorden past. Controleer of dat klopt."
)
_BESIDE = (
    "De mail van gemeente {name} noemt plekken in plaats van een deel dat eerder verviel; ze zijn opgeteld bij wat er stond. "
    "Controleer of dat klopt."
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A number of the mail and the line that it is about."""

    pledge: PledgeRow
    of: Standing

    @property
    def repeats(self) -> bool:
        """The same number again; that a condition was there is not repeated each time."""
        same = (
            self.pledge.replaces is None and not self.pledge.withdrawn and is_same(self.pledge, self.of.line)
        )
        return same and (self.of.line.conditional or not self.pledge.conditional)

    @property
    def sure(self) -> bool:
        """The number tells which line is meant, and not the words alone."""
        return has_number(self.of.line, self.pledge.replaces) or is_same(self.pledge, self.of.line)


def comes_back(claim: Claim, pool: Sequence[Standing]) -> Decision | None:
    """ "Ter vervanging van Roggel": a number that is told with the words of a line that ended comes beside what stands."""
    given = [pledge for pledge in claim.pledges if not pledge.withdrawn]
    if claim.late or not pool or not claim.ended or len(given) != 1 or given[0].replaces is not None:
        return None
    text, before = _words_of(given[0], claim)
    found = called(text, before, (*pool, *claim.ended))
    if found is None or found < len(pool):
        return None
    return Decision(EntryKind.ADDITION, doubts=doubt(_BESIDE, claim))


def part_by_part(claim: Claim, pool: Sequence[Standing]) -> Decision | None:
    """The decision where every number finds its own line, and other lines stand beside them; else None."""
    given = [pledge for pledge in claim.pledges if not pledge.withdrawn]
    if claim.late or len(pool) < 2 or not given:
        return None
    fate = fates(claim.news.remarks, pool)
    found = [_line_of(pledge, claim, pool) for pledge in claim.pledges]
    if found.count(None) == 1 and claim.pledges[found.index(None)].replaces is None:
        found[found.index(None)] = _left_for(claim.pledges[found.index(None)], found, fate, pool)
    stay = [one.line.persons or 0 for at, one in enumerate(pool) if fate.get(at) is Fate.STAYS]
    if _is_whole(claim, given, pool, sum(stay)):
        return None
    pairs = [_Pair(p, pool[at]) for p, at in zip(claim.pledges, found, strict=True) if at is not None]
    if len(pairs) < len(found) or len(set(found)) < len(found) or len(found) == len(pool):
        return None
    new = [pair for pair in pairs if not pair.repeats]
    if not new or (_is_more(claim, given) and not all(_grows(pair, claim) for pair in new)):
        return None
    rest = [(one, fate.get(at)) for at, one in enumerate(pool) if at not in found]
    return _decision(claim, pairs, new, rest, {id(pool[at]) for at in fate if fate[at] is Fate.FIRM})


def _left_for(
    pledge: PledgeRow, found: Sequence[int | None], fate: Mapping[int, Fate], pool: Sequence[Standing]
) -> int | None:
    """ "De school valt af, het kantoor doet mee"; "voor de andere twee verandert niets": the line that is left for a number."""
    gone = [at for at in range(len(pool)) if fate.get(at) is Fate.GONE and at not in found]
    stay = [at for at in range(len(pool)) if fate.get(at) is Fate.STAYS and at not in found]
    rest = [at for at in range(len(pool)) if at not in found and at not in stay]
    firm = total_of([one.line.persons for one in pool if not one.line.conditional])
    if persons_of(pledge) in {firm, total_of([pool[at].line.persons for at in stay])} - {None}:
        return None
    left = gone or (rest if stay and len(rest) == 1 else [])
    return left[0] if left else None


def _is_whole(claim: Claim, given: Sequence[PledgeRow], pool: Sequence[Standing], stay: int) -> bool:
    """A number that is said to be what it all comes to, and is no less than what stays as it was."""
    old = total_of([one.line.persons for one in pool])
    whole = {old, *claim.news.retold.totals} - {None}
    mine = {one.line.persons for one in pool} | {one.line.places for one in pool}
    told = {(p.places, persons_of(p)) for p in given if p.replaces is None or p.replaces == old}
    return len(given) == 1 and any(
        (number or 0) >= stay and number in whole - mine for numbers in told for number in numbers
    )


def _is_more(claim: Claim, given: Sequence[PledgeRow]) -> bool:
    told = claim.news.retold
    return told.besides or told.more or any(pledge.additional for pledge in given)


def _grows(pair: _Pair, claim: Claim) -> bool:
    """ "Nog drie kamers, het worden er negen", where six stood."""
    now, before = persons_of(pair.pledge), pair.of.line.persons
    return now is not None and before is not None and now > before and now - before in claim.news.retold.named


def _decision(
    claim: Claim,
    pairs: Sequence[_Pair],
    new: Sequence[_Pair],
    rest: Sequence[tuple[Standing, Fate | None]],
    firm: set[int],
) -> Decision:
    refused = claim.news.condition is ConditionNews.FAILED and not any(p.conditional for p in claim.pledges)
    gone = tuple(
        one for one, fate in rest if fate is Fate.GONE or (refused and fate is None and one.line.conditional)
    )
    before = total_of([pair.of.line.persons for pair in new])
    after = total_of([0 if pair.pledge.withdrawn else persons_of(pair.pledge) for pair in new])
    less = bool(gone) or (before is not None and after is not None and after < before)
    opens = any(pair.pledge.conditional and not pair.of.line.conditional for pair in new)
    by_words = bool(gone) or not all(pair.sure for pair in new)
    waits = all(
        pair.of.line.conditional and id(pair.of) not in firm and not is_firm(pair.pledge, claim)
        for pair in new
    )
    met = claim.news.condition is ConditionNews.MET
    again = [
        pair.of
        for pair in pairs
        if pair.repeats and not pair.pledge.conditional and (met or id(pair.of) in firm)
    ]
    settles = (*again, *(one for one, fate in rest if fate is Fate.FIRM))
    return Decision(
        EntryKind.PARTIAL_WITHDRAWAL if less else EntryKind.CORRECTION,
        (*(pair.of for pair in new), *gone),
        doubts=(doubt(_WHICH_PART, claim) if by_words else ())
        + (doubt(NOW_CONDITIONAL, claim) if opens else ()),
        waits=waits and not met,
        settles=tuple(one for one in settles if one.line.conditional),
        repeats=tuple(pair.pledge for pair in pairs if pair.repeats),
        instead=tuple((pair.pledge, pair.of) for pair in new),
    )


def _line_of(pledge: PledgeRow, claim: Claim, pool: Sequence[Standing]) -> int | None:
    """The line of the number that is replaced, else the one that is called, first by number or order."""
    text, before = _words_of(pledge, claim)
    if pledge.replaces is not None:
        numbers = [at for at, one in enumerate(pool) if has_number(one.line, pledge.replaces)]
        if not numbers:
            return None
    elif pledge.withdrawn:
        return None
    else:
        if len(labelled := labels(text, pool)) == 1:
            return labelled[0]
        numbers = [at for at, one in enumerate(pool) if is_same(pledge, one.line)]
    if pledge.replaces is None and (own := called(text, "", pool)) is not None:
        # "In Kloetinge worden het er vier", also where four stand in Goes.
        return own
    if len(numbers) == 1:
        return numbers[0]
    words = called(text, before, pool)
    return words if words is not None and (not numbers or words in numbers) else None


def _words_of(pledge: PledgeRow, claim: Claim) -> tuple[str, str]:
    """The words with a number, and those of the sentences before it."""
    at = next(at for at, one in enumerate(claim.pledges) if one is pledge)
    around = claim.around[at] if at < len(claim.around) else ""
    if around and sum(other.quote == pledge.quote for other in claim.pledges) > 1:
        return around, ""
    known = bool(pledge.quote) and pledge.quote in around
    return pledge.quote, around.partition(pledge.quote)[0] if known else ""
