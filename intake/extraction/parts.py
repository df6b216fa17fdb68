"""Within one sentence: a whole with its parts is the parts, or the whole, and never both."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intake.domain import Sentence, Unit
from intake.extraction.bare import told_beside
from intake.extraction.changes import adds
from intake.extraction.offers import Offer
from intake.extraction.repetition import MONTH, PHASE
from intake.extraction.siblings import NEXT
from intake.extraction.tranches import can_too

_PARTS = re.compile(
    r"waarvan|van wie|te weten|namelijk|verdeeld|(?:bestaande|opgebouwd|samengesteld) uit|onderverdeeld|uitgesplitst|\(|[:=]",
    re.IGNORECASE,
)
_SO = re.compile(r"\s+(?:\w+ )?(?:dus|samen|totaal|in totaal)\b", re.IGNORECASE)
_THESE = re.compile(r"[.;:,]\s*(?:en )?(?:die|deze)\s+$", re.IGNORECASE)
_THAT_IS = re.compile(
    r",?\s*(?:(?:maar )?dan wel|en wel|namelijk|te weten|om precies te zijn)\s+", re.IGNORECASE
)
# "Drie daarvan zijn voor ons: drie appartementen": not "drie in Oost, drie woningen in West".
_ARE_HOMES = re.compile(
    r"(?:(?! en )[^;.\d:]){0,60}:\s*(?:namelijk |te weten )?|(?:(?! en )[^;.\d:,A-Z]){0,60},\s*(?:namelijk |te weten )?"
)
# "En dertig is ook het aanbod".
_NAMES_OFFER = re.compile(
    r"\s+(?:is|blijft|wordt)\s+(?:(?:dus|ook|daarmee|nu|dan)\s+)*(?:het|ons|onze|de)\s+(?:aanbod|bod|toezegging|bijdrage|"
    r"opgave|aanmelding)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r":|\b(?:namelijk|te weten)\b", re.IGNORECASE)
_APPOSED = re.compile(r"(?:,|\()\s*(?:namelijk |te weten )?$", re.IGNORECASE)
_AT_PLACE = re.compile(r"\s+(?:in|te|op|aan|bij)\s+(?:de |het |')?[A-Z]")
# "Acht in het klooster, vijf in de pastorie": in common words as well, and not "acht in totaal".
_AT_SITE = re.compile(
    r"\s+(?:in|te|op|aan|bij|boven|naast|achter)\s+(?!totaal\b|elk\b|ieder\b)(?:(?:de|het|een|ons|onze|'t) )?\w",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"\b(?:waarvan|van wie)\b(?![^;]*,\s+en\s)", re.IGNORECASE)

# "Zes plekken, twee daarvan in mei".
OF_IT = re.compile(r"\s+(?:daarvan|hiervan|ervan)\b", re.IGNORECASE)

# A part that comes at another time, or is not yet sure, is a tranche of its own; one at another place is not.
_DIFFERS = re.compile(
    rf"{MONTH.pattern}|{PHASE.pattern}|\b(?:direct|meteen|nu|dit jaar|volgend|later|begin|eind|medio|vanaf|per|voorbehoud|mits|"
    r"als|indien|wanneer|tenzij|zodra|afhankelijk|afhangt|hangen|hangt|nog|pas|zeker|onzeker|hard|zacht|vast|voorlopig|mogelijk|"
    r"misschien|voorwaarde\w*)\b|\d{1,2}[-/]\d",
    re.IGNORECASE,
)


def without_parts(offers: list[Offer], text: str) -> list[Offer]:
    """ "twintig: twaalf in juli en acht in oktober" is the two tranches; "drie woningen: twee voor "
    "gezinnen van vier…" is three."""
    offers = _told_once(_told_again(offers, text), text)
    for position, whole in enumerate(offers):
        parts = offers[position + 1 :]
        if not parts:
            break
        if beside := _beside(whole, parts, text):
            own = without_parts(offers[: -len(beside)], text)
            return [replace(own[0], explains=frozenset({whole.size})), *own[1:], *beside]
        between = text[whole.amount.end : parts[0].amount.number.start]
        if NEXT.search(between):
            continue
        if _same_people(whole, parts, between):
            return [*offers[:position], whole]
        bare = len(parts) > 1 and all(part.amount.unit is None for part in parts)
        people = (
            len(parts) > 1 and whole.is_people and all(part.is_people and not part.adds for part in parts)
        )
        alike = (
            (bare or people)
            and not _side_by_side(whole, parts, text)
            and sum(part.size for part in parts) in {whole.amount.count, whole.persons}
        )
        of_it = len(parts) == 1 and OF_IT.match(text[parts[0].amount.number.end :])
        if whole.amount.count is None or not (_PARTS.search(between) or whole.amount.total or alike or of_it):
            continue
        whole_first = [*offers[:position]]
        if len(parts) > 1 and sum(part.size for part in parts) == whole.persons:
            return [*whole_first, whole]
        if len(parts) > 1 and sum(part.size for part in parts) == whole.amount.count:
            return [*whole_first, *_told_apart(whole, parts)]
        if (of_it or _OF_WHICH.search(between)) and all(part.size < whole.amount.count for part in parts):
            apart = _DIFFERS.search(text[whole.amount.end :])
            return [*whole_first, *(_rest(whole, parts) if apart else [whole])]
        opens = whole.amount.unit and _opens(text[: whole.amount.number.start], between)
        if opens and all(part.size <= whole.amount.count for part in parts):
            return [*whole_first, whole]
    return offers


def _opens(before: str, between: str) -> bool:
    told = bool(_OPENS.search(between)) and not re.search(r"[;\n]", between)
    return told and not _is_label(before, between)


def _is_label(before: str, between: str) -> bool:
    """ "Noord: 12, Zuid: 9": what stands before a colon says where, and not of which whole."""
    return bool(re.search(r"\w", between)) and all(part.rstrip().endswith(":") for part in (before, between))


def _beside(whole: Offer, parts: Sequence[Offer], text: str) -> Sequence[Offer]:
    """ "Zeven in de stad, waarvan vijf aan de Kade en twee op de Dijk, en vijf in het dorp": what follows when all are told."""
    if not _OF_WHICH.search(text[whole.amount.end : parts[0].amount.number.start]):
        return ()
    ends = (
        end for end in range(2, len(parts)) if sum(part.size for part in parts[:end]) == whole.amount.count
    )
    return parts[end:] if (end := next(ends, None)) else ()


def _same_people(whole: Offer, parts: Sequence[Offer], between: str) -> bool:
    """ "Vijf: een gezin van drie en twee alleenstaanden", "drie mensen, een moeder met twee kinderen": who they are."""
    count = whole.amount.count
    told = count is not None and sum(part.people or part.size for part in parts) == count
    if not told or not whole.is_people or any(part.adds for part in parts):
        return False
    same = len(parts) == 1 and parts[0].amount.unit is not None and bool(_APPOSED.search(between))
    return same or (len(parts) > 1 and any(part.household for part in parts))


def with_growth(offers: list[Offer]) -> list[Offer]:
    """ "Acht erbij, waarmee wij op 32 staan": 32 now, where there were 24."""
    if len(offers) != 2:
        return offers
    more, now = offers
    grown = adds(more.sentence.text[: now.amount.number.start]) and now.size > more.size
    return [replace(now, replaces=now.size - more.size)] if grown else offers


def _side_by_side(whole: Offer, parts: Sequence[Offer], text: str) -> bool:
    """ "Tien in Noord, acht in West en twee in Zuid": each with its own place, none the sum of the others."""
    return all(_AT_SITE.match(text[o.amount.end :]) for o in (whole, *parts))


def _told_again(offers: list[Offer], text: str) -> list[Offer]:
    """ "6+4 plekken: zes in Noord, vier in West": after the colon the same numbers again, each with its place."""
    cut = text.find(":")
    left = [o for o in offers if o.amount.number.start < cut]
    right = [o for o in offers if o.amount.number.start > cut]
    if len(left) < 2 or [o.size for o in left] != [o.size for o in right]:
        return offers
    units = (o.amount.unit or left[-1].amount.unit for o in left)
    return [
        replace(o, amount=replace(o.amount, unit=unit)) if o.amount.unit is None else o
        for o, unit in zip(right, units, strict=True)
    ]


def _told_once(offers: list[Offer], text: str) -> list[Offer]:
    """ "Ruimte voor drie mensen; die drie plekken komen erbij", "twee, maar dan wel twee gezinnen": once."""
    for one, again in pairwise(offers):
        between = text[one.amount.end : again.amount.number.start]
        if _are_their_people(one, again, text):
            return [o for o in offers if o is not again]
        homes = one.amount.unit is None and not again.is_people and one.size == again.size
        if homes and _ARE_HOMES.fullmatch(between):
            return _told_once([o for o in offers if o is not one], text)
        if one.size != again.size or _AT_PLACE.match(text[again.amount.end :]):
            continue
        if _NAMES_OFFER.match(text[again.amount.end :]) or (_THESE.search(between) and again.is_people):
            return [o for o in offers if o is not again]
        if one.amount.unit is None and again.amount.unit is not None and _THAT_IS.fullmatch(between):
            return [o for o in offers if o is not one]
    return offers


def _are_their_people(homes: Offer, again: Offer, text: str) -> bool:
    """ "Zes kamers voor telkens twee, twaalf dus"."""
    so = again.amount.total or _SO.match(text[again.amount.end :])
    return bool(so) and homes.persons is not None and homes.persons == again.size and again.persons is None


def _told_apart(whole: Offer, parts: list[Offer]) -> list[Offer]:
    unit = whole.amount.unit
    if whole.persons is not None and all(part.persons is None and part.amount.unit is None for part in parts):
        return [whole]
    same = [
        replace(part, amount=replace(part.amount, unit=unit)) if unit and part.amount.unit is None else part
        for part in parts
    ]
    if whole.amount.unit and not whole.is_people and all(part.persons is not None for part in same):
        return [replace(whole, persons=sum(part.persons or 0 for part in same))]
    return same


def _rest(whole: Offer, parts: list[Offer]) -> list[Offer]:
    """ "20, waarvan 8 onder voorbehoud": the part apart and the rest, when a single part is told; else "
    "the whole."""
    part, count = parts[0], whole.amount.count
    if (
        len(parts) > 1
        or count is None
        or part.amount.count is None
        or not part.is_people
        or not whole.is_people
    ):
        return [whole]
    left = replace(
        whole.amount, number=replace(whole.amount.number, value=count - part.amount.count), total=False
    )
    unit = part.amount.unit or whole.amount.unit or Unit.PLEKKEN
    return [replace(whole, amount=left), replace(part, amount=replace(part.amount, unit=unit))]


def with_told_beside(offers: list[Offer], following: Sequence[Sentence]) -> list[Offer]:
    """The offers, where the words of the sentence or of the next one say that they come beside what was told before.

    Whoever hears each number by itself does not hear that.
    """
    beside = told_beside(following)
    return [
        replace(o, adds=True, explains=frozenset({o.size}))
        if beside or can_too(o.sentence.text[o.amount.number.end :])
        else o
        for o in offers
    ]
