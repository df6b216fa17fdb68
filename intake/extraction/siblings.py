"""Numbers that stand together stand or fall together: "vijf in Noord, zeven in West en vier in Zuid", or each in a line of
its own, with or without their sum.

Each number of such a list says little by itself; a list that adds up to a number beside it says much.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.leaning import BULLET, PLACED, against, item_runs
from intake.extraction.roles import Fact, Role, Spot

# "Vier leveren in Sluis": verbs that say of the first number what holds for both.
_TAKES = (
    r"beschikbaar|kwijt|terecht|vrij|leveren|bieden|aanbieden|plaatsen|huisvesten|onderbrengen|wonen|inzetten|vrijmaken|kunnen|"
    r"komen"
)
_WORD = re.compile(r"[\w'’.-]+")
# What may stand between two members of a list beside the names: nothing that says anything new.
_LINK = re.compile(
    r"(?:in|te|op|aan|bij|voor|uit|nabij|de|het|den|een|en|plus|nog|ook|eens|er|dan|daarnaast|verder|bovendien|extra|nieuwe?|'t|'s|stuks|zelf|eveneens|"
    rf"weer|telkens|{_TAKES}|wij|we|wijk|buurt|kern|dorp|stad|straat)",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"[:=;.!?](?:\s|$)")
_JOINS = re.compile(r"[,+/&)]|\b(?:en|plus)\b", re.IGNORECASE)
# "- Sneek, oude school: 11", "Sneek 11": a line that ends in its only number.
_LINE = re.compile(r"\W*[^.;!?]{2,60}[:=–-]\s*$|\W*(?:[A-ZÀ-Þ'’][\w'’-]+ ){1,4}$")
# "Acht in het klooster en voor vijf in de pastorie": where each is, and nothing else, said of both in the same way.
_WHERE = r"\s+(?:in|op|aan|bij|boven|naast|achter) (?:de|het|een|ons|onze|'t)\b"
_WHERE_BETWEEN = re.compile(
    rf"(?: (?:{_TAKES})(?: wij| we| er)?)?{_WHERE}(?: (?!(?:die|dat|waar|als|mits|nog|moet|wordt|is|zijn|en)\b)[\w'’-]+){{1,7}}"
    r"(?:[,;]|,? (?:en|plus))(?: (?:ook|daarnaast|verder|bovendien))?(?: nog(?: eens)?)?(?: plaats| plek| ruimte)?(?: voor)? ",
    re.IGNORECASE,
)
_WHERE_BEHIND = re.compile(_WHERE, re.IGNORECASE)
_IN_TOWN = re.compile(r"\s+(?:in|te) [A-ZÀ-Þ'’]")
# "Roden, Kanaalstraat, 8 plaatsen": a line that starts with where, and tells nothing before its number.
_ROW = re.compile(r"[A-ZÀ-Þ'’][\w'’-]*(?: [\w'’.-]+){0,4}(?:,|:| [–-]) ")
_TELLING = re.compile(
    r"\b(?:wij|we|ik|er|u|kunnen|kan|is|zijn|was|waren|wordt|worden|heeft|hebben|komen|komt|gaan|gaat|bieden|staan|staat)\b",
    re.IGNORECASE,
)
# "Noord: twee woningen; Zuid: een gezin van vier": behind a semicolon with a label of its own begins something else.
NEXT = re.compile(r";[^;]*:\s*$")
_LOOK_AROUND = 1
_TELLS = frozenset({Role.OFFERED, Role.RESULT})
_HALF = 0.5
_WELL = 0.6
_SLIGHTLY = 0.05


@dataclass(frozen=True, slots=True)
class Siblings:
    """The members of one list, and the number beside it that is their sum, if there is one."""

    members: tuple[Fact, ...]
    total: Fact | None = None


def siblings(facts: Sequence[Fact], sentences: Sequence[Sentence]) -> list[Siblings]:
    """Every list of numbers of a mail; `facts` in order."""
    return [Siblings(tuple(run), _total(run, facts)) for run in _runs(facts, sentences)]


def items(
    facts: Sequence[Fact], sentences: Sequence[Sentence], chances: Mapping[Spot, float], kept: frozenset[Spot]
) -> Iterator[Siblings]:
    """The first number that the rules count in each item of a list, where one is heard well or an offer opens it."""
    counted = [fact for fact in facts if fact.spot in kept]
    firsts = {fact.index: fact for fact in reversed(counted)}
    marked = ([i for i in run if _opens_item(sentences[i].text)] for run in item_runs(sentences))
    alone = {index: fact for index, fact in firsts.items() if sum(f.index == index for f in facts) == 1}
    for run in (*marked, *_rows(alone, sentences)):
        members = tuple(firsts[index] for index in run if index in firsts)
        heard = max((chances.get(fact.spot, 0.0) for fact in members), default=0.0)
        if heard > _WELL or (len(members) > 1 and _is_opened(run[0], sentences)):
            yield Siblings(members)


def _opens_item(text: str) -> bool:
    return bool(BULLET.match(text) or PLACED.match(text))


def _rows(alone: Mapping[int, Fact], sentences: Sequence[Sentence]) -> Iterator[list[int]]:
    """Lines without marks, one under the other, that each tell where and then how many; `alone`: the only number of each."""
    run: list[int] = []
    for index in sorted(alone):
        before = sentences[index].text[: alone[index].amount.number.start]
        told = BULLET.match(before) or _TELLING.search(before) or against(sentences[index])
        if told or not _ROW.match(before):
            continue
        if run and index != run[-1] + 1:
            if len(run) > 1:
                yield run
            run = []
        run.append(index)
    if len(run) > 1:
        yield run


def _is_opened(first: int, sentences: Sequence[Sentence]) -> bool:
    """ "Wij bieden de volgende plekken aan:" above a list."""
    above = sentences[first - 1] if first else None
    return above is not None and above.text.rstrip().endswith(":") and above.acts.get("pledge", 0.0) > _HALF


def _runs(facts: Sequence[Fact], sentences: Sequence[Sentence]) -> Iterator[list[Fact]]:
    run: list[Fact] = []
    for fact in facts:
        if not fact.amount.number.explicit or fact.amount.per:
            # "Vijftien in een flat en vijf in een hofje": an article counts nothing, nor does so many in each.
            continue
        if run and _goes_with(run[-1], fact, sentences):
            run.append(fact)
            continue
        if len(run) > 1:
            yield run
        run = [fact] if _may_list(fact) else []
    if len(run) > 1:
        yield run


def _may_list(fact: Fact) -> bool:
    amount = fact.amount
    return fact.role in _TELLS and bool(amount.count) and amount.number.explicit and not amount.per


def _goes_with(one: Fact, other: Fact, sentences: Sequence[Sentence]) -> bool:
    """Side by side, or each ends a line of its own, one under the other."""
    if not _may_list(other):
        return False
    if one.index != other.index:
        return other.index == one.index + 1 and all(_ends_line(fact, sentences) for fact in (one, other))
    text = sentences[one.index].text
    labelled = text[: one.amount.number.start].rstrip().endswith(":")
    if labelled and NEXT.search(text[one.amount.end : other.amount.number.start]):
        return True
    return side_by_side(one.amount, other.amount, text)


def side_by_side(one: Amount, other: Amount, text: str) -> bool:
    """Nothing but names, small words and where each is between two numbers of a sentence."""
    if each_at_its_site(one, other, text):
        return True
    between = text[max(one.end, one.number.end) : other.number.start]
    words = _WORD.findall(between)
    named = any(word[:1].isupper() for word in words)
    plain = all(word[:1].isupper() or _LINK.fullmatch(word) for word in words)
    return named and plain and bool(_JOINS.search(between)) and not _BREAKS.search(between)


def each_at_its_site(one: Amount, other: Amount, text: str) -> bool:
    """ "Acht in het klooster, vijf in de pastorie": none of the two is in the other."""
    between, behind = (
        text[max(one.end, one.number.end) : other.number.start],
        max(other.end, other.number.end),
    )
    return bool(_WHERE_BETWEEN.fullmatch(between) and _WHERE_BEHIND.match(text, behind))


def each_in_its_town(one: Amount, other: Amount, text: str) -> bool:
    """ "Twee gezinnen in Noord, drie alleenstaanden in Zuid": none of the two is in the other."""
    named = all(_IN_TOWN.match(text, max(a.end, a.number.end)) for a in (one, other))
    return named and side_by_side(one, other, text)


def _ends_line(fact: Fact, sentences: Sequence[Sentence]) -> bool:
    """Not "Aantal woningen: 3", which says by its label what is counted and not where."""
    amount, text = fact.amount, sentences[fact.index].text
    label, end = text[: amount.number.start], max(amount.end, amount.number.end)
    if amount.total or (amount.unit and end == amount.number.end):
        return False
    return bool(_LINE.fullmatch(label)) and not text[end:].strip(" .,;") and not any(map(str.isdigit, label))


def _total(run: Sequence[Fact], facts: Sequence[Fact]) -> Fact | None:
    """The number in the same sentence or right beside it that is their sum."""
    whole = sum(fact.amount.count or 0 for fact in run)
    first, last = run[0].index - _LOOK_AROUND, run[-1].index + _LOOK_AROUND
    near = (f for f in facts if f not in run and first <= f.index <= last)
    return next((f for f in near if f.amount.count == whole and f.role in _TELLS), None)


def together(
    chances: Mapping[Spot, float], lists: Iterable[Siblings], kept: frozenset[Spot], *, apart: bool = False
) -> dict[Spot, float]:
    """The chances, where the members of one list stand or fall together: a list is as likely as its likeliest member. One that
    adds up to a number beside it is likely when any of them is, and what tells the same in another form is not weighed.

    `kept`: the numbers that the rules count; `apart`: several municipalities pledge, so that a sum is nobody's.
    """
    found = dict(chances)
    for one in lists:
        members = [fact.spot for fact in one.members]
        whole = [one.total.spot] if one.total else []
        told, other = _forms(members, whole, kept, apart=apart)
        heard = [found[spot] for spot in (*members, *whole) if spot in found]
        if not told or not heard:
            continue
        chance = 1 - prod(1 - c for c in heard) if whole else _of_list(max(heard))
        if kept.issuperset(told) and kept.isdisjoint(other):
            found = {spot: c for spot, c in found.items() if spot not in other} | dict.fromkeys(told, chance)
        elif _least(found, told) > _HALF > _least(found, other):
            found |= dict.fromkeys(told, chance) | dict.fromkeys(other, 1 - chance)
    return found


def _least(chances: Mapping[Spot, float], spots: Sequence[Spot]) -> float:
    return min(chances.get(spot, 0.0) for spot in spots)


def _forms(
    members: list[Spot], whole: list[Spot], kept: frozenset[Spot], *, apart: bool
) -> tuple[list[Spot], list[Spot]]:
    """What tells a list, its members or their sum, and the other of the two: as the rules have it. Where they have neither or
    both, the sum tells it; or the members, where each is another municipality's.
    """
    forms = [form for form in (members, whole) if form and kept.issuperset(form)]
    told = forms[0] if len(forms) == 1 else members if apart and whole else whole
    return told, whole if told is members else members


def _of_list(chance: float) -> float:
    """A list without a sum, of which no member is heard well, stays as the rules have it, and a person looks."""
    return chance if chance > _WELL else _HALF - _SLIGHTLY
