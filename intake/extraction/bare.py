"""Which amounts of a sentence count: those with a unit, and a bare number only where it can mean nothing else."""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.changes import OTHER_PEOPLE
from intake.extraction.numerals import find_numbers
from intake.extraction.tranches import can_too
from intake.extraction.without_number import goes_on, is_likely, names_the_rest

_OFFER = 0.5
_LEAD = re.compile(
    r"\W*(?:(?:voor nu|voorlopig|hoi|hallo|dag|beste|goedemorgen|"
    r"goedemiddag|zeker|minimaal|minstens|maximaal|circa|ongeveer|ca|ja|nou|dan|en|namens \w+)\b\W*)*",
    re.IGNORECASE,
)
_NOT_BARE = re.compile(
    r"\b(?:na|van|tegen|per|rond|sinds|vanaf|alle|(?<!de )(?<!die )andere|"
    r"(?<!opgebouwd )(?<!samengesteld )(?<!bestaande )(?<!bestaat )(?<!bestaan )uit|"
    r"dit|punt|binnen|over|geen|deze|elke)\s+$|\bmet\s+\w+\s+tegen\s+$",
    re.IGNORECASE,
)
_OF_THE = re.compile(
    r"\s+van\s+(?:de|die|onze|zijn|haar|hun|deze|het totaal van|in totaal)\s+(?:\w+\s+){0,2}", re.IGNORECASE
)
_ER_BEFORE = re.compile(r"\b(?:er|d'r)\s+(?:[\w']+\s+){0,3}$", re.IGNORECASE)
_JOINS_ON = re.compile(r"\W*(?:en|plus|ook|verder|daarnaast|tevens|bovendien)\b", re.IGNORECASE)
_ALSO = re.compile(r"\b(?:ook|nog|plus)(?: nog| eens)*\s+$", re.IGNORECASE)
_BESIDE_THE = re.compile(
    r"\W*(?:die|deze|dat|ze|zij)\b[^.;,]{0,30}\b(?:kom(?:t|en)|tel(?:t|len))\b[^.;,]{0,20}\b(?:bij|bovenop|boven op) "
    r"(?:de|die|onze) (?:eerdere |eerste |genoemde )?(?P<told>\w+)\b(?![^.;]*\b(?:taak\w*|\w*opgave|bestaande|reguliere))",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^\W*(?:de|die) (?:andere |overige |resterende )?(?:\d+|[a-zë]+) (?:in|aan|op|bij|uit|van)\b",
    re.IGNORECASE,
)
# A vote ("12 tegen 9") and a part of a series ("mail 2 van 2").
_SCORE = re.compile(r"\s+tegen\b|\s+van\s+\d+\s*$", re.IGNORECASE)
_MOST_BARE = 1000
# Ter Apel, the largest location of the country, has 2,000 places: more than this is a national figure, never one offer.
_MOST_PLACES = 2500


def usable(amounts: Sequence[Amount], sentence: Sentence, *, relaxed: bool) -> list[Amount]:
    """Amounts with a unit; a bare number only where the sentence can mean nothing else."""
    amounts = _of_those(amounts, sentence.text)
    certain = (
        relaxed
        or is_likely(sentence)
        or goes_on(sentence)
        or names_the_rest(sentence.text)
        or max(sentence.acts.get("pledge", 0.0), sentence.acts.get("change", 0.0)) > _OFFER
    )
    plausible = [a for a in amounts if (a.count or a.number.high or 0) <= _MOST_PLACES]
    return [
        a
        for a in plausible
        if a.unit is not None or a.counted or a.building or a.per or (certain and _bare(a, sentence.text))
    ]


def _of_those(amounts: Sequence[Amount], text: str) -> list[Amount]:
    """ "vier van de tien appartementen" is four apartments."""
    kept: list[Amount] = []
    for amount in amounts:
        last = kept[-1] if kept else None
        if (
            last
            and last.unit is None
            and amount.unit
            and _OF_THE.fullmatch(text[last.number.end : amount.number.start])
        ):
            kept[-1] = replace(last, unit=amount.unit, loose=True)
        else:
            kept.append(amount)
    return kept


def the_others(text: str) -> bool:
    """ "De acht in Noord": others than those told before."""
    return bool(_OTHERS.match(text))


def starts_with_number(text: str) -> bool:
    """True for an answer in telegram style: "7 voor Noord", "Voor nu vijf", "Minstens twintig"."""
    found = find_numbers(text)
    return bool(found and found[0].explicit and _LEAD.fullmatch(text[: found[0].start]))


def follows_er(amount: Amount, text: str) -> bool:
    """True for "kunnen er twaalf kwijt": a bare number that counts what the mail is about."""
    return amount.loose and bool(_ER_BEFORE.search(text[: amount.number.start]))


def joins_on(amount: Amount, text: str) -> bool:
    """True for "En ook vijf aan de Kade", "vier in de pastorie kan ook", right after an offer."""
    several = amount.loose and (amount.count or 0) > 1
    also = _JOINS_ON.match(text) and _ALSO.search(text[: amount.number.start])
    return several and bool(also or can_too(text[amount.number.end :]))


def joined(
    amounts: Sequence[Amount], text: str, following: Sequence[Sentence], *, follows: bool
) -> list[Amount]:
    """The bare numbers that join an offer told before, by their own words right behind it or by those of the next sentence."""
    beside = told_beside(following)
    return [a for a in amounts if a.loose and (beside or (follows and joins_on(a, text)))]


def told_beside(following: Sequence[Sentence]) -> bool:
    """True where the next sentence says so: "Die komen dus bij de zes"."""
    found = (_BESIDE_THE.match(s.text) for s in following)
    return any(find_numbers(one["told"]) for one in found if one)


def _bare(amount: Amount, text: str) -> bool:
    value = amount.number.value or amount.number.high or 0
    before = text[: amount.number.start]
    if not value or value > _MOST_BARE or _NOT_BARE.search(before) or _SCORE.match(text[amount.number.end :]):
        return False
    return amount.loose or bool(
        _ER_BEFORE.search(before) and not OTHER_PEOPLE.match(text[amount.number.end :])
    )
