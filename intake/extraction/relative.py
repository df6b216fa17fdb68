"""Numbers that are told by another: "Blaricum half zoveel", "Tholen doet er twee meer", "wij een kwart van wat Uden doet", "de
rest komt in Ede". Each is reckoned and written into the sentence, so that whoever reads it on finds an ordinary number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.domain import Pledge, Sentence, Source, Unit
from intake.extraction.amounts import Amount, find_amounts
from intake.extraction.counting import CountingRules
from intake.extraction.enumeration import without_asides
from intake.extraction.gazetteer import Gazetteer, Mention
from intake.extraction.numerals import parse_word
from intake.extraction.relative_words import (
    BACK,
    CLOSES,
    DIFFERENCE,
    FACTORS,
    FILLS,
    JOINT,
    MULTIPLE,
    NO_PLACES,
    OF,
    OWN,
    REST,
    VERB,
)

NOT_RECKONED = "Een aantal is alleen als deel of veelvoud van een ander aantal genoemd; reken het na."
_LOOK_BACK = 3
_LEFT, _CUT = re.compile(r"[;:]|,(?!\d)|[.!?]\s|\b(?:en|plus|maar|terwijl)\b"), re.compile(r"[;:,.!?]")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that tell a number by another: `base` times `top`/`bottom`, and `more`; or what is left of a whole (`rest`).

    `base`: the municipality that the other number is of; None for the number before. `plain`: nothing says of which.
    """

    start: int
    end: int
    top: int = 1
    bottom: int = 1
    more: int = 0
    rest: bool = False
    base: str | None = None
    plain: bool = True


@dataclass
class _Reckoner:
    sentences: list[Sentence]
    own: str
    gazetteer: Gazetteer
    counting: CountingRules

    def run(self) -> tuple[tuple[Sentence, ...], bool]:
        left_open = False
        for index, sentence in enumerate(self.sentences):
            if (
                sentence.source is Source.SUBJECT
                or sentence.text.rstrip().endswith("?")
                or "\t" in sentence.text
            ):
                continue
            phrases = _phrases(sentence.text, self.gazetteer, self.own)
            for phrase in sorted(phrases, key=lambda phrase: phrase.start):
                left_open |= not self._written(index, phrase) and self._matters(index, phrase)
        return tuple(self.sentences), left_open

    def _matters(self, index: int, phrase: _Phrase) -> bool:
        """Somebody is said to give this, in a sentence that offers."""
        sentence = self.sentences[index]
        offers = sentence.acts.get("pledge", 0.0) > max(0.5, sentence.acts.get("existing", 0.0))
        return offers and self._who(sentence.text, phrase) is not None

    def _written(self, index: int, phrase: _Phrase) -> bool:
        """Whether the number could be reckoned; then it stands in the place of the words."""
        sentence = self.sentences[index]
        who = self._who(sentence.text, phrase)
        if who is None:
            return False
        found = self._rest(index, phrase) if phrase.rest else self._reckoned(index, phrase, who)
        if found is None:
            return False
        value, unit = found
        width = phrase.end - phrase.start
        words = f"{value} {unit.value}" if unit and len(f"{value} {unit.value}") <= width else str(value)
        text = sentence.text[: phrase.start] + words.ljust(width) + sentence.text[phrase.end :]
        self.sentences[index] = replace(sentence, text=text)
        return True

    def _reckoned(self, index: int, phrase: _Phrase, who: str) -> tuple[int, Unit | None] | None:
        found = self._of_town(index, phrase) if phrase.base is not None else self._before(index, phrase, who)
        count = found.count if found else None
        if not found or not count or (phrase.base is not None and phrase.base == who):
            return None
        value = count * phrase.top
        if value % phrase.bottom or value // phrase.bottom + phrase.more <= 0:
            return None
        return value // phrase.bottom + phrase.more, found.unit

    def _before(self, index: int, phrase: _Phrase, who: str) -> Amount | None:
        """The last number before, in the sentence or the one before it, when it is not what the same municipality gives."""
        text = self.sentences[index].text
        here = [a for a in self._amounts(index) if a.number.end <= phrase.start]
        if here:
            return here[-1] if self._owner(text, here[-1]) != who else None
        for back in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            told = self._amounts(back)
            if told:
                owner = self._giver(self.sentences[back].text, told[0])
                alone = len(told) == 1 or len({a.count for a in told}) == 1
                return told[0] if alone and owner != who and (owner is not None or who != self.own) else None
        return None

    def _of_town(self, index: int, phrase: _Phrase) -> Amount | None:
        """The number that was told of a municipality, the last time that one was."""
        for back in range(index, -1, -1):
            stop = phrase.start if back == index else len(self.sentences[back].text)
            text = self.sentences[back].text
            for amount in reversed([a for a in self._amounts(back) if a.number.end <= stop]):
                if self._owner(text, amount) == phrase.base:
                    return amount
        return None

    def _rest(self, index: int, phrase: _Phrase) -> tuple[int, Unit | None] | None:
        """What is left of a whole that was told for several together, without what the same sentence gives to others."""
        text = self.sentences[index].text
        here = [a for a in self._amounts(index) if a.number.end <= phrase.start]
        joint = [
            a
            for a in here[:1]
            if JOINT.search(text[: here[1].number.start if len(here) > 1 else phrase.start])
        ]
        whole = next(iter(joint), None) or self._joint(index)
        given = [a.count or 0 for a in here if a not in joint]
        left = (whole.count or 0) - sum(given) if whole else 0
        return (left, whole.unit) if whole and given and left > 0 else None

    def _joint(self, index: int) -> Amount | None:
        for back in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            told = self._amounts(back)
            if len(told) == 1 and JOINT.search(self.sentences[back].text):
                return told[0]
            if told:
                return None
        return None

    def _amounts(self, index: int) -> list[Amount]:
        """The numbers of a sentence that may count places."""
        text = self.sentences[index].text
        return [
            a
            for a in find_amounts(text, self.counting)
            if a.number.explicit
            and a.count
            and not NO_PLACES.match(text, a.number.end)
            and not a.per
            and not a.building
            and (a.unit or a.loose or a.counted)
        ]

    def _who(self, text: str, phrase: _Phrase) -> str | None:
        """Who is said to give what the words tell: the last that is named before them, or the first after them."""
        return self._named(text, phrase.start, phrase.end)

    def _owner(self, text: str, amount: Amount) -> str | None:
        return self._named(text, amount.number.start, amount.number.end)

    def _giver(self, text: str, amount: Amount) -> str | None:
        """Who gives a number; nobody alone, where it is told for several together."""
        return None if JOINT.search(text) else self._owner(text, amount)

    def _named(self, text: str, start: int, end: int) -> str | None:
        """The one named last before a stretch and in its piece, else the first right after it, else the last before it."""
        names = list(_names(text, self.gazetteer, self.own))
        before = [(at, name) for at, stop, name in names if stop <= start]
        near = [name for at, name in before if not _LEFT.search(text[at:start])]
        after = [name for at, _, name in names if at >= end and not _CUT.search(text[end:at])]
        found = near or after[:1] or [name for _, name in before]
        return found[-1] if found else None


