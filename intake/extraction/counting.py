"""rules/counting.yaml, compiled: which nouns count places, which never do, and which words rule an amount out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from intake.content import line_of, read_yaml
from intake.domain import Unit
from intake.errors import ContentError
from intake.extraction.slips import slips

_NEXT = re.compile(r"[\s\"'“‘*]*(?:[x×]\s)?\s*([\w€][\w'’.-]*)")
_LETTERS = re.compile(r"[a-zA-Z]+")
_OFTEN = {
    "plekken": Unit.PLEKKEN,
    "plaatsen": Unit.PLEKKEN,
    "personen": Unit.PERSONEN,
    "statushouders": Unit.STATUSHOUDERS,
    "woningen": Unit.WONINGEN,
    "appartementen": Unit.APPARTEMENTEN,
}
_MISSPELT = {slip: unit for word, unit in _OFTEN.items() for slip in slips(word)}
_MOST_WORDS = 5
# "Extra woningen voor deze actie: " at the start of a line.
_TOWN_LIKE = re.compile(r"[A-Z]\w*(?:huis|huizen)$|[A-Z]\w+-[A-Z]")
_LINE_LABEL = re.compile(r"\W*[^\W\d][^:=.;\d]{2,70}[:=]\s*(?:circa|ca\.?|ongeveer|maximaal|minimaal)?\s*")
_ONE_HOUSE = re.compile(
    r"(?:woning|huis|huisje|kamer|appartement|studio|flat|flatje|unit|chalet|villa|bungalow|boerderij|pastorie)\b[^:=]*[:=]\s*$",
    re.IGNORECASE,
)
_FLAGS = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Noun:
    """What stands behind a number: its unit, how many people one of it is, or that it is something else."""

    unit: Unit | None = None
    factor: int = 1
    building: bool = False
    never: bool = False
    word: str = ""
    end: int = 0


@dataclass(frozen=True, eq=False)
class CountingRules:
    """The patterns, compiled; each field is named after its heading in the file."""

    units: tuple[tuple[Unit, re.Pattern[str]], ...]
    before: tuple[tuple[Unit, re.Pattern[str]], ...]
    pairs: re.Pattern[str]
    buildings: re.Pattern[str]
    never: re.Pattern[str]
    blocked: re.Pattern[str]
    adjective: re.Pattern[str]
    after_loose: re.Pattern[str]
    no_offer: re.Pattern[str]
    still_new: re.Pattern[str]
    column: re.Pattern[str]
    no_column: re.Pattern[str]
    no_row: re.Pattern[str]
    no_remark: re.Pattern[str]
    condition: re.Pattern[str]
    pending: re.Pattern[str]
    decision: re.Pattern[str]
    open: re.Pattern[str]
    beside: re.Pattern[str]
    thought_before: re.Pattern[str]
    thought_after: re.Pattern[str]
    drops: re.Pattern[str]
    denies: re.Pattern[str]
    others: re.Pattern[str]
    taken: re.Pattern[str]
    balance: re.Pattern[str]

    def noun_after(self, text: str, start: int, stop: int) -> Noun:
        """The noun that a number ending at `start` counts; only adjectives may stand between. Never looks beyond `stop`."""
        position = start
        for _ in range(_MOST_WORDS):
            found = _NEXT.match(text, position, stop)
            if not found:
                return Noun()
            noun = self._noun(text, found.start(1))
            if noun:
                return noun
            word = found.group(1)
            if self.blocked.fullmatch(word) or not self.adjective.fullmatch(word.rstrip(".")):
                return Noun()
            position = found.end() + (1 if text[found.end() : found.end() + 1] == "," else 0)
        return Noun()

    def unit_of(self, text: str) -> Unit | None:
        """The unit that a heading or label names, or None."""
        return next(
            (
                unit
                for unit, pattern in self.units
                for word in re.finditer(r"[\w'’-]+", text)
                if pattern.fullmatch(word.group())
            ),
            None,
        )

    def unit_before(self, text: str, count: int | None = None) -> Unit | None:
        """The unit in "aantal woningen: " right before a number; none in "de pastorie: 6", which tells who go into it."""
        if count != 1 and _ONE_HOUSE.search(text):
            return None
        if _LINE_LABEL.fullmatch(text) and (first := self.first_unit(text)):
            return first
        return next((unit for unit, pattern in self.before if pattern.search(text)), None)

    def first_unit(self, text: str) -> Unit | None:
        """The first unit that a text names, or None."""
        words = (
            word.group() for word in re.finditer(r"[\w'’-]+", text) if not _TOWN_LIKE.match(word.group())
        )
        return next((unit for word in words for unit, pattern in self.units if pattern.fullmatch(word)), None)

    def ruled_out(self, left: str, right: str) -> str:
        """The word beside a number that says it is no new offer, or ""."""
        left = left.rstrip(" :=\t")
        left = re.split(
            r"[;:]|\b(?:maar|dus|toch|wel|desondanks|niettemin|desalniettemin|daarom)\b|,\s(?=\w+ (?:bied|stel|lever|zeg|"
            r"meld|doe|kunnen|willen)\w*\b)|,\s(?=(?:komen|komt|kunnen|kan|krijgen|worden|"
            r"zijn|gaan|mogen)\b)|, en (?:wij|we)\b|\ben (?:wij |we )?(?=(?:bied|stel|lever|zeg|meld|doe|"
            r"kunnen|willen)\w*\b)",
            left,
        )[-1]
        right = re.split(r"[;,.]", right)[0]
        found = self.no_offer.search(left) or self.no_offer.search(right)
        return found.group() if found and not self.still_new.search(left + right) else ""

    def loose(self, after: str) -> bool:
        """True when nothing else is counted by a number followed by `after`."""
        return bool(self.after_loose.match(after))

    def _noun(self, text: str, position: int) -> Noun | None:
        if found := self.never.match(text, position):
            return Noun(never=True, word=found.group(), end=found.end())
        bare = position + (
            len(prefix.group()) if (prefix := re.compile(r"\d+-?").match(text, position)) else 0
        )
        for unit, pattern in self.units:
            if found := pattern.match(text, bare):
                return Noun(unit, word=text[position : found.end()], end=found.end())
        if (slip := _LETTERS.match(text, position)) and slip.group().lower() in _MISSPELT:
            return Noun(_MISSPELT[slip.group().lower()], word=slip.group(), end=slip.end())
        if found := self.pairs.match(text, position):
            return Noun(Unit.PERSONEN, factor=2, word=found.group(), end=found.end())
        if found := self.buildings.match(text, position):
            return Noun(building=True, word=found.group(), end=found.end())
        return None


def load_counting(rules: Path) -> CountingRules:
    """Read rules/counting.yaml. Raises ContentError with the file and the entry at fault."""
    path = rules / "counting.yaml"
    data = read_yaml(path)
    try:
        units: Mapping[str, list[str]] = data["eenheden"]
        named = _named(units)
        return CountingRules(
            units=tuple((unit, re.compile(rf"(?:{words})(?![\w-])", _FLAGS)) for unit, words in named),
            before=tuple((unit, _label(words.replace("[a-z-]*hui", "hui"))) for unit, words in named),
            pairs=_words(data["paren"]),
            buildings=_words(data["gebouwen"]),
            never=_words(data["nooit_een_plek"]),
            blocked=_words(data["nooit_tussen"]),
            adjective=re.compile(data["tussenwoorden"]),
            after_loose=re.compile(
                rf"\s*(?:$|[).,;:!?/–\"'”\t+&(-]|(?:{'|'.join(data['na_los_getal'])})(?!\w))", _FLAGS
            ),
            no_offer=re.compile(rf"\b(?:{'|'.join(data['geen_nieuw_aanbod'])})", _FLAGS),
            still_new=re.compile(rf"\b(?:{'|'.join(data['toch_nieuw'])})\b", _FLAGS),
            column=_search(data["kolom_telt"]),
            no_column=_search(data["kolom_telt_niet"]),
            no_row=_search([*data["rij_telt_niet"], *data["geen_nieuw_aanbod"]]),
            no_remark=_search(data["opmerking_telt_niet"]),
            condition=_search(data["voorbehoud"]),
            pending=_search(data["nog_te_besluiten"]),
            decision=_search(data["besluit"]),
            open=_search(data["nog_open"]),
            beside=_search(data["geen_voorbehoud"]),
            thought_before=_search(data["gedachte_ervoor"]),
            thought_after=_search(data["gedachte_erachter"]),
            drops=re.compile(rf"^[^;.,]{{0,70}}?\b(?:{'|'.join(data['valt_weg'])})(?!\w)", _FLAGS),
            denies=_search(data["geen_toezegging"]),
            others=_others(data["anderen"]),
            taken=_taken(data["niet_vrij"]),
            balance=re.compile(rf"(?<!\w)(?:{'|'.join(data['eindstand'])})\b[^.;\d]{{0,35}}$", _FLAGS),
        )
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise _fault(path, data, error) from error


def _named(units: Mapping[str, list[str]]) -> list[tuple[Unit, str]]:
    """The words of each unit; those of "units" first, because "containerwoningen" are no "woningen"."""
    found = ((Unit(name), "|".join(words)) for name, words in units.items())
    return sorted(found, key=lambda item: item[0] is not Unit.UNITS)


def _fault(path: Path, data: Mapping[str, object], error: Exception) -> ContentError:
    """Names the line of the pattern that does not compile, or the entry that is missing."""
    if isinstance(error, KeyError):
        return ContentError(f"{path}, regel 1: de ingang {error} ontbreekt. Zet die terug.")
    entry = next((name for name, words in data.items() if not _sound(words)), "")
    line = line_of(path, f"{entry}:") if entry else 1
    return ContentError(
        f"{path}, regel {line}: {error}. Verbeter deze ingang; het commentaar in het bestand zegt wat er hoort."
    )


def _sound(words: object) -> bool:
    texts = list(words.values()) if isinstance(words, Mapping) else [words]
    try:
        re.compile(
            "|".join(str(one) for text in texts for one in (text if isinstance(text, list) else [text]))
        )
    except re.error:
        return False
    return all(isinstance(text, list | str) and text for text in texts)


def _words(entries: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(str, entries))})(?!\w)", _FLAGS)


def _search(entries: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(str, entries))})(?!\w)", _FLAGS)


def _others(entries: Sequence[str]) -> re.Pattern[str]:
    which = "de |het |een |onze |zijn |hun |haar |eigen |reguliere |andere |lokale "
    us = r"(?! (?:en|én) (?:statushouders|vergunninghouders))"
    return re.compile(rf"\b(?:voor|naar|aan|door|onder)\s+(?:{which})*(?:{'|'.join(entries)})\b{us}", _FLAGS)


def _taken(entries: Sequence[str]) -> re.Pattern[str]:
    """Right behind a number, with no word after it that says that it is for us."""
    between = (
        "daarvan|hiervan|ervan|van deze|er|daar|aldaar|ook|die|waren|zijn|is|blijven|blijft|staan|worden|nog|al|reeds|nu|"
        "gewoon|zelf|helaas|allemaal|inmiddels|thans|momenteel|overigens"
    )
    us = "statushouders|vergunninghouders|actie|oproep|u|uw|jullie|vng|beschikbaar|vrij|vast|over"
    return re.compile(
        rf"^\s*(?:(?:{between})[\s,]+){{0,6}}(?:{'|'.join(entries)})(?!\w)(?! (?:kan|kunnen|mag|mogen)\b)"
        rf"(?![^;.]{{0,60}}\b(?:{us})\b)",
        _FLAGS,
    )


def _label(words: str) -> re.Pattern[str]:
    glue = r"(?:[:=|–-]|\t|is|zijn|bedraagt|komt op|wordt)"
    return re.compile(
        rf"(?<!\w)(?:{words})\)?\s*(?:extra\s*)?{glue}\s*(?:in totaal|circa|ca\.?|ongeveer|maximaal|minimaal)?\s*$",
        _FLAGS,
    )
