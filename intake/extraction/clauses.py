"""Which of several offers in one sentence a condition belongs to, by the clause in which it stands."""

import itertools
import re
from collections.abc import Callable

from intake.extraction.counting import CountingRules
from intake.extraction.offers import Offer

_CLAUSES = re.compile(
    r"[.;:]|,\s|\bmaar\b|\bterwijl\b|\bwant\b|\ben (?=(?:wij|we|de|het|er|daar)\b)", re.IGNORECASE
)
ALL = re.compile(
    r"\b(?:alles|alle|beide|allebei|het geheel|een en ander|dit alles|deze toezegging|dit aanbod|"
    r"ons aanbod|het aanbod|onze toezegging)\b",
    re.IGNORECASE,
)
# "Vier in Ede en twee in Epe, in beide gevallen onder voorbehoud".
_ALL_CASES = re.compile(
    r"\b(?:beide|alle(?: \w+)?) (?:gevallen|gemeenten|colleges)\b[^,;.]{0,25}$", re.IGNORECASE
)
_SURE = re.compile(
    r"^\s*(?:\w+ ){0,3}?(?:zeker|definitief|hard|vast|gegarandeerd|onvoorwaardelijk)\b", re.IGNORECASE
)
_THE_REST = re.compile(r"\b(?:de rest|het restant|de (?:overigen?|andere|resterende))\b", re.IGNORECASE)
# "Zes in Goes en, onder voorbehoud van de vergunning, drie in Kloetinge".
_INSERTED = re.compile(r"\b(?:en|plus|maar),\s*$", re.IGNORECASE)

Named = Callable[[str], tuple[str, ...]]


def open_spots(text: str, rules: CountingRules) -> list[int]:
    """Where a clause has both a decision and a word of what is to come, in whatever order."""
    cuts = [0, *(m.end() for m in _CLAUSES.finditer(text)), len(text)]
    return [
        max(still.start(), what.start())
        for start, end in itertools.pairwise(cuts)
        if (still := rules.open.search(text, start, end))
        and (what := rules.decision.search(text, start, end))
    ]


def in_clause(offer: Offer, siblings: list[Offer], text: str, rules: CountingRules, named: Named) -> bool:
    """With several offers in a sentence the condition belongs to the stretch it stands in; unknown words hold for all."""
    spots = [found.start() for found in rules.condition.finditer(text)]
    spots += [found.start() for found in rules.pending.finditer(text)]
    spots += open_spots(text, rules)
    if not spots or any(
        ALL.search(text[spot : spot + 60]) or _ALL_CASES.search(text[:spot]) for spot in spots
    ):
        return True
    if towns := _towns_beside(spots, siblings, text, named):
        return offer.municipality in towns
    first = min(o.amount.number.start for o in siblings)
    if all(spot < first for spot in spots):
        cut = re.split(r";|, (?:en|plus)\b", text[first:])[0]
        return offer.amount.number.start < first + len(cut)
    start = offer.amount.number.start
    return any(_owner(spot, siblings, text).amount.number.start == start for spot in spots)


def _towns_beside(spots: list[int], siblings: list[Offer], text: str, named: Named) -> set[str | None]:
    """ "..., waarbij Eemnes nog wacht op de rechter": the municipalities that the clauses of the condition name again."""
    cuts = [0, *(m.end() for m in _CLAUSES.finditer(text)), len(text)]
    found: set[str | None] = set()
    for spot in spots:
        start, end = next((a, b) for a, b in itertools.pairwise(cuts) if a <= spot <= b)
        if any(start <= o.amount.number.start < end for o in siblings):
            return set()
        found |= set(named(text[start:end]))
    return found & {o.municipality for o in siblings}


def _owner(spot: int, siblings: list[Offer], text: str) -> Offer:
    """The offer before the condition, or the one right after "onder voorbehoud:" and "als de raad instemt"."""
    before = [o for o in siblings if o.amount.number.start < spot]
    unsure = [o for o in before if not _is_firm(o, siblings, text[:spot])]
    if before and not unsure and len(before) < len(siblings) and _THE_REST.search(text):
        return next(o for o in siblings if o not in before)
    before = unsure or before
    after = [o for o in siblings if o.amount.number.start > spot]
    if after and before:
        left = text[before[-1].amount.end : spot]
        right = text[spot : after[0].amount.number.start]
        if _INSERTED.search(left):
            return after[0]
        if re.search(r"[;.]|,? (?:en|plus|maar)\b|,\s*$", left) and not re.search(r"[;.,]|\ben\b", right):
            return after[0]
    return before[-1] if before else siblings[0]


def _is_firm(offer: Offer, siblings: list[Offer], text: str) -> bool:
    """ "Waarvan 10 zeker": a condition further on is not about these."""
    later = [o.amount.number.start for o in siblings if o.amount.number.start > offer.amount.number.start]
    return bool(_SURE.match(text[offer.amount.end : min(later, default=len(text))]))
