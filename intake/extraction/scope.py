"""Which municipality an amount belongs to: the one named beside it, in its table row or list item, else the only one."""

import re
from collections.abc import Sequence

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.gazetteer import Gazetteer, Mention


def municipality_of(
    amount: Amount, text: str, municipalities: tuple[str, ...], gazetteer: Gazetteer, sentences: Sequence[Sentence], index: int
) -> str | None:
    """The official name, or None when it cannot be told."""
    if len(municipalities) == 1:
        return municipalities[0]
    named = [m for m in gazetteer.find(text) if set(m.municipalities) & set(municipalities)]
    if named:
        return _pick(_nearest(amount, named, text), municipalities)
    for earlier in reversed(sentences[max(0, index - 2) : index]):
        before = [m for m in gazetteer.find(earlier.text) if set(m.municipalities) & set(municipalities)]
        if len({_pick(m, municipalities) for m in before}) == 1:
            return _pick(before[-1], municipalities)
    return None


def shares_out(text: str) -> bool:
    """True when one number holds for each municipality named ("elk vier", "ieder 5 plekken")."""
    return bool(re.search(r"\b(?:elk|ieder|allebei|alle (?:twee|drie|vier|vijf|zes)|per gemeente|beide)\b", text, re.IGNORECASE))


def _pick(mention: Mention, municipalities: tuple[str, ...]) -> str:
    return next(name for name in mention.municipalities if name in municipalities)


def _nearest(amount: Amount, named: list[Mention], text: str) -> Mention:
    """In "Oldenzaal 7 en Losser 4" the name stands before; in "7 plekken in Oldenzaal en 4 in Losser" it stands behind."""
    names_first = named[0].start < _first_digit(text, named, amount)
    before = [m for m in named if m.end <= amount.number.start]
    after = [m for m in named if m.start >= amount.number.end]
    if names_first and before:
        return before[-1]
    return after[0] if after else before[-1]


def _first_digit(text: str, named: list[Mention], amount: Amount) -> int:
    found = re.search(r"\d", text)
    return min(found.start() if found else len(text), amount.number.start)
