"""Names of municipalities and places, and the fast search for them in a text."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

_FOLD = str.maketrans("’‘`´ʼ–‑\u00a0\n", "'''''--  ")
_WORD = re.compile(r"(?<![\w@.-])\w+")
# "best 6, son 4", "4 epe", "epe doet niet mee": a word that does what only a name does.
_AS_NAME = re.compile(r"\s*[:=]?\s*\d|\s+(?:doet|biedt|levert|stelt|meldt|wil|komt)\b")
_COUNTED = re.compile(r"\d\s+$")
_NAME_ENDS = re.compile(r"(?![\w@]|-[a-z]|\.nl)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """What one folded name may stand for.

    `municipalities` has more than one entry when the name alone does not decide; `elsewhere` are municipalities with a
    village of the same name, which only the context can bring in. `weak`: also an ordinary word or a surname.
    """

    municipalities: tuple[str, ...]
    kind: str
    weak: bool
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text; the fields as in Name. `kind`: municipality, predecessor or place."""

    name: str
    municipalities: tuple[str, ...]
    kind: str
    weak: bool
    start: int
    end: int
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class NameIndex:
    """Finds names by their first word: one look-up a word, and only then the longest name that fits."""

    names: Mapping[str, Name]

    @cached_property
    def _by_first_word(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            first = re.match(r"\W*\w+", name)
            if first:
                found[first.group()].append(name)
        return {word: tuple(sorted(names, key=len, reverse=True)) for word, names in found.items()}

    def find(
        self, text: str, *, small_letters: bool = False, expected: frozenset[str] = frozenset()
    ) -> Iterator[Mention]:
        """Every name in a text, from left to right, the longest where several fit.

        A name must be written with a capital; with `small_letters` also without, when it can be nothing but a name, or is
        that of a municipality which is `expected` and stands as a name does.
        """
        lowered = _lowered(text)
        for start, key in self._keys(lowered):
            end = start + len(key)
            written, name = text[start:end], self.names[key]
            plain = not name.weak and len(key) > 3
            awaited = not expected.isdisjoint(name.municipalities) and _as_name(lowered, start, end)
            if any(map(str.isupper, written)) or (small_letters and (plain or awaited)):
                yield Mention(written, name.municipalities, name.kind, name.weak, start, end, name.elsewhere)

    @cached_property
    def _keys(self) -> Callable[[str], tuple[tuple[int, str], ...]]:
        # A sentence is searched several times in one mail, each time with others to expect.
        return lru_cache(maxsize=128)(lambda lowered: tuple(self._search(lowered)))

    def _search(self, lowered: str) -> Iterator[tuple[int, str]]:
        """Every name, however it is written, and where it starts."""
        done, known = 0, self._by_first_word
        for word in _WORD.finditer(lowered):
            start = word.start()
            if start < done or (word.group() not in known and lowered[start - 1 : start] != "'"):
                continue
            start, key = self._at(lowered, word)
            if key:
                done = start + len(key)
                yield start, key

    def _at(self, lowered: str, word: re.Match[str]) -> tuple[int, str]:
        """Where a name starts at this word, and the name; the apostrophe of 's-Hertogenbosch belongs to it."""
        start = word.start()
        if start and lowered[start - 1] == "'" and not re.match(r"[\w@.-]", lowered[start - 2 : start - 1]):
            name = self._longest(lowered, start - 1, "'" + word.group())
            if name:
                return start - 1, name
        return start, self._longest(lowered, start, word.group())

    def _longest(self, lowered: str, start: int, first: str) -> str:
        for name in self._by_first_word.get(first, ()):
            if lowered.startswith(name, start) and _NAME_ENDS.match(lowered, start + len(name)):
                return name
        return ""


def _as_name(text: str, start: int, end: int) -> bool:
    return bool(_AS_NAME.match(text, end) or _COUNTED.search(text[max(0, start - 5) : start]))


def _lowered(text: str) -> str:
    """Folded and in small letters, character for character."""
    folded = fold(text)
    lowered = folded.lower()
    # Of a few capitals the small letter takes two characters.
    same = len(lowered) == len(folded)
    return lowered if same else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


def fold(text: str) -> str:
    """Same length, apostrophes and dashes as on a keyboard, so that names match however they were typed."""
    return text.translate(_FOLD)


def without_persons(mentions: tuple[Mention, ...], text: str, persons: frozenset[str]) -> tuple[Mention, ...]:
    """The mentions that are no part of a person's name ("Marijke Best" is not about Best)."""
    taken = [
        (found.start(), found.end()) for person in persons for found in re.finditer(re.escape(person), text)
    ]
    return tuple(m for m in mentions if not any(start <= m.start and m.end <= end for start, end in taken))
