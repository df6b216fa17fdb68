"""Ranges and bounds: "acht tot tien", "minstens acht en niet meer dan tien", "maximaal twaalf"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BETWEEN = re.compile(
    r"\s*(?:-|–|à|á|a|tot|tot en met|t/m|of|en|(?:tot|à|á|a|-) (?:maximaal|max\.?|hooguit|hoogstens|ten hoogste)|(?:,|en|of|"
    r"\()\s*(?:wellicht|misschien|mogelijk|eventueel|hooguit|hoogstens|ten hoogste|maximaal|max\.?|"
    r"heel misschien|hopelijk))(?:\s+de)?\s*",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:maximaal|max\.?|hooguit|hoogstens|ten hoogste|(?<!\bop )(?<!besloten )(?<!besluit )tot|"
    r"niet meer (?:dan|als)|niet boven de|tot en met|t/m|op (?:zijn|z'?n) (?:hoogst|meest)|tot wel|maximum(?: van)?)\s*$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:minimaal|min\.?|minstens|ten ?minste|op (?:zijn|z'?n) minst|in (?:ieder|elk) geval|niet minder (?:dan|als)|"
    r"niet onder de|minimum(?: van)?)\s*$",
    re.IGNORECASE,
)


# "Minstens acht worden en niet meer dan twaalf", "minimaal vijf plekken aan, hooguit acht": one range, told by its two ends.
_TO_THE_OTHER_END = re.compile(
    r"(?: (?!en\b|of\b|in\b|te\b|op\b|per\b|voor\b|bij\b)[\w-]+){0,2},?(?: (?:en|maar|doch|of))?"
    r"(?: (?:ook|zeker|waarschijnlijk|vermoedelijk|wel))* $",
    re.IGNORECASE,
)

# "Meer dan achttien gaat het niet worden", "boven de acht komen wij niet uit".
_BEYOND = re.compile(r"(?:^|[,;:.]|\b(?:maar|want|en))\s*(?:meer dan|boven)(?: de| die)?\s*$", re.IGNORECASE)
_BELOW = re.compile(r"(?:^|[,;:.]|\b(?:maar|want|en))\s*(?:minder dan)(?: de| die)?\s*$", re.IGNORECASE)
_DENIED = re.compile(r"[^.,;:!?]{0,50}\b(?:niet|nooit)\b", re.IGNORECASE)
# "Acht is het maximum", "acht plekken als bovengrens".
_IS_MOST = re.compile(
    r"(?: [a-z]+)? (?:als|(?:is|blijft)(?: (?!niet\b)\w+)? (?:het|de|ons|onze)) (?:absolute? )?(?:maximum|bovengrens|plafond)\b",
    re.IGNORECASE,
)
# "Acht plekken, misschien tien".
_PERHAPS = re.compile(
    r"(?: (?!en\b|of\b|in\b|te\b|op\b|per\b|voor\b|bij\b)[\w.-]+)(?: (?:kan|kunnen|extra))?,?(?: (?:en|maar|of))? "
    r"(?:misschien|wellicht|mogelijk|eventueel|evt\.?|hopelijk) ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """An amount in a text: `value`, or `low`..`high` for a range; `start` and `end` are offsets of the whole expression.

    `low` with `value` is "at least"; `high` with `value` is "at most". `explicit` is False for the article "een".
    """

    value: int | None
    low: int | None
    high: int | None
    start: int
    end: int
    explicit: bool = True


def as_told(text: str, singles: list[Number]) -> Iterator[Number]:
    """The numbers of a text in order, each range as one, with their bounds."""
    return (_with_bounds(text, number) for number in _ranges(text, singles))


def _ranges(text: str, singles: list[Number]) -> Iterator[Number]:
    index = 0
    while index < len(singles):
        here = singles[index]
        following = singles[index + 1] if index + 1 < len(singles) else None
        if following and _is_range(text, here, following):
            yield Number(None, here.value, following.value, here.start, following.end)
            index += 2
        else:
            yield here
            index += 1


def _is_range(text: str, here: Number, following: Number) -> bool:
    between = text[here.end : following.start]
    if here.value is None or following.value is None or here.value >= following.value:
        return False
    if _PERHAPS.fullmatch(between):
        return True
    if not _BETWEEN.fullmatch(between):
        most = _AT_MOST.search(between) if _AT_LEAST.search(text[: here.start]) else None
        return bool(most and _TO_THE_OTHER_END.fullmatch(between[: most.start()]))
    before = text[: here.start].rstrip().lower()
    if between.strip().lower() in {"en", "en de"}:
        return before.endswith(("tussen", "tussen de", "tussen die"))
    return not (between.strip().lower() in {"tot", "of"} and before.endswith(("van", " met")))


def _with_bounds(text: str, number: Number) -> Number:
    if number.value is None:
        return number
    before = text[max(0, number.start - 24) : number.start]
    denied = _DENIED.match(text, number.end)
    least = _AT_LEAST.search(before) or (denied and _BELOW.search(before))
    most = _AT_MOST.search(before) or (denied and _BEYOND.search(before)) or _IS_MOST.match(text, number.end)
    low, high = number.value if least else None, number.value if most else None
    return Number(number.value, low, high, number.start, number.end, number.explicit)
