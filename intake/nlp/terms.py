"""A text as terms: its words in runs of up to three, and pieces of words of three to five characters.

Pieces know a word again in its other forms, in a compound and with a slip of the finger: Dutch is full of those. They never
cross the edge of a word (Cavnar and Trenkle 1994, "N-Gram-Based Text Categorization").
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from threading import Lock

from spacy.language import Language
from spacy.tokens import Doc

_ASKS = frozenset("?!")
_LONGEST_RUN = 3
_PIECES = (3, 4, 5)
_MOST_REMEMBERED = 4_000


def tokens_of(doc: Doc) -> list[str]:
    """The tokens in small letters, without white space."""
    return [token.lower_ for token in doc if not token.is_space]


class Splitter:
    """Splits texts into tokens as the pipeline does, and remembers how it split the words that it met last."""

    def __init__(self, nlp: Language) -> None:
        self._nlp, self._lock = nlp, Lock()
        self._split = lru_cache(maxsize=_MOST_REMEMBERED)(self._split_word)

    def __call__(self, texts: Iterable[str]) -> list[list[str]]:
        """The tokens of each text, in small letters; the words of a text stand one space apart."""
        # A vocabulary keeps every word that it meets, for ever; in a zone it forgets those of this mail.
        with self._lock, self._nlp.memory_zone():
            return [list(chain.from_iterable(map(self._split, text.split(" ")))) for text in texts]

    def _split_word(self, word: str) -> tuple[str, ...]:
        return tuple(tokens_of(self._nlp.make_doc(word)))


def words_of(tokens: Iterable[str]) -> list[str]:
    """The words, and what asks or cries out; other punctuation is left out."""
    return [token for token in tokens if token in _ASKS or any(map(str.isalnum, token))]


def runs(words: Sequence[str], longest: int = _LONGEST_RUN) -> list[str]:
    """Every word, and every run of two words up to `longest`."""
    return [
        " ".join(words[start : start + size])
        for size in range(1, longest + 1)
        for start in range(len(words) - size + 1)
    ]


def pieces(words: Sequence[str]) -> Iterator[str]:
    """Every piece of every word; `#` tells a piece from a word, a space marks the edge of one."""
    return chain.from_iterable(map(_pieces_of, words))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _pieces_of(word: str) -> tuple[str, ...]:
    whole = f" {word} "
    found = []
    for size in _PIECES:
        found += [f"#{whole[start : start + size]}" for start in range(max(1, len(whole) - size + 1))]
        if size >= len(whole):
            break
    return tuple(found)
