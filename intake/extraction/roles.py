"""What a number does in its clause: offered, standing already, told before, asked for, or a whole of which a part is offered.

Dutch tells this with the words right around the number: an adverb of time ("nu", "al"), a verb of being there ("wonen",
"telt"), the article of what is known ("naast de 20"), a verb of growth ("worden dat er"), a partitive ("van de 20").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from intake.extraction.already import is_lived_in, is_there
from intake.extraction.amounts import Amount
from intake.extraction.asides import set_aside
from intake.extraction.asked import is_asked
from intake.extraction.counting import CountingRules
from intake.extraction.history import promised
from intake.extraction.offering import asks_to_note, is_for_us, offers_openly, points_back
from intake.extraction.others import CUT_AFTER, GONE_OF, is_anothers, is_elsewhere

_FLAGS = re.IGNORECASE


class Role(Enum):
    """OFFERED unless the words say otherwise; RESULT is the state after a growth or correction, GONE what drops out,
    HOPED what it may grow to, ELSEWHERE what is for others or recurs."""

    OFFERED = "offered"
    STANDING = "standing"
    TOLD = "told"
    ASKED = "asked"
    WHOLE = "whole"
    PART = "part"
    RESULT = "result"
    GONE = "gone"
    HOPED = "hoped"
    ELSEWHERE = "elsewhere"


# Where a number stands: in which sentence, and where it begins there.
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, its role, and the sentence where it stands."""

    amount: Amount
    role: Role
    index: int

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return self.index, self.amount.number.start


