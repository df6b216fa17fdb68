"""Is the number one that a municipality can offer? What is out of all proportion is told to a person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from intake.domain import Pledge
from intake.extraction.offers import Offer

# The call asks for two places from a small municipality and thirty from a large one, roughly 0.2 for each thousand
# inhabitants; five times that is a reading error more often than an offer.
_PER_INHABITANT = 1.1 / 1000
_ALWAYS_POSSIBLE = 20
_MOST = 250


def unlikely(pledges: Sequence[Pledge], inhabitants: Mapping[str, int]) -> Iterator[str]:
    """A doubt in Dutch for each municipality whose places together are far more than its size makes likely."""
    totals: dict[str | None, int] = defaultdict(int)
    for pledge in pledges:
        totals[pledge.municipality] += _persons(pledge)
    for name, total in totals.items():
        if total > most_likely(name, inhabitants):
            yield f"Er zijn {total} plekken geteld{f' voor {name}' if name else ''}; dat is ongewoon veel."


def most_likely(municipality: str | None, inhabitants: Mapping[str, int]) -> float:
    """More people than this is a reading error more often than an offer."""
    people = inhabitants.get(municipality or "", 0)
    most = min(_MOST, people * _PER_INHABITANT) if people else _MOST
    return max(_ALWAYS_POSSIBLE, most)


def without_giants(
    offers: Sequence[Offer], inhabitants: Mapping[str, int]
) -> tuple[list[Offer], tuple[str, ...]]:
    """Beside offers of a likely size, one that is out of all proportion is left to a person."""
    giants = [
        o for o in offers if (o.persons or o.most) > most_likely(o.municipality, inhabitants) and not o.row
    ]
    likely = {o.municipality for o in offers if o not in giants}
    dropped = [o for o in giants if o.municipality in likely]
    doubts = (
        f"Het aantal {o.size} is niet meegeteld; dat is ongewoon veel voor een aanbod." for o in dropped
    )
    return [o for o in offers if o not in dropped], tuple(doubts)


def _persons(pledge: Pledge) -> int:
    return next(
        (n for n in (pledge.persons_total, pledge.places, pledge.max, pledge.min) if n is not None), 0
    )
