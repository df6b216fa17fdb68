"""What goes with an offer: from when it holds and for how long."""

from collections.abc import Sequence
from datetime import date

from intake.domain import Sentence
from intake.extraction.offers import Offer
from intake.extraction.periods import find_date, find_duration

_LIKELY = 0.5


def start_of(offer: Offer, sentences: Sequence[Sentence], today: date) -> date | None:
    """The first date in the offer's own words, else in the details."""
    return next((found for text in _texts(offer, sentences) if (found := find_date(text, today))), None)


def duration_of(offer: Offer, sentences: Sequence[Sentence]) -> str | None:
    """How long, in the sender's words."""
    return next((found for text in _texts(offer, sentences) if (found := find_duration(text))), None)


def _texts(offer: Offer, sentences: Sequence[Sentence]) -> list[str]:
    own = sentences[offer.index]
    details = [
        s.text
        for s in sentences
        if s is not own and max(s.acts.get("detail", 0.0), s.acts.get("pledge", 0.0)) > _LIKELY
    ]
    return [offer.clause, own.text, *details]
