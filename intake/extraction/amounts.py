"""The amounts in one sentence: a number with what it counts, and whether the words beside it rule out a new offer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from intake.domain import Unit
from intake.errors import ContentError
from intake.extraction.numerals import Number, find_numbers

_PER = re.compile(r"\b(?:per|in (?:iedere|elke)|voor (?:iedere|elke))\s+$", re.IGNORECASE)
_EACH = re.compile(r"^\s*(?:\w+\s+){0,2}?per\s+(?:kamer|woning|unit|appartement|studio|huis|chalet|eenheid|flat|bungalow|gezin|huishouden)", re.IGNORECASE)
_COUNT_BEFORE = re.compile(r"(?:aantal(?: [a-z]+){0,4}|totaal(?:aantal)?|bijdrage|aanbod|toezegging|capaciteit)\s*(?:is|:|=|bedraagt|komt op|wordt)?\s*$", re.IGNORECASE)
_NEAR = 45


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit (None when nothing says what is counted). `no_offer`: the word that rules it out, or ""."""

    number: Number
    unit: Unit | None
    per: bool
    no_offer: str
    counted: bool


@dataclass(frozen=True)
class CountingRules:
    """rules/counting.yaml, compiled."""

    after: tuple[tuple[Unit, re.Pattern[str]], ...]
    before: tuple[tuple[Unit, re.Pattern[str]], ...]
    never: re.Pattern[str]
    no_offer: re.Pattern[str]

    def amounts(self, text: str) -> tuple[Amount, ...]:
        """Every amount in a sentence, in order."""
        return tuple(self._amounts(text))

    def _amounts(self, text: str) -> Iterator[Amount]:
        numbers = find_numbers(text)
        for number in numbers:
            after, before = text[number.end :], text[: number.start]
            if self.never.match(after):
                continue
            unit = self._unit_after(after) or self._unit_before(before)
            if not number.explicit and (unit is None or unit.is_person):
                continue
            per = bool(_PER.search(before) or _EACH.match(after))
            yield Amount(number, unit, per, self._ruled_out(text, number, numbers), bool(_COUNT_BEFORE.search(before)))

    def _unit_after(self, text: str) -> Unit | None:
        return next((unit for unit, pattern in self.after if pattern.match(text)), None)

    def _unit_before(self, text: str) -> Unit | None:
        return next((unit for unit, pattern in self.before if pattern.search(text)), None)

    def _ruled_out(self, text: str, number: Number, numbers: tuple[Number, ...]) -> str:
        start = max((n.end for n in numbers if n.end <= number.start), default=0)
        end = min((n.start for n in numbers if n.start >= number.end), default=len(text))
        left = re.split(r"[;:]|, (?:maar|dus|en wij|en we)\b", text[max(start, number.start - _NEAR) : number.start])[-1]
        right = re.split(r"[;,.]", text[number.end : min(end, number.end + _NEAR)])[0]
        found = self.no_offer.search(left) or self.no_offer.search(right)
        return found.group() if found and not re.search(r"boven op|bovenop|naast|buiten|los van|extra|aanvull", left + right, re.IGNORECASE) else ""


def load_counting(rules: Path) -> CountingRules:
    """Read rules/counting.yaml. Raises ContentError with the file and the entry at fault."""
    path = rules / "counting.yaml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        units: Mapping[str, list[str]] = data["eenheden"]
        between = data["tussenwoorden"]
        blocked = "|".join(re.escape(word) for word in data["nooit_tussen"])
        gap = rf"(?:\s*\([^)]{{0,20}}\))?(?:[\s\"'“‘]+(?!(?:{blocked})\b){between},?){{0,4}}?[\s\"'“‘x×*-]+"
        named = [(Unit(name), f"(?:{'|'.join(words)})") for name, words in units.items()]
        return CountingRules(
            after=tuple((unit, re.compile(rf"{gap}(?!(?:{blocked})\b){words}(?!\w)", re.IGNORECASE)) for unit, words in _nearest(named)),
            before=tuple((unit, re.compile(rf"\b{words}\)?\s*(?:[:=|–-]|\t)\s*(?:circa|ca\.?|ongeveer|maximaal|minimaal)?\s*$", re.IGNORECASE)) for unit, words in named),
            never=re.compile(rf"{gap}(?:{'|'.join(data['nooit_een_plek'])})(?!\w)", re.IGNORECASE),
            no_offer=re.compile(rf"\b(?:{'|'.join(data['geen_nieuw_aanbod'])})", re.IGNORECASE),
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, re.error) as error:
        raise ContentError(f"{path}: {error}. Correct the entry; the comments in the file say what belongs there.") from error


def _nearest(named: list[tuple[Unit, str]]) -> Iterator[tuple[Unit, str]]:
    """Per unit a pattern that does not step over another unit's word on its way."""
    for unit, words in named:
        others = "|".join(other for name, other in named if name is not unit)
        yield unit, rf"(?<!\w)(?:(?!{others}(?!\w)))?{words}"
