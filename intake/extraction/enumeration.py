"""Names and numbers by turns in one sentence, in whatever order: "vanuit Ede elf en vanuit Wageningen vier", "twintig van Goes
en telkens twee van Kapelle en Borsele", "bij ons vijf, in Tholen zes".

A sentence is read in pieces between commas and "en"; each number belongs to the name in its piece, or to the one beside it where
its piece holds none. Where that does not come out, nothing is read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

__all__ = ["Count", "Name", "Share", "is_denied", "own_words", "parts", "parts_clauses", "shares"]

_FLAGS = re.IGNORECASE
_CUT = re.compile(
    r"[;:]|,(?!\d)|[.!?]\s|\b(?:en|plus|maar|terwijl|alsmede|alsook|evenals)\b|\s[–-]\s", _FLAGS
)
_COMMA = re.compile(r"[,;]\s")
_GLUE = re.compile(
    r"(?:[\s,/&+]|\b(?:en|of|alsmede|alsook|evenals|de|het|gemeenten?|in|te|van|voor|uit|namens|vanuit|ook)\b)+",
    _FLAGS,
)
# "Ede, waarmee wij één organisatie vormen, ...", "Ede, zo hoorde ik, ...": says who, not how many.
_ASIDE = re.compile(
    r",\s*(?:(?:met|voor|namens|van|bij) wie|waar\w*|die|dat|zo|zoals|als|mits|indien|net als|na|aldus)\b[^,;:.()]*(?=,)",
    _FLAGS,
)
_EACH_BEFORE = re.compile(
    r"\b(?:elk|ieder|telkens|steeds|allebei|beide|alle (?:twee|drie|vier|vijf|zes)|per gemeente)\s+(?:[\w-]+\s+){0,2}$",
    _FLAGS,
)
_EACH_AFTER = re.compile(r"\s*(?:[\w-]+\s+){0,2}(?:per gemeente|elk|ieder|allebei)\b", _FLAGS)
# "De twee kleinere gemeenten", "verdeeld over vijf kernen", "drie uur": no places.
_NO_PLACES = re.compile(
    r"\s+(?:[a-zë]+\s+){0,2}(?:\w*gemeenten|colleges|wethouders|burgemeesters|raden|kernen|dorpen|wijken|\w*eilanden|"
    r"organisaties?|mails?|inwoners|stemmen|uur|euro|procent|fte|jaar|maanden|weken|dagen|raadsleden|kilometer|km|m2)\b",
    _FLAGS,
)
_DENIED = re.compile(r"\b(?:niet|geen)\s+$", _FLAGS)
_WHOLE = re.compile(
    r"\b(?:waarvan|daarvan|hiervan|ervan|samen|totaal|gezamenlijk\w*|opgeteld|bij elkaar|verdeeld als)\b",
    _FLAGS,
)
# "In Epe de helft daarvan", "Heerde evenveel".
_PART = re.compile(
    r"\b(?:(de helft)(?: daarvan| ervan| hiervan)?|evenveel|net zoveel|(?:hetzelfde|eenzelfde|een gelijk) aantal)"
    r"(?=\s*(?:[,;.)]|$|en\b|extra\b))",
    _FLAGS,
)
_STRONG = re.compile(
    r"\b(?:bij ons(?: zelf)?|onszelf|wijzelf|(?:wij|we|ons) zelf|onze (?:eigen )?gemeente|in eigen gemeente)\b",
    _FLAGS,
)
_THEY = re.compile(r"\b(?:(?:bij|van|voor|door) hen|zij)\b", _FLAGS)
_WEAK = re.compile(r"\b(?:wij|we|ons|onze|hier)\b", _FLAGS)


@dataclass(frozen=True, slots=True)
class Name:
    """A municipality in a text; `town` is empty for one that the mail is not for. `weak`: "wij", where nobody else is named."""

    start: int
    end: int
    town: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a text. `home`: counts houses or households; `people`: counts who lives in them."""

    start: int
    end: int
    size: int
    home: bool = False
    people: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What a sentence gives to one or more municipalities each: where its number starts, and those that describe it."""

    towns: tuple[str, ...]
    count: int
    details: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """Names in one breath, or a number, with where they stand."""

    start: int
    end: int
    names: tuple[Name, ...] = ()
    count: Count | None = None


def parts(text: str) -> Iterator[tuple[int, int, int]]:
    """Numbers told by the one before them: where each stands, and what it is divided by ("de helft daarvan": 2)."""
    for found in _PART.finditer(text):
        yield found.start(), found.end(), 2 if found.group(1) else 1


def is_denied(text: str, start: int) -> bool:
    """ "Niet vier maar zes": whether the number that starts there is said not to hold."""
    return bool(_DENIED.search(text[:start]))


def parts_clauses(between: str) -> bool:
    """True when what stands between two names ends what is said of the first: "Epe stopt, en Heerde"; not for "Epe, Heerde"."""
    return bool(_COMMA.search(between)) and not _GLUE.fullmatch(between)


def own_words(text: str, own: str | None, other: str | None = None) -> Iterator[Name]:
    """ "Bij ons", "onze gemeente", and less plainly "wij": the writer's own municipality; beside it "zij" is the `other`."""
    if own and other and _WEAK.search(text):
        yield from (Name(m.start(), m.end(), other) for m in _THEY.finditer(text))
    if own:
        strong = [Name(m.start(), m.end(), own) for m in _STRONG.finditer(text)]
        yield from strong
        for m in _WEAK.finditer(text):
            if not any(s.start <= m.start() < s.end for s in strong):
                yield Name(m.start(), m.end(), own, weak=True)


