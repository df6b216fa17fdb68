"""Places that are there already, by the words right around their number: who lives in them, and that they are in use."""

import re

_FLAGS = re.IGNORECASE
_TO_COME = re.compile(
    r"\b(?:kan|kunnen|kon|konden|gaan|gaat|straks|komende|voortaan|willen|wil|mogen|zullen|zal|komen|erbij|"
    r"bieden wij|bieden we|nieuwe?|extra|nog plaats|nog ruimte|vrij|vanaf|per direct|plaats voor|ruimte voor|plek voor)\b",
    _FLAGS,
)
_LIVE = re.compile(
    r"\b(?:wonen|woont|woonden|verblijven|verblijft|leven|logeren|opgevangen|bewonen|huist|huizen er|"
    r"(?:vangen|huisvesten|vangt|huisvest|herbergt|huisvestten|huisvestte)(?=\b.*\b(?:nu|al|momenteel|op dit moment|thans|"
    r"reeds|jaar|"
    r"jaren|inmiddels|wij er|we er)\b)|"
    r"(?:zitten|zit)(?=.*\b(?:er|daar|hier|nu|al|mensen|statushouders)\b)|(?:vangen|huisvesten) (?:wij|we)|(?:nu|"
    r"momenteel|op dit moment|thans|inmiddels)\b.*\b(?:plaats|plek|ruimte) (?:aan|voor)|"
    r"(?:plaats|plek|ruimte) aan)\b",
    _FLAGS,
)
# "Een huis waar al vier mensen uit Syrië wonen".
_ALREADY = re.compile(r"\b(?:waar|daar|hier|er)(?: \w+)? (?:al|reeds|momenteel|nu)\s*$", _FLAGS)
_LIVE_BEHIND = re.compile(
    r"[^,;.]{0,40}\b(?:wonen|woont|zitten|verblijven|slapen|leven)\b(?! (?:kan|kunnen|mag|mogen)\b)", _FLAGS
)
_MAY = re.compile(r"\b(?:kan|kunnen|mag|mogen|gaan|gaat|zullen|komen)\b", _FLAGS)
_NEAR = 40
# "Goes biedt plaats aan tien mensen"; not "De flat biedt plaats aan tien mensen".
_WE_GIVE = re.compile(
    r"(?:^|[.;:] )\W*(?:(?i:de )?(?i:gemeente) )?(?!De |Het |Een |Dit |Deze |Daar |Hier |Er |Nu )[A-ZÀ-Þ'’][\w'’-]+"
    r"(?: [A-Z][\w-]+)? biedt (?:\w+ )?(?:plaats|plek|ruimte|onderdak) aan\b|"
    r"\b(?i:(?:wij|we|ik) bied(?:en)?|bied(?:en|t)? (?:wij|we|ik|ons college|onze gemeente)) (?:\w+ )?"
    r"(?:plaats|plek|ruimte|onderdak) aan\b"
)
_PRESENT = re.compile(
    r"\b(?:de|onze|op|van) min\s*$|\b(?:bestaande|huidige|aanwezige|reeds gerealiseerde|gekoppelde|indicatieve|"
    r"wettelijke)(?: capaciteit(?: van)?)?\s*$|\((?:nu|thans|momenteel)\s*$|\bnu al\s*$|\bvol met\s*$|"
    r"\b(?:wij |we )?(?:stonden|staan|zaten|zitten)(?: wij| we)? al (?:op|voor)\s*$",
    _FLAGS,
)
_THERE = re.compile(
    r"^[^,;.]{0,40}?,?\s\b(?:die|dat|welke) (?:er |hier |daar |wij |we |ons college |\w+ )?(?:al|reeds|nu|momenteel|vorig)\b"
    r"(?![^,;.]*\b(?:kan|kunnen|mag|mogen)\b)|"
    r"^[^,;.]{0,40}?\b(?:is|zijn|zit|zitten) (?:al |nu |helemaal |allemaal )?(?:vol|bezet|verhuurd|bewoond)\b|"
    r"^[^,;.]{0,25}?\b(?:is|zijn) [^,;.]{0,40}\bvol\b|"
    r"^[^,;.]{0,30}\b(?:die|dat|welke) [^,;.]{0,40}, (?:is|zijn|zit|zitten) (?:\w+ )?(?:vol|bezet|verhuurd|bewoond|vergeven)\b|"
    r"^[^;.]{0,25}\b(?:alle|allemaal|allen|volledig|geheel) (?:bewoond|verhuurd|bezet|vol)\b|"
    r"^[^;.\d]{0,20}, maar (?:dat|die|deze) (?:zijn|is|waren|was|zitten|zaten)\b(?! (?:nog|pas|wel|niet|dan|voor|alleen)\b)|"
    r"^ (?:\w+ )?bewoners\b[^,;.]{0,40}\bblijven\b|"
    r"^[^;.\d]{0,20}\b(?:is|zijn) [^;.\d]{0,25}\b(?:aangekomen|gearriveerd|ingetrokken|verhuisd|geland|gekoppeld)\b|"
    r"^(?: \w+)? van (?:nu|dit moment|vandaag)\b|"
    r"^[^;.]{0,60}?\b(?:staan|staat|blijven|blijft|vallen|valt|laten|laat|tellen|telt|rekenen|reken)\b[^;.]{0,30}?\b"
    r"(?:buiten\b(?! de (?:bebouwde|kern))|niet mee\b|niet bij\b|er ?los van|hier los van|los van)",
    _FLAGS,
)


def is_there(before: str, after: str) -> bool:
    """ "De bestaande 20", "20 die al bewoond zijn"."""
    return bool(_PRESENT.search(before) or _THERE.search(after))


def is_lived_in(before: str, after: str) -> bool:
    """ "Daar wonen 20 mensen", and nothing of what is to come; `after`: the rest of the clause."""
    if (
        _ALREADY.search(before)
        and _LIVE_BEHIND.match(after)
        and not _MAY.search(f"{before[-_NEAR:]} {after[:_NEAR]}")
    ):
        return True
    return bool(_LIVE.search(before)) and not (
        _TO_COME.search(f"{before} {after}") or _WE_GIVE.search(before)
    )
