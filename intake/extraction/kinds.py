"""What kind of number an amount is: a plain count, of people or of houses, or something that must be done."""

import re

from intake.extraction.amounts import Amount
from intake.extraction.families import people_of

_TASK = re.compile(
    r"taakstelling|achterstand|opgave|richt|wet|inwoner|asiel|azc|oekra|ontheemd|handtek|bezwa", re.IGNORECASE
)

_OF_HOMES = re.compile(
    r"\s+van (?:de|die|deze|onze) (?:\w+ )?\w*(?:huizen|huisjes|woningen|appartementen|panden|kamers|flats|units|locaties)\b",
    re.IGNORECASE,
)


def is_plain(amount: Amount) -> bool:
    """True for one number that is told as such, and not so many in each."""
    return amount.count is not None and amount.number.explicit and not amount.per and not amount.building


def same_kind(one: Amount, other: Amount) -> bool:
    """True unless one counts people and the other houses."""
    return one.unit is None or other.unit is None or one.unit.is_person == other.unit.is_person


def people_in(homes: Amount, amount: Amount) -> bool:
    """True where one counts homes and the other the people who may live in them."""
    house = homes.unit is not None and not homes.unit.is_person
    people = amount.unit is not None and amount.unit.is_person
    return house and people and (amount.count or 0) >= (homes.count or 0)


def is_task(amount: Amount) -> bool:
    """What must be done ("taakstelling") is no whole of which a part is offered, and never grows."""
    return bool(_TASK.search(amount.no_offer))


def tells_apart(amount: Amount, text: str) -> bool:
    """ "Twee gezinnen: een van zes en een van vier": households with their sizes, and no correction."""
    houses = amount.unit is not None and not amount.unit.is_person
    return houses and bool(amount.count) and people_of(text[amount.end :], amount.count or 0) is not None


def counts_homes(old: Amount, gone: Amount, text: str) -> bool:
    """ "Dat moeten er zeven zijn. Een van de huizen is verkocht": nobody said that the seven were houses."""
    homes = (gone.unit is not None and not gone.unit.is_person) or bool(
        _OF_HOMES.match(text, gone.number.end)
    )
    return homes and (old.unit is None or old.unit.is_person)
