"""A building is no offer when the next words take a part of it: "Het hotel telt 30 kamers. De bank houdt er 18; de andere
12 krijgt u." offers twelve rooms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.changes import adds
from intake.extraction.families import people_by_kind
from intake.extraction.offering import is_for_us, makes_room
from intake.extraction.roles import Fact, Role

_LOOK_AHEAD = 2
_FLAGS = re.IGNORECASE
_OF_THEM = re.compile(r"\b(?:er|daarvan|waarvan|hiervan|ervan)\b(?: [\w-]+){0,3}\s*$", _FLAGS)
_THEREOF = re.compile(r"^\s*(?:daarvan|hiervan|ervan)\b", _FLAGS)
_REST = re.compile(r"\b(?:overige|andere|resterende)\s+$", _FLAGS)
_CLAUSE = re.compile(r"[;:.!?]\s|, (?=(?:en|maar|waarvan|daarvan)\b)")


def with_wholes(told: Sequence[list[Fact]], sentences: Sequence[Sentence]) -> list[list[Fact]]:
    """The facts, where a number of which a later one takes a part is a whole, and the part counts what the whole counts."""
    found = [list(facts) for facts in told]
    for index, facts in enumerate(told):
        for place, fact in enumerate(facts):
            if not _holds(fact, facts[place + 1 :], sentences[index].text):
                continue
            later = list(_later(found, sentences, index, place, fact))
            part = next((f for f in later if _takes(f, sentences[f.index].text)), None)
            if part and people_by_kind(sentences[part.index].text, fact.amount.count or 0):
                continue
            if part is None and not _shares_out(fact, later, sentences):
                continue
            found[index][place] = replace(fact, role=Role.WHOLE)
            for one in [part] if part else later:
                if one.amount.unit is None and one.role is Role.OFFERED:
                    at = found[one.index].index(one)
                    found[one.index][at] = replace(one, amount=_of(one.amount, fact.amount))
    return found


def _of(part: Amount, whole: Amount) -> Amount:
    return replace(part, unit=whole.unit, counted=True)


def _holds(fact: Fact, others: Sequence[Fact], text: str) -> bool:
    """A number of homes or rooms in words that offer nothing themselves."""
    unit = fact.amount.unit
    if fact.role is not Role.OFFERED or not _plain(fact.amount) or unit is None or unit.is_person:
        return False
    cuts = [m.end() for m in _CLAUSE.finditer(text) if m.end() <= fact.amount.number.start]
    stop = others[0].amount.number.start if others else len(text)
    clause = _CLAUSE.split(text[cuts[-1] if cuts else 0 : stop])[0]
    return not makes_room(clause) and not is_for_us(clause)


def _later(
    told: Sequence[list[Fact]], sentences: Sequence[Sentence], index: int, place: int, whole: Fact
) -> Iterator[Fact]:
    """The smaller numbers of the same kind that follow soon."""
    near = told[index + 1 : index + 1 + _LOOK_AHEAD]
    for fact in (*told[index][place + 1 :], *(f for facts in near for f in facts)):
        alike = fact.amount.unit in {None, whole.amount.unit}
        same = sentences[fact.index].source is sentences[index].source
        if alike and same and _plain(fact.amount) and (fact.amount.count or 0) < (whole.amount.count or 0):
            yield fact


def _takes(fact: Fact, text: str) -> bool:
    """ "Daarvan huren wij er zes"."""
    if fact.role is not Role.OFFERED or adds(text):
        return False
    before, after = text[: fact.amount.number.start], text[fact.amount.number.end :]
    clause = _CLAUSE.split(after)[0]
    of_them = _OF_THEM.search(before) or _THEREOF.match(after)
    near = f"{before[-30:]} {clause}"
    return bool(of_them and is_for_us(near))


def _shares_out(whole: Fact, parts: Sequence[Fact], sentences: Sequence[Sentence]) -> bool:
    """Two numbers that make up the whole, one of them another's or "de andere"."""
    rest = [
        f
        for f in parts
        if f.role is Role.ELSEWHERE or _REST.search(sentences[f.index].text[: f.amount.number.start])
    ]
    return any(
        (one.amount.count or 0) + (other.amount.count or 0) == whole.amount.count
        for one, other in combinations(parts, 2)
        if one in rest or other in rest
    )


def _plain(amount: Amount) -> bool:
    return amount.count is not None and amount.number.explicit and not amount.per and not amount.building


def adds_up(facts: Sequence[Fact], whole: Fact | None) -> bool:
    """ "Daarvan komen er vijf in Noord, drie in West en een in Oost" after an offer of nine: all of it, told apart."""
    counts = [f.amount.count or 0 for f in facts]
    return len(counts) > 1 and whole is not None and sum(counts) == whole.amount.count
