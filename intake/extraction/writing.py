"""An offer that stands, written down as a pledge: with its condition, its start and how long it holds."""

import itertools
import re
from collections.abc import Sequence
from datetime import date

from intake.domain import Pledge, Sentence, Unit
from intake.extraction.conditions import is_conditional
from intake.extraction.counting import CountingRules
from intake.extraction.housed import HOUSEHOLDS
from intake.extraction.offers import Offer
from intake.extraction.scope import Scope
from intake.extraction.siblings import side_by_side
from intake.extraction.terms import duration_of, start_of

_AROUND = 2
_LONGEST = 600
# What parts one offer of a sentence from the next, the surest first.
_PARTS = tuple(map(re.compile, (r";\s*", r",?\s(?:en|plus|terwijl|maar)\s", r",\s")))
# "Voor zes", "er nog veertien": people.
_OF_PEOPLE = re.compile(r"\b(?:voor|er)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_NAMED_FIRST = re.compile(r"[,:(–-]\s*$")


def as_pledge(
    offer: Offer,
    offers: Sequence[Offer],
    sentences: Sequence[Sentence],
    counting: CountingRules,
    scope: Scope,
    today: date,
) -> Pledge:
    """The pledge of an offer, beside the other offers of its mail."""
    amount, sentence = offer.amount, offer.sentence
    first = all(o is offer or o.index > offer.index for o in offers)
    return Pledge(
        offer.municipality,
        amount.count,
        _unit_of(offer, offers),
        sentence.text[:500],
        sentence.source,
        sentence.name,
        min=amount.number.low,
        max=amount.number.high,
        persons_total=offer.persons,
        conditional=is_conditional(offer, offers, sentences, counting, scope.about),
        replaces=offer.replaces,
        additional=offer.adds and first,
        from_date=start_of(offer, sentences, today),
        duration=duration_of(offer, sentences),
        about=_about(offer, offers, sentences)[:_LONGEST],
    )


def _unit_of(offer: Offer, offers: Sequence[Offer]) -> Unit:
    """ "Drie woningen in Noord en twee in West": a bare number beside homes, or behind households, counts those again."""
    amount, text = offer.amount, offer.sentence.text
    if amount.unit:
        return amount.unit
    before = [o for o in offers if o.index == offer.index and o.spot < offer.spot]
    last = max(before, key=lambda o: o.spot, default=None)
    if (
        last is None
        or last.amount.unit is None
        or last.is_people
        or _OF_PEOPLE.search(text[: amount.number.start])
    ):
        return Unit.PLEKKEN
    alike = side_by_side(last.amount, amount, text) or last.amount.unit in HOUSEHOLDS
    return last.amount.unit if alike and last.amount.number.explicit and not offer.persons else Unit.PLEKKEN


def _about(offer: Offer, offers: Sequence[Offer], sentences: Sequence[Sentence]) -> str:
    """The stretch of the sentence around one of several offers; else the sentence with those beside it, up to another offer."""
    siblings = sorted((o for o in offers if o.index == offer.index), key=lambda o: o.amount.number.start)
    if len(siblings) > 1:
        return _stretch(siblings.index(offer), siblings, offer.sentence.text)
    taken = {o.index for o in offers if o is not offer}
    first = last = offer.index
    while first > max(0, offer.index - _AROUND) and first - 1 not in taken:
        first -= 1
    while last < min(len(sentences) - 1, offer.index + _AROUND) and last + 1 not in taken:
        last += 1
    here = sentences[offer.index].source
    return " ".join(s.text for s in sentences[first : last + 1] if s.source is here)


def _stretch(at: int, siblings: Sequence[Offer], text: str) -> str:
    """ "Het zomerdeel, 12 plekken; het najaarsdeel, 20": what stands with one of the numbers, before it or behind it."""
    named_first = bool(_NAMED_FIRST.search(text[: siblings[0].amount.number.start]))
    cuts = [0]
    for one, following in itertools.pairwise(siblings):
        after, before = max(one.amount.end, one.amount.number.end), following.amount.number.start
        found = next((f for part in _PARTS if (f := list(part.finditer(text, after, before)))), None)
        labelled = text[:before].rstrip().endswith(":")
        cuts.append(found[0 if named_first else -1].end() if found else after if labelled else before)
    return text[cuts[at] : (*cuts, len(text))[at + 1]]
