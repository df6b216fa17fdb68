"""Words with what was understood of them: a text in segments, each with the notes that rest on it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Note:
    """What was understood of a quote. `key` is the place on the page that others point to; `kind` chooses the colour."""

    quote: str
    text: str
    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and the notes on it; `key` at the first segment of the note that has one."""

    text: str
    notes: tuple[Note, ...] = ()
    keys: tuple[str, ...] = ()


def segments(text: str, notes: Sequence[Note]) -> tuple[Segment, ...]:
    """The whole text, cut where notes begin and end. A quote matches across line ends; one that is not there is left out."""
    spans = [(start, end, note) for note in notes for start, end in _places(text, note.quote)]
    cuts = sorted({0, len(text), *(cut for start, end, _ in spans for cut in (start, end))})
    made: list[Segment] = []
    told: set[str] = set()
    for start, end in pairwise(cuts):
        here = tuple(dict.fromkeys(note for first, last, note in spans if first <= start and end <= last))
        keys = tuple(note.key for note in here if note.key and note.key not in told)
        told.update(keys)
        made.append(Segment(text[start:end], here, keys))
    return tuple(made)


def found_keys(parts: Iterable[Segment]) -> set[str]:
    """To which notes there is something to point."""
    return {key for part in parts for key in part.keys}


def _places(text: str, quote: str) -> list[tuple[int, int]]:
    words = quote.replace("\x00", "").split()
    if not words or len("".join(words)) < _SHORTEST:
        return []
    pattern = r"[\s>|]+".join(re.escape(word) for word in words)
    found = re.search(pattern, text) or re.search(pattern, text, re.IGNORECASE)
    return [found.span()] if found else []
