"""What an offer may grow to: "Zes zijn zeker. Lukt het met de villa, dan worden het er negen" is six firm, and three that
depend on it; and homes that come on top of those told before, which their sum counts with them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Sentence
from intake.extraction.changes import Change
from intake.extraction.counting import CountingRules
from intake.extraction.kinds import is_plain, people_in, same_kind
from intake.extraction.roles import Fact, Role
from intake.extraction.supposing import supposes

_ON_TOP = re.compile(r"\b(?:er)?bij\b", re.IGNORECASE)
_THEN = re.compile(r"\b(?:dan|zo)\b[^.;]*$", re.IGNORECASE)


def may_grow(
    stood: Fact | None, facts: Sequence[Fact], sentence: Sentence, rules: CountingRules
) -> Change | None:
    """What comes on top of the number told before, where a condition is met; None where the sentence says nothing like it."""
    text = sentence.text
    grown = next((f for f in facts if f.role is Role.RESULT and is_plain(f.amount)), None)
    if stood is None or grown is None or stood.role is not Role.OFFERED or stood.index == grown.index:
        return None
    before = text[: grown.amount.number.start]
    if not (supposes(text) or (_THEN.search(before) and rules.condition.search(before))):
        return None
    old, new = stood.amount.count or 0, grown.amount.count or 0
    return (
        Change(grown.amount, old, growth=True)
        if old < new and same_kind(stood.amount, grown.amount)
        else None
    )


def homes_in_all(before: Fact, numbers: Sequence[Fact], text: str, *, told: bool) -> Change | None:
    """ "Drie woningen. De corporatie legt er twee bij, dus maak er vijf van": what it comes to counts homes as well.

    `told`: the homes `before` were told to VNG in an earlier mail.
    """
    people = len(numbers) == 3 and numbers[2].amount.total and people_in(before.amount, numbers[2].amount)
    if len(numbers) != 2 and not people:
        return None
    homes, more, new = before.amount, numbers[0].amount, numbers[1].amount
    if homes.unit is None or homes.unit.is_person or more.unit or new.unit or not homes.count:
        return None
    adds_up = homes.count + (more.count or 0) == new.count
    if not adds_up or not _ON_TOP.search(text[more.number.end : new.number.start]):
        return None
    amount = replace(new, unit=homes.unit, counted=True)
    return Change(amount, homes.count if told else None, supersedes=homes.count)
