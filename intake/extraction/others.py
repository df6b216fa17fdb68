"""What is another's: places for other people, what the owner keeps or somebody rents, and what neighbours do.

"Drie kamers zijn voor studenten", "vijf daarvan gebruikt de school", "de andere zes zijn van het hotel".
"""

import re

from intake.domain import Unit
from intake.extraction.amounts import Amount
from intake.extraction.counting import CountingRules
from intake.extraction.offering import is_for_us, offers_openly

_FLAGS = re.IGNORECASE
_HOUSEHOLDS = frozenset({Unit.GEZINNEN, Unit.HUISHOUDENS})
CUT_AFTER = re.compile(
    r"[;:!?,(]|\.(?:\s|$)|\b(?:maar|dus|terwijl|want|en (?:wij|we|er|bieden|kunnen))\b", _FLAGS
)
GONE_OF = re.compile(
    r"^\s+(?:\w+\s+)?(?:(?:daarvan|hiervan|ervan|van (?:die|deze|de|onze|mijn))\b|(?:vallen|valt|gaan|gaat|moeten|mogen|"
    r"kunnen) er\b)|^\s+(?:er ?af|minder)\b",
    _FLAGS,
)
# "De andere zes zijn van het hotel": the rest is another's, unless it is said to be for us.
_REST_OF = re.compile(r"\b(?:overige|andere|resterende)\s+$", _FLAGS)
_ANOTHERS = re.compile(
    r"^[^;.]{0,40}?\b(?:zijn|blijven|zitten|gaan(?= \w* ?(?:naar|tegen)\b)|houd\w*|gebruik\w*|verhuur\w*|"
    r"bewonen)\b(?! (?:vanaf|per|in \w+ (?:klaar|gereed))\b)",
    _FLAGS,
)
# "De andere twee zijn appartementen": what they are, and no owner.
_ARE_HOMES = re.compile(
    r"^\s+(?:zijn|worden)\s+(?:[\w-]+e?\s+)?\w*(?:appartement(?:je)?|woning|huis|huisje|huizen|studio|kamer|flat|unit|bungalow)"
    r"(?:'?s|e?n)?\b(?! van\b)",
    _FLAGS,
)
# "De andere zes niet": not "de andere zes nog niet", which may still come.
_NOT_THESE = re.compile(
    r"^(?:\s+(?!nog\b)[\w-]+){0,3}?\s+niet(?=\s*(?:[.,;!)]|$|meer\b|langer\b|door\b))", _FLAGS
)
_KEEPS = re.compile(
    r"\b(?:houdt(?! het| vast| in\b)|behoudt|gebruikt|bewoont|bewonen)\b[^;.,]{0,25}$", _FLAGS
)
# "De andere vier blijven bij hun aantal": municipalities.
_THEIR_OWN = re.compile(
    r"^\s+(?:gemeenten\s+)?(?:blijven|houden|handhaven|staan)\b[^.;,]{0,20}\bhun (?:eigen )?(?:aantal\w*|getal\w*|aanbod|bod|"
    r"toezegging\w*|bijdrage)\b",
    _FLAGS,
)
_FOR_US = re.compile(
    r"\b(?:statushouders|vergunninghouders|actie|oproep|u|uw|jullie|vng|beschikbaar|klaar|gereed|vrij|welkom|later|open|"
    r"over|zeker|leeg|gestand|overeind|volg\w*|terecht|erbij|bij)\b",
    _FLAGS,
)
# "Onze buurgemeente levert er 12": what somebody else does.
_OTHERS_DO = re.compile(
    r"\b(?:buurgemeenten?|(?:achter|zuider|noorder|ooster|wester)?buren|buurman|"
    r"(?:andere|sommige|veel|omliggende) (?:gemeenten?|steden)|collega-?gemeenten?)\b"
    r"(?! (?:van|in|uit|te) (?-i:[A-Z]))"
    r"(?![^;.]*\b(?:wij|we|ons|onze|namens|samen)\b)[^;.,]{0,40}$",
    _FLAGS,
)
_REST_ELSEWHERE = re.compile(
    r"^[^.]{0,15}?\b(?:de )?(?:rest|overige\w*) (?:is|zijn|gaat|gaan|blijft|blijven)\b(?! (?:in|per|later|beschikbaar|voor "
    r"(?:statushouders|gezinnen|alleenstaanden)))[^.]{0,30}\b(?:voor|naar|bij)\b",
    _FLAGS,
)
# The whole neighbourhood or estate: what is built for everybody.
_OF_ALL = re.compile(
    r"\b(?:wijk|buurt|dorp|stad|plan|bouwplan|project|woningbouw\w*|gebied|nieuwbouw\w*)\b[^.;,]{0,30}\b(?:krijgt|telt|"
    r"omvat|komen|bevat|heeft)\b"
    r"[^.;,]{0,20}$",
    _FLAGS,
)
# "De vergaderzaal biedt plaats aan twintig": who can sit there for an hour.
_MEETING = re.compile(
    r"\b(?:vergader\w+|raadzaal|trouwzaal|kantine|auditorium|(?<!gym)(?<!slaap)zaal(?:tje)?)\b[^.;,]{0,40}\b(?:plek|plaats|ruimte)\b[^.;,]{0,15}$",
    _FLAGS,
)
# "Een premie en budget voor 20 huishoudens": a measure beside the offer.
_MEASURE_FOR = re.compile(
    r"\b(?:\w*budget|\w*premies?|\w*subsidies?|geld|krediet|\w*fonds|\w*bonus(?:sen)?|vouchers?|\w*vergoeding(?:en)?)"
    r" voor (?:het \w+en van |de \w+ van )?(?:de |circa |ongeveer |maximaal |zo'n )?$",
    _FLAGS,
)
_EVERY_YEAR = re.compile(
    r"\b(?:per jaar|jaarlijks|elk jaar|ieder jaar|elke maand|per maand|(?:per|elk|ieder) (?:kwartaal|halfjaar)|"
    r"normaal(?: gesproken)?|doorgaans|gewoonlijk)\b[^;.]{0,40}$",
    _FLAGS,
)


