"""The amounts in one sentence: a number with what it counts, and whether the words beside it rule out a "
"new offer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from intake.domain import Unit
from intake.extraction.counting import CountingRules, Noun, load_counting
from intake.extraction.each import is_each
from intake.extraction.families import told_by_members
from intake.extraction.numerals import find_numbers, parse_word
from intake.extraction.ranges import Number

__all__ = ["Amount", "CountingRules", "find_amounts", "load_counting"]

_SHARED = re.compile(
    r"\b(?:elk(?! geval)|ieder(?! geval)|telkens|steeds|allebei|beide|"
    r"alle (?:twee|drie|vier|vijf|zes)|per gemeente)\b(?:\s+[\w-]+){0,2}\s*$",
    re.IGNORECASE,
)
_SHARED_AFTER = re.compile(
    r"^\s*(?:(?!in\b)[\w-]+\s+){0,2}(?:per gemeente|elk|ieder|allebei)\b", re.IGNORECASE
)
_COUNT_BEFORE = re.compile(
    r"(?:aantal(?: [a-z]+){0,4}|totaal(?:aantal)?|bijdrage|aanbod|toezegging|capaciteit|opgave)\s*(?:is|"
    r":|=|bedraagt|komt op|wordt|luidt(?: voortaan| nu)?|komt (?:daarmee|hiermee|nu) op|van)?\s*$",
    re.IGNORECASE,
)
_GROUP_OF = re.compile(
    r"\b(?:groep(?:je)?|lichting|tranche|ploeg|portie|vervolg|aanvulling|(?:tweede|derde|volgende) \w+,?)\s+van\s+$|"
    r"\b(?:een|nog een) (?:tweede|derde|volgende)\s+$|\bvoor nog\s+$",
    re.IGNORECASE,
)
_BUT_THESE = re.compile(r"\bwel\s+$", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:(?:sub)?totaal|totale (?:aantal|capaciteit|bijdrage|aanbod|omvang)|samen|gezamenlijk|bij elkaar|opgeteld|"
    r"optel\w*|tel\w* op tot|tezamen|oftewel|ofwel|al met al|met (?:zijn|"
    r"z'n) \w+en|aldus|kortom|dus|netto)\b|\btot\.(?=\s)",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(
    r"(?:\s+(?!(?:waar|die|voor|met)\b)[\w-]+){0,3}\s+(?:totaal|samen|bij elkaar|tezamen|opgeteld)\b",
    re.IGNORECASE,
)
_TOTAL_BEFORE = re.compile(rf"^{_TOTAL_AFTER.pattern}\s*[,:(]", re.IGNORECASE)
_EACH_WORD = re.compile(r"^(?:\d{1,2}|[a-zë]+?)(?=-?persoons)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(\s*(?:zegge:?\s*)?")
# "Vijf woningen in Noord en drie kleine in Oost": homes again.
_BY_SIZE = re.compile(r"\s+(?:kleine|kleinere|grote|grotere|ruime)(?=\s)", re.IGNORECASE)
_NAME = re.compile(r"\s+[A-Z][a-zA-Z']")
# "Veertig van die plaatsen".
_OF_THOSE = re.compile(r"\s+van (?:die|deze)(?=\s)", re.IGNORECASE)
# "Een man of twaalf", "een woning of vier": about so many.
_ABOUT = re.compile(r"\been\s+([a-z]+)\s+of\s+$", re.IGNORECASE)
# "Verdeeld over drie plekken", "Op twee plaatsen in het dorp": where, not how many.
_SPREAD = re.compile(
    r"\b(?:verdeeld|verspreid|gespreid|verdelen|verspreiden|spreiden|verdeling|spreiding)\s+(?:\w+\s+){0,3}over\s+$|^\W*op\s+$",
    re.IGNORECASE,
)
_PLACES = re.compile(r"(?:plekken|plaatsen)", re.IGNORECASE)
# "Kan op drie plaatsen mensen huisvesten", "vangt mensen op vijf plekken op"; not "op drie plaatsen waar mensen wonen".
_ON = re.compile(r"\bop\s+(?:minstens |zeker |ten minste )?$", re.IGNORECASE)
_HOUSING = r"(?:(?<!te )huisvesten|onderbrengen|opvangen|opnemen|(?<!te )plaatsen|(?<!te )wonen|terecht|kwijt|onderdak)"
_HOUSE_THERE = re.compile(
    rf"(?:(?!\b(?:waar|die|om|reken|rekenen)\b)[^,.;:?!\d]){{0,60}}\b(?:{_HOUSING}|(?:woon)?ruimte|(?:plek|plaats) (?:voor|"
    rf"om))\b",
    re.IGNORECASE,
)
_HOUSED = re.compile(
    r"\b(?:huisvest(?:en)?|plaats(?:t|en)|vang(?:t|en)|breng(?:t|en)|geplaatst|gehuisvest|ondergebracht|wonen|terecht|kwijt)\b"
    r"[^,.;:?!\d]{0,30}$",
    re.IGNORECASE,
)
# "Daar kunnen er zes in", "waar er zes in passen", "daar gaan er zes wonen": people, whatever was counted before.
_LIVE_THERE = re.compile(
    r"\b(?:daar|hier|waar|die|erin)\b[^.;:?!]{0,25}\ber (?:(?:samen|in totaal|zo'n|maximaal|ongeveer|circa|wel|straks|dan) )*$",
    re.IGNORECASE,
)
_IN_IT = re.compile(
    r"\s+(?:(?:in|wonen|terecht|slapen)(?=\s*(?:[.,;:!)]|$|(?:en|kunnen|passen|gaan|mogen)\b)))",
    re.IGNORECASE,
)
_NEAR = 45
# "Drie in Musselkanaal en een in Stadskanaal": an article that counts, after a number that does.
_ONE_MORE = re.compile(r"\b(?:in|te|op|aan|bij) [A-Z'][\w' -]+(?:,| en|, en)\s+$")
# "A en B elk een": so too one for each.
_EACH_ONE = re.compile(r"\b(?:elk|ieder|telkens|allebei)\s+$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,;.)]|$|en\b)", re.IGNORECASE)
_SOMEWHERE = re.compile(r"\s+(?:in|te|op|aan|bij) [A-Z']")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit (None when nothing says what is counted).

    `count`: the number times what one of the noun is ("drie stellen" is 6). `per`: so many in each house. `shared`: so
    many for each municipality. `each`: what the noun says of its inmates ("tweepersoonskamers"). `no_offer`: the word that
    rules it out, or "". `counted`: words before it announce a count. `loose`: nothing else follows that is counted.
    `building`: counts buildings, never places. `clash`: the other number when it is spelled twice and differently.
    """

    number: Number
    unit: Unit | None
    per: bool = False
    no_offer: str = ""
    counted: bool = False
    loose: bool = False
    total: bool = False
    shared: bool = False
    building: bool = False
    factor: int = 1
    each: int | None = None
    clash: int | None = None
    end: int = 0

    @property
    def count(self) -> int | None:
        """The number in the unit; None for a range."""
        return None if self.number.value is None else self.number.value * self.factor