def shares(
    text: str, names: Sequence[Name], counts: Sequence[Count], own: str | None = None
) -> tuple[Share, ...]:
    """What each municipality gives, where a sentence tells it of two or more; `names` and `counts` in order.

    A number that is the sum of the others is told beside them and read as none of theirs. `own`: the municipality that the
    first number is for where it stands without a name ("er zijn nu vijf plekken, en Epe doet er zeven bij").
    """
    counts = [c for c in counts if not (is_denied(text, c.start) or _NO_PLACES.match(text, c.end))]
    plain = _without_asides(text, counts)
    names = [n for n in names if plain[n.start : n.end].strip()]
    counts, details = _apart(counts, names)
    for whole in (None, *counts[:1], *counts[-1:]):
        kept = [c for c in counts if c is not whole]
        groups = _groups(plain, names, kept)
        found = _in_order(plain, groups) or _paired(plain, groups) or _own_first(plain, groups, own)
        if _settled(found) and (whole is None or whole.size == _sum(found, counts)):
            return tuple(replace(one, details=details.get(one.count, ())) for one in found)
    return ()


def _without_asides(text: str, counts: Sequence[Count]) -> str:
    """The text, of the same length, without what interrupts it between two commas and counts nothing."""
    for aside in list(_ASIDE.finditer(text)):
        if not any(aside.start() <= c.start < aside.end() for c in counts):
            text = text[: aside.start()] + " " * (len(aside.group()) + 1) + text[aside.end() + 1 :]
    return text


def _apart(
    counts: Sequence[Count], names: Sequence[Name]
) -> tuple[list[Count], Mapping[int, tuple[int, ...]]]:
    """The numbers that are given, and those that tell how many people live in them: "vier woningen, goed voor twaalf"."""
    kept: list[Count] = []
    details: dict[int, tuple[int, ...]] = {}
    for count in counts:
        last = kept[-1] if kept else None
        named = last and any(last.end <= n.start < count.start and not n.weak for n in names)
        if last and last.home and count.people and not named:
            details[last.start] = (*details.get(last.start, ()), count.start)
        else:
            unknown = last and not count.home and not count.people
            kept.append(replace(count, home=bool(last and last.home)) if unknown else count)
    return kept, details


def _settled(found: Sequence[Share]) -> bool:
    """Two municipalities or more, each with one number."""
    towns = [town for share in found for town in share.towns if town]
    return len(towns) > 1 and len(towns) == len(set(towns))


def _sum(found: Sequence[Share], counts: Sequence[Count]) -> int:
    sizes = {c.start: c.size for c in counts}
    return sum(sizes[share.count] * len(share.towns) for share in found)


