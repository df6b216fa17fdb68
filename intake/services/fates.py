"""What became of each line, by what single sentences of a later mail say: "de bijgebouwen vallen af", "de acht zijn rond".

A remark belongs to the line that it calls (`calling.py`), or whose number it names. Where nothing tells, or one remark
contradicts another, nothing is decided.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake.extraction.numerals import find_numbers
from intake.services.calling import all_called, called, labels, without_labels
from intake.services.claims import Standing
from intake.ties import Fate, Remark

_ALL = re.compile(r"\b(?:alles|allemaal|beide|allebei|alle (?:drie|vier|vijf))\b", re.IGNORECASE)
_REST = re.compile(r"\b(?:de|het) (?:overigen?|andere|rest|resterende|restant)\b", re.IGNORECASE)


def fates(remarks: Sequence[Remark], pool: Sequence[Standing]) -> dict[int, Fate]:
    """What became of each line, by its place in `pool`; the last remark about a line holds, unless it takes back another."""
    told: dict[int, list[Fate]] = {}
    fate_of = {remark.text: remark.fate for remark in remarks}
    remarks = [remark for remark in remarks if remark.fate not in {Fate.LESS, Fate.MORE}]
    for remark in remarks:
        if remark.fate is Fate.STAYS and fate_of.get(remark.before, Fate.STAYS) is not Fate.STAYS:
            # "Het ene huis valt af. Het andere blijft": the sentence before is about another line.
            remark = replace(remark, before="")
        if _is_of_the_rest(remark):
            remark = replace(remark, before="")
        for place in about(remark, pool):
            told.setdefault(place, []).append(remark.fate)
    for remark in remarks:
        # "Verder blijft alles zoals het was": said of what nothing else was said of.
        if _ALL.search(remark.text):
            told = {place: told.get(place, [remark.fate]) for place in range(len(pool))}
        elif told and _is_of_the_rest(remark) and not about(replace(remark, before=""), pool):
            # "Koudekerke blijft, de overige dorpen trekken wij in".
            told = {place: told.get(place, [remark.fate]) for place in range(len(pool))}
    found = {place: _last(said) for place, said in told.items() if not _contradict(said)}
    return found | _left_over(remarks, pool, told)


def about(remark: Remark, pool: Sequence[Standing]) -> list[int]:
    """The places in `pool` of the lines that a remark is about; none where nothing tells."""
    if labelled := labels(remark.text, pool):
        return labelled
    rest = without_labels(remark.text)
    numbers = (
        remark.numbers & {n.value for n in find_numbers(rest)} if rest != remark.text else remark.numbers
    )
    by_number = [at for at, one in enumerate(pool) if numbers & {one.line.places, one.line.persons} - {None}]
    if len(by_number) > len(numbers):
        # "Nuth is akkoord: deze vijf", where two lines are of five.
        one = called(remark.text, "", [pool[at] for at in by_number])
        return [] if one is None else [by_number[one]]
    if by_number:
        return by_number
    if _ALL.search(remark.text):
        return []
    found = called(remark.text, remark.before, pool)
    if found is None and remark.fate is Fate.STAYS:
        return all_called(remark.text, pool)
    return [] if found is None else [found]


def is_of_all(remark: Remark) -> bool:
    """True for "van alles nog maar de helft"."""
    return bool(_ALL.search(remark.text))


def _is_of_the_rest(remark: Remark) -> bool:
    return remark.fate is not Fate.OPEN and bool(_REST.search(remark.text))


def _last(said: Sequence[Fate]) -> Fate:
    """What was said last; that something waits takes nothing back of what is gone."""
    return Fate.GONE if Fate.GONE in said else said[-1]


def _contradict(said: Sequence[Fate]) -> bool:
    return Fate.GONE in said and not {Fate.FIRM, Fate.STAYS}.isdisjoint(said)


def _left_over(
    remarks: Sequence[Remark], pool: Sequence[Standing], told: Mapping[int, Sequence[Fate]]
) -> dict[int, Fate]:
    """ "Het ene huis valt af, de pastorie blijft": what goes is the one line of which nobody says that it stays."""
    rest = [place for place in range(len(pool)) if place not in told]
    unheard = any(one.fate is Fate.GONE and not about(one, pool) for one in remarks)
    stay = all(Fate.GONE not in said for said in told.values())
    return {rest[0]: Fate.GONE} if unheard and stay and told and len(rest) == 1 else {}
