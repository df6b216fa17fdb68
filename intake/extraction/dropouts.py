"""What is taken back by naming its place: "Acht aan de Laan en zes in Oost. Oost valt af." leaves eight."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.domain import Sentence
from intake.extraction.facts import Facts
from intake.extraction.gone import became, is_supposed
from intake.extraction.roles import Fact, Role
from intake.extraction.sites import place_of
from intake.extraction.withdrawals import moves_in

_COUNTS = frozenset({Role.OFFERED, Role.RESULT, Role.TOLD, Role.GONE, Role.WHOLE})


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left: how many, of how many, the number that it stands with, and every number that this explains."""

    value: int
    whole: int
    fact: Fact
    numbers: frozenset[int]


def remainder(facts: Facts, sentences: Sequence[Sentence]) -> Remainder | None:
    """What stays of a list of places when some of them are named as gone, and every number has a place in the sum."""
    plain = [f for f in facts.all() if f.role in _COUNTS and _is_plain(f)]
    at_place = [(name, f) for f in plain if (name := place_of(f.amount, sentences[f.index].text))]
    sizes = {name: f.amount.count or 0 for name, f in at_place}
    gone = {name for name in sizes if _is_gone(name, list(sizes), sentences)}
    lost, listed = sum(sizes[name] for name in gone), sum(sizes.values())
    others = {f.amount.count or 0 for f in plain} - set(sizes.values())
    if not gone:
        return None
    whole = listed if len(gone) < len(sizes) else max(others, default=0)
    if len(gone) < len(sizes) and any(n > listed and n - lost in others for n in others):
        whole = max(others)
    left = whole - lost
    known = {whole, left, lost, len(sizes) - len(gone), len(gone), *sizes.values()}
    if left <= 0 or others - known or (len(gone) == len(sizes) and left not in others):
        return None
    stands = [f for name, f in at_place if name not in gone] + [f for f in plain if f.amount.count == left]
    return Remainder(left, whole, stands[-1], frozenset(known))


def _is_plain(fact: Fact) -> bool:
    amount = fact.amount
    told = amount.unit is not None or amount.loose or fact.role in {Role.GONE, Role.TOLD}
    return told and amount.number.explicit and not amount.per and not amount.building and bool(amount.count)


def _is_gone(name: str, names: Sequence[str], sentences: Sequence[Sentence]) -> bool:
    """True when the last that is said of a place is that it drops out."""
    said = [
        state
        for s in sentences
        if not s.text.rstrip().endswith("?")
        for state in _states(name, names, s.text)
    ]
    return bool(said) and said[-1]


def _states(name: str, names: Sequence[str], text: str) -> Iterator[bool]:
    """What a sentence says of each mention: out (True) or in (False); nothing where it says neither, or only if."""
    spots = sorted(m.span() for one in names for m in re.finditer(rf"(?<!\w){re.escape(one)}(?!\w)", text))
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        last = max((end for _, end in spots if end <= found.start()), default=0)
        following = min((start for start, _ in spots if start >= found.end()), default=len(text))
        near = (text[found.end() : following], text[last : found.start()], text[found.end() :])
        state = next((s for stretch in near if (s := became(stretch)) is not None), None)
        if state is not None and not is_supposed(text) and not moves_in(text):
            yield state
