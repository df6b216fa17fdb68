"""What is said in an aside right behind a number: that it is lived in already, or is told for completeness only.

"Zeven studio's (bewoond sinds mei, hier alleen volledigheidshalve vermeld)", "acht bedden, inmiddels gevuld".
"""

import re

_FLAGS = re.IGNORECASE
_OPENS = r"^[^;.:\d(]{0,40}?(?:[,(–;]|\s-\s)\s*"
_POINTS = r"(?:(?:maar|en|want|doch) )?(?:(?:die|deze|dat|dit|ze|daar|er) )?(?:(?:is|zijn|waren|zitten|staan|stonden) )?"
_WHEN = (
    r"(?:(?:al|reeds|inmiddels|intussen|ondertussen|nu|momenteel|thans|allemaal|helemaal|lang|hier|weer|dus|sinds \w+|"
    r"(?:eind|begin|half|medio|in) \w+|echter|overigens|uitsluitend) ){0,4}"
)
_TAKEN = (
    r"(?:bewoond(?! door (?:gemiddeld|telkens|elk|\w+ (?:mensen|personen|bewoners)))|bezet|"
    r"verhuurd|vergeven|toegewezen|betrokken|gevuld(?! met)|vol(?=\W*$|\W*[,)])|volgelopen|"
    r"in gebruik(?! als))(?!\w)(?! (?:kunnen|kan|mogen|gaan|worden)\b)"
)
# "Bezet tot 1 mei", "bewoond, vanaf juli vrij": it will be free.
_FREE_LATER = r"(?![^;.]{0,60}\b(?:tot|vrij|vrijkom\w*|leeg|beschikbaar|vertrek\w*|verhuiz\w*)\b)"
_ONLY_TOLD = (
    r"(?:(?:[^;.:]{0,60}\b)?(?:alleen|enkel|slechts|puur|louter) )?(?:volledigheidshalve|"
    r"(?:ter|voor de|voor het) (?:info|informatie|vergelijking|volledigheid|overzicht))\b(?!\s*:)"
)
_KEPT = r"(?:houden|houdt|gebruiken|gebruikt) (?:\w+ ){1,2}?zelf\b"
# "Acht, maar die horen bij het COA": of another scheme or another's.
_ANOTHERS = (
    r"(?:maar|doch) (?:die|deze|dat) (?:horen|hoort|behoren|behoort|vallen|valt|tellen|telt) (?:\w+ ){0,2}?"
    r"(?:bij|tot|onder|voor|mee voor) (?:het |de |een |onze )?(?:(?-i:[A-Z])\w+|\w*opgave|taakstelling|ander\w*|buur\w*|"
    r"bestaande)\b"
)
_ASIDE = re.compile(
    rf"{_OPENS}(?:{_POINTS}{_WHEN}(?:{_TAKEN}|{_KEPT}){_FREE_LATER}|{_ONLY_TOLD}|{_ANOTHERS})",
    _FLAGS,
)


def set_aside(after: str) -> bool:
    """True when the words behind a number say in an aside that it is no offer; `after`: as far as the next number."""
    return bool(_ASIDE.match(after))
