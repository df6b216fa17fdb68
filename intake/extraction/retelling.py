"""What a mail says of numbers that were told in an earlier one: named again, taken back, on top of them, or all together."""

import re
from collections.abc import Callable, Iterable, Sequence

from intake.domain import Sentence, Source
from intake.extraction.changes import corrects
from intake.extraction.facts import Facts
from intake.extraction.numerals import find_numbers
from intake.extraction.repetition import MONTH
from intake.extraction.sureness import sure_and_waiting
from intake.extraction.withdrawals import is_taken_back
from intake.ties import Retelling

_OWN = frozenset({Source.BODY, Source.SUBJECT, Source.FORWARDED})
_TOLD = (
    r"(?:noemde|meldde|aanmeldde|toezegde|aanbood|doorgaf|opgaf|gaf|toegezegd|genoemd|gemeld|aangemeld|doorgegeven|"
    r"aangeboden|opgegeven)\w*|aanboden|doorgaven|opgaven|gaven|eerder\w*|al (?:had(?:den)?|hebben)"
)
_BESIDES = re.compile(
    rf"\b(?:bovenop|boven op|naast|in aanvulling op|aanvullend op|los van|behalve)\b[^.;]{{0,60}}\b(?:{_TOLD})\b|"
    r"\b(?:bovenop|boven op|naast|bij) wat er (?:al |nog |ook )*(?:stond|staat|was|lag|ligt)\b",
    re.IGNORECASE,
)
# "Naast de zeven in Banakkers", "deze zes komen bij de zestien die u al heeft".
_BEYOND = re.compile(
    r"\b(?:naast|boven ?op|behalve|ten opzichte van|los van|kom(?:t|en) (?:\w+ ){0,2}bij)\s+(?:de|die|onze|deze)\s+$",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(
    rf"\b(?:{_TOLD})\b|\bvorige (?:maand|week|mail)\b|\b(?:mailde|schreef)\b", re.IGNORECASE
)
_ON_TOP = re.compile(
    r"\b(?:boven ?op (?:de|die|onze) (?!taak|regul|besta|opgave|norma|half|wettel|verpl|gewone|lopende)\w+|"
    r"daar ?bovenop|er ?bovenop|daarbovenop|er ?bij|er (?!niet\b)(?:\w+ ){1,3}bij(?=\W*$|[,;.!?]| (?:komen|kunnen|krijgen)\b)|"
    r"st(?:aat|aan) (?:hier|daar|er) ?los van|"
    r"er kom(?:t|en)(?: [\w-]+){1,5} bij\b(?! (?:ons|u|jullie|de|het|een|elkaar|hen|mij)\b)|"
    r"toe(?: te)?voeg\w*|een (?:heel )?ander (?:gebouw|pand|complex)|een (?:heel )?andere (?:locatie|plek|woning))\b",
    re.IGNORECASE,
)
_THESE = re.compile(r"\W*(?:dat|die|deze|dit|hiermee|daarmee)\b", re.IGNORECASE)
# "En nog eentje", "voor twee personen extra": more, unless the words correct.
_MORE = re.compile(
    r"\b(?:nog (?:een|eentje|iets|wat|meer|zo'n)|nu ook|ook nog|er ook|extra(?=\W*$|[,;.])|aanvull(?:end|ing)\w*|vrijgekomen|"
    r"(?:tweede|derde|vierde|vijfde|zesde) (?:locatie|groep|tranche|pand|gebouw|woning|huis|adres)|erbij)\b|"
    r"^\W*ook (?:de|het|een|in|op|bij|aan|boven|naast)\b|"
    r"\bmeer (?:\w+ ){0,2}dan (?:gemeld|eerder|toegezegd|aangeboden|doorgegeven)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\b(?:st(?:aat|aan) (?:\w+ )?vast|verander(?:t|en) (?:er )?(?:niets|niks)|(?:niets|niks) (?:aan )?(?:veranderd|gewijzigd)|"
    r"geen (?:wijziging|verandering)\w*|"
    r"blij(?:ft|ven) (?:\w+ ){0,2}?(?:zoals|gewoon|staan|ongewijzigd|onveranderd|over(?:eind)?|beschikbaar|gehandhaafd)|"
    r"st(?:aat|aan) (?:\w+ )?(?:gewoon|nog)|ongewijzigd|ga(?:at|an) (?:wel|gewoon) door)\b",
    re.IGNORECASE,
)
# What stands before or behind a number that is the sum of old and new.
_TOTAL_BEFORE = re.compile(
    # Not "twee woningen, samen acht personen", who are those in the two.
    r"(?:(?:^|[.;:]\s|\bdus )\W*(?:alles )?(?:samen|opgeteld|tezamen|bij elkaar)(?: dus| nu)?:?\s+|"
    r"\b(?:in totaal|totaal(?: van| op| wordt| is|:)?|"
    r"(?:(?:uit)?ge)?(?:kom|zit|sta)\w*\b[^.;]{0,40}?\bop|"
    r"houd\w*\b[^.;]{0,20}|"
    r"(?:alleen|enkel|uitsluitend) nog\b(?![^.;]{0,40}\b(?:op|wacht\w*)\b)[^.;]{0,40}|"
    r"blij(?:ft|ven)\b[^.;]{0,20}|ga(?:at|an)\b[^.;]{0,20}\bnaar|\bvan\s+[\w-]+\s+naar)\s+)(?:\w+\s)?$",
    re.IGNORECASE,
)
_TOTAL_BEHIND = re.compile(
    r"^(?:\s+\w+){0,2}?\s+(?:uit(?:komt|komen|kwam)\b|in totaal|over\b|totaal\b|"
    r"(?:(?:kunt|mag|kan) (?:u |je )?(?:\w+ )?)?rekenen\b)|"
    r"^\s+(?:plekken|plaatsen) (?:kunt|mag) (?:u|je)\b[^.;]{0,20}\brekenen",
    re.IGNORECASE,
)


def retelling(
    sentences: Sequence[Sentence], facts: Facts, elsewhere: Callable[[str], bool] = lambda _: False
) -> Retelling:
    """The numbers of a mail in the light of an earlier one.

    `facts`: its numbers that may count places. `elsewhere`: whether a text names other municipalities only.
    """
    own = [(index, sentence) for index, sentence in enumerate(sentences) if sentence.source in _OWN]
    counted = {index: [f.amount for f in facts.of(index) if f.amount.number.explicit] for index, _ in own}
    named = {count for index, _ in own for fact in facts.of(index) if (count := fact.amount.count)}
    gone = [
        amount.count
        for index, sentence in own
        if is_taken_back(sentences, index)
        for amount in counted[index]
        if amount.count
    ]
    totals = {number for _, sentence in own for number in _totals(sentence.text)}
    texts = [sentence.text for _, sentence in own]
    sure, waits = sure_and_waiting(texts)
    looks_back = any(map(_LOOKS_BACK.search, texts))
    return Retelling(
        frozenset(named | totals),
        tuple(gone),
        frozenset(totals),
        besides=any(
            _BESIDES.search(s.text) or _comes_on_top(s.text, looks_back, bool(counted[at])) for at, s in own
        ),
        beyond=frozenset(number for text in texts for number in _after(_BEYOND, text)),
        stays=any(stays_as_it_was(text) and not elsewhere(text) for text in texts),
        sure=sure,
        waits=waits,
        more=any(counted[at] and _MORE.search(s.text) and not corrects(s) for at, s in own),
    )


def stays_as_it_was(text: str) -> bool:
    """True for "aan de negen in Oost verandert niets"."""
    return bool(_STAYS.search(text))


def _comes_on_top(text: str, looks_back: bool, counts: bool) -> bool:
    """ "Deze vijf komen daar bovenop", "dat geven we erbij": said of a number, or of what was told."""
    if not _ON_TOP.search(text):
        return False
    return counts or bool(_THESE.match(text)) or (looks_back and bool(_LOOKS_BACK.search(text)))


def _after(words: re.Pattern[str], text: str) -> Iterable[int]:
    """The numbers that stand right behind such words."""
    for number in find_numbers(text):
        if number.value and number.explicit and words.search(text[: number.start]):
            yield number.value


def _totals(text: str) -> Iterable[int]:
    for number in find_numbers(text):
        if number.value is None or not number.explicit:
            continue
        before, behind = text[: number.start], text[number.end :]
        # "Dan komt de raad op 12 juni bijeen".
        if MONTH.match(behind.lstrip()):
            continue
        if _TOTAL_BEFORE.search(before) or _TOTAL_BEHIND.match(behind):
            yield number.value
