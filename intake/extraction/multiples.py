"""A number that is told as so many times another: "In juli vier plekken. In april volgt het dubbele" is four and eight."""

import re
from collections.abc import Sequence
from fractions import Fraction

from intake.domain import Sentence, Unit
from intake.extraction.amounts import Amount
from intake.extraction.kinds import is_plain
from intake.extraction.numerals import parse_word
from intake.extraction.ranges import Number
from intake.extraction.roles import Fact, Role

_LOOK_BACK = 2
# "Er is drie keer zoveel aangevraagd als er in de pot zit" counts no places.
_OF_PLACES = (
    r"(?=\s*(?:als\b|[.,;:!)]|$|in\b|op\b|aan\b(?! als\b)|te\b|plekken|plaatsen|statushouders|vergunninghouders|mensen|personen|"
    r"bewoners|er\b|bij\b|erbij|volgen?|komen))"
)
_TIMES = re.compile(
    rf"\b(?:het (?P<fold>dubbele|drievoud(?:ig)?e?|viervoud(?:ig)?e?)|(?P<double>dubbel) ?zo ?veel{_OF_PLACES}|"
    rf"(?P<times>\w+) ?(?:keer|maal) (?:zo ?veel{_OF_PLACES}|dat aantal)|"
    r"(?P<half>nog (?:eens|een keer) de helft (?:daarvan|hiervan|ervan))|"
    rf"(?P<same>(?:net |precies )?(?:even|even zo|net zo|(?:nog eens )?zo) ?veel{_OF_PLACES}|(?:het|een)zelfde aantal))\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,;]|\ben\b", re.IGNORECASE)
_FOLD = {"dubbele": 2, "drie": 3, "vier": 4}
_TOGETHER = re.compile(r"\b(?:die|deze|de) (?:twee|beide|drie)? ?samen\b|\bsamen\b", re.IGNORECASE)
# "Evenveel als vorig jaar", "zoveel mogelijk": no number that is told here.
_NOT_HERE = re.compile(
    r"^\s*(?:mogelijk|als (?:vorig|toen|eerder|u |jullie|de (?:andere|buur)|dat))", re.IGNORECASE
)
_KNOWN = frozenset({Role.OFFERED, Role.RESULT, Role.TOLD, Role.ASKED, Role.STANDING})


def with_multiples(told: Sequence[list[Fact]], sentences: Sequence[Sentence]) -> list[list[Fact]]:
    """The facts, with a number where a sentence says that it is so many times the one told before."""
    found = [list(facts) for facts in told]
    for index, sentence in enumerate(sentences):
        said = _TIMES.search(sentence.text)
        if not said or sentence.text.rstrip().endswith("?") or _NOT_HERE.match(sentence.text[said.end() :]):
            continue
        times = _factor(said)
        known = _known(found, sentences, index, said.start())
        stop = _stop(sentence.text, said.end())
        later = [
            f for f in found[index] if said.start() <= f.amount.number.start < stop and is_plain(f.amount)
        ]
        if not times or not known or any(f.amount.unit or f.amount.loose for f in later):
            continue
        both = bool(_TOGETHER.search(sentence.text[said.end() :]))
        count = sum(f.amount.count or 0 for f in known[-2:]) if both else known[-1].amount.count or 0
        if (count * times).denominator > 1:
            continue
        number = Number(int(count * times), None, None, said.start(), said.end())
        unit = known[-1].amount.unit or Unit.PLEKKEN
        amount = Amount(number, unit, counted=True, end=said.end())
        others = [f for f in found[index] if not said.start() <= f.amount.number.start < said.end()]
        found[index] = sorted((*others, Fact(amount, Role.OFFERED, index)), key=lambda f: f.spot)
    return found


def _stop(text: str, start: int) -> int:
    """Where the words about the multiple end, and another number may begin."""
    cut = _CUT.search(text, start)
    return cut.start() if cut else len(text)


def _factor(said: re.Match[str]) -> Fraction | None:
    if said["half"]:
        return Fraction(1, 2)
    if said["same"]:
        return Fraction(1)
    if said["double"]:
        return Fraction(2)
    word = (said["fold"] or said["times"] or "").lower()
    fold = next((n for name, n in _FOLD.items() if word.startswith(name)), None)
    times = fold or (int(word) if word.isdigit() else parse_word(word))
    return Fraction(times) if times else None


def _known(told: Sequence[list[Fact]], sentences: Sequence[Sentence], index: int, before: int) -> list[Fact]:
    """The numbers that are told right before, in the sentence itself or the ones before it."""
    for at in range(index, max(-1, index - 1 - _LOOK_BACK), -1):
        if sentences[at].source is not sentences[index].source:
            return []
        facts = [f for f in told[at] if at < index or f.amount.number.start < before]
        plain = [
            f for f in facts if is_plain(f.amount) and f.role in _KNOWN and (f.amount.unit or f.amount.loose)
        ]
        if plain:
            return plain
    return []
