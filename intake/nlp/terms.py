"""Text as terms: words and runs of up to three words, and pieces of words of three to five characters.

Pieces know a word again in its other forms, in a compound and with a slip of the finger: Dutch is full of those. They never
cross the edge of a word (Cavnar and Trenkle 1994, "N-Gram-Based Text Categorization").
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"\w+|[?!]")
_LONGEST_RUN = 3
_PIECES = (3, 4, 5)
_MOST_REMEMBERED = 4_000


def runs(text: str) -> Iterator[str]:
    """Every word, and every run of two and three words, in small letters."""
    words = _WORD.findall(text.lower())
    for size in range(1, _LONGEST_RUN + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def pieces(text: str) -> Iterator[str]:
    """Every piece of every word, in small letters; `#` tells a piece from a word, a space marks the edge of one."""
    for word in text.lower().split():
        yield from _pieces_of(word)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _pieces_of(word: str) -> tuple[str, ...]:
    whole = f" {word} "
    found = []
    for size in _PIECES:
        found += [f"#{whole[start : start + size]}" for start in range(max(1, len(whole) - size + 1))]
        if size >= len(whole):
            break
    return tuple(found)