def spelled_out(
    sentences: Sequence[Sentence], own: str | None, gazetteer: Gazetteer, counting: CountingRules
) -> tuple[tuple[Sentence, ...], tuple[str, ...]]:
    """The sentences with each number that is told by another written in its place, of the same length; and the doubt that is
    left where one could not be reckoned. Only in mails that name another municipality than the writer's `own`.
    """
    own = own or ""
    found = (m for s in sentences for m in gazetteer.find(s.text))
    others = {_town(m) for m in found if m.kind != "place" or not m.weak} - {own}
    if not others:
        return tuple(sentences), ()
    reckoned, left_open = _Reckoner(list(sentences), own, gazetteer, counting).run()
    return reckoned, (NOT_RECKONED,) if left_open else ()


def with_own_words(
    pledges: Sequence[Pledge], told: Sequence[Sentence], reckoned: Sequence[Sentence]
) -> tuple[Pledge, ...]:
    """The pledges with the quotes as the writer `told` them."""
    words = {
        new.text[:500]: old.text[:500] for old, new in zip(told, reckoned, strict=True) if new is not old
    }
    return tuple(replace(one, quote=words.get(one.quote, one.quote)) for one in pledges)


def _town(mention: Mention) -> str:
    return mention.municipalities[0]


def _names(text: str, gazetteer: Gazetteer, own: str) -> Iterator[tuple[int, int, str]]:
    """Every municipality of a text in order, and the words for the writer's own: start, end, and which."""
    found = [(m.start, m.end, _town(m)) for m in gazetteer.find(text)]
    found += [(m.start(), m.end(), own) for m in OWN.finditer(without_asides(text))]
    yield from sorted(found)


def _phrases(text: str, gazetteer: Gazetteer, own: str) -> Iterator[_Phrase]:
    """The words of a sentence that tell a number by another."""
    for found in MULTIPLE.finditer(text):
        top, bottom = FACTORS[" ".join(found.group().lower().split())]
        if phrase := _bound(_Phrase(found.start(), found.end(), top, bottom), text, gazetteer, own):
            yield phrase
    for found in DIFFERENCE.finditer(text):
        size = int(found.group(1)) if found.group(1).isdigit() else parse_word(found.group(1))
        sign = 1 if found.group(2).lower() == "meer" else -1
        if size and (
            phrase := _bound(_Phrase(found.start(), found.end(), more=sign * size), text, gazetteer, own)
        ):
            yield phrase
    for found in (*REST.finditer(text), *FILLS.finditer(text)):
        yield _Phrase(found.start(), found.end(), rest=True)


def _bound(phrase: _Phrase, text: str, gazetteer: Gazetteer, own: str) -> _Phrase | None:
    """The phrase with the words that say of what ("van wat Uden doet", "daarvan"); None where it is of something else."""
    if back := BACK.match(text, phrase.end):
        return replace(phrase, end=back.end(), plain=False)
    if leads := OF.match(text, phrase.end):
        for start, end, name in _names(text, gazetteer, own):
            if start == leads.end():
                verb = VERB.match(text, end)
                return replace(phrase, end=verb.end() if verb else end, base=name, plain=False)
        return None
    return phrase if CLOSES.match(text, phrase.end) else None
