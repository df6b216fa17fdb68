"""What is left for us of something larger: "Het hotel heeft 20 kamers. Acht zijn verhuurd. De andere twaalf bieden wij aan." """

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.domain import Sentence
from intake.extraction.facts import Facts
from intake.extraction.offers import Offer
from intake.extraction.roles import Fact, Role

_REST_BEFORE = re.compile(
    r"\b(?:andere|overige|resterende|overgebleven|overblijvende|lege|leegstaande|vrije)\s+$|"
    r"\b(?:de rest|het restant|blijven|blijft|resteert|resteren|overschieten|overschiet|overblijven|overblijft)\b",
    re.IGNORECASE,
)
_REST_AFTER = re.compile(
    r"^\s+(?:overige|resterende|overgebleven|lege|leegstaande|vrije)\b|\b(?:over|overblijven|overblijft|overschieten|resteren)\b",
    re.IGNORECASE,
)
# What somebody else has, or keeps.
_TAKEN = re.compile(
    r"\b(?:bewoond|bezet|verhuurd|verkocht|vergeven|in gebruik|nodig|gereserveerd|bestemd|houden|aanhouden|behouden|"
    r"(?:gaat|gaan) naar|(?:is|zijn|blijft|blijven) (?:voor|van|bij)|toegewezen|zonder|geen|kapot|ongeschikt)\b",
    re.IGNORECASE,
)
_NEAR = 60
_FAR = 4


def without_taken(offers: Sequence[Offer], facts: Facts, sentences: Sequence[Sentence]) -> list[Offer]:
    """The offers, without the whole and what others have of it, where one of them is what is left."""
    found = [(o, _taken(o, facts, sentences)) for o in offers]
    gone = {(f.index, f.amount.number.start) for _, taken in found for f in taken}
    return [_counted(o, taken) for o, taken in found if (o.index, o.amount.number.start) not in gone]


def _counted(rest: Offer, taken: Sequence[Fact]) -> Offer:
    """What is left counts what the whole counted."""
    unit = next((f.amount.unit for f in taken), None)
    return (
        replace(rest, amount=replace(rest.amount, unit=unit)) if unit and rest.amount.unit is None else rest
    )


def _taken(rest: Offer, facts: Facts, sentences: Sequence[Sentence]) -> Sequence[Fact]:
    """The whole and its other parts, when `rest` is what remains of them."""
    if not rest.amount.count or not _says_rest(rest):
        return ()
    told = [
        f for f in _before(rest, facts) if f.amount.number.explicit and f.amount.count and not f.amount.per
    ]
    for at in range(len(told) - 1):
        whole, parts = told[at], told[at + 1 :]
        if _left(whole, parts) == rest.amount.count and (
            whole.role is Role.WHOLE or any(_is_taken(f, sentences) for f in parts)
        ):
            return told[at:]
    return ()


def _left(whole: Fact, parts: Sequence[Fact]) -> int:
    """What the parts leave of the whole; a number that says so halfway takes nothing off."""
    left = whole.amount.count or 0
    for part in parts:
        left -= 0 if part.amount.count == left else part.amount.count or 0
    return left


def _before(rest: Offer, facts: Facts) -> Iterator[Fact]:
    for index in range(max(0, rest.index - _FAR), rest.index + 1):
        for fact in facts.of(index):
            if index < rest.index or fact.amount.number.start < rest.amount.number.start:
                yield fact


def _is_taken(fact: Fact, sentences: Sequence[Sentence]) -> bool:
    text, acts = sentences[fact.index].text, sentences[fact.index].acts
    others = fact.role in {Role.STANDING, Role.ELSEWHERE, Role.GONE}
    heard = acts.get("existing", 0.0) > acts.get("pledge", 0.0)
    return others or heard or bool(_TAKEN.search(text[fact.amount.number.end :][:_NEAR]))


def _says_rest(rest: Offer) -> bool:
    text, number = rest.sentence.text, rest.amount.number
    left = re.split(r"[.;:]", text[: number.start][-_NEAR // 2 :])[-1]
    right = re.split(r"[.;:,]", text[number.end :][: _NEAR // 2])[0]
    return bool(_REST_BEFORE.search(left) or _REST_AFTER.search(right))
