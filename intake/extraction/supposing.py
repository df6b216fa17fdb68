"""A condition in its word order alone: "Stemt de raad in, dan komen er acht plekken" has no word that means *if*."""

import re

# A verb at the head of the clause, a subject that is not the reader, and what then follows.
_SUPPOSED = re.compile(
    r"(?:^|[;:.–(]\s?|,\s(?:maar|en|want|doch)\s)"
    r"(?!(?:dat|het|niet|met|wat|uit|moet|laat|eerst|rekent|telt|neemt|heeft u|mocht)\b)\w+t\s"
    r"(?:de|het|hij|zij|ze|er|die|dat|dit|wij|we|ons|onze|een|geen|haar|zijn|hun|(?-i:[A-Z])\w+)\b"
    r"(?!\s(?:u|jullie)\b)[^.;?]{2,140},\sdan\b(?!\s(?:ook|als)\b)",
    re.IGNORECASE,
)


def supposes(text: str) -> bool:
    """True when a statement opens with its verb, as a question does, and goes on with what follows from it."""
    line = " ".join(text.split())
    return bool(_SUPPOSED.search(line)) and not line.endswith("?")
