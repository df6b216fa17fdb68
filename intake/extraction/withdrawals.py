"""What is taken back: "wij trekken de tien in", "die plekken kunt u doorhalen"; a part of it ("twee
minder", "maar de helft"); and what only sounds like it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from intake.domain import Sentence, Source
from intake.extraction.gone import GONE, LEAVES
from intake.extraction.numerals import parse_word
from intake.extraction.reservations import is_lifted
from intake.extraction.supposing import supposes

# "Aanbod" says too little to take anything back.
_SHORTEST = 3
_TAKES_BACK = re.compile(
    rf"\b(?:{GONE}|"
    r"(?:(?:trek(?:t|ken)?|trok(?:ken)?)\b.{0,80}\b(?:in|terug)\b|geen rechten meer\b.{0,20}\bontle|"
    r"(?:geen|niet) (?:\w+ )?gestand|(?:moeten|moet|willen)\b.{0,120}\b(?:terugtrekken|"
    r"intrekken|schrappen|laten vallen)|"
    r"(?:gaat|gaan|komt|komen|daalt|zakt|valt)\b[^.;,]{0,30}\b(?:naar|op) (?:nul|0)\b|"
    r"doe(?:t|n) (?:\w+ )?niet (?:meer|langer) mee|"
    r"trek(?:t|ken) (?:\w+ )?de stekker|worden terug(?:genomen|getrokken)|"
    r"(?:kan|kunnen)\b.{0,40}\bniet (?:meer )?(?:waarmaken|nakomen)|"
    r"(?:van|uit) (?:de|uw|het) (?:lijst|overzicht|register)|"
    r"uit (?:de|het|ons|onze) (?:aanmelding|aanbod|opgave|toezegging)\b[^.;]{0,15}\b(?:halen|haal|haalt|haalde|gehaald)|"
    r"(?:aanbod|toezegging|plekken|plaatsen|aanmelding)\b.{0,60}\b(?:terugnemen|terugtrekken|intrekken|annuleren|"
    r"niet (?:\w+ )?(?:waarmaken|nakomen|"
    r"gestand|leveren|honoreren))|"
    r"moet(?:en)? er (?:\w+ ){0,2}uit\b|\beraf\b|streep\b.{0,20}\bdoor|schrappen\b|niet (?:meer|langer) .{0,40}\brekenen|"
    r"niet (?:meer )?lukken|"
    r"afzien van|(?:kunnen|"
    r"kan) (?:wij|we|ik) (?:helaas |toch )?"
    r"niet (?:meer |langer )?(?:leveren|waarmaken|nakomen|gestand doen)|moet(?:en)? (?:wij|we|ik) (?:\w+ )?op terugkomen|"
    r"terug(?:komen|komt) op (?:ons|onze|dit|dat)|niet (?:meer|langer) (?:beschikbaar|mogelijk)|"
    r"intrekking|annulering|"
    r"(?:aanbod|toezegging|aanmelding)\b.{0,60}\b(?:in te trekken|terug te (?:nemen|trekken))))",
    re.IGNORECASE,
)
_FIRMLY = re.compile(
    r"\b(?:terugtrekken|intrekk(?:en|ing)|annulering|ingetrokken|terugnemen|schrap\w*|van tafel|eraf|"
    r"(?:door|weg)(?:halen|strepen)|kun(?:t|nen) (?:u|jullie)\b.{0,20}\bvergeten|"
    r"te vervallen|van de baan|niet lukken|"
    rf"annuleren|zie(?:t|n) (?:\w+ )?af van)\b|\b{LEAVES}|\bv(?:alt|allen) (?:[\w']+ ){{0,3}}(?:af|weg)\b|"
    r"\b(?:trek(?:t|ken)?|trok(?:ken)?)\b.{0,80}\b(?:in|terug)\b",
    re.IGNORECASE,
)
# "Kan zijn drie plekken toch niet leveren": what is not delivered is not offered still.
_NOT_DELIVERED = re.compile(
    r"\b(?:kan|kunnen|gaat|gaan)\b[^.;,]{0,50}\b(?:toch|helaas|alsnog|uiteindelijk) niet (?:meer |langer )?"
    r"(?:leveren|waarmaken|nakomen|bieden|realiseren)\b",
    re.IGNORECASE,
)
_STILL_OFFERS = re.compile(
    r"\b(?:wel|als|wanneer|alleen|doch|indien|tenzij|zonder|mits|maar|overige|resterende|rest|blijven|blijft|leveren|"
    r"bieden|kunnen)\b",
    re.IGNORECASE,
)
_MOVES_IN = re.compile(
    r"\b(?:mensen|personen|bewoners|gezin\w*|statushouders|vergunninghouders)\b(?:(?!\bmoet)[^.;,]){0,40}"
    r"\b(?:(?:laten|kunnen|kan|mogen|gaan|zullen|willen) intrekken|intrekken(?= in\b|\W*$))|"
    r"\b(?:kunnen|kan|mogen|gaan|zullen)\b(?:(?!\b(?:wij|we|ik|moet\w*)\b)[^.;,]){0,60}"
    r"\b(?:mensen|personen|bewoners|gezin\w*|statushouders|vergunninghouders)(?: \w+){0,2} intrekken\b|"
    r"\btrek(?:t|ken)\b(?:(?!\b(?:wij|we|ik|plek|plaats|aanbod|aanmelding|toezegging|college|gemeente)\w*|\b(?:voor|over|van|zijn|"
    r"haar|hun|ons|onze)\b)[^.;,]){0,60}"
    r"\b(?:mensen|personen|bewoners|gezin\w*|statushouders|vergunninghouders)\b (?:er |daar |hier )?in(?=\W)|"
    r"\bintrek (?:bij|nemen)\b|\btrek(?:t|ken) (?:er|daar)\b[^.;,]{0,30}\bin (?:de|het|een|'t)\b",
    re.IGNORECASE,
)
_NOT_GONE = re.compile(
    r"\b(?:niet|geenszins|nog niet) (?:\w+ )?(?:van tafel|van de baan|ingetrokken|vervallen|geschrapt|afgeblazen|afgeketst|"
    r"weg|verdwenen)\b",
    re.IGNORECASE,
)
# "Als de raad dit afwijst, vervallen de plekken": nothing is taken back yet.
_IF_NOT = re.compile(
    r"(?:^|[,;.] )\W*(?:(?:want|maar|en|dus) )?(?:als|indien|mocht(?:en)?|tenzij|zonder|wanneer|zolang|gaat|stemt|"
    r"krijgen)\b(?! u\b)[^.;]{3,90}?,?\s(?:dan )?"
    r"\b(?:vervalt|vervallen|trekken (?:wij|we)|gaat (?:het|dit|ons \w+)|gaan (?:ze|deze|de)|moeten (?:wij|we))\b",
    re.IGNORECASE,
)


# Whoever is named next takes back, or it is its offer that goes: "dus X", "het aanbod van X", "de plekken die X had".
_WHO = re.compile(
    r"(?:^|[,;:–])\W*(?:(?:en|dus|daarom|dat|omdat|want|nu|ook|helaas|inmiddels|de|het|zowel|alleen|gemeenten?|college|van|bij|in|"
    r"voor|uit)\s+){0,4}$|\b(?:aanbod|aanmelding|toezegging|bijdrage|bod|aandeel|deel|plekken|plaatsen|die|\d+|"
    r"twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|\w+tig)\s+"
    r"(?:van|uit|voor|die|dat|in|bij|(?:die|dat) (?:ik|wij|we) (?:voor|bij|namens|van))\s+(?:de\s+)?(?:gemeente\s+)?$",
    re.IGNORECASE,
)


_FEWER = re.compile(
    r"\b(\d+|eentje|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|\w+tig)"
    r"(?: (?!of\b|stuk\b|beetje\b|tikje\b|minuten\b|uur\b|dagen\b|weken\b|euro\b|procent\b)\w+)? (?:minder|er ?af)\b",
    re.IGNORECASE,
)
_HALF = re.compile(r"\b(?:de|een|andere|ene) helft\b", re.IGNORECASE)
# "Nog maar de helft", and no "de helft kan al in juni".
_HALVED = re.compile(
    r"\b(?:maar|slechts|alleen|hooguit|niet meer dan) (?:nog )?(?:de|een) helft\b|\bde helft (?:minder|kleiner|lager)\b|"
    r"\b(?:ge)?halve(?:er|r(?!wege))\w*|\btot (?:op )?de helft\b",
    re.IGNORECASE,
)


_GOES = re.compile(rf"\b{GONE}", re.IGNORECASE)
_LOOK_BACK = 2
_HALF_SURE = 0.5
_IT = r"\W*(?:het|dit|dat|deze|die|ze|daar(?:bij|in|mee)?|hier(?:bij|in|mee)?|er)\b"
# "Het ging om zes plekken", "dat waren er zes", "daar zouden zes mensen wonen": of what is no more.
_WENT_ABOUT = re.compile(
    rf"{_IT}(?: \w+){{0,2}} (?:(?:ging|gingen)\b[^.;,:]{{0,30}} om|betrof(?:fen)?|was|waren|(?P<would>zou(?:den)?))\b",
    re.IGNORECASE,
)
_IS_ABOUT = re.compile(
    r"\W*(?:het|dit|dat)\b(?: \w+)? (?:(?:gaat|gaan)\b[^.;,:]{0,30} om|betreft|betreffen)\b", re.IGNORECASE
)
_GIVES_ANEW = re.compile(
    r"\b(?:bied(?:en|t)?|meld(?:en|t)?|lever(?:en|t)?|stel(?:len|t)?|in plaats (?:daar|hier)?van|vervang\w*|ander\w*|"
    r"nieuwe?|wel)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(r"\b(?:blij(?:ft|ven)|nog (?:wel|steeds|altijd)|alsnog)\b", re.IGNORECASE)


def is_fewer(text: str) -> bool:
    """True for "drie plekken minder": what goes is only a part of what was told."""
    return fewer(text) is not None


def fewer(text: str) -> int | None:
    """How many go, in "drie plekken minder"."""
    found = _FEWER.search(text)
    word = found[1].lower() if found else ""
    return int(word) if word.isdigit() else parse_word(word) if word else None


def is_halved(text: str, *, gone: bool) -> bool:
    """True where half of what was told is left; `gone`: the sentence takes something back."""
    return bool(_HALVED.search(text)) or (gone and bool(_HALF.search(text)))


def names_who(before: str) -> bool:
    """True when the municipality named behind these words, in a sentence that takes back, is the one whose offer goes.

    Not "de verhuurder in X", who takes back what was to be let, nor "die zes trekken wij in, X heeft het pand nodig".
    """
    found = _WHO.search(before)
    return found is not None and not _TAKES_BACK.search(before[: found.start()])


def moves_in(text: str) -> bool:
    """True for "er kunnen 24 mensen intrekken": people who come, and no offer that goes."""
    return bool(_MOVES_IN.search(text))


def takes_back(text: str) -> bool:
    """True when these words take something back, whatever else the sentence says."""
    words = bool(_FIRMLY.search(text) or _GOES.search(text))
    return words and not any(found.search(text) for found in (_IF_NOT, _MOVES_IN, _NOT_GONE))


def is_removed(sentence: Sentence) -> bool:
    """True when the amounts of a sentence are taken back."""
    acts, text = sentence.acts, sentence.text
    likely, pledge = acts.get("withdrawal", 0.0), acts.get("pledge", 0.0)
    words = _says_gone(text)
    if not words and (likely <= 0.5 or sentence.source is Source.SUBJECT or len(text.split()) < _SHORTEST):
        return False
    if _is_open_still(text):
        return False
    return (likely > 0.5 and (likely > pledge or words)) or (words and (pledge < 0.7 or _is_firm(text)))


# A sentence is asked about many times in one mail.
@lru_cache(maxsize=128)
def _says_gone(text: str) -> bool:
    return bool(_TAKES_BACK.search(text))


@lru_cache(maxsize=128)
def _is_open_still(text: str) -> bool:
    open_still = any(found.search(text) for found in (_IF_NOT, _MOVES_IN, _NOT_GONE))
    return open_still or is_lifted(text) or supposes(text)


def _is_firm(text: str) -> bool:
    rest = _NOT_DELIVERED.sub("", text)
    return (rest != text or bool(_FIRMLY.search(rest))) and not _STILL_OFFERS.search(rest)


def is_taken_back(sentences: Sequence[Sentence], index: int) -> bool:
    """The same; and where a sentence tells what another took back: "Wij trekken onze aanmelding in. Het ging om zes plekken"."""
    return is_removed(sentences[index]) or _tells_what_goes(sentences, index)


def taken_at(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Which sentences take back."""
    return frozenset(index for index in range(len(sentences)) if is_taken_back(sentences, index))


def _tells_what_goes(sentences: Sequence[Sentence], index: int) -> bool:
    sentence = sentences[index]
    then, now = _WENT_ABOUT.match(sentence.text), _IS_ABOUT.match(sentence.text)
    if not (then or now) or sentence.source is Source.SUBJECT or _STAYS.search(sentence.text):
        return False
    for back in range(1, (_LOOK_BACK if then and not then["would"] else 1) + 1):
        before = sentences[index - back] if index >= back else None
        if before is None or before.source is not sentence.source:
            return False
        if is_removed(before):
            return not _GIVES_ANEW.search(before.text)
        if before.acts.get("pledge", 0.0) > _HALF_SURE or before.text.rstrip().endswith("?"):
            return False
    return False


def is_struck(sentences: Sequence[Sentence], index: int) -> bool:
    """True when plain words take the amounts of a sentence back: "die tien plekken kunt u doorhalen"."""
    sentence = sentences[index]
    return _tells_what_goes(sentences, index) or (
        is_removed(sentence) and bool(_FIRMLY.search(sentence.text))
    )