# One mail is read several times: by rule, with the numbers that the second reader counts, and for what became of earlier ones.
@lru_cache(maxsize=512)
def find_amounts(text: str, rules: CountingRules) -> tuple[Amount, ...]:
    """Every amount in a sentence, in order."""
    return tuple(_amounts(text, rules))


def _amounts(text: str, rules: CountingRules) -> Iterator[Amount]:
    households = told_by_members(text)
    numbers = _with_households(list(_spelled_once(text)), households)
    counts = {start: people for start, _, people in households}
    last = 0
    for index, (number, clash) in enumerate(numbers):
        stop = numbers[index + 1][0].start if index + 1 < len(numbers) else len(text)
        start = last
        if number.start in counts:
            last = number.end
            yield Amount(number, Unit.PERSONEN, end=number.end)
            continue
        noun = rules.noun_after(text, number.end, stop)
        if (of_those := _OF_THOSE.match(text, number.end, stop)) and noun == Noun():
            noun = rules.noun_after(text, of_those.end(), stop)
        if (about := _ABOUT.search(text[: number.start])) and noun == Noun():
            noun = replace(rules.noun_after(text, about.end() - len(about.group()) + 3, about.end()), end=0)
        last = max(number.end, noun.end)
        if noun.never or (
            _ABOUT.search(text[number.start : stop]) and _is_bare(text, numbers[index + 1 :], rules)
        ):
            continue
        if _PLACES.fullmatch(noun.word) and _are_sites(text[: number.start], text[noun.end :]):
            noun = Noun(building=True, word=noun.word, end=noun.end)
        unit = noun.unit or rules.unit_before(text[: number.start], number.value)
        if unit is None and number.value is None and not noun.building:
            unit = rules.first_unit(text[number.start : number.end])
        if unit is None and not noun.building and _LIVE_THERE.search(text[: number.start]):
            unit = Unit.PERSONEN if _IN_IT.match(text, number.end) else None
        if (
            not number.explicit
            and noun.unit is None
            and not re.search(r"\ber\s+$", text[: number.start], re.IGNORECASE)
        ):
            more = index and _ONE_MORE.search(text[: number.start]) and _SOMEWHERE.match(text, number.end)
            if not (more or (_EACH_ONE.search(text[: number.start]) and _ENDS.match(text, number.end))):
                continue
            number = replace(number, explicit=True)
        yield _amount(text, number, noun, unit, clash, rules, start, stop)


