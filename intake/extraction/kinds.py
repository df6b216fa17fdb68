"""What kind of number an amount is: a plain count, of people or of houses, or something that must be done."""

import re

from intake.extraction.amounts import Amount

_TASK = re.compile(
    r"taakstelling|achterstand|opgave|richt|wet|inwoner|asiel|azc|oekra|ontheemd|handtek|bezwa", re.IGNORECASE
)


def is_plain(amount: Amount) -> bool:
    """True for one number that is told as such, and not so many in each."""
    return amount.count is not None and amount.number.explicit and not amount.per and not amount.building


def same_kind(one: Amount, other: Amount) -> bool:
    """True unless one counts people and the other houses."""
    return one.unit is None or other.unit is None or one.unit.is_person == other.unit.is_person


def is_task(amount: Amount) -> bool:
    """What must be done ("taakstelling") is no whole of which a part is offered, and never grows."""
    return bool(_TASK.search(amount.no_offer))
