"""A misspelled name after "gemeente" or "college van": the last witness, and never enough on its own."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from intake.domain import Reading
from intake.extraction.gazetteer import Gazetteer
from intake.extraction.names import fold
from intake.extraction.parties import Clue

_AFTER_OFFICE = re.compile(
    r"\b(?:[Gg]emeente|[Gg]em\.|[Cc]ollege van|[Bb]urgemeester van)\s+((?:['\w][\w'-]*)(?:\s+[\w'-]+){0,3})"
)
_ALIKE, _RIVAL, _WEIGHT = 86, 5, 1.6


def misspelled(reading: Reading, gazetteer: Gazetteer, known: frozenset[str]) -> Iterator[Clue]:
    """A clue per name that is nearly a municipality's name and starts in the same way; none for a name that is known."""
    texts = [*(s.text for s in reading.sentences), *reading.signature.split("\n")]
    for found in (match for text in texts for match in _AFTER_OFFICE.finditer(text)):
        town = _nearest(found.group(1), gazetteer)
        if town and town not in known:
            yield Clue(town, _WEIGHT, "spelling", found.group()[:200])


def _nearest(words: str, gazetteer: Gazetteer) -> str | None:
    """The municipality whose name is nearest to the longest run of these words, when no other is about as near."""
    official = [
        name for name, entry in gazetteer.names.items() if entry.kind == "municipality" and len(name) > 4
    ]
    pieces = fold(words).lower().split()
    for length in range(len(pieces), 0, -1):
        written = " ".join(pieces[:length])
        if written in gazetteer.names:
            return None
        best = process.extract(written, official, scorer=fuzz.ratio, limit=4, score_cutoff=_ALIKE)
        towns = {name: gazetteer.names[name].municipalities for name, *_ in best}
        first = next(iter(best), None)
        if not first or first[0][0] != written[0] or len(towns[first[0]]) != 1:
            continue
        others = [score for name, score, _ in best if towns[name] != towns[first[0]]]
        return None if any(score > first[1] - _RIVAL for score in others) else towns[first[0]][0]
    return None
