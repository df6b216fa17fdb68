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
_OWN, _NEAR = 2, 1
_ALL = re.compile(r"\b(?:alles|allemaal|beide|allebei|alle (?:drie|vier|vijf))\b", re.IGNORECASE)


def fates(remarks: Sequence[Remark], pool: Sequence[Standing]) -> dict[int, Fate]:
    """What became of each line, by its place in `pool`; the last remark about a line holds, unless it takes back another."""
    told: dict[int, list[Fate]] = {}
    for remark in remarks:
        for place in _about(remark, pool):
            told.setdefault(place, []).append(remark.fate)
    found = {place: said[-1] for place, said in told.items() if not _contradict(said)}
    return found | _left_over(remarks, pool, told)


def _contradict(said: Sequence[Fate]) -> bool:
    return Fate.GONE in said and not {Fate.FIRM, Fate.STAYS}.isdisjoint(said)


def _left_over(
    remarks: Sequence[Remark], pool: Sequence[Standing], told: Mapping[int, Sequence[Fate]]
) -> dict[int, Fate]:
    """ "Het ene huis valt af, de pastorie blijft": what goes is the one line of which nobody says that it stays."""
    rest = [place for place in range(len(pool)) if place not in told]
    unheard = any(remark.fate is Fate.GONE and not _about(remark, pool) for remark in remarks)
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
        return list(range(len(pool)))
    words = [_words(one.about or one.line.quote) for one in pool]
    everywhere = frozenset.intersection(*words) if words else frozenset()
    own, near = _words(remark.text) - everywhere, _words(remark.before) - everywhere
    scores = [_OWN * len(own & mine) + _NEAR * len(near & mine) for mine in words]
    best = max(scores, default=0)
    return [scores.index(best)] if best and scores.count(best) == 1 else []


def _words(text: str) -> frozenset[str]:
    """The words that may tell one place from another, cut so that "bijgebouw" is in "bijgebouwen"."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return frozenset(
        word[:_STEM] for word in _WORD.findall(plain) if word not in STOP_WORDS and word not in _EVERYWHERE
    )
