"""Domains that look like another one: foreign letters (UTS #39), one letter off, another ending, a known name in front."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from confusable_homoglyphs import confusables
from rapidfuzz.distance import OSA

_SHORTEST_TYPO = 4
# Letters and figures of ASCII itself that look alike in many typefaces; the longest first.
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"))
# As `skeleton` leaves them: "i" is written as "l".
_AFFIXES = ("gemeente", "gem", "mall", "lnfo")


def unicode_domain(domain: str) -> str:
    """The domain as people see it: punycode written out (RFC 3492)."""
    return ".".join(_written_out(label) for label in domain.lower().split("."))


def _written_out(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


@lru_cache(maxsize=2_000)
def _latin(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    if plain:
        return plain
    for found in confusables.is_confusable(character, greedy=True, preferred_aliases=["latin"]) or ():
        return next((one["c"] for one in found["homoglyphs"] if one["c"].isascii()), character)
    return character


def skeleton(domain: str) -> str:
    """What is left when letters that look alike are made the same: two domains with one skeleton look the same."""
    text = "".join(
        character if character.isascii() else _latin(character) for character in unicode_domain(domain)
    ).lower()
    for seen, meant in _ALIKE:
        text = text.replace(seen, meant)
    return text


@lru_cache(maxsize=4)
def _skeletons(known: frozenset[str]) -> Mapping[str, str]:
    return {skeleton(domain): domain for domain in known}


def looks_the_same(domain: str, known: frozenset[str]) -> str:
    """The known domain that this one shows to a hasty reader, or "": the same letters, or a known name in front."""
    same = _skeletons(known).get(skeleton(domain), "")
    if same and same != domain:
        return same
    labels = unicode_domain(domain).split(".")
    pairs = (f"{one}.{other}" for one, other in pairwise(labels[:-1]))
    if front := next((pair for pair in pairs if pair in known), ""):
        return front
    # "ommen.nl-inloggen.com", "ommen-nl.com"
    return next((one for one in _heads(labels) if one in known), "")


def _heads(labels: list[str]) -> Iterable[str]:
    for index, label in enumerate(labels[:-1]):
        head, dash, _ = label.partition("-")
        if dash and index > 0:
            yield f"{labels[index - 1]}.{head}"
        name, dash, ending = label.rpartition("-")
        if dash and ending in {"nl", "frl"}:
            yield f"{name}.{ending}"


def resembles(domain: str, known: Iterable[str]) -> str:
    """The known domain that this one is a letter, an ending or an addition away from, or ""."""
    name, ending = _name_and_ending(skeleton(domain))
    for one in known:
        other, other_ending = _name_and_ending(skeleton(one))
        if name.replace("-", "") == other.replace("-", "") and ending == other_ending:
            # With or without a hyphen is how people remember a domain, and how some municipalities own both.
            continue
        if other == name and ending != other_ending:
            return one
        if (
            len(other) >= _SHORTEST_TYPO
            and ending == other_ending
            and OSA.distance(name, other, score_cutoff=1) == 1
        ):
            return one
        if ending != other_ending and any(
            name.replace("-", "") in {affix + other, other + affix} for affix in _AFFIXES
        ):
            return one
    return ""


def _name_and_ending(domain: str) -> tuple[str, str]:
    labels = domain.split(".")
    return (labels[-2], labels[-1]) if len(labels) > 1 else (domain, "")
