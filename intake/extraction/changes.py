"""Corrections: "van 10 naar 15", "15 in plaats van 10", "drie van de tien vervallen"; and the growth of "
"a place that exists."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.meant import is_meant
from intake.extraction.withdrawals import is_removed, takes_back

_FROM = re.compile(r"\bvan\s+(?:de\s+|onze\s+|eerder\s+genoemde\s+)?$", re.IGNORECASE)
_TO = re.compile(
    r"^(?:[\s,()]+[\w-]+){0,4}?\s+(?:naar|tot|op(?! dit moment))\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
# "Wilt u dat wijzigen van 40 in 45?"
_INTO = re.compile(r"^\s+in\s+$", re.IGNORECASE)
_ALTERS = re.compile(r"\b(?:wijzig|gewijzigd|verander|aan(?:ge)?pas|om(?:ge)?zet)\w*", re.IGNORECASE)
_OLD = re.compile(
    r"(?:in plaats van|(?:yn )?(?:yn)?stee fan|i\.p\.v\.?|ipv|\bniet|\bgeen|\bniet langer|\beerder(?:e)?(?: genoemde| gemelde)?|"
    r"\bwas|\bwaren|\boude(?: aantal)?|\beerst|\baanvankelijk|\boorspronkelijk\w*|"
    r"\bgaf (?:ik|wij|we)|\bmeldden?(?: ik| wij| we)?|\bgenoemd\w*)[\s:(\"']+(?:de |het |onze |"
    r"eerder gemelde |eerder genoemde |van |nog |voor |op |met |om )?$",
    re.IGNORECASE,
)
_OWN_OFFER = re.compile(
    r"\b(?:toezegging\w*|toegezegd\w*|aanbod|aanmelding|aangemeld\w*|opgave|bijdrage|doorgegeven|"
    r"genoemd\w*|gemeld\w*|eerder\w*|vorige mail|herzien\w*|"
    r"correctie|verhog\w+|verhoogd|verlaagd|verlag\w+|ophog\w+|bijgesteld\w*|bijstell\w+|aanbieding|"
    r"inschrijving|getal|aantal)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:af|minder|vervallen|vervalt|afvallen|valt|vallen|schrappen|intrekken|trekken|ingetrokken|"
    r"wegvallen|terug|(?:niet|on)(?: meer| langer)? ?(?:beschikbaar|bruikbaar|haalbaar|bewoonbaar)|afgekeurd|"
    r"niet (?:meer )?(?:leveren|waarmaken|nakomen)|niet (?:meer )?door(?:gaan)?)\b",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\b(?:van|op)\s+(?:de|die|onze|zijn|haar|hun|het totaal van|in totaal)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
# "Nu wonen daar 40 mensen; dat gaat van 40 naar 52": who lives there was never an offer.
_INHABITED = re.compile(r"\b(?:wonen|woont|verblijven|verblijft|slapen|leven)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"(?:plaats|stee|i\.?p\.?v\.?|ipv)(?: [vf]an)?\s*$|\bplaats van\s*$", re.IGNORECASE)
_AT_FIRST = re.compile(
    r"\b(?:eerst|aanvankelijk|oorspronkelijk|in eerste instantie|eerder)\b[^;.]{0,40}\b(?:sprake van|dachten|uit van|op|"
    r"aan|rekenden)\b[^;.]{0,20}$",
    re.IGNORECASE,
)
_GROWS = re.compile(
    r"\b(?:groei\w*|uitbreid\w*|uitgebreid|breid\w*|stijg\w*|opschal\w*|op(?:ge)?schaal\w*|schal(?:en|t) \w+ op|"
    r"bewoners|capaciteit|bezetting)\b",
    re.IGNORECASE,
)
_REPLACED_BY = re.compile(
    r"\b(?:vervangen|vervangt|wijzig(?:en|t)?|verander(?:en|t)?|gewijzigd|"
    r"veranderd|aangepast|omgezet|te vervangen) (?:\w+ )?(?:door|in|naar)\b",
    re.IGNORECASE,
)
_IN_PLACE_OF = re.compile(
    r"\b(?:lezen|noteren|te noteren|opnemen|staan|zetten|maken)\b.{0,15}\bwaar\b", re.IGNORECASE
)
_LEFT = re.compile(
    r"\b(?:blijven|blijft|overblijft|resteren|resteert|overblijven|houden|over)\b", re.IGNORECASE
)
_OF_THE = re.compile(r"\bvan\s+(?:de|die|onze)\s+(?:eerdere?\s+|genoemde\s+|beloofde\s+)?$", re.IGNORECASE)
_CORRECTS = re.compile(
    r"\b(?:dat|het|dit) moet(?:en)? (?:er|zijn)|moet(?:en)? (?:er )?(?:\w+ )?(?:zijn|worden gelezen)|"
    r"moet(?:en)? (?:(?:nu|dus|er) )*(?:\d+|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|\w+tig)"
    r"(?: (?:plekken|plaatsen|woningen))? worden(?=[.,;]|\W*$)|"
    r"te worden gelezen|daar\b.{0,40}\bvan (?:te )?maken|lees:|gecorrigeerd|"
    r"correctie|rectificatie|in plaats van|i\.p\.v|bijgesteld|verhoogd|verlaagd|verhogen|verlagen|"
    r"opgehoogd|teruggebracht",
)
# "Een kleine 15, om precies te zijn 14": the second says better what the first said.
_PRECISELY = re.compile(
    r"\b(?:om (?:heel |wat )?(?:precies|exact) te zijn|(?:preciezer|beter|exacter|juister) gezegd|"
    r"(?:of )?liever(?: gezegd)?|precies geteld|"
    r"bij nader inzien|nee,? wacht|althans)\b[^.;)]{0,15}$",
    re.IGNORECASE,
)
# "Wij komen uit op 85 plaatsen, dat waren er 70": the difference is new.
_WERE = re.compile(r"^[^.;]*,?\s*(?:dat|dit|het) (?:waren|zijn) er(?: nu| eerst| nog)?\s*$", re.IGNORECASE)
_THAN = re.compile(r"\s+(?:\w+ )?(?:minder|meer)\b", re.IGNORECASE)
_RAISES = re.compile(r"^(?:verhog|verhoogd|ophog|bijstell|bijgesteld)", re.IGNORECASE)
# "Ons totaal stijgt van twee naar zes": of what was told to VNG; who tells of a building says which.
_OUR_TOTAL = re.compile(r"\bons (?:totaal|aantal)\b(?! (?:opvang|bestaande))", re.IGNORECASE)
# "De doorstroomlocatie gaat van 40 naar 52": a building grows, an offer is corrected.
_BUILDING = re.compile(
    r"\b\w*(?:locatie|pand|gebouw|flat|school|klooster|hotel|complex|park|kazerne|huis|toren|pastorie|hof|camping|terrein|"
    r"boerderij|"
    r"opvang|residentie|kantoor|centrum)\b(?![^.;]*\b(?:aanbod|toezegging|opgave|aanmelding|bijdrage|bod)\b)",
    re.IGNORECASE,
)
# "18 insprekers", "21 stemmen": counted, and nothing that is offered.
OTHER_PEOPLE = re.compile(
    r"\s+(?:\w+e\s+)?\w{3,}(?:ers|eurs|isten|aars|leden|stemmen|zienswijzen|moties|fracties)\b", re.IGNORECASE
)
_CAPACITY = re.compile(r"\b(?:capaciteit|bezetting)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:niet|geen)\s+$", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:moet(?:en)?|mo?ut|worden|wordt|zijn|is|geworden|gelezen|nu|maar|mor|naar|op|nieuw\w*|"
    r"inmiddels|voortaan|gewijzigd in|juiste?)\b[^.;]{0,40}$|:\s*$|→\s*$|[-=]>\s*$",
    re.IGNORECASE,
)

# "Wij trekken de zes in en melden nu negen": what is offered in its place; not what comes beside it, or is hoped for.
_IN_ITS_PLACE = re.compile(
    r"(?:\b(?:en|maar)\b|[;:,])(?:(?!\b(?:nog|ook|niet|geen|hope?n?|misschien|volgend)\b)[^.;:,\d])*?"
    r"\b(?:bied(?:en|t)?|meld(?:en|t)?|lever(?:en|t)?|stel(?:len|t)|zeg(?:gen|t)|krijgt|komen|doen)\b"
    r"(?:(?!\b(?:nog|ook|niet|geen|hope?n?|misschien|volgend)\b)[^.;:,\d])*$",
    re.IGNORECASE,
)
_STANDS = re.compile(r"\b(?:nu|momenteel|op dit moment|thans|vandaag|bestaande?)\b", re.IGNORECASE)
_ADDS = re.compile(
    r"\b(?:nog eens|nogmaals|erbij|kom(?:t|en)(?: [\w-]+){1,5} bij\b(?! (?:ons|u|jullie|de|het|een|elkaar|hen)\b)|"
    r"meer (?:\w+ ){0,2}dan (?:ik|wij|we|eerder|gemeld|gedacht|toegezegd|aangeboden|doorgegeven|opgegeven|in (?:mijn|onze)|"
    r"(?:het|ons|mijn|onze|de) (?:eerdere?|eerste|vorige|aanbod|opgave))|"
    r"bij kom(?:t|en)|bijkom(?:t|en)|komen er|extra|daarnaast|bovenop|daarbovenop|aanvullend|"
    r"toe (?:te )?voegen|toevoegen|voeg(?:t|en)?\b.{0,60}\btoe|breid(?:t|en)?\b.{0,40}\buit met)\b|\bbij\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """The amount that now holds and the number that it replaces. `growth`: only the difference is new.

    `supersedes`: a number told before in this same mail, which no longer counts.
    """

    amount: Amount
    old: int | None
    growth: bool = False
    supersedes: int | None = None

    @property
    def new(self) -> Amount:
        """The amount to book."""
        if not self.growth or self.amount.number.value is None or self.old is None:
            return self.amount
        return replace(
            self.amount,
            number=replace(
                self.amount.number, value=self.amount.number.value - self.old, low=None, high=None
            ),
        )

    @property
    def less(self) -> int:
        """How many fewer it makes."""
        return (self.old or 0) - (self.amount.count or 0)

    @property
    def numbers(self) -> frozenset[int]:
        """What stood, what comes, and the difference."""
        return frozenset(n for n in (self.old, self.amount.count, self.new.count) if n is not None)


def find_change(amounts: Sequence[Amount], sentence: Sentence, *, listed: bool = False) -> Change | None:
    """The change that a sentence tells, or None. `listed`: it stands in a list of places that grow."""
    plain = [
        a
        for a in amounts
        if a.number.value is not None and a.number.explicit and not a.per and not a.building
        if a.unit is not None or not OTHER_PEOPLE.match(sentence.text[a.number.end :])
    ]
    changes = corrects(sentence)
    pairs = [pair for at, pair in enumerate(itertools.pairwise(plain)) if not _makes_a_sum(plain, at)]
    # "Een van de twee huizen brandde af, het worden er twee in plaats van vier": what is said outright goes first.
    pairs.sort(key=lambda pair: not _INSTEAD.search(sentence.text[pair[0].number.end : pair[1].number.start]))
    found = (_change(first, second, sentence, changes, listed=listed) for first, second in pairs)
    return next((change for change in found if change), None)


def _makes_a_sum(amounts: Sequence[Amount], at: int) -> bool:
    """ "Zestien en zes, dus in totaal tweeentwintig": none of them stands for the one before it."""
    counts = [amount.count or 0 for amount in amounts]
    first, second = counts[at], counts[at + 1]
    whole = amounts[at + 1].total and (second - first in counts[:at] or second in _sums(counts[: at + 1]))
    return whole or first + second in counts[at + 2 :]


def _sums(counts: Sequence[int]) -> set[int]:
    """What numbers that stand beside each other make together."""
    ends = range(len(counts) + 1)
    return {sum(counts[start:end]) for start in ends for end in ends if end - start > 1}


def _change(
    first: Amount, second: Amount, sentence: Sentence, changes: bool, *, listed: bool
) -> Change | None:
    """What two numbers beside each other say, if one stands for the other."""
    text = sentence.text
    between, before = text[first.number.end : second.number.start], text[: first.number.start]
    unit = second.unit or first.unit
    were = _WERE.search(between) and not _THAN.match(text[second.number.end :])
    if were and (first.count or 0) > (second.count or 0) and not _OWN_OFFER.search(text):
        return Change(replace(first, unit=unit), second.count, growth=True, supersedes=second.count)
    if _FROM.search(before) and (_TO.match(between) or (_INTO.match(between) and _ALTERS.search(text))):
        return _from_to(first, replace(second, unit=unit), text, changes, listed=listed)
    smaller = (first.number.value or 0) < (second.number.value or 0)
    if _OF.search(between) and _LESS.search(text) and not _LEFT.search(before) and smaller:
        return _less(first, second)
    if _OF_THE.search(before) and _LESS.search(between) and not smaller and not _LEFT.search(between):
        # "Van de tien vervallen er drie"; not "van de drie valt er een af, blijven er twee".
        return _less(second, first)
    if first.count == second.count:
        return None
    newer = Change(replace(second, unit=unit, counted=True), first.number.value)
    if _PRECISELY.search(between) and _alike(first, second):
        return Change(newer.amount, None, supersedes=first.number.value)
    if _alike(first, second) and (
        is_meant(text, first, second) or (_AT_FIRST.search(before) and not adds(between))
    ):
        return newer
    if _REPLACED_BY.search(between) or (_alike(first, second) and _retracted(before, between)):
        return newer
    if _IN_PLACE_OF.search(between):
        return Change(replace(first, unit=unit, counted=True), second.number.value)
    if _OLD.search(between) and not _DENIED.search(before):
        return Change(replace(first, unit=first.unit or second.unit), second.number.value)
    if _OF_THE.search(before) and _LEFT.search(text):
        return newer
    told = _alike(first, second) and not is_removed(sentence) and _told_before(before, between, changes)
    return newer if told else None


def _retracted(before: str, between: str) -> bool:
    """The first number is taken back, and the second offered in its place."""
    place = _IN_ITS_PLACE.search(between)
    return place is not None and takes_back(f"{before[-80:]}#{between[: place.start()]}")


def _from_to(first: Amount, second: Amount, text: str, changes: bool, *, listed: bool) -> Change | None:
    """ "van 10 naar 15": of the municipality's own offer a correction, of a place that stands the difference."""
    before, between = text[: first.number.start], text[first.number.end : second.number.start]
    owned = {word.lower() for word in _OWN_OFFER.findall(text)}
    located = _BUILDING.search(before)
    if located or _CAPACITY.search(text):
        owned = {word for word in owned if not _RAISES.match(word)}
    grows_in_words = bool(_GROWS.search(text) or located or listed)
    ours = not located and bool(_OUR_TOTAL.search(text))
    own = ours or bool(owned - {"aantal", "getal"}) or bool((owned or changes) and not grows_in_words)
    own = (own and not _STANDS.search(between) and not _INHABITED.search(before)) or bool(
        _INSTEAD.search(before)
    )
    if second.unit is None and not own and not changes and not grows_in_words:
        return None
    grows = (second.number.value or 0) > (first.number.value or 0)
    growth = grows and not own
    return Change(second, first.number.value, growth, supersedes=first.number.value if growth else None)