_CUT_BEFORE = re.compile(
    r"[;:!?]|\.\s|,(?!\s*(?:die|dat|waar))|\b(?:maar|dus|terwijl|want|en (?:wij|we|ik|er|doen|bieden|stellen|leveren|"
    r"kunnen|willen|gaan))\b",
    _FLAGS,
)
# "Wij sluiten aan bij het richtgetal: 2 plekken" offers the number that was asked.
_GUIDE = r"(?:richt(?:getal|lijn|snoer)|indicati|referentie)\w*"
_JOINS = re.compile(
    rf"\b(?:sluit|sluiten|houden|houdt)\b[^.;]{{0,40}}\b(?:aan bij|aan)\b[^.;]{{0,40}}\b{_GUIDE}[^.;]{{0,15}}$|"
    rf"\b(?:volle|volledige|hele|gehele) {_GUIDE}[^.;]{{0,25}}$|"
    r"\b(?:leveren|levert|lever|bied(?:en|t)?|halen|haalt|volgen|volgt|voldoen|voldoet|gaan voor|gaat voor|doen|doet|zeggen|"
    rf"zegt|nemen|neemt) (?!niet|geen)[^.;]{{0,40}}\b{_GUIDE}[^.;]{{0,25}}$",
    _FLAGS,
)
_BESIDE = re.compile(
    r"\b(?:naast|bovenop|boven op|buiten|behalve|in aanvulling op|aanvullend op|additioneel aan|afgezien van)\s+"
    r"(?:de|die|deze|onze|al)\s+(?:\w+e?n?\s+){0,2}$|\bbij de (?:eerder|al|reeds) (?:\w+ )?$|"
    r"\b(?:kom(?:t|en)|tel(?:t|len)) [^.;,]{0,20}\b(?:bij|bovenop|boven op) (?:de|die|onze)\s+(?:\w+e )?$|"
    r"\blos (?:staan )?van\b(?![^;.]*\b(?:stel(?:len|t)|bied(?:en|t)|lever(?:en|t)|meld(?:en|t)|kunnen|komen|is er|zijn er)\b)"
    r"[^;.]*$",
    _FLAGS,
)
_OWN_BEFORE = re.compile(
    r"\bin (?:uw|je|jullie) (?:ontvangst)?(?:bevestiging|overzicht|lijst|mail|bericht|brief) "
    r"(?:staat|stond|staan|stonden|las ik|lees ik|lezen wij)(?: nog| er)*\s*$|"
    r"\bin (?:onze|mijn|de|het|uw|jullie) (?:\w+ )?(?:mail|brief|e-mail|bericht|opgave|aanmelding|\w*lijst|\w*overzicht)\b"
    r"[^;.:]{0,30} (?:stond|stonden)(?: [\w-]+){0,3}(?: (?:voor|met|op))?\s*$|"
    r"\b(?:ons|onze|mijn|het|de|uw)\s+(?:\w+\s+){0,2}?(?:aanbod|toezegging|aanmelding|aanbieding|melding|bijdrage|opgave|"
    r"aantal)"
    r"\s+(?:van|met|voor|om|over)\s+(?:de|die|circa|ongeveer)?\s*$|"
    r"\b(?:eerder|vorige? (?:week|maand|mail|bericht|brief)|gisteren|eergisteren|destijds|aanvankelijk|"
    r"oorspronkelijk)\b[^;:]{0,60}\b"
    r"(?:noemde\w*|meldde\w*|bood|boden|gaf|gaven|zegde\w*|schreef|schreven|stond\w*|sprak\w*|had|hadden|"
    r"beloofde\w*)\b[^;:]{0,30}$|"
    r"\b(?:noemde|meldde|bood|gaf|zegde|beloofde|noemden|meldden|boden|gaven|zegden|beloofden|stelden|stelde)\s+(?:ik|wij|"
    r"we|het college)\b"
    r"[^;:]{0,50}$|\b(?:wij|we|ik)\s+(?:noemde|meldde|bood|gaf|zegde|beloofde|noemden|meldden|boden|gaven|zegden|"
    r"beloofden|stelden|"
    r"stelde|hadden|had)\b[^;:]{0,50}$|(?<!zo )(?<!dan )(?<!armee )(?<!hiermee )"
    r"\b(?:stonden|staan|stond) (?:wij|we)(?: nu| nog)?(?: in de boeken| te boek| genoteerd| op de lijst)? (?:voor|met|op) $|"
    r"\b(?:wij|we) zaten(?: nog| eerst)? op $|\b(?:wij|we) (?:stonden|staan)(?: nu| nog)? (?:voor|met) $|\b(?:eerder|reeds|"
    r"al) (?:gemelde|genoemde|toegezegde|aangeboden|aangemelde|beloofde|opgegeven)\s*$",
    _FLAGS,
)
_OWN_AFTER = re.compile(
    r"^[^;.]{0,50}?\b(?:die|welke) (?:wij|we|ik|het college|\w+) (?:\w+ ){0,3}?(?:toezegden|toegezegd|aanboden|aangeboden|"
    r"meldden|gemeld|"
    r"aanmeldden|aangemeld|noemden?|genoemd|doorgaven|doorgegeven|beloofden?|beloofd|in het vooruitzicht)\b|"
    r"^[^;.]{0,30}? (?:staat|stond|vermeld) in (?:ons|onze|mijn|de)\b|^[^;.,]{0,30}\bop (?:uw|jullie|de) lijst\b",
    _FLAGS,
)
_WAS = re.compile(r"\b(?:oude?|was|waren|eerst|eerder)(?: aantal)?\s*:\s*$", _FLAGS)
_RESULT = re.compile(
    r"\b(?:inmiddels|nu|intussen|ondertussen|voortaan) zijn (?:het|dat) er\s*$|"
    r"\bzijn (?:het |dat )?er (?:nu |inmiddels |intussen |ondertussen |toch )+$|"
    r"\b(?:worden|wordt|werden) (?:dat |dit |het |ze |die )?(?:er )?(?:dan |straks |nu |in totaal )*$|"
    r"\bdat er(?: dan| straks)?\s*$|"
    r"\bdoor naar\s+$|\b(?:gaat|gaan|komt|komen) (?:dat|het|dit)(?: \w+)? (?:naar|op|tot)\s*$",
    _FLAGS,
)
_UP_TO = re.compile(r"\b(?:naar|tot|op)\s+(?:een totaal van\s+|in totaal\s+)?$", _FLAGS)
_GROWTH = re.compile(
    r"\b(?:groei\w*|uitbreid\w*|uitgebreid|breid\w*|doorgroei\w*|oplop\w*|loopt|lopen|"
    r"(?:op|ver)(?:ge)?hoo?g\w*|verlaa?g\w*|op(?:ge)?schaa?l\w*|bijgesteld|optrek\w*|opgetrokken|terugbreng\w*|"
    r"teruggebracht|bijstel\w*|zak(?:t|ken)|daalt?|dalen|stijg\w*|aangepast|gewijzigd)\b",
    _FLAGS,
)
_HOPE = re.compile(
    r"\b(?:misschien|hopelijk|mogelijk|wellicht|eventueel|met (?:wat|een beetje) geluk|in het gunstigste geval|hopen)\b",
    _FLAGS,
)
_TO_US = re.compile(
    r"\b(?:bieden?|bied|melden?|meld|zeggen|zeg|leveren|lever|stellen|stel) (?:wij|we|ik)\b", _FLAGS
)
_REASON = re.compile(
    r"\d.*\b(?:want|omdat|doordat|aangezien|dankzij)\b(?![^.;]*, \w+ (?:ik|wij|we)\b)[^.;]*$", _FLAGS
)
# "Daarvan vervallen er drie", "moeten wij er 8 laten vallen"; "drie daarvan kunnen niet doorgaan".
_GONE_BEFORE = re.compile(
    r"\b(?:vallen|valt|gaan|gaat|vervallen|vervalt|moet|moeten|mogen|mag|kunnen|kan|trekken|schrappen|halen|zijn|bleken|"
    r"blijken)\s+"
    r"(?:(?:wij|we|er|d'r|helaas|ook|nu|toch|wel)\s+)*$|\b(?:dat|zodat|waardoor|omdat|doordat) (?:(?:wij|we) )?er\s+$",
    _FLAGS,
)
# "Het worden er twee minder dan ik schreef"; not "twee minder dan u vroeg".
_FEWER = re.compile(
    r"^ (?:[a-z]+ )?minder(?: dan (?:ik|wij|we|eerder|eerst|toen|gemeld|gedacht|gepland|genoemd|doorgegeven|aangegeven|opgegeven|"
    r"toegezegd|beloofd|aangeboden|in (?:mijn|onze|de)|(?:het|de|ons|onze|mijn) (?:eerder|aanbod|aantal|opgave|toezegging|vorige|"
    r"eerste|genoemde|gemelde))|\b(?! dan\b))",
    _FLAGS,
)
# "Wij zitten nog één onder het aantal van juni".
_COMPARES = re.compile(
    r"^ (?:[a-z]+ )?(?:onder|boven|lager|hoger) (?:dan )?(?:het|ons|de|dat) (?:\w+ )?(?:aantal|getal|totaal)\b",
    _FLAGS,
)
_OF_KNOWN = re.compile(
    r"\b(?:van|uit|onder)\s+(?:de|die|deze|onze|zijn|haar|hun|alle|dat|dit|in totaal|een totaal van)\s+(?:totaal |in totaal |"
    r"nieuwe |\w+e )?$",
    _FLAGS,
)


