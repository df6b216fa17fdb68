"""By what a later mail calls a line: its number in a list, its place in the order, or words with which it was told.

"Nummer 2", "onderdeel b", "het eerste adres", "de bijgebouwen": a line is called where only one of them fits.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from spacy.lang.nl.stop_words import STOP_WORDS

from intake.extraction.numerals import parse_word
from intake.services.claims import Standing

_KIND = (
    r"(?:nummers?|nrs?\.?|locaties?|adres(?:sen)?|onderde(?:el|len)|punt(?:en)?|de(?:el|len)|opties?|pand(?:en)?|tranches?|"
    r"blok|regels?)"
)
_LABELS = re.compile(
    rf"\b{_KIND}\s+((?:\d{{1,2}}|[a-h])\b(?:(?:, | en |,? en )(?:\d{{1,2}}|[a-h])\b(?!\s+\w{{3,}}(?:en|s)\b))*)",
    re.IGNORECASE,
)
_ORDER = {"eerste": 1, "eerstgenoemde": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5}
_ORDINAL = re.compile(
    rf"\b({'|'.join(_ORDER)})\s+(?:\w+e\s+)?(?:adres|locatie|pand|deel|groep|huis|woning|gebouw|plek|tranche|optie|onderdeel|"
    r"punt|regel|stap|fase|lichting)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
# What every mail about places says, so that it tells no line from another.
_EVERYWHERE = frozenset(
    "plek plekken plaats plaatsen persoon personen mensen statushouders vergunninghouders gemeente aanbod toezegging extra "
    "beschikbaar komen komt gaan gaat kunnen kunt zullen willen staat staan blijft blijven wordt worden hebben heeft "
    "geachte heer mevrouw beste collega goedemorgen goedemiddag graag helaas gewoon verder daar daarvan jullie onze".split()
)
_STEM = 7
# One word of the sentence before a remark, and not of the quote, may be there by chance.
_TOO_LITTLE = (0, 1)


def called(text: str, near: str, pool: Sequence[Standing]) -> int | None:
    """The place in `pool` of the one line that a sentence calls, by itself or by what stands `near` it."""
    labelled = labels(text, pool)
    if labelled:
        return labelled[0] if len(labelled) == 1 else None
    scores = likeness(text, near, pool)
    best = max(scores, default=_TOO_LITTLE)
    return scores.index(best) if best > _TOO_LITTLE and scores.count(best) == 1 else None


def all_called(text: str, pool: Sequence[Standing]) -> list[int]:
    """The places in `pool` of all lines that a sentence calls by its own words: "Gendt en Bemmel blijven zoals ze zijn"."""
    return [at for at, (own, _) in enumerate(likeness(text, "", pool)) if own > 1]


def without_labels(text: str) -> str:
    """The sentence without the numbers that only say which line is meant: "nummer 2"."""
    return _LABELS.sub("", text)


def labels(text: str, pool: Sequence[Standing]) -> list[int]:
    """The places in `pool` of the lines that a sentence calls by number or order."""
    return sorted(
        {at for label in _labels_in(text) for at, one in enumerate(pool) if _is_labelled(one, label, pool)}
    )


def _labels_in(text: str) -> Iterator[str]:
    for found in _LABELS.finditer(text):
        yield from re.findall(r"\d+|\b[a-h]\b", found[1].lower())
    for found in _ORDINAL.finditer(text):
        yield str(_ORDER[found[1].lower()])


def _is_labelled(one: Standing, label: str, pool: Sequence[Standing]) -> bool:
    if any(_has_label(other, label) for other in pool):
        return _has_label(one, label)
    return label.isdigit() and one.place == int(label)


def _has_label(one: Standing, label: str) -> bool:
    return bool(re.search(rf"(?:^|[\s(]){label}[.):]\s", one.about, re.IGNORECASE))


def likeness(text: str, near: str, pool: Sequence[Standing]) -> list[tuple[int, int]]:
    """How many words each line shares with a sentence, and with what stands near it; those of its quote count twice."""
    if not pool:
        return []
    around = [_words(one.about or one.line.quote) for one in pool]
    quotes = [_words(one.line.quote) & words for one, words in zip(pool, around, strict=True)]
    everywhere = frozenset.intersection(*around) | _words(pool[0].line.municipality or "")
    own, beside = _words(text) - everywhere, _words(near) - everywhere
    return [
        (len(own & words) + len(own & quote), len(beside & words) + len(beside & quote))
        for quote, words in zip(quotes, around, strict=True)
    ]


def _words(text: str) -> frozenset[str]:
    """The words that may tell one place from another, cut so that "bijgebouw" is in "bijgebouwen"; no numbers."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return frozenset(
        word[:_STEM]
        for word in _WORD.findall(plain)
        if word not in STOP_WORDS and word not in _EVERYWHERE and parse_word(word) is None
    )
