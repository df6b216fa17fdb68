"""Words that say that a reservation no longer holds: "het voorbehoud is van tafel", "het sterretje mag eraf"."""

import re

_RESERVATION = r"(?:voorbehoud\w*|vraagteken\w*|sterretje|potlood|slag om de arm)"
_OFF = (
    r"(?:vervalt|vervallen|van (?:de baan|tafel)|ingetrokken|weg|er ?af|af|opgeheven|verdwenen|niet (?:meer|langer)|"
    r"laten (?:wij|we) los)"
)
# For use in larger expressions.
LIFTED = (
    rf"\b{_RESERVATION}\b[^.;]{{0,60}}\b{_OFF}\b|"
    r"\b(?:vervalt|vervallen|trekken|trek|intrekken|schrap\w*|verdwijnt)\b[^.;]{0,30}\bvoorbehoud"
)
_LIFTED = re.compile(LIFTED, re.IGNORECASE)


def is_lifted(text: str) -> bool:
    """True when the words say that a reservation is gone, and ask nothing."""
    return bool(_LIFTED.search(text)) and not text.rstrip().endswith("?")
