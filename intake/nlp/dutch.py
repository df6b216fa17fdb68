"""Is a text Dutch? The model learned no other language, and its opinion of another one means nothing."""

import re

from spacy.lang.nl.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+")
_READ = 2_000
# Running Dutch has about twice as many; English shares "is", "in", "of" and a few more.
_SHARE, _LEAST = 0.2, 2


def reads_as_dutch(text: str) -> bool:
    """Whether enough of its words are the small words of Dutch."""
    words = _WORD.findall(text[:_READ].lower())
    small = sum(word in STOP_WORDS for word in words)
    return small >= _LEAST and small >= _SHARE * len(words)
