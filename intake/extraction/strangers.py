"""A number that stands with another municipality's name, while nothing says that it is written for that one too."""

import re
from collections.abc import Iterator, Sequence

from intake.extraction.gazetteer import Gazetteer
from intake.extraction.leaning import BULLET
from intake.extraction.offers import Offer

_FLAGS = re.IGNORECASE
# The name begins the clause, or stands right behind the number: "Op Vlieland kunnen er nog twee", "en vijf in Wormerland".
_BEGINS = re.compile(
    r"(?:^|[.;:,])\W*(?:(?:en|ook|nog|voor|namens|in|op|te|gemeente|bij|hun|van)\s+){0,3}$", _FLAGS
)
_NEAR = re.compile(r"^\s*(?:[a-zë]+\s+){0,2}(?:in|te|voor|op|namens)\s+(?:de gemeente\s+)?$", _FLAGS)
# "- Bergen: vijf plekken": what opens an item of a list and is set off from its number is a name, whatever else it may mean.
_LABEL = re.compile(r"\s*(?::|\s[–-])\s")
_CUT = re.compile(r"[.;]\s|,\s+en\s")


def strangers(offers: Sequence[Offer], municipalities: Sequence[str], gazetteer: Gazetteer) -> Iterator[str]:
    """A doubt in Dutch about the first such number."""
    for offer in offers:
        named = sorted(set(_named(offer, gazetteer)) - set(municipalities))
        if named and offer.amount.count:
            yield f"Niet zeker is of het aantal {offer.amount.count} niet voor {named[0]} is."
            return


def _named(offer: Offer, gazetteer: Gazetteer) -> Iterator[str]:
    text, number = offer.sentence.text, offer.amount.number
    for mention in gazetteer.find(text):
        alone = not mention.weak and len((*mention.municipalities, *mention.elsewhere)) == 1
        labels = BULLET.fullmatch(text[: mention.start]) and _LABEL.match(text, mention.end)
        if mention.kind != "municipality" or not (alone or labels):
            continue
        before, between = text[: mention.start], text[mention.end : number.start]
        leads = mention.end <= number.start and _BEGINS.search(before) and not _CUT.search(between)
        follows = mention.start >= number.end and _NEAR.match(
            text[max(offer.amount.end, number.end) : mention.start]
        )
        if leads or follows:
            yield mention.municipalities[0]
