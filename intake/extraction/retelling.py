"""What a mail says of numbers that were told in an earlier one: named again, taken back, on top of them, or all together."""

import re
from collections.abc import Iterable, Sequence

from intake.domain import Sentence, Source
from intake.extraction.changes import is_removed
from intake.extraction.facts import Facts
from intake.extraction.numerals import find_numbers
from intake.extraction.repetition import MONTH
from intake.ties import Retelling

_OWN = frozenset({Source.BODY, Source.SUBJECT, Source.FORWARDED})
_TOLD = (
    r"(?:noemde|meldde|aanmeldde|toezegde|aanbood|doorgaf|opgaf|gaf|toegezegd|genoemd|gemeld|aangemeld|doorgegeven|"
    r"aangeboden|opgegeven)\w*|aanboden|doorgaven|opgaven|gaven|eerder\w*|al (?:had(?:den)?|hebben)"
)
_BESIDES = re.compile(
    rf"\b(?:bovenop|boven op|naast|in aanvulling op|aanvullend op|los van|behalve)\b[^.;]{{0,60}}\b(?:{_TOLD})\b",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(
    rf"\b(?:{_TOLD})\b|\bvorige (?:maand|week|mail)\b|\b(?:mailde|schreef)\b", re.IGNORECASE
)
_ON_TOP = re.compile(
    r"\b(?:daar ?bovenop|er ?bovenop|daarbovenop|er ?bij|st(?:aat|aan) (?:hier|daar|er) ?los van|"
    r"toe(?: te)?voeg\w*|een (?:heel )?ander (?:gebouw|pand|complex)|een (?:heel )?andere (?:locatie|plek|woning))\b",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\b(?:st(?:aat|aan) (?:\w+ )?vast|verander(?:t|en) (?:er )?(?:niets|niks)|"
    r"blij(?:ft|ven) (?:\w+ ){0,2}?(?:zoals|gewoon|staan|ongewijzigd|onveranderd|over)|"
    r"st(?:aat|aan) (?:\w+ )?(?:gewoon|nog)|ongewijzigd|ga(?:at|an) (?:wel|gewoon) door)\b",
    re.IGNORECASE,
)
# What stands before or behind a number that is the sum of old and new.
_TOTAL_BEFORE = re.compile(
    r"(?:\b(?:in totaal|totaal (?:van|op|wordt|is)|(?:kom|zit|sta)\w*\b[^.;]{0,40}?\bop|houd\w*\b[^.;]{0,20}|"
    r"blij(?:ft|ven)\b[^.;]{0,20}|ga(?:at|an)\b[^.;]{0,20}\bnaar|\bvan\s+[\w-]+\s+naar)\s+)(?:\w+\s)?$",
    re.IGNORECASE,
)
_TOTAL_BEHIND = re.compile(
    r"^(?:\s+\w+){0,2}?\s+(?:in totaal|over\b|totaal\b|(?:(?:kunt|mag|kan) (?:u |je )?(?:\w+ )?)?rekenen\b)|"
    r"^\s+(?:plekken|plaatsen) (?:kunt|mag) (?:u|je)\b[^.;]{0,20}\brekenen",
    re.IGNORECASE,
)


def retelling(sentences: Sequence[Sentence], facts: Facts) -> Retelling:
    """The numbers of a mail in the light of an earlier one. `facts`: its numbers that may count places."""
    own = [(index, sentence) for index, sentence in enumerate(sentences) if sentence.source in _OWN]
    named = {count for index, _ in own for fact in facts.of(index) if (count := fact.amount.count)}
    gone = [
        count
        for index, sentence in own
        if is_removed(sentence)
        for fact in facts.of(index)
        if (count := fact.amount.count) and fact.amount.number.explicit
    ]
    totals = {number for _, sentence in own for number in _totals(sentence.text)}
    texts = [sentence.text for _, sentence in own]
    looks_back = any(map(_LOOKS_BACK.search, texts))
    besides = any(_BESIDES.search(text) or (looks_back and _comes_on_top(text)) for text in texts)
    stays = any(map(_STAYS.search, texts))
    return Retelling(frozenset(named | totals), tuple(gone), frozenset(totals), besides, stays)


def _comes_on_top(text: str) -> bool:
    """ "Deze vijf komen daar bovenop": said of a number, or of what was told."""
    return bool(_ON_TOP.search(text) and (find_numbers(text) or _LOOKS_BACK.search(text)))


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
