"""Places that a mail tells one after the other, with how each grows, and those that stay as they are.

"Noord gaat van twaalf naar achttien bewoners. West gaat van vijf naar zeven. Zuid had er nul en krijgt er vijf. In Oost blijft
het bij tien." offers six, two and five: what one of them says of its numbers holds for the others.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Sentence
from intake.extraction.changes import Change, speaks_of_offer
from intake.extraction.kinds import is_plain
from intake.extraction.offers import Offer
from intake.extraction.roles import Fact, Role

_NEAR = 3
_FLAGS = re.IGNORECASE
# "Had er nul en krijgt er vijf", "kende nog niemand en krijgt er zes".
_FROM_NOTHING = re.compile(
    r"\b(?:had|hadden|heeft|hebben|telde|telt|kende|kent)\b[^.;:]{0,20}\b(?:nul|0|niemand|geen|niets)\b[^.;:\d]{0,20}\b"
    r"(?:en|maar) (?:\w+ )?(?:krijgt|krijgen|komen|komt|worden|wordt|gaat|gaan)\b[^.;:\d]{0,20}$",
    _FLAGS,
)
# What grows as well, and houses nobody of ours.
_OTHER = re.compile(
    r"\b(?:inwoner\w*|\w*opgave|taakstelling\w*|achterstand\w*|wachtlijst\w*|huurprijs\w*|leerlingen)\b",
    _FLAGS,
)
_STAYS = re.compile(
    r"\bblij(?:ft|ven)\b (?:\w+ )?(?:het|dat|ze|er)\b[^.;:,]{0,20}$|\bblij(?:ft|ven)(?: op)? $", _FLAGS
)


def near_growth(grows: Sequence[int], sentences: Sequence[Sentence]) -> frozenset[int]:
    """The sentences of a list of places that grow: near one (`grows`) that says so by itself, and not of an offer."""
    near = {i for at in grows for i in range(at - _NEAR, at + _NEAR + 1) if 0 <= i < len(sentences)}
    alike = {i for i in near if any(sentences[i].source is sentences[at].source for at in grows)}
    return frozenset(
        i for i in alike if not speaks_of_offer(sentences[i].text) and not _OTHER.search(sentences[i].text)
    )


def without_constant(
    told: Sequence[list[Fact]], sentences: Sequence[Sentence], listed: frozenset[int]
) -> list[list[Fact]]:
    """The facts, where the number of a place that stays as it is among others that grow is no offer."""
    return [
        [
            replace(f, role=Role.STANDING) if index in listed and _stays(f, sentences[index]) else f
            for f in facts
        ]
        for index, facts in enumerate(told)
    ]


def as_changed(offers: Sequence[Offer], change: Change, *, listed: bool) -> list[Offer]:
    """The offers of a sentence that tells a change, with what it replaces; `listed`: one of a list of places that grow."""
    old, on_top = None if change.growth else change.old, change.growth and change.supersedes is None
    found = [replace(o, replaces=old, supersedes=change.supersedes, adds=on_top) for o in offers]
    grown = listed and change.growth
    return [replace(o, row=True, explains=change.numbers) for o in found] if grown else found


def from_nothing(facts: Sequence[Fact], sentence: Sentence) -> Change | None:
    """All that comes to a place where nobody was."""
    for fact in facts:
        if is_plain(fact.amount) and _FROM_NOTHING.search(sentence.text[: fact.amount.number.start]):
            return Change(replace(fact.amount, counted=True), 0, growth=True, supersedes=0)
    return None


def _stays(fact: Fact, sentence: Sentence) -> bool:
    return fact.role is Role.OFFERED and bool(_STAYS.search(sentence.text[: fact.amount.number.start]))
