"""Says a mail the same number twice, or two numbers? Repetition is counted once, a total and its parts too."""

from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Pledge, Sentence, Source
from intake.extraction.amounts import CountingRules

Found = tuple[Pledge, int, bool]
"""A pledge, the index of its sentence, and whether it calls itself a total."""


def merge(found: Sequence[Found], sentences: Sequence[Sentence], counting: CountingRules) -> tuple[tuple[Pledge, ...], tuple[str, ...]]:
    """One entry per municipality per tranche, and a doubt for each contradiction."""
    del counting
    doubts: list[str] = []
    kept: list[Pledge] = []
    for municipality in dict.fromkeys(pledge.municipality for pledge, _, _ in found):
        group = [item for item in found if item[0].municipality == municipality]
        pledges = _without_totals(_without_repeats(_by_source(group, doubts)))
        kept += pledges
    named = [pledge for pledge in kept if pledge.municipality]
    nameless = [pledge for pledge in kept if not pledge.municipality]
    if named and nameless:
        total = sum(_size(pledge) for pledge in named)
        nameless = [pledge for pledge in nameless if _size(pledge) != total and len(named) < 2]
    changed = [pledge for pledge in kept if pledge.replaces is not None]
    result = [p for p in (*named, *nameless) if not _superseded(p, changed)]
    return tuple(result), tuple(doubts)


def _superseded(pledge: Pledge, changed: list[Pledge]) -> bool:
    return any(p is not pledge and p.municipality == pledge.municipality and pledge.places in {p.replaces} for p in changed)


def _by_source(group: list[Found], doubts: list[str]) -> list[Found]:
    """The body goes before the subject; an attachment counts where the body gives no number, and may contradict it."""
    body = [item for item in group if item[0].source in {Source.BODY, Source.FORWARDED}]
    subject = [item for item in group if item[0].source is Source.SUBJECT]
    attached = [item for item in group if item[0].source is Source.ATTACHMENT]
    chosen = body or subject or []
    if body and subject and not _agree(subject, body):
        doubts.append(f"Het onderwerp noemt {_told(subject)} en de tekst {_told(body)}.")
    if chosen and attached and not _agree(attached, chosen):
        doubts.append(f"De bijlage noemt {_told(attached)} en de mail {_told(chosen)}.")
    return chosen or attached


def _agree(one: list[Found], other: list[Found]) -> bool:
    sizes = {_size(item[0]) for item in other} | {_people(item[0]) for item in other} | {sum(_size(item[0]) for item in other)}
    return any(_size(item[0]) in sizes for item in one) or sum(_size(item[0]) for item in one) in sizes


def _told(items: list[Found]) -> str:
    return " en ".join(dict.fromkeys(str(item[0].places if item[0].places is not None else f"{item[0].min}-{item[0].max}") for item in items))


def _size(pledge: Pledge) -> int:
    return pledge.places if pledge.places is not None else (pledge.min or 0) + 1000 * (pledge.max or 0)


def _people(pledge: Pledge) -> int:
    return pledge.persons_total if pledge.persons_total is not None else _size(pledge)


def _without_repeats(group: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for pledge, sentence, total in group:
        same = next((i for i, (p, s, _) in enumerate(kept) if s != sentence and _repeats(pledge, p)), None)
        if same is None:
            kept.append((pledge, sentence, total))
        else:
            earlier, where, was_total = kept[same]
            kept[same] = (_richer(earlier, pledge), where, was_total or total)
    return kept


def _repeats(pledge: Pledge, earlier: Pledge) -> bool:
    if pledge.additional:
        return False
    if pledge.unit and earlier.unit and pledge.unit.is_person != earlier.unit.is_person:
        return _people(pledge) == _people(earlier) and pledge.persons_total != earlier.persons_total
    return _size(pledge) == _size(earlier)


def _richer(earlier: Pledge, later: Pledge) -> Pledge:
    return replace(earlier, persons_total=earlier.persons_total or later.persons_total, replaces=earlier.replaces or later.replaces)


def _without_totals(group: list[Found]) -> list[Pledge]:
    """Drop the total where its parts are given: a number that calls itself a total, or that equals the sum of all others."""
    for candidate in group:
        others = [item for item in group if item is not candidate]
        if others and len(others) > 1 - candidate[2] and _is_sum(candidate[0], [item[0] for item in others]):
            return [item[0] for item in others]
    people = [item for item in group if item[0].unit and item[0].unit.is_person]
    houses = [item for item in group if item[0].unit and not item[0].unit.is_person]
    if len(people) == 1 and houses and people[0][2]:
        return [people[0][0]] if len(houses) > 1 else [replace(houses[0][0], persons_total=people[0][0].places)]
    return [item[0] for item in group]


def _is_sum(total: Pledge, parts: list[Pledge]) -> bool:
    return total.places is not None and (total.places == sum(_size(p) for p in parts) or total.places == sum(_people(p) for p in parts))
