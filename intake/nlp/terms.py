"""A text as terms: its words in runs of up to three, and pieces of words of three to five characters.

Pieces know a word again in its other forms, in a compound and with a slip of the finger: Dutch is full of those. They never
cross the edge of a word (Cavnar and Trenkle 1994, "N-Gram-Based Text Categorization").
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc

_ASKS = frozenset("?!")
_LONGEST_RUN = 3
_PIECES = (3, 4, 5)
_MOST_REMEMBERED = 4_000


def words_of(doc: Doc) -> list[str]:
    """The words in small letters, and what asks or cries out; other punctuation is left out."""
    return [word for word in (token.lower_ for token in doc) if word in _ASKS or any(map(str.isalnum, word))]


def runs(words: Sequence[str], longest: int = _LONGEST_RUN) -> Iterator[str]:
    """Every word, and every run of two words up to `longest`."""
    for size in range(1, longest + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def pieces(words: Sequence[str]) -> Iterator[str]:
    """Every piece of every word; `#` tells a piece from a word, a space marks the edge of one."""
    for word in words:
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
