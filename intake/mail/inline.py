"""Answers between the lines of a quoted mail: "Hoeveel plekken kunt u leveren?" above, and "28" below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.domain import Passage, Source

_HOW_MANY = re.compile(r"\bhoeveel\s+(?:(?:extra|nieuwe)\s+)?(?P<counted>\w+)\b[^?]*\?[^\n]*$", re.IGNORECASE)
# "28", "Dat zijn er 28.", "Zeker 12!" and nothing else on the line.
_ONLY_A_NUMBER = re.compile(r"(?P<answer>\s*(?:[^\W\d]+\s+){0,3}\d{1,3})(?P<rest>\s*[.!]?\s*(?:\n|$))")


def with_what_is_counted(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, in order; a bare number under a quoted question tells what it counts, in the words of the question."""
    for before, passage in zip((None, *passages), passages, strict=False):
        asked = before and before.source is Source.QUOTED and _HOW_MANY.search(before.text.rstrip())
        bare = _ONLY_A_NUMBER.match(passage.text) if passage.source is Source.BODY else None
        if asked and bare:
            text = f"{bare['answer']} {asked['counted']}{passage.text[bare.start('rest') :]}"
            yield replace(passage, text=text)
        else:
            yield passage
