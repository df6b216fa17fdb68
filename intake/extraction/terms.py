"""What goes with an offer: whether it may still fail, from when it holds and for how long."""

import re
from collections.abc import Sequence
from datetime import date

from intake.domain import Sentence
from intake.extraction.counting import CountingRules
from intake.extraction.offers import Offer
from intake.extraction.periods import find_date, find_duration

_ALL = re.compile(
    r"\b(?:alles|alle|beide|allebei|het geheel|een en ander|dit alles|deze toezegging|dit aanbod|"
    r"ons aanbod|het aanbod|onze toezegging)\b",
    re.IGNORECASE,
)
_MAYBE = 0.2
_LIKELY = 0.5


def is_conditional(
    offer: Offer, offers: Sequence[Offer], sentences: Sequence[Sentence], rules: CountingRules
) -> bool:
    """Whether the offer depends on something that may still fail: its own words first, then the "
    "sentences about it."""
    own = sentences[offer.index]
    if _conditions(own, rules):
        siblings = [o for o in offers if o.index == offer.index]
        return len(siblings) < 2 or _in_clause(offer, siblings, own.text, rules)
    here = {o.index for o in offers}
    about = [
        i
        for i, s in enumerate(sentences)
        if i not in here and s.source is own.source and _conditions(s, rules)
    ]
    if len(here) < 2:
        return bool(about) or any(
            _conditions(s, rules)
            for i, s in enumerate(sentences)
            if i not in here and s.source is not own.source
        )
    return any(_ALL.search(sentences[i].text) or _last_before(i, here) == offer.index for i in about)


def start_of(offer: Offer, sentences: Sequence[Sentence], today: date) -> date | None:
    """The first date in the offer's own words, else in the details."""
    return next((found for text in _texts(offer, sentences) if (found := find_date(text, today))), None)


def duration_of(offer: Offer, sentences: Sequence[Sentence]) -> str | None:
    """How long, in the sender's words."""
    return next((found for text in _texts(offer, sentences) if (found := find_duration(text))), None)


def _conditions(sentence: Sentence, rules: CountingRules) -> bool:
    likely = sentence.acts.get("condition", 0.0)
    if sentence.text.rstrip().endswith("?"):
        return likely > 0.8
    words = rules.condition.search(sentence.text)
    return likely > _LIKELY or (
        bool(words) and (likely > _MAYBE or sentence.acts.get("pledge", 0.0) > _LIKELY)
    )


def _in_clause(offer: Offer, siblings: list[Offer], text: str, rules: CountingRules) -> bool:
    """With several offers in a sentence the condition belongs to the stretch it stands in; unknown "
    "words hold for all."""
    spots = [found.start() for found in rules.condition.finditer(text)]
    if not spots or any(_ALL.search(text[spot : spot + 60]) for spot in spots):
        return True
    first = min(o.amount.number.start for o in siblings)
    if all(spot < first for spot in spots):
        cut = re.split(r";|, (?:en|plus)\b", text[first:])[0]
        return offer.amount.number.start < first + len(cut)
    return any(_owner(spot, siblings) is offer for spot in spots)


def _owner(spot: int, siblings: list[Offer]) -> Offer:
    before = [o for o in siblings if o.amount.number.start < spot]
    return before[-1] if before else siblings[0]


def _last_before(index: int, offering: set[int]) -> int:
    return max((i for i in offering if i < index), default=min(offering))


def _texts(offer: Offer, sentences: Sequence[Sentence]) -> list[str]:
    own = sentences[offer.index]
    details = [
        s.text
        for s in sentences
        if s is not own and max(s.acts.get("detail", 0.0), s.acts.get("pledge", 0.0)) > _LIKELY
    ]
    return [offer.clause, own.text, *details]
