"""A share of a number: "de helft van de 14 woningen", "40 woningen; een kwart is voor statushouders"; also of the number
told in the sentence before: "Er komen 14 woningen. De helft daarvan is voor statushouders", "Op twee na zijn ze voor u". The
numbers of a sentence are read here, because a share changes what the number beside it counts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Sentence
from intake.extraction.amounts import Amount, find_amounts
from intake.extraction.counting import CountingRules
from intake.extraction.numerals import parse_word
from intake.extraction.offering import is_for_us, offers_openly
from intake.extraction.ranges import Number
from intake.extraction.roles import Fact, Role, roles_of

_FRACTION = re.compile(
    r"\b(de helft|een kwart|een derde|driekwart|twee ?derde) van (?:(?:de|onze|deze|die|alle)\s+)?(?:in totaal\s+)?$",
    re.IGNORECASE,
)
_PARTS = {
    "de helft": (1, 2),
    "een kwart": (1, 4),
    "een derde": (1, 3),
    "driekwart": (3, 4),
    "twee derde": (2, 3),
}
_SHARE_BACK = re.compile(
    r"\b(de helft|een kwart|een derde|driekwart|twee ?derde)\s+(?:daarvan|hiervan|ervan|van (?:die|deze|dit|dat)\b)[^;]*"
    r"\b(?:statushouders|vergunninghouders|actie|oproep|jullie|u|vng|"
    r"(?:op|onder) onze naam|(?:voor|op) onze rekening|ons deel)\b",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(r"\bop (\d{1,2}|[a-zé]+) na\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:alle|allemaal|allen|ze|alles)\b", re.IGNORECASE)
_WHOLES = frozenset({Role.OFFERED, Role.RESULT, Role.WHOLE, Role.STANDING})
_SHARE_AFTER = re.compile(
    r"^[^;.?]{0,40}[;,.]\s*(?:waarvan |daarvan |hiervan |en |ruim )?(de helft|een kwart|een derde|driekwart|twee ?derde)"
    r"(?: daarvan| ervan| hiervan)? (?:is|zijn|gaat|gaan|komt|komen|wordt|worden|bestemmen|reserveren|bieden|houden)\b[^;.?]*"
    r"\b(?:statushouders|vergunninghouders|actie|oproep|jullie|u)\b",
    re.IGNORECASE,
)


def fraction(amount: Amount, text: str) -> Amount:
    """ "de helft van de 14 woningen" is seven; the amount itself where that does not divide, or nothing like it is said."""
    value = amount.number.value
    before = _FRACTION.search(text[: amount.number.start])
    found = before or _SHARE_AFTER.match(text[amount.end :])
    if not found or value is None:
        return amount
    top, bottom = _PARTS.get(found.group(1).lower(), (2, 3))
    if value * top % bottom:
        return amount
    number = replace(
        amount.number, value=value * top // bottom, start=before.start() if before else amount.number.start
    )
    return replace(amount, number=number)


def facts_in(index: int, sentence: Sentence, counting: CountingRules) -> list[Fact]:
    """The numbers of one sentence, each with its role; a share of a number counts as that share."""
    if "\t" in sentence.text:
        return []
    amounts = [fraction(a, sentence.text) for a in find_amounts(sentence.text, counting)]
    return [
        Fact(amount, role, index)
        for amount, role in zip(amounts, roles_of(amounts, sentence.text, counting), strict=True)
    ]


def with_shares(told: Sequence[list[Fact]], sentences: Sequence[Sentence]) -> list[list[Fact]]:
    """The facts, where a sentence takes a share of the number before it, or all of it but a few."""
    found = [list(facts) for facts in told]
    for index, sentence in enumerate(sentences):
        whole = _whole(found, index)
        if whole is None or sentences[whole.index].source is not sentence.source:
            continue
        taken = _taken(whole.amount.count or 0, sentence.text)
        before = sentences[whole.index].text[: whole.amount.number.start]
        if taken is None or offers_openly(before):
            continue
        at = found[whole.index].index(whole)
        found[whole.index][at] = replace(whole, role=Role.WHOLE)
        amount = replace(whole.amount, number=taken, factor=1, counted=True, end=taken.end)
        others = [f if f.amount.per else replace(f, role=Role.PART) for f in found[index]]
        found[index] = sorted((*others, Fact(amount, Role.OFFERED, index)), key=lambda f: f.spot)
    return found


def _whole(told: Sequence[list[Fact]], index: int) -> Fact | None:
    """The number that a share is taken of: the last one with a unit, in the sentence before."""
    near = told[index - 1] if index else []
    counted = [f for f in near if f.amount.unit and f.amount.count and f.amount.number.explicit]
    return counted[-1] if counted and counted[-1].role in _WHOLES and not counted[-1].amount.per else None


def _taken(whole: int, text: str) -> Number | None:
    """What is taken of `whole`, where it is said; None when nothing is, or when it does not divide."""
    value = None
    if found := _SHARE_BACK.search(text):
        top, bottom = _PARTS.get(found.group(1).lower(), (2, 3))
        value = None if whole * top % bottom else whole * top // bottom
    elif (found := _ALL_BUT.search(text)) and _ALL.search(text) and is_for_us(text):
        word = found.group(1)
        few = int(word) if word.isdigit() else parse_word(word)
        value = whole - few if few and few < whole else None
    return Number(value, None, None, found.start(), found.end(1)) if found and value else None
