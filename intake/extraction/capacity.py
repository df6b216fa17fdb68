"""What a building could hold, where the writer says that it will not, or offers less.

"We zouden er acht kunnen laten slapen, maar dat doen we niet", "volgens de makelaar passen er twintig in; wij bieden er acht".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Sentence
from intake.extraction.declined import could, declines
from intake.extraction.kinds import is_plain
from intake.extraction.offering import offers_openly
from intake.extraction.roles import Fact, Role, Spot

_FLAGS = re.IGNORECASE
_RECKONED = re.compile(
    r"\b(?:volgens|van) (?:de|een|onze|zijn|het|haar) (?:[\w-]+ )?(?:\w*brandweer|taxateur|\w*makelaar|architect|aannemer|"
    r"eigenaar|verkoper|bouwkundige|\w*tekening(?:en)?|omgevingsvergunning|bestemmingsplan|bouwbesluit|veiligheidsregio|"
    r"brochure|folder|advertentie|plattegrond|inspecteur)\b|"
    r"\b(?:in theorie|theoretisch|op papier|(?:technisch|bouwkundig|puur) gezien)\b",
    _FLAGS,
)
_NEAR = 3


def declined(told: Sequence[Sequence[Fact]], sentences: Sequence[Sentence]) -> frozenset[Spot]:
    """Where the numbers stand that could be and that the rest of their sentence says will not: "maar dat doen we niet"."""
    return frozenset(
        f.spot
        for facts in told
        for place, f in enumerate(facts)
        if is_plain(f.amount) and _is_declined(f, facts[place + 1 :], sentences[f.index].text)
    )


def _is_declined(fact: Fact, later: Sequence[Fact], text: str) -> bool:
    after = text[fact.amount.number.end : later[0].amount.number.start if later else len(text)]
    return declines(re.split(r"[.;:]", text[: fact.amount.number.start])[-1], after)


def without_capacity(told: Sequence[list[Fact]], sentences: Sequence[Sentence]) -> list[list[Fact]]:
    """The facts, where what others reckon that a building holds is no offer beside a smaller number that is offered."""
    offered = [
        f
        for facts in told
        for f in facts
        if f.role is Role.OFFERED and is_plain(f.amount) and offers_openly(sentences[f.index].text)
    ]
    return [
        [
            replace(f, role=Role.HOPED) if _is_reckoned(f, offered, sentences[f.index].text) else f
            for f in facts
        ]
        for facts in told
    ]


def _is_reckoned(fact: Fact, offered: Sequence[Fact], text: str) -> bool:
    if fact.role is not Role.OFFERED or not is_plain(fact.amount) or offers_openly(text):
        return False
    less = any(
        abs(f.index - fact.index) <= _NEAR and (f.amount.count or 0) < (fact.amount.count or 0)
        for f in offered
    )
    return less and bool(_RECKONED.search(text) and could(text))
