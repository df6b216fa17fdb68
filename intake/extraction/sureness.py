"""Which numbers of a sentence are said to be sure, and which still wait: "tien, waarvan zeven zeker en drie onder voorbehoud"."""

import re
from collections.abc import Iterable, Iterator

from intake.extraction.conditions import of_now
from intake.extraction.numerals import find_numbers

_WAITS = re.compile(
    r"\b(?:onder (?:het )?voorbehoud|nog (?:niet|geen|steeds niet)|pas|wacht(?:en|t)?\b|afwachten|(?:on|niet )zeker\w*|"
    r"geen zekerheid|voorwaardelijk|moet(?:en)? nog|misschien|mogelijk|hang(?:t|en) (?:\w+ )?(?:af|van)|in beraad|afhankelijk)\b",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"^(?:\W+\w+){0,3}?\W+(?:vaste?|zekere?|definitie(?:f|ve)|harde?|rond|onvoorwaardelijke?|geregeld|getekend|"
    r"(?:zonder|geen) (?:enig )?voorbehoud|ga(?:at|an) (?:\w+ )?door|(?:kunnen|kan) (?:\w+ )?doorgaan)\b",
    re.IGNORECASE,
)
_NOT_SURE = re.compile(r"\b(?:niet|nooit|geen|pas|nog|als|indien|mits|zodra)\b(?! voorbehoud)", re.IGNORECASE)
_OF_THE = re.compile(r"^\s+van (?:de|die|deze|onze|het|uw|al)?\s*$", re.IGNORECASE)
# The words behind a number end where another clause begins.
_ENDS = re.compile(r"[;.:!?]|,\s|\bterwijl\b|\bmaar\b", re.IGNORECASE)


def sure_and_waiting(texts: Iterable[str]) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers that are said to be sure, and those that are said to wait, by the words between each and the next."""
    sure, waits = set[int](), set[int]()
    for text in texts:
        for number, behind in _behind(of_now(text)):
            if _WAITS.search(behind):
                waits.add(number)
            elif (found := _SURE.match(behind)) and not _NOT_SURE.search(found.group()):
                sure.add(number)
    return frozenset(sure - waits), frozenset(waits)


def _behind(text: str) -> Iterator[tuple[int, str]]:
    """Each number with the words behind it; "tien van de vijftien zijn rond" says so of the ten."""
    numbers = [number for number in find_numbers(text) if number.explicit and number.value]
    ends = [number.end for number in numbers]
    gaps = (
        [text[end : number.start] for end, number in zip(ends, numbers[1:], strict=False)]
        + [text[ends[-1] :]]
        if ends
        else []
    )
    for at, number in enumerate(numbers):
        if at and _OF_THE.match(gaps[at - 1]):
            continue
        whole = at + 1 < len(numbers) and bool(_OF_THE.match(gaps[at]))
        yield number.value or 0, _ENDS.split(gaps[at + whole])[0]