# "Van het restant, twaalf, stellen wij er acht": the whole beside its name, and a part of it by "er".
_NAMED_WHOLE = re.compile(
    r"\bvan (?:het|de|die|dit|dat|deze|onze|ons) (?:[\w-]+ ){0,3}?[\w-]+(?:,| \()\s*$", _FLAGS
)
_APPOSED = re.compile(r"(?:\s+[\w-]+){0,3}\s*[,)]", _FLAGS)
_OF_THEM = re.compile(r"\b(?:er|daarvan)\b(?: [\w-]+){0,2}\s*$", _FLAGS)
_HOPES_FOR = re.compile(r"\b(?:hoop|hopen|mik|mikken)(?: (?:ik|wij|we))? op\s*$", _FLAGS)
_TIME = re.compile(r"\s+(?:jaar|jaren|maanden|weken|dagen)\b", _FLAGS)


def roles_of(amounts: Sequence[Amount], text: str, rules: CountingRules) -> list[Role]:
    """The role of every amount of a sentence."""
    found = [
        _role(amount, *_around(index, amounts, text), text[: amount.number.start], rules)
        for index, amount in enumerate(amounts)
    ]
    for index, amount in enumerate(amounts):
        if found[index] in {Role.OFFERED, Role.STANDING} and _is_whole(amount, amounts, text):
            found[index] = Role.WHOLE
    return found


