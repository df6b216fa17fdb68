"""What VNG asked for, which is no offer: "u vroeg er 15"; unless the words meet it: "de gevraagde 15 plekken leveren wij"."""

import re

from intake.extraction.offering import asks_to_note

_FLAGS = re.IGNORECASE
_ASKED_BEFORE = re.compile(
    r"\b(?:u|jullie|uw (?:leden)?brief|de (?:leden)?brief|de vng|vng|het rijk|"
    r"uw oproep)\s+(?:\w+\s+){0,3}?(?:vroeg(?:en)?|vraagt|vragen|"
    r"gevraagd|noemt|noemde\w*|noemen|verzocht\w*|verzoekt|verwacht\w*|stelde\w*|gaf|geeft|gaven|rekende|"
    r"hoopt\w*)\b[^;:]{0,80}$|"
    r"\b(?:vraagt|vroeg|vroegen|verzoekt|noemt|noemde) (?:u|jullie|de vng|vng)\b[^;:]{0,40}$|\b(?:waar|als|hoewel|"
    r"terwijl) (?:u|jullie|de vng) (?:er |ons )*(?:\w+ )?$|\b(?:gevraagde|gewenste|"
    r"verzochte|verwachte)\s*$|"
    r"\bgeen\s+$",
    _FLAGS,
)
_ASKED_AFTER = re.compile(
    r"^\s*(?:\w+ )?(?:meer|minder) dan\b(?! waartoe)|^\s*(?:meer of minder|minder of meer)\b|"
    r"^[^;.]{0,40}\b(?:zeggen|zeg|zegt) (?:wij |we |ik |het college )?(?:ook )?nee\b|"
    r"^[^;.]{0,30}?\b(?:die (?:u|jullie) (?:vraagt|"
    r"vroeg\w*|vragen|noemt))\b|"
    r"^[^;.,]{0,25}?\b(?:vraagt|vragen|vroeg(?:en)?|verlangt|verlangen|verwacht(?:en)?|wilt|willen|rekent) (?:u|jullie|"
    r"(?:de )?vng|het rijk|men)\b|"
    r"^[^;.,]{0,25}?\bdie (?:een |de |wij |we |van )?(?!over|rest)\S+ (?:zou(?:den)?|moet(?:en)?|hoort|horen|behoort|behoren)\b|"
    r"^[^;.,]{0,25}?\bdie (?:wij|we|ik|de gemeente) [^;.,]{0,40}\b(?:moet(?:en)?|dien(?:t|en)) (?:te )?(?:plaatsen|huisvesten|"
    r"onderbrengen|realiseren|koppelen)\b|"
    r"^[^;.,]{0,12}?\b(?:is|zijn|was|waren) (?:voor ons |bij ons )?(?:de norm|het richtgetal|de richtlijn|het streefgetal|"
    r"gevraagd)\b",
    _FLAGS,
)
# "Door u is een aantal van vijftien genoemd".
_BY_VNG = re.compile(
    r"\bdoor (?:u|jullie|(?:de )?vng|het rijk|uw (?:\w+ )?(?:bureau|vereniging|bestuur))\b[^;:.]{0,60}$",
    _FLAGS,
)
_NAMED = re.compile(
    r"^(?:\s+[\w-]+){0,3}?\s+(?:genoemd|gevraagd|verwacht|gehanteerd|aangehouden|voorgesteld|berekend|gewenst|aangereikt|"
    r"meegegeven)\b(?! [^;.]{0,20}\b(?:aantal|plekken|plaatsen)\b)",
    _FLAGS,
)
# "De brief geeft per netwerk een aantal: dertig, vijftien, vijf".
_ASKED_LIST = re.compile(
    r"\b(?:(?:leden)?brief|oproep|vng)\b[^.;:?]{0,30}\b(?:noemt|noemde|geeft|gaf|vraagt|vroeg|hanteert|onderscheidt|staat|staan|"
    r"stonden)\b[^.;:]{0,50}:[^.;:]*$",
    _FLAGS,
)
# "Zoals u vraagt leveren wij er 15" offers it.
_ANSWERS = re.compile(
    r"\b(?:zoals|wat|conform wat|waar) (?:u|jullie|de vng|vng)\b.*\b(?:lever(?:t|en)|bied(?:t|en)|stel(?:t|len)|meld(?:t|en)|"
    r"zeg(?:t|gen)|doe(?:t|n)|reserve(?:ert|ren)|komt|komen|heeft|hebben) (?!u\b|jullie\b|de vng\b|vng\b)",
    _FLAGS,
)
# "Wij leveren wat de brief vraagt: twaalf plekken" offers it.
_DOES_SO = re.compile(
    r"\b(?:lever|bied|doe|pak|geef|gev|voldoe|volg|houd)\w*\b[^.;:]{0,40}\b(?:aan )?wat (?:u|jullie|de vng|vng|(?:de|uw) "
    r"(?:leden)?brief|de oproep)\b[^.;:]{0,40}:\s*$",
    _FLAGS,
)
# "De gevraagde 15 plekken leveren wij" offers what was asked.
_MEETS = re.compile(
    r"^\W*(?:\w+ ){0,2}?(?:leveren|bieden|stellen|zeggen|realiseren|regelen|halen|maken|vullen|(?:gaan|kunnen|zullen|"
    r"willen)(?=.*\b(?:leveren|"
    r"bieden|halen|waarmaken|realiseren|vullen|doen)\b)) (?:wij|we)\b(?![^;.,]{0,40}\b(?:niet|nooit|geen)\b)",
    _FLAGS,
)
# "De tien die u vroeg hebben wij klaar".
_READY = re.compile(
    r"^[^;.,]{0,40}\b(?:gevraagd|vroeg(?:en)?|vraagt)\W+(?:(?:is|zijn|werd|werden)\W+)?(?:heeft|hebben|heb|zijn|liggen|staan)\b"
    r"(?![^;.,]{0,40}\b(?:niet|nooit|nog|geen|helft|deel)\b)[^;.,]{0,40}\b(?:klaar|rond|gereed|gevonden|geregeld|binnen)\b",
    _FLAGS,
)


def is_asked(before: str, after: str, left: str) -> bool:
    """ "U vroeg er 15", "de brief noemt drie aantallen: vijf, tien en vijftien"; not "zoals u vraagt leveren wij er 15"."""
    meets = (
        _MEETS.match(after) or _ANSWERS.search(before) or _DOES_SO.search(left) or asks_to_note(left + after)
    )
    asked = _ASKED_BEFORE.search(before) and not meets
    listed = _ASKED_LIST.search(left) and not _DOES_SO.search(left)
    named = _BY_VNG.search(before) and _NAMED.match(after)
    return bool(asked or named or listed or (_ASKED_AFTER.search(after) and not _READY.match(after)))
