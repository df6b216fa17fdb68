"""A joint body that writes: for which of the municipalities that it serves, or that it collects from."""

import re
from typing import TYPE_CHECKING

from intake.domain import Source
from intake.extraction import phrases
from intake.extraction.gazetteer import Organisation
from intake.extraction.parties import LED, NAMED, SIGNED

if TYPE_CHECKING:
    from intake.extraction.deciding import Case

_MEMBER, STRANGER = 1.0, 2.0
_WHOLE = re.compile(
    r"\b(?:alle|beide|onze|de (?:twee|drie|vier|vijf|zes|[2-6]))\b(?: \w+)? "
    r"(?:gemeenten|colleges|wethouders|raden|burgemeesters)\b|"
    r"\w-gemeenten\b|\b(?:kempen|peel)gemeenten\b"
)


def of_organisation(case: "Case", organisation: Organisation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A joint body writes for the members (and neighbours) that it names with an offer, a plea or a "namens"."""
    # A province that tells what must be done by each of them writes for none.
    tasks = case.sender.passes_on and phrases.TASK_ONLY.search(case.text)
    if not (case.sender.works_for_members or case.sender.passes_on) or case.outsider or case.only or tasks:
        return case.claimed, ()
    member = _MEMBER if case.sender.works_for_members else STRANGER
    needed = {name: member for name in organisation.members}
    # Of several members only those that do something offer places; a question is asked for whoever is named.
    all_named = case.sender.works_for_members and not (case.counts and case.numbered)
    speaking = None if all_named else case.acting | _called(case)
    ranked = [(name, score) for name, score in case.ranked() if speaking is None or name in speaking]
    names = tuple(name for name, score in ranked if score >= needed.get(name, STRANGER))
    # "Onze drie wethouders vragen zich af": all that are named, whatever number stands with one of them.
    if case.sender.works_for_members and not case.offers and _WHOLE.search(case.text):
        named = tuple(name for name in organisation.members if case.scores.get(name, 0.0) > 0)
        names = max(names, named, key=len)
    if names or not case.sender.works_for_members:
        return _beside_signature(case, names), ()
    refused = [name for name in organisation.members if case.scores.get(name, 0.0) < 0]
    if len(refused) == 1:
        return tuple(refused), ()
    if _WHOLE.search(case.text) and not refused:
        return organisation.members, ()
    return (), (
        f"Niet duidelijk is voor welke gemeente {organisation.name} schrijft: {' of '.join(organisation.members)}.",
    )


def _beside_signature(case: "Case", names: tuple[str, ...]) -> tuple[str, ...]:
    """ "Namens de gemeente Goes", signed for an office of three: those that only the name of the office tells are left out."""
    lines = {c.quote for c in case.clues if c.witness == SIGNED}
    offices = {q for q in lines if len({c.municipality for c in case.clues if c.quote == q}) > 1}
    named = {c.municipality for c in case.clues if c.weight > 0 and c.quote not in offices}
    return names if _WHOLE.search(case.text) else tuple(n for n in names if n in named) or names


def _called(case: "Case") -> frozenset[str]:
    """The municipalities that are called so ("de gemeente Goes"): by a service of several anywhere, else in the subject."""
    subjects = {s.text[:200] for s in case.reading.sentences if s.source is Source.SUBJECT}
    return frozenset(
        c.municipality
        for c in case.clues
        if c.weight >= NAMED + LED
        and (case.sender.works_for_members or (c.quote in subjects and c.weight >= 1.0 + LED))
    )
