"""A number on top of what was told before: nog eens zes, daar komen er zes bij, een tweede zestal, eenzelfde aantal."""

import re

from intake.extraction.amounts import Amount
from intake.extraction.numerals import find_numbers

_ADDS = re.compile(
    r"\b(?:nog eens|nogmaals(?!\s*[:,])|erbij|bovenop|boven op|daarbovenop|aanvullend|aanvulling|daarnaast|"
    r"komen? er nog|extra boven)\b|\bnog [\wë]+ bij(?=[,.;]|$| als\b| mits\b| indien\b)",
    re.IGNORECASE,
)
# On top of what must be: that is said of every extra place.
_DUTY = re.compile(
    r"\b(?:boven ?op|aanvullend op) (?:de|onze|het|die) (?:[\w-]+ ){0,2}?(?:taakst\w*|opgave\w*|"
    r"wettelijk\w*|regulier\w*|verplicht\w*|lopende|gewone|halfjaar\w*)",
    re.IGNORECASE,
)
# "Komen daar in het voorjaar zes plekken bij", "zouden er zes bij kunnen": the verb before the number and "bij" after it.
_COMES = re.compile(r"\b(?:kom(?:en|t)|zou(?:den)?|kunnen|kan)\b[^.;:]*$", re.IGNORECASE)
_ON_TOP = re.compile(
    r"^[^.;:,]{0,45}?\bbij\b(?=\s*(?:[.,;]|$|kunnen|komen|mits|als|indien|zodra|zodat))", re.IGNORECASE
)
# "Een tweede tiental", "een tweede deel, van twaalf", "eenzelfde aantal": others than those told before.
_ANOTHER = re.compile(
    r"\b(?:een|nog een) (?:tweede|derde|volgende|verdere)\s+(?:\w+,?\s+van\s+)?$|"
    r"\b(?:een|nog een) (?:tweede|derde|vierde|ander)e?\b[^.;]{2,60}\b(?:ook|eveneens|opnieuw|weer) voor\s+$",
    re.IGNORECASE,
)
# "Een tweede appartement, ook voor vier"; not one that "is al beloofd".
_ANOTHER_BEHIND = re.compile(
    r"\s+(?:tweede|derde|vierde|volgend|verder)e?\b(?![^.;]*\b(?:al|reeds|eerder) (?:beloofd|toegezegd|gemeld|vergeven|verhuurd|"
    r"bewoond|bezet|toegewezen|doorgegeven|aangeboden|opgegeven|bezig)\b)",
    re.IGNORECASE,
)
_AS_MANY = re.compile(r"(?:.*even ?veel|.*zo ?veel|(?:een|het)zelfde aantal|het dubbele)", re.IGNORECASE)
# "Vier in de pastorie kan ook": at another place; "zes kan ook" is another number for the same.
_CAN_TOO = re.compile(
    r"\s(?:\w+ )?(?:in|op|aan|bij|boven|naast|achter) [^.;:,]{2,40}\b(?:kan|kunnen|mag|mogen|lukt|lukken|gaat|is)"
    r"(?: er)?(?: eventueel| misschien| nog)? ook(?: nog)?(?: mogelijk)?(?=\W*$|[.;])",
    re.IGNORECASE,
)
# "Daar kunnen er drie in, die staan nog niet in haar telling".
_UNCOUNTED = re.compile(
    r"[^.;:\d]{0,50}\b(?:die|deze|dat) (?:staan|staat|zitten|zit|tellen|telt|zijn|is) (?:\w+ )?niet (?:mee|bij|in|meegeteld|"
    r"meegenomen)\b(?: (?:in|bij|met) )?[^.;:\d]{0,20}\b(?:telling|aantal|lijst\w*|totaal|opgave|getal|opsomming|overzicht)\b",
    re.IGNORECASE,
)
_BESIDES = re.compile(r"\W*(?:daarnaast|verder|bovendien|tevens|ook|plus|en)\b", re.IGNORECASE)
# "De 30 plekken komen daar bovenop" speaks of places told before.
_KNOWN = re.compile(r"(?:^|[.;:,]\s)\s*(?:de|die|deze|onze)\s+(?:\w+\s)?$", re.IGNORECASE)


def comes_on_top(amount: Amount, text: str) -> bool:
    """True when the words say so; "de zes komen daar bovenop" speaks of places told before."""
    near = _DUTY.sub("", text[max(0, amount.number.start - 60) : amount.number.end + 60])
    at = len(_DUTY.sub("", text[max(0, amount.number.start - 60) : amount.number.start]))
    near = near[max(0, at - 35) : at + (amount.number.end - amount.number.start) + 35]
    known = _KNOWN.search(text[: amount.number.start])
    on_top = _ADDS.search(near) or (not amount.number.explicit and _BESIDES.match(text))
    return (bool(on_top) and not known) or _is_another(amount, text)


def _is_another(amount: Amount, text: str) -> bool:
    """ "Daar komen in maart zes plekken bij", "een tweede tiental", "volgend jaar eenzelfde aantal"."""
    before, after = text[: amount.number.start], text[amount.number.end :]
    as_many = _AS_MANY.fullmatch(text[amount.number.start : amount.number.end])
    return bool(
        (_COMES.search(before) and _ON_TOP.match(after))
        or can_too(after)
        or _ANOTHER.search(before)
        or (not amount.number.explicit and _ANOTHER_BEHIND.match(after))
        or (as_many and not find_numbers(before))
    )


def can_too(after: str) -> bool:
    """True for "vier in de pastorie kan ook", "vier, die staan nog niet in haar telling", by the words behind the number."""
    return bool(_CAN_TOO.match(after) or _UNCOUNTED.match(after))