def _own_first(text: str, groups: Sequence[_Group], own: str | None) -> tuple[Share, ...]:
    """The first number without a name is the writer's own, unless the words make it a whole."""
    plain = [g for g in groups if g.count or not all(n.weak for n in g.names)]
    first = plain[0].count if len(plain) > 2 else None
    named = any(n.town == own for g in plain for n in g.names)
    if not own or named or first is None or _WHOLE.search(text):
        return ()
    found = _paired(text, plain[1:])
    return (Share((own,), first.start), *found) if found else ()


def _paired(text: str, groups: Sequence[_Group]) -> tuple[Share, ...]:
    """Each number with the names of its piece, or with those right beside it; nothing where one is left over."""
    found: list[Share | None] = []
    waiting: _Group | None = None
    for piece in _pieces(text, groups):
        held = _plain(piece)
        if len(held) == 1:
            if waiting and bool(waiting.count) != bool(held[0].count):
                found.append(_share(text, waiting, held[0]))
                waiting = None
            elif waiting and waiting.count:
                return ()
            else:
                waiting = held[0]
        elif held:
            if (waiting and waiting.count) or not _by_turns(held):
                return ()
            found += [_share(text, one, other) for one, other in zip(held[::2], held[1::2], strict=True)]
            waiting = None
    told = tuple(share for share in found if share)
    return told if len(told) == len(found) and not (waiting and waiting.count) else ()


def _by_turns(held: Sequence[_Group]) -> bool:
    return len(held) % 2 == 0 and all(bool(a.count) != bool(b.count) for a, b in pairwise(held))


def _share(text: str, one: _Group, other: _Group) -> Share | None:
    """One number of one municipality, or of each of several where that is said."""
    named, count = (other, one.count) if one.count else (one, other.count)
    towns = tuple(dict.fromkeys(n.town for n in named.names))
    if not count or not (len(towns) == 1 or _each(text, count)):
        return None
    return Share(towns, count.start)


def _each(text: str, count: Count) -> bool:
    return bool(_EACH_BEFORE.search(text[: count.start]) or _EACH_AFTER.match(text[count.end :]))


def _plain(piece: Sequence[_Group]) -> list[_Group]:
    """A piece without "wij" where another name stands; of several names without a number the last."""
    named = [g for g in piece if g.names and not all(n.weak for n in g.names)]
    kept = [g for g in piece if g.count or not named or g in named]
    return kept if any(g.count for g in kept) else kept[-1:]


def _groups(text: str, names: Sequence[Name], counts: Sequence[Count]) -> list[_Group]:
    """Names and numbers in order, with names that only small words part in one group."""
    found: list[_Group] = []
    told: list[Name | Count] = sorted((*names, *counts), key=lambda one: one.start)
    for one in told:
        last = found[-1] if found else None
        if isinstance(one, Count):
            found.append(_Group(one.start, one.end, count=one))
        elif last and last.names and _together(text, last, one):
            found[-1] = replace(last, end=one.end, names=(*last.names, one))
        else:
            found.append(_Group(one.start, one.end, (one,)))
    return found


def _together(text: str, last: _Group, name: Name) -> bool:
    """Only small words between two names, or a village in brackets behind its municipality."""
    between = text[last.end : name.start]
    return bool(_GLUE.fullmatch(between)) or (between.strip() == "(" and last.names[-1].town == name.town)


def _pieces(text: str, groups: Sequence[_Group]) -> Iterator[list[_Group]]:
    """The groups between each comma or "en" and the next; those within a group part nothing."""
    cuts = [c.start() for c in _CUT.finditer(text)]
    piece: list[_Group] = []
    for group in groups:
        if piece and any(piece[-1].end <= cut < group.start for cut in cuts):
            yield piece
            piece = []
        piece.append(group)
    yield piece


def _in_order(text: str, groups: Sequence[_Group]) -> tuple[Share, ...]:
    """ "A en B hebben acht respectievelijk drie": as many numbers as names, in the same order."""
    named = [g for g in groups if g.names and not all(n.weak for n in g.names)]
    counts = [g.count for g in groups if g.count]
    if len(named) != 1 or len(counts) < 2 or any(_each(text, count) for count in counts):
        return ()
    towns = tuple(dict.fromkeys(n.town for n in named[0].names))
    if len(towns) != len(counts) or named[0].start > counts[0].start:
        return ()
    return tuple(Share((town,), count.start) for town, count in zip(towns, counts, strict=True))
