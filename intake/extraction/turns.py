"""What a mail gives to several municipalities by turns in one sentence: the numbers of each, as one list with its sum."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.enumeration import Share, parts
from intake.extraction.facts import Facts
from intake.extraction.numerals import Number
from intake.extraction.offers import Offer
from intake.extraction.scope import Scope
from intake.extraction.siblings import Siblings


def with_parts(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts, with those told by the one before them: "bij ons acht, in Epe de helft daarvan"."""
    found = list(amounts)
    for start, end, by in parts(text):
        before = [a for a in found if a.number.end <= start]
        value = before[-1].number.value if before else None
        if value and value % by == 0:
            number = Number(value // by, None, None, start, end)
            found.append(replace(before[-1], number=number, end=end, loose=True, total=False))
    return sorted(found, key=lambda amount: amount.number.start)


def by_turns(index: int, sentences: Sequence[Sentence], facts: Facts, scope: Scope) -> Iterator[Siblings]:
    """The numbers that one sentence gives to several municipalities, with the number beside it that is their sum."""
    text = sentences[index].text
    told = scope.shares(text, with_parts(text, facts.parts(index)))
    towns = {share.count: len(share.towns) for share in told}
    members = tuple(f for f in facts.of(index) if f.amount.number.start in towns)
    if members:
        whole = sum((f.amount.count or 0) * towns[f.amount.number.start] for f in members)
        near = (f for f in facts.all() if abs(f.index - index) <= 1 and f not in members)
        yield Siblings(members, next((f for f in near if f.amount.count == whole), None))


def given(told: Sequence[Share], amounts: Sequence[Amount]) -> Iterator[tuple[Share, list[Amount]]]:
    """Each share with its number and what describes it; what one of them counts holds for those that do not say."""
    starts = [share.count for share in told]
    details = {start: share.count for share in told for start in share.details}
    units = [a.unit for a in amounts if a.number.start in starts]
    unit = next((u for u in units if u), None) or next((a.unit for a in amounts if a.unit), None)
    for share in sorted(told, key=lambda share: share.count):
        later = min((s for s in starts if s > share.count), default=None)
        held: list[Amount] = []
        for amount in amounts:
            start = amount.number.start
            inside = amount.per and start > share.count and (later is None or start < later)
            if start == share.count:
                unit = amount.unit or unit
                held.append(replace(amount, unit=unit, counted=True, per=False, shared=False, total=False))
            elif details.get(start) == share.count or inside:
                held.append(amount)
        yield share, held


def without_wholes(offers: Sequence[Offer]) -> list[Offer]:
    """ "Wij bieden er 14. Vijf liggen in Ede en negen in Epe": the number before or after a list that is its sum is no more."""
    left = list(offers)
    for index in dict.fromkeys(o.index for o in offers if o.turn):
        turns = [o for o in offers if o.index == index and o.turn]
        towns, sizes = (
            {o.municipality for o in turns},
            {sum(o.size for o in turns), sum(o.most for o in turns)},
        )
        left = [o for o in left if o.turn or o.size not in sizes or o.municipality not in {None, *towns}]
    return left