def _is_bare(text: str, later: Sequence[tuple[Number, int | None]], rules: CountingRules) -> bool:
    """Nothing is counted by the number that follows: "een man of twaalf", not "een koppel of twee alleenstaanden"."""
    stop = later[1][0].start if len(later) > 1 else len(text)
    return rules.noun_after(text, later[0][0].end, stop) == Noun() if later else True


def _are_sites(before: str, after: str) -> bool:
    """Where the people go, and not how many: "verdeeld over drie plekken", "op drie plaatsen mensen huisvesten"."""
    if _SPREAD.search(before):
        return True
    on = _ON.search(before)
    return bool(on and (_HOUSE_THERE.match(after) or _HOUSED.search(before[: on.start()])))


def _with_households(
    numbers: list[tuple[Number, int | None]], households: Sequence[tuple[int, int, int]]
) -> list[tuple[Number, int | None]]:
    """The numbers, with those inside a household that is told by its members made one: the people of it."""
    apart = [n for n in numbers if not any(s <= n[0].start < e for s, e, _ in households)]
    people = [(Number(count, None, None, s, e), None) for s, e, count in households if count]
    return sorted((*apart, *people), key=lambda n: n[0].start)


def _amount(
    text: str,
    number: Number,
    noun: Noun,
    unit: Unit | None,
    clash: int | None,
    rules: CountingRules,
    start: int,
    stop: int,
) -> Amount:
    before, after = text[start : number.start], text[number.end :]
    # "Acht in totaal, vijf in Noord": the total is the number before.
    own = _TOTAL_BEFORE.sub("", before) if start else before
    found = _EACH_WORD.match(noun.word)
    last = stop == len(text)
    per = is_each(before, text[: number.start], text[number.end : stop], number, noun, last=last)
    return Amount(
        number,
        unit,
        per=per,
        no_offer=rules.ruled_out(
            text[max(start, number.start - _NEAR) : number.start],
            text[number.end : min(stop, number.end + _NEAR)],
        ),
        counted=bool(
            _COUNT_BEFORE.search(text[: number.start])
            or _GROUP_OF.search(before)
            or _BUT_THESE.search(before)
        ),
        loose=noun.unit is None and not noun.building and _is_loose(after, rules),
        total=bool(_TOTAL.search(own[-40:]) or rules.balance.search(before) or _TOTAL_AFTER.match(after)),
        shared=bool(_SHARED.search(before) or _SHARED_AFTER.match(text[number.end : stop])),
        building=noun.building,
        factor=noun.factor,
        each=parse_word(found.group()) or (int(found.group()) if found.group().isdigit() else None)
        if found
        else None,
        clash=clash,
        end=max(noun.end, number.end),
    )


def _is_loose(after: str, rules: CountingRules) -> bool:
    size = _BY_SIZE.match(after)
    return rules.loose(after[size.end() :] if size else after) or bool(_NAME.match(after))


def _spelled_once(text: str) -> Iterator[tuple[Number, int | None]]:
    """ "twaalf (12) plekken" is one number; "twaalf (15) plekken" too, with the other as a clash."""
    numbers = find_numbers(text)
    index = 0
    while index < len(numbers):
        here, following = numbers[index], numbers[index + 1] if index + 1 < len(numbers) else None
        close = re.match(r"\s*\)", text[following.end :]) if following else None
        if following and close and _IN_BRACKETS.fullmatch(text[here.end : following.start]):
            end = following.end + close.end()
            same = (here.value, here.low, here.high) == (following.value, following.low, following.high)
            yield Number(here.value, here.low, here.high, here.start, end), None if same else following.value
            index += 2
        else:
            yield here, None
            index += 1