def _around(index: int, amounts: Sequence[Amount], text: str) -> tuple[str, str]:
    """The clause left and right of an amount, as far as the next amount."""
    amount = amounts[index]
    start = max((a.number.end for a in amounts[:index] if not _is_time(a, text)), default=0)
    stop = amounts[index + 1].number.start if index + 1 < len(amounts) else len(text)
    before = text[start : amount.number.start]
    cuts = list(_CUT_BEFORE.finditer(before))
    return (before[cuts[-1].end() :] if cuts else before), text[amount.number.end : stop]


def _is_time(amount: Amount, text: str) -> bool:
    """ "Al twee jaar": how long, which does not part what stands before it from what is counted after it."""
    return amount.unit is None and bool(_TIME.match(text[amount.number.end :]))


def _role(amount: Amount, before: str, after: str, left: str, rules: CountingRules) -> Role:
    if _FEWER.match(after) and not amount.per:
        return Role.GONE
    return _told_as(amount, before, after, left, rules)


def _told_as(amount: Amount, before: str, after: str, left: str, rules: CountingRules) -> Role:
    if amount.no_offer and not amount.counted and not _JOINS.search(left):
        return Role.STANDING
    people = amount.unit is None or amount.unit.is_person
    clause_after = CUT_AFTER.split(after)[0]
    if _RESULT.search(before) or (_UP_TO.search(before) and _GROWTH.search(left)):
        return Role.HOPED if _HOPE.search(before) else Role.RESULT
    if _BESIDE.search(before) or _COMPARES.match(after):
        return Role.STANDING
    if is_asked(before, after, left):
        return Role.ASKED
    if _WAS.search(left) or _OWN_BEFORE.search(before) or _OWN_AFTER.search(after) or promised(left, after):
        return Role.TOLD
    if is_anothers(amount, before, after, rules) or is_elsewhere(before, after, left):
        return Role.ELSEWHERE
    if _REASON.search(left):
        return Role.STANDING
    if _HOPES_FOR.search(before) or _is_thought(amount, left, after, rules):
        return Role.HOPED
    if (_GONE_BEFORE.search(before) or GONE_OF.search(after)) and rules.drops.search(after):
        return Role.GONE
    lived_in = people and is_lived_in(before, clause_after)
    return Role.STANDING if lived_in or is_there(before, after) or set_aside(after) else Role.OFFERED


def _is_thought(amount: Amount, left: str, after: str, rules: CountingRules) -> bool:
    """ "Wij onderzoeken of er 20 plekken te maken zijn", "wij zouden er graag 20 bieden, maar dat lukt niet"."""
    if amount.unit is None or asks_to_note(left + after):
        return False
    clause = re.split(r"[.;:]|\bmaar\b", left)[-1]
    wish, denied = (
        rules.thought_before.search(clause),
        rules.thought_after.search(re.split(r"[.;]", after)[0]),
    )
    return bool(denied) or bool(wish and not _TO_US.search(clause[wish.end() :]))


def _is_named_whole(amount: Amount, later: Sequence[Amount], text: str) -> bool:
    """ "Van het restant, twaalf, stellen wij er acht": told beside its name, before the part that is taken of it."""
    apposed = _NAMED_WHOLE.search(text[: amount.number.start]) and _APPOSED.match(text[amount.number.end :])
    return bool(apposed) and any(_OF_THEM.search(text[: a.number.start]) for a in later)


def _is_whole(amount: Amount, amounts: Sequence[Amount], text: str) -> bool:
    before = text[: amount.number.start]
    value = amount.count
    if value is None or amount.per:
        return False
    smaller = [
        a for a in amounts if a is not amount and a.count is not None and a.count < value and not a.per
    ]
    if _OF_KNOWN.search(before) and smaller:
        return True
    later = [a for a in smaller if a.number.start > amount.number.start]
    if _is_named_whole(amount, later, text):
        return True
    if len(later) != 1:
        return False
    following = text[amount.number.end :]
    return bool(points_back(following) and is_for_us(following) and not offers_openly(before))
