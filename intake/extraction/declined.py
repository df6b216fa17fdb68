"""What could be and will not: "we zouden er acht kunnen laten slapen als de keuken weg mag, maar dat doen we niet"."""

import re

_FLAGS = re.IGNORECASE
_COULD = re.compile(
    r"\b(?:zou(?:den)?|kunnen|kan|kon(?:den)?|mogen|mag|passen|past|pasten|ruimte|plaats|plek|slapen|goed voor|berekend op|"
    r"capaciteit)\b",
    _FLAGS,
)
_WHO = r"(?:wij|we|ik|het college|ons college|de wethouder)"
# Not "maar dat doen we niet zonder vergunning", nor "maar daar gaan we niet meer dan de helft van vullen".
_NOT = (
    r"\b(?:niet|nooit|niemand)\b"
    r"(?=\s*(?:$|[.,;!]|meer\b(?! dan\b)|aan(?:doen)?\b|doen\b|vragen\b|willen\b|voor\W*$))"
)
_TOO = (
    r"(?:\b(?:veel )?te (?:veel|vol|massaal|groot|groots|krap|druk|ver|dol|gortig|dicht)\b|"
    r"\bniet (?:de bedoeling|aan de orde|wenselijk|verantwoord)\b|\bon(?:wenselijk|verantwoord)\b)"
)
_DECLINES = re.compile(
    r"[^.;]{0,140}?(?:\b(?:maar|doch|alleen|echter)|,) (?:dat|dit|zo ?ver|zo ?veel|daar\w*|die kant|wat|hetgeen)\b"
    r"(?: [\w']+){0,3}?"
    rf"(?: (?:doen|willen|wil|gaan|gaat|beginnen|kiezen|laten|wensen|zien|moeten) {_WHO}\b[^.;]{{0,40}}?(?:{_NOT}|\baf\b)|"
    rf" (?:is|wordt|worden|lijkt|vindt|vinden|acht|achten)\b[^.;]{{0,40}}?{_TOO})|"
    rf"[^.;]{{0,140}}?\b(?:wat|hetgeen|maar dat) {_WHO} [^.;]{{0,20}}?(?:{_NOT} (?:doen|willen)|{_TOO})",
    _FLAGS,
)


def could(text: str) -> bool:
    """True for words of what a place could hold."""
    return bool(_COULD.search(text))


def declines(clause: str, after: str) -> bool:
    """True where `clause` and what follows tell what could be, and the rest of the sentence says that it will not."""
    found = _DECLINES.match(after)
    return found is not None and could(f"{clause} # {after[: found.end()]}")


def will_not(text: str) -> bool:
    """True when a sentence tells only what could be and will not."""
    return any(declines("", clause) for clause in re.split(r"[.;:]", text))
