"""A number told twice, of the same places or of the people in them, counts once; other months and towns keep two apart."""

import re
from dataclasses import replace

from intake.extraction.offers import Offer

MONTH = re.compile(
    r"\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|20[2-3]\d|voorjaar|zomer|"
    r"najaar|winter)\b",
    re.IGNORECASE,
)
PHASE = re.compile(
    r"\b(?:(?:[1-4]e|eerste|tweede|derde|vierde) (?:kwartaal|fase|tranche|lichting|groep)|(?:fase|tranche|kwartaal|q)\s?[1-6])\b",
    re.IGNORECASE,
)
# "Die tien zijn per 1 oktober vrij": the ten that were just told, whatever month or street is named.
_AGAIN = re.compile(r"(?:^|[.;:]\s)\W*(?:die|deze)\s$", re.IGNORECASE)
# "Nog drie anderen".
_OTHERS = re.compile(r"^\s(?:\w+ )?ander(?:e|en)\b", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:in|te|aan de|op de)\s((?:(?:De|Den|Het|'t|'s)[ -])?[A-Z][\w'-]{2,})")
# "Oost eveneens vijf": as many once more.
_ALSO = re.compile(r"\b(?:eveneens|wederom|opnieuw|(?:ook )?weer|(?<!maar )(?<!er )ook)\s$", re.IGNORECASE)


# "Samen dus", "Totaal 17, waarvan 13 zeker".
_IN_ALL = re.compile(
    r"\W*(?:dus |dat (?:is|zijn) )?(?:(?:in )?totaal|(?:al(?:les|le) )?(?:samen|bij elkaar)|opgeteld|tezamen)\b",
    re.IGNORECASE,
)


_SO = re.compile(r"\b(?:dus|daarom|daarmee|hiermee)\b", re.IGNORECASE)


def once(offers: list[Offer]) -> list[Offer]:
    """What a mail tells a second time is told once."""
    kept: list[Offer] = []
    for offer in _without_balance(offers):
        same = next((i for i, earlier in enumerate(kept) if _repeats(offer, earlier)), None)
        if same is None:
            kept.append(offer)
        else:
            kept[same] = _richer(kept[same], offer)
    return kept


def _without_balance(offers: list[Offer]) -> list[Offer]:
    """ "Vier, negen en vijf. Samen dus negen zeker en negen onder voorbehoud": all of it once more, divided otherwise."""
    totals = (o for o in offers if o.amount.total or _IN_ALL.match(o.sentence.text))
    for index in dict.fromkeys(o.index for o in totals):
        again, told = [o for o in offers if o.index == index], [o for o in offers if o.index < index]
        if len(again) > 1 < len(told) and sum(o.size for o in again) == sum(o.people or o.size for o in told):
            return [o for o in offers if o.index != index]
    return offers


def _repeats(later: Offer, earlier: Offer) -> bool:
    if _concludes(later, earlier):
        return True
    if later.index in {earlier.index, *earlier.absorbed} or later.adds or (later.row and earlier.row):
        return False
    number, text = later.amount.number, later.sentence.text
    if _OTHERS.search(text[number.end :]) or _ALSO.search(text[: number.start]):
        return False
    if _AGAIN.search(later.sentence.text[: later.amount.number.start]) and later.size == earlier.size:
        return True
    if earlier.reported and later.size == earlier.size:
        return True
    if any(_apart(kind, later, earlier) for kind in (MONTH, PHASE, _WHERE)):
        return False
    if later.is_people == earlier.is_people:
        return later.size == earlier.size and (
            later.is_people or later.people == earlier.people or None in {later.people, earlier.people}
        )
    return (later.people is not None and later.people == earlier.people) or (
        later.amount.unit is None and later.size == earlier.size
    )


def _concludes(later: Offer, earlier: Offer) -> bool:
    """ "Daar kunnen twee mensen slapen. Doe dus maar twee plekken erbij": the same two, and now they come on top."""
    beside, so = (
        later.index == earlier.index + 1,
        _SO.search(later.sentence.text[: later.amount.number.start]),
    )
    return (
        bool(so)
        and beside
        and later.adds
        and not earlier.adds
        and later.size in {earlier.size, earlier.people}
    )


def own_time(kind: re.Pattern[str], offer: Offer) -> set[str]:
    """The months or phases that an offer's own words name."""
    alone = offer.clause == offer.sentence.text
    return {word.lower() for word in kind.findall(offer.sentence.text if alone else offer.clause)}


def _apart(kind: re.Pattern[str], one: Offer, other: Offer) -> bool:
    """Other months, or another phase, make it another tranche."""
    times = own_time(kind, one), own_time(kind, other)
    return all(times) and not times[0] & times[1]


def _richer(earlier: Offer, later: Offer) -> Offer:
    persons = earlier.persons if earlier.persons is not None else later.persons
    same_kind = later.is_people or later.size == earlier.size
    unit = earlier.amount.unit or (later.amount.unit if same_kind else None)
    if not earlier.is_people and later.is_people and later.amount.unit is not None and persons is None:
        persons = later.size
    total = earlier.amount.total or later.amount.total
    return replace(
        earlier,
        adds=earlier.adds or later.adds,
        absorbed=earlier.absorbed | {later.index},
        row=earlier.row or later.row,
        persons=persons,
        amount=replace(earlier.amount, unit=unit, total=total),
        replaces=earlier.replaces if earlier.replaces is not None else later.replaces,
    )
