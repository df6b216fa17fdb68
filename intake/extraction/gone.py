"""Words that say that something told before is gone: it falls away, does not go on, was lost, is taken back, or may be struck.

The pieces are for larger expressions; who reads them says beside which words they hold.
"""

import re

# "De bijgebouwen vallen helaas af", "komt te vervallen"; not "valt kleiner uit".
FALLS = (
    r"(?:v(?:alt|allen|iel|ielen) (?:(?!kleiner|groter|lager|hoger|anders|minder|ruimer)[\w']+ ){0,3}"
    r"(?:af|weg|uit|buiten(?! (?:de (?:bebouwde|kern)|(?:onze|de) (?:taakstelling|opgave))))|"
    r"(?<!het )(?<!de )(?<!die )(?<!ons )(?<!onze )(?:af|weg)(?:ge)?vall?(?:en|t)|(?:te )?verval(?:t|len))\b"
)
STOPS = (
    r"(?:ga(?:at|an) (?:\w+ ){0,3}niet (?:\w+ )?door|(?:kan|kunnen|zal|zullen) (?:\w+ )?niet door ?gaan|"
    r"wordt (?:hem|het|'m) niet|word(?:t|en) (?:niets|niks)|van (?:tafel|de baan)|streep (?:er ?)?door|"
    r"afge(?:blazen|ketst)|(?:ge)?schrapt)\b"
)
# To others, or to fire.
LOST = r"(?:verkocht|(?:uit|af)gebrand|afgekeurd|verwoest|gesloopt|ingestort)\b"
# "De eigenaar trekt zich terug", "haakt toch af", "zien wij van af".
LEAVES = (
    r"(?:tr(?:ek(?:t|ken)|ok(?:ken)?) (?:\w+ ){0,3}(?:zich )?(?:in|terug)|(?:in|terug)getrokken|"
    r"haak(?:t|en|te|ten) (?:\w+ ){0,3}af|afgehaakt|zie(?:n|t)? (?:\w+ ){0,3}(?:(?:er)?van af|af van))\b"
)
# What VNG may do with it.
STRUCK = (
    r"(?:kun(?:t|nen) (?:u|jullie|je)\b[^.;]{0,60}\b(?:schrappen|doorhalen|doorstrepen|wegstrepen|weghalen|vergeten)|"
    r"doorgehaald|doorgestreept|weggestreept|gummen)\b"
)
GONE = rf"(?:{FALLS}|{STOPS}|{LEAVES}|{STRUCK})"
# To somebody else: gone for whoever lists it still, and no news of what VNG has booked.
_GIVEN = r"(?:vergeven|aan (?!u\b|ons\b|jullie\b|statushouders)[^.;,]{2,50}\b(?:gegund|toegewezen|verhuurd|vergund))\b"
_OUT = re.compile(
    rf"\b(?:{GONE}|{LOST}|{_GIVEN}|er(?: \w+){{0,2}} ?(?:uit|af)\b|eruit\b|eraf\b|niet (?:\w+ )?door\w*|gaat (?:\w+ )?niet\b|"
    r"schrap\w*|streep\b|(?:in|terug)tr[eo]k\w*|niet (?:meer|langer)\b|lukt (?:\w+ )?niet\b|geen optie\b)",
    re.IGNORECASE,
)
_SURELY = re.compile(rf"\b(?:{GONE}|{LOST}|{_GIVEN})", re.IGNORECASE)
_IN = re.compile(
    r"\b(?:blij(?:ft|ven)|houden|staa(?:t|n)|onverminderd|onveranderd|ongewijzigd|gaa(?:t|n) (?:\w+ )?door|doorgaan|erin|wel)\b",
    re.IGNORECASE,
)
# "Die worden niet gesloopt".
_DENIED = re.compile(r"\b(?:niet|nooit|geen(?:szins)?) (?:\w+ ){0,2}$", re.IGNORECASE)
_IF = re.compile(r"\b(?:als|indien|mocht(?:en)?|tenzij|mits|wanneer)\b", re.IGNORECASE)


def became(stretch: str) -> bool | None:
    """What the words behind a place say of it: out (True) or in (False); None where they say neither."""
    out, stays = _OUT.search(stretch), _IN.search(stretch)
    if out and stays:
        return out.start() < stays.start() or "niet" in out.group()
    return bool(out) if out or stays else None


def is_supposed(text: str) -> bool:
    """True where that depends on something."""
    return bool(_IF.search(text))


def is_gone(text: str) -> bool:
    """True when a sentence says outright, and without "if", that what it is about is gone."""
    denied = any(_DENIED.search(text[: found.start()]) for found in _SURELY.finditer(text))
    return bool(_SURELY.search(text) and became(text)) and not (denied or is_supposed(text))
