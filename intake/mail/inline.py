"""Answers between the lines of a quoted mail: "Hoeveel plekken kunt u leveren?" above, and "28" below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.domain import Passage, Source
from intake.mail.signature import NUMBERS

_HOW_MANY = re.compile(
    r"\b(?:hoeveel|(?:een|het|welk) aantal(?=\s+(?:extra |nieuwe )?(?:plekken|plaatsen|personen|mensen|"
    r"bewoners|statushouders|vergunninghouders|woningen|huizen|kamers|bedden|gezinnen|units|studio'?s)))\s+"
    r"(?:(?:extra|nieuwe)\s+)?(?P<counted>\w+)\b[^?]*\?[^\n]*$",
    re.IGNORECASE,
)
# "Wanneer weet u het aantal plekken?", "Hoeveel mensen per kamer?": answered with another number than that of the places.
_OTHER_NUMBER = re.compile(r"\b(?:wanneer|hoe ?lang|datum|per|elke?|iedere?)\b", re.IGNORECASE)
# "28", "Dat zijn er 28.", "Zeker 12!" and nothing else on the line; or "Achttien, dat is wat erin past".
_ONLY_A_NUMBER = re.compile(
    r"(?P<answer>\s*(?:[^\W\d]+\s+){0,3}\d{1,3})(?P<rest>\s*[.!]?\s*(?:\n|$))|"
    rf"(?P<first>\s*(?!een\b|\d|prettig|voorzichtig)(?:{NUMBERS}))(?P<more>\s*[,.;!](?:\s|$))",
    re.IGNORECASE,
)


def with_what_is_counted(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, in order; a bare number under a quoted question tells what it counts, in the words of the question."""
    for before, passage in zip((None, *passages), passages, strict=False):
        asked = before and before.source is Source.QUOTED and _asks(before.text)
        bare = _ONLY_A_NUMBER.match(passage.text) if passage.source is Source.BODY else None
        if asked and bare:
            number = bare["answer"] or bare["first"]
            yield replace(passage, text=f"{number} {asked}{passage.text[len(number) :]}")
        else:
            yield passage


def _asks(text: str) -> str:
    """What a quoted text asks the number of, or nothing."""
    asked = _HOW_MANY.search(text.rstrip())
    return asked["counted"] if asked and not _OTHER_NUMBER.search(text.rstrip().split("\n")[-1]) else ""
