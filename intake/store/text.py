"""Text and numbers as every database takes them."""

import re
import unicodedata
from typing import Any

from intake.mail.conversation import normalise_subject

LONGEST_NAME = 500
LONGEST_LINE = 1_000
_LONGEST_TOPIC = 200
_LARGEST = 1_000_000_000
_LONGEST_SEARCHED = 50_000
_WORD = re.compile(r"\w+")
_NOTHING = str.maketrans({0: None})


def clean(text: str, longest: int = 0) -> str:
    """`text` without NUL and half surrogates, which PostgreSQL refuses; cut off after `longest` (0: never).

    Indexed columns need a bound: PostgreSQL's index entries hold no more than 2,700 bytes.
    """
    whole = text.translate(_NOTHING).encode("utf-8", "replace").decode("utf-8")
    return whole[:longest] if longest else whole


def topic_of(subject: str) -> str:
    """The subject by which two mails are compared, short enough for an index."""
    return clean(normalise_subject(subject), _LONGEST_TOPIC)


def searchable(*texts: str) -> str:
    """The words by which texts are found: in small letters without accents, because people seldom type them."""
    return " ".join(plain_words(clean(" ".join(texts)[:_LONGEST_SEARCHED])))


def plain_words(said: str) -> list[str]:
    """The words of a text in small letters, without accents."""
    plain = unicodedata.normalize("NFKD", said.lower())
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def clean_json(value: Any) -> Any:
    """The same for every text inside lists and objects."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(key)): clean_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clean_json(inner) for inner in value]
    return value


def bounded(number: int | None) -> int | None:
    """A number that fits in a column; what is larger was no number of people or homes."""
    return number if number is not None and abs(number) <= _LARGEST else None
