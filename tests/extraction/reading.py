"""Reads pledges by the words alone, as the first of the two readers does."""

from collections.abc import Sequence
from datetime import date

from intake.domain import Pledge, Sentence
from intake.extraction.amounts import CountingRules
from intake.extraction.gazetteer import Gazetteer
from intake.extraction.places import PledgeReader


def find_pledges(
    sentences: Sequence[Sentence],
    towns: tuple[str, ...],
    counting: CountingRules,
    gazetteer: Gazetteer,
    today: date,
    own: str | None = None,
) -> tuple[tuple[Pledge, ...], tuple[str, ...]]:
    """The pledges, and the doubts about them."""
    reading = PledgeReader(sentences, towns, counting, gazetteer, today, own).read()
    return reading.pledges, reading.doubts