def corrects(sentence: Sentence) -> bool:
    """True when a sentence changes a number that was told before."""
    return sentence.acts.get("change", 0.0) > 0.5 or bool(_CORRECTS.search(sentence.text.lower()))


def replaces_outright(text: str) -> bool:
    """True for "die vijf vervangen door zeven": a number on paper, and no place that grows."""
    return bool(_REPLACED_BY.search(text) or _IN_PLACE_OF.search(text))


def speaks_of_offer(text: str) -> bool:
    """True when the words name an offer, and not only a place that grows."""
    return bool(_OWN_OFFER.search(text))


def adds(text: str) -> bool:
    """True when a number comes on top of another."""
    return bool(_ADDS.search(text))


def remains(sentence: Sentence, amount: Amount) -> bool:
    """True for what is left of an earlier offer: "blijven er negen over"."""
    return bool(_LEFT.search(sentence.text[max(0, amount.number.start - 25) : amount.number.end + 25]))


def _alike(first: Amount, second: Amount) -> bool:
    return first.unit is None or second.unit is None or first.unit.is_person == second.unit.is_person


def _less(part: Amount, whole: Amount) -> Change | None:
    value, old = part.number.value, whole.number.value
    if value is None or old is None:
        return None
    number = replace(whole.number, value=old - value)
    return Change(replace(whole, number=number, unit=whole.unit or part.unit), old)


def _told_before(before: str, between: str, changes: bool) -> bool:
    if not changes:
        return bool(_DENIED.search(before) and re.search(r"\bmaar\b", between, re.IGNORECASE))
    if adds(between):
        return False
    return bool(_OLD.search(before[-40:]) or _NOW.search(between))
