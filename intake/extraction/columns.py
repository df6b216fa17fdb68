"""A table that parts what is sure from what still waits, in two columns: "Gemeente | Zeker | Wacht nog op de raad"."""

import re
from collections.abc import Sequence

_SURE = re.compile(
    r"\W*(?:(?:nu|al|reeds|plekken|aantal)\s+)?(?:zekere?|vaste?|harde?|definitieve?|definitief|rond|toegezegd|besloten|geregeld|"
    r"onvoorwaardelijke?)\b(?!.*\b(?:nog|niet|mits|als)\b)",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\b(?:wacht\w*|voorbehoud|voorwaardelijk|onzeker|niet zeker|zacht|mits|misschien|mogelijk|afhankelijk|"
    r"(?:nog|pas|eerst)\b.*\b(?:raad|college|besluit\w*|akkoord|vergunning|rond|zeker|beslissen)|"
    r"na (?:\w+ )?(?:\w*besluit|akkoord|instemming))\b",
    re.IGNORECASE,
)


def sure_and_waiting(header: Sequence[str]) -> tuple[int, int] | None:
    """The column of what is sure and the one of what waits, where a heading has one of each; the first tells whose row it is."""
    sure = [at for at, head in enumerate(header) if at and _SURE.match(head)]
    waits = [at for at, head in enumerate(header) if at and _WAITS.search(head)]
    return (sure[0], waits[0]) if len(sure) == len(waits) == 1 and sure != waits else None
