"""Which line a remark is about: "de bijgebouwen vallen af" names no number, but one line was told with those words.

A remark belongs to the line whose number it names, else to the one whose words it shares and the other lines do not have.
Where nothing tells, or one remark contradicts another, nothing is decided.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from spacy.lang.nl.stop_words import STOP_WORDS

from intake.services.claims import Standing
from intake.ties import Fate, Remark

_WORD = re.compile(r"[^\W\d_]{4,}")
# What every mail about places says, so that it tells no line from another.
_EVERYWHERE = frozenset(
    "plek plekken plaats plaatsen persoon personen mensen statushouders vergunninghouders gemeente aanbod toezegging extra "
    "beschikbaar komen komt gaan gaat kunnen kunt zullen willen staat staan blijft blijven wordt worden hebben heeft "
    "graag helaas gewoon verder daar daarvan jullie onze".split()
)
_STEM = 7
# One word of the sentence before a remark, and not of the quote, may be there by chance.
_TOO_LITTLE = (0, 1)
_ALL = re.compile(r"\b(?:alles|allemaal|beide|allebei|alle (?:drie|vier|vijf))\b", re.IGNORECASE)


def fates(remarks: Sequence[Remark], pool: Sequence[Standing]) -> dict[int, Fate]:
    """What became of each line, by its place in `pool`; the last remark about a line holds, unless it takes back another."""
    told: dict[int, list[Fate]] = {}
    for remark in remarks:
        for place in _about(remark, pool):
            told.setdefault(place, []).append(remark.fate)
    for remark in remarks:
        # "Verder blijft alles zoals het was": said of what nothing else was said of.
        if _ALL.search(remark.text):
            told = {place: told.get(place, [remark.fate]) for place in range(len(pool))}
    found = {place: _last(said) for place, said in told.items() if not _contradict(said)}
    return found | _left_over(remarks, pool, told)


def _last(said: Sequence[Fate]) -> Fate:
    """What was said last; that something waits takes nothing back of what is gone."""
    return Fate.GONE if Fate.GONE in said else said[-1]


def _contradict(said: Sequence[Fate]) -> bool:
    return Fate.GONE in said and not {Fate.FIRM, Fate.STAYS}.isdisjoint(said)


def _left_over(
    remarks: Sequence[Remark], pool: Sequence[Standing], told: Mapping[int, Sequence[Fate]]
) -> dict[int, Fate]:
    """ "Het ene huis valt af, de pastorie blijft": what goes is the one line of which nobody says that it stays."""
    rest = [place for place in range(len(pool)) if place not in told]
    unheard = any(one.fate is Fate.GONE and not _about(one, pool) for one in remarks)
    stay = all(Fate.GONE not in said for said in told.values())
    return {rest[0]: Fate.GONE} if unheard and stay and told and len(rest) == 1 else {}


def _about(remark: Remark, pool: Sequence[Standing]) -> list[int]:
    """The places in `pool` of the lines that a remark is about."""
    by_number = [
        at for at, one in enumerate(pool) if remark.numbers & {one.line.places, one.line.persons} - {None}
    ]
    if by_number:
        return by_number if len(by_number) <= len(remark.numbers) else []
    if _ALL.search(remark.text):
        return []
    found = alike(remark.text, remark.before, pool)
    return [] if found is None else [found]


def alike(text: str, near: str, pool: Sequence[Standing]) -> int | None:
    """The place in `pool` of the one line that was told with more words of a sentence, or of what stands `near` it."""
    scores = _likeness(text, near, pool)
    best = max(scores, default=_TOO_LITTLE)
    return scores.index(best) if best > _TOO_LITTLE and scores.count(best) == 1 else None


def _likeness(text: str, beside: str, pool: Sequence[Standing]) -> list[tuple[int, int]]:
    """How many words each line shares with a sentence, and with what stands beside it; those of its quote count twice."""
    if not pool:
        return []
    around = [_words(one.about or one.line.quote) for one in pool]
    quotes = [_words(one.line.quote) & words for one, words in zip(pool, around, strict=True)]
    everywhere = frozenset.intersection(*around) | _words(pool[0].line.municipality or "")
    own, near = _words(text) - everywhere, _words(beside) - everywhere
    return [
        (len(own & words) + len(own & quote), len(near & words) + len(near & quote))
        for quote, words in zip(quotes, around, strict=True)
    ]


def _words(text: str) -> frozenset[str]:
    """The words that may tell one place from another, cut so that "bijgebouw" is in "bijgebouwen"."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return frozenset(
        word[:_STEM] for word in _WORD.findall(plain) if word not in STOP_WORDS and word not in _EVERYWHERE
    )
