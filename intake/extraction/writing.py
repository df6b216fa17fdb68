"""An offer that stands, written down as a pledge: with its condition, its start and how long it holds."""

from collections.abc import Sequence
from datetime import date

from intake.domain import Pledge, Sentence, Unit
from intake.extraction.conditions import is_conditional
from intake.extraction.counting import CountingRules
from intake.extraction.offers import Offer
from intake.extraction.scope import Scope
from intake.extraction.terms import duration_of, start_of


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
        amount.unit or Unit.PLEKKEN,
        sentence.text[:500],
        sentence.source,
        sentence.name,
        min=amount.number.low,
        max=amount.number.high,
        persons_total=offer.persons,
        conditional=is_conditional(offer, offers, sentences, counting, scope.named),
        replaces=offer.replaces,
        additional=offer.adds and first,
        from_date=start_of(offer, sentences, today),
        duration=duration_of(offer, sentences),
    )
