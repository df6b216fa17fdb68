"""Text and numbers as every database takes them."""

from typing import Any

from intake.mail.conversation import normalise_subject

LONGEST_NAME = 500
LONGEST_LINE = 1_000
_LONGEST_TOPIC = 200
_LARGEST = 1_000_000_000
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