# "De diaconie ontvangt er groepen tot twintig personen".
_GUESTS = re.compile(
    r"\b(?:ontvangt|ontving(?:en)?|verhuurt|verhuurde|logeerden|kwamen|komen)\b(?! (?:wij|we|u|ons)\b)[^;.]{0,40}\b(?:groepen|"
    r"gezelschappen|schoolklassen|schoolkampen|kampen|families|toeristen|gasten)\s+(?:van|tot|met)\s+(?:\w+\s+){0,2}$",
    _FLAGS,
)
# "Een echtpaar in Loon stelt zijn bovenverdieping beschikbaar": who gives, and not who comes.
_GIVES = re.compile(
    r"[^;.,:]{0,40}?\b(?:stelt|biedt|verhuurt|leent|schenkt|staat|"
    r"heeft [^;.,:]{0,50}(?:aangeboden|beschikbaar))\b(?! (?:wij|we|ik))",
    _FLAGS,
)


def is_anothers(amount: Amount, before: str, after: str, rules: CountingRules) -> bool:
    """ "Drie kamers zijn voor studenten", "vijf daarvan gebruikt de school", "de andere zes zijn van het hotel"."""
    behind = after[max(0, amount.end - amount.number.end) :]
    rest = _REST_OF.search(before) and (
        _NOT_THESE.match(behind)
        or (_ANOTHERS.match(behind) and not _FOR_US.search(behind) and not _ARE_HOMES.match(behind))
    )
    gone = GONE_OF.search(after) and rules.drops.search(after)
    others = rules.others.search(CUT_AFTER.split(after)[0])
    keeps = _KEEPS.search(before) and not _FOR_US.search(behind)
    household = amount.unit is not None and (amount.unit.is_person or amount.unit in _HOUSEHOLDS)
    gives = household and not amount.number.explicit and _GIVES.match(behind)
    return bool(
        gives
        or others
        or _THEIR_OWN.match(behind)
        or rest
        or keeps
        or (rules.taken.match(behind) and not gone)
    )


def is_elsewhere(before: str, after: str, left: str) -> bool:
    """ "De rest gaat naar ouderen", "het plan krijgt 80 woningen", "de buren leveren er 12", "elk jaar 300", "budget voor 20"."""
    return bool(
        _REST_ELSEWHERE.search(after)
        or _OF_ALL.search(before)
        or _MEETING.search(before)
        or _OTHERS_DO.search(before)
        or (_MEASURE_FOR.search(before) and not (is_for_us(after) or offers_openly(after)))
        or _EVERY_YEAR.search(left)
        or _GUESTS.search(left)
    )
