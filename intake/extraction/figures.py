"""Figures that only tell how things stand: what the mail itself says has nothing to do with the call, and what is left of a task.

"Opgave 213, gerealiseerd 120, nog 93. Geen van deze cijfers gaat over uw actie; daarvoor bieden wij er 8."
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.kinds import is_plain, is_task
from intake.extraction.offering import offers_openly
from intake.extraction.roles import Fact, Role

_FLAGS = re.IGNORECASE
_FIGURES = r"(?:cijfers|getallen|aantallen)"
_CALL = r"(?:uw|deze|de|jullie) (?:\w+ )?(?:actie|oproep|vraag|brief|verzoek|aanbod|bod|bijdrage)\b"
_DISCLAIMS = re.compile(
    rf"\bgeen van (?:deze|die|de (?:genoemde|bovenstaande|voorgaande)) {_FIGURES}\b|\bniets van (?:dit|dat|het voorgaande)\b|"
    rf"\b(?:deze|die|bovenstaande|voorgaande|genoemde) {_FIGURES}\b[^.;]{{0,40}}\b(?:los van|buiten|geen betrekking|niet over|"
    r"niets (?:te maken|van doen)|niet (?:het|ons|onze|uw) )|"
    rf"\b(?:staan|staat|stond|stonden|valt|vallen|blijft|blijven) [^.;]{{0,20}}\b(?:los van|buiten) {_CALL}",
    _FLAGS,
)
# "Los daarvan bieden wij er 14": what was told before is something else.
_APART = re.compile(
    r"^\W*(?:geheel |volledig |helemaal )?(?:(?:los|afgezien) (?:hiervan|daarvan|van (?:dit|dat|het) "
    r"(?:alles|voorgaande|bovenstaande))|daarbuiten)\b",
    _FLAGS,
)
_NEAR = 3


def without_figures(told: Sequence[list[Fact]], sentences: Sequence[Sentence]) -> list[list[Fact]]:
    """The facts, where a number that only tells how things stand is no offer."""
    apart = _set_apart(sentences)
    tasks = [f for facts in told for f in facts if is_plain(f.amount) and is_task(f.amount)]
    plain = [f for facts in told for f in facts if is_plain(f.amount)]
    return [
        [
            replace(f, role=Role.STANDING) if _only_tells(f, apart, tasks, plain, sentences) else f
            for f in facts
        ]
        for facts in told
    ]


def _set_apart(sentences: Sequence[Sentence]) -> int:
    """The last sentence that says that the figures before it are something else; 0 when none does."""
    return max(
        (
            index
            for index, s in enumerate(sentences)
            if _DISCLAIMS.search(s.text) or (_APART.match(s.text) and offers_openly(s.text))
        ),
        default=0,
    )


def _only_tells(
    fact: Fact, apart: int, tasks: Sequence[Fact], plain: Sequence[Fact], sentences: Sequence[Sentence]
) -> bool:
    sentence = sentences[fact.index]
    if fact.role is not Role.OFFERED or offers_openly(sentence.text):
        return False
    before = fact.index < apart and sentence.source is sentences[apart].source
    return before or any(
        _shares(fact, task, plain) for task in tasks if abs(task.index - fact.index) <= _NEAR
    )


def _shares(fact: Fact, task: Fact, plain: Sequence[Fact]) -> bool:
    """What is done of a task and what is left of it, told beside each other."""
    rest = (task.amount.count or 0) - (fact.amount.count or 0)
    others = (f for f in plain if f.role is not Role.ASKED and abs(f.index - task.index) <= _NEAR)
    apart = (f for f in others if f.spot not in {fact.spot, task.spot})
    return rest > 0 and any(f.amount.count == rest and _counts(f.amount) for f in apart)


def _counts(amount: Amount) -> bool:
    """Not the two of "twee jaar"."""
    return bool(amount.unit or amount.loose or amount.counted or amount.no_offer)
