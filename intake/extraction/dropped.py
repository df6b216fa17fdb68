"""A number that the sentence behind it says is gone: "Esweg, twee huizen. Die zijn aan een ander verhuurd en vervallen dus."

Only beside others that stay: where all is gone, an offer is taken back.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Sentence
from intake.extraction.gone import is_gone
from intake.extraction.history import is_reported
from intake.extraction.kinds import is_plain
from intake.extraction.offering import is_question
from intake.extraction.roles import Fact, Role, Spot
from intake.extraction.supposing import supposes
from intake.extraction.withdrawals import moves_in

_POINTS = re.compile(
    r"\W*(?:maar )?(?:die|deze|dat|dit|ze|zij|laatstgenoemde)(?P<last> laatste)?\b(?! (?:ik|wij|we|u|jullie)\b)"
    r"(?! \w+ (?:vervallen|vervalt)\b)",
    re.IGNORECASE,
)
_OFFERS = frozenset({Role.OFFERED, Role.RESULT})


def dropped(told: Sequence[Sequence[Fact]], sentences: Sequence[Sentence]) -> frozenset[Spot]:
    """Where the numbers stand that the next sentence says are gone."""
    every = [f for facts in told for f in facts if f.role in _OFFERS and is_plain(f.amount)]
    found: set[Spot] = set()
    for index in range(1, len(sentences)):
        last = _takes_away(sentences[index - 1], sentences[index])
        here = [f for f in told[index - 1] if f in every]
        if last is None or not here or any(f in every for f in told[index]):
            continue
        gone = here[-1:] if last or len(here) == 1 else here
        left = {f.index for f in every if f.spot not in found} - {index - 1}
        if left or len(gone) < len(here):
            found |= {f.spot for f in gone}
    return frozenset(found)


def without_dropped(told: Sequence[list[Fact]], gone: frozenset[Spot]) -> list[list[Fact]]:
    """The facts, where what is gone is no offer."""
    return [[replace(f, role=Role.ELSEWHERE) if f.spot in gone else f for f in facts] for facts in told]


def _takes_away(before: Sentence, sentence: Sentence) -> bool | None:
    """Whether "die laatste" only, where a sentence says that what it points at is gone; else None."""
    text, points = sentence.text, _POINTS.match(sentence.text)
    alike = before.source is sentence.source and not is_reported(before)
    if not points or not alike or is_question(text) or supposes(text) or moves_in(text):
        return None
    return bool(points["last"]) if is_gone(text) else None
