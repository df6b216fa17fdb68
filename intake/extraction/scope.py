"""Which municipality an amount belongs to: the one named beside it, each of those named, or the one spoken of before."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.domain import Sentence
from intake.extraction import phrases
from intake.extraction.amounts import Amount
from intake.extraction.enumeration import Count, Name, Share, own_words, parts_clauses, shares
from intake.extraction.gazetteer import Gazetteer
from intake.extraction.offers import Offer
from intake.extraction.withdrawals import names_who

_SELF = re.compile(
    r"\b(?:onszelf|wij zelf|wijzelf|we zelf|onze eigen gemeente|zelf doen (?:wij|we))\b", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:beide|elke|iedere|alle(?: \w+)?|allebei|elk van (?:de|beide)|per) (?:\w+ )?gemeenten?\b|\b(?:elk|ieder|allebei)\b",
    re.IGNORECASE,
)
# A number for all of them together, to be shared out.
_SPLIT = re.compile(
    r"\b(?:verdeeld|verdelen|verdeling|verspreid)\b|\bsamen (?:zeggen|bieden|leveren|stellen|goed)\b",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(
    r"\b(?:respectievelijk|resp\.?|achtereenvolgens|in (?:dezelfde|die|deze) volgorde)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"^[\s:–-]*(?:(?:met|doet|doen|heeft|levert|biedt|op|ook|er|telt|al|circa|ongeveer)\s+){0,3}$",
    re.IGNORECASE,
)
_THEY = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:doe[tn]|bied(?:t|en)|lever(?:t|en)|heeft|hebben|kan|kunnen|zal|zullen|gaa?[tn]|dra(?:agt|gen)|"
    r"stel(?:t|len)|ne(?:emt|men)|kom(?:t|en)|huisvest(?:en)?|vang(?:t|en))\b(?! er\b)",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:wij|we|ons|onze|ik|zelf)\b", re.IGNORECASE)
_OURS = re.compile(r"\b(?:wij|we|wijzelf|ons|onze|onszelf)\b", re.IGNORECASE)
_BEHIND = re.compile(r"[^,;]{0,25}\b(?:in|te|voor|bij|van) (?:de )?(?:gemeente )?", re.IGNORECASE)
_LOOK_BACK = 3


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    town: str = ""
    own: bool = True
    end: int = 0


@dataclass(frozen=True)
class Scope:
    """The municipalities on whose behalf is written, and how their names are found; `own`: the one that the sender works for."""

    municipalities: tuple[str, ...]
    gazetteer: Gazetteer
    own: str | None = None

    def assign(self, offers: Sequence[Offer], sentences: Sequence[Sentence], index: int) -> list[Offer]:
        """The offers of one sentence, each with its municipality; one that is another's is dropped, one for each is copied."""
        text = sentences[index].text
        if self._is_hearsay(text):
            return []
        found: list[Offer] = []
        for start, end in _clauses(text):
            inside = [o for o in offers if start <= o.amount.number.start < end]
            towns = self._towns(text, start, end)
            for place, offer in enumerate(inside):
                found += self._placed(offer, place, inside, towns, text, sentences, index)
        return found

    def lists(self, text: str, amounts: Sequence[Amount]) -> bool:
        """True for "A 6, B 8, C 5": two or more of the municipalities by turns with as many numbers."""
        starts = [a.number.start for a in amounts if a.number.explicit and (a.unit or a.loose)]
        if len(self.municipalities) < 2 or len(starts) < 2:
            return False
        tokens = [t for t in self._towns(text, 0, len(text)) if t.own]
        tokens = tokens[-len(starts) :]
        return len({t.town for t in tokens}) == len(starts) and _alternate(tokens, starts)

    def shares(self, text: str, amounts: Sequence[Amount], before: str = "") -> tuple[Share, ...]:
        """What each of the municipalities gives, where a sentence tells it of several by turns; `before`: the sentence before it,
        whose names "in dezelfde volgorde" goes back to.
        """
        if len(self.municipalities) < 2:
            return ()
        own = self.own if self.own in self.municipalities else None
        names = [Name(t.start, t.end, t.town if t.own else "") for t in self._named(text)]
        others = [name for name in self.municipalities if name != own]
        other = others[0] if len(others) == 1 and others[0] not in {n.town for n in names} else None
        names = sorted((*names, *own_words(text, own, other)), key=lambda name: name.start)
        counts, towns = _counts(amounts, names), self.named(before)
        if any(not n.weak for n in names) or not _IN_ORDER.search(text) or len(towns) != len(counts):
            return shares(text, names, counts, own)
        return tuple(Share((town,), count.start) for town, count in zip(towns, counts, strict=True))

    def named(self, text: str) -> tuple[str, ...]:
        """Those of the municipalities that a text names, in order."""
        return tuple(dict.fromkeys(token.town for token in self._towns(text, 0, len(text)) if token.own))

    def about(self, text: str) -> tuple[str, ...]:
        """The same; in a mail for several also another that the text begins with: "- Raalte: besluit volgt"."""
        if len(self.municipalities) < 2:
            return self.named(text)
        tokens = self._towns(text, 0, len(text))
        return tuple(dict.fromkeys(t.town for t in tokens if t.own or not text[: t.start].strip(" -*•–")))

    def speaks_of_own(self, text: str) -> bool:
        """True for "wij" and "bij ons", where the writer works for one of the municipalities."""
        return bool(self._ours(text))

    def is_anothers(self, text: str) -> bool:
        """ "Ommen trekt zijn aanbod in": of one for which nobody writes here, and of none of these."""
        found = list(self._named(text))
        if not found or any(token.own for token in found) or _WE.search(text):
            return False
        return any(names_who(text[: token.start]) for token in found)

    def said_of(self, text: str) -> Iterator[tuple[str, str]]:
        """Each of the municipalities that a text names, with the words behind it up to the next name."""
        tokens = self._towns(text, 0, len(text))
        for token, following in itertools.zip_longest(tokens, tokens[1:]):
            if token.own:
                yield token.town, text[token.end : following.start if following else len(text)]

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where a text names one of the municipalities: start and end of each name."""
        several, expected = len(self.municipalities) > 1, frozenset(self.municipalities)
        found = self.gazetteer.find(text, small_letters=several, expected=expected)
        return [(m.start, m.end) for m in found if not expected.isdisjoint(m.municipalities)]

    def _placed(
        self,
        offer: Offer,
        place: int,
        inside: list[Offer],
        towns: list[_Token],
        text: str,
        sentences: Sequence[Sentence],
        index: int,
    ) -> list[Offer]:
        start = offer.amount.number.start
        before = [t for t in towns if t.start < start]
        if before and not before[-1].own and self._others(text, before[-1], start):
            return []
        own = _after_colon([t for t in towns if t.own], text, inside[0].amount.number.start)
        if len(self.municipalities) == 1:
            return [replace(offer, municipality=self.municipalities[0])]
        names = self._names(offer, place, inside, own, text)
        if not names and not own and not offer.amount.total:
            names = self._ours(text) or self._earlier(sentences, index, text[:start])
        return [replace(offer, municipality=name) for name in names] or [offer]

    def _names(
        self, offer: Offer, place: int, inside: list[Offer], own: list[_Token], text: str
    ) -> list[str]:
        start = offer.amount.number.start
        if (
            len(inside) > 2
            and offer.amount.total
            and offer.size == sum(o.size for o in inside if o is not offer)
        ):
            return []
        names = list(dict.fromkeys(t.town for t in own))
        if (
            len(names) == len(inside)
            and not any(o.amount.shared for o in inside)
            and (_IN_ORDER.search(text) or _alternate(own, [o.amount.number.start for o in inside]))
        ):
            return [names[place]]
        if offer.amount.shared or (len(inside) == 1 and _ALL.search(text) and not _SPLIT.search(text)):
            return self._run(own, inside, start, text) or list(self.municipalities)
        if not own:
            return []
        first = min(o.amount.number.start for o in inside)
        before, after = [t for t in own if t.start < start], [t for t in own if t.start > start]
        chosen = (
            self._close(before[::-1], inside, text)
            if own[0].start < first
            else self._close(after, inside, text) or self._close(before[::-1], inside, text)
        )
        chosen = chosen or self._close(after, inside, text)
        return chosen if len(chosen) == 1 else []

    def _ours(self, text: str) -> list[str]:
        """ "Wij leveren er 10" in a mail for several is the writer's own municipality, where no other is named."""
        return [self.own] if self.own in self.municipalities and self.own and _OURS.search(text) else []

    def _close(self, tokens: list[_Token], inside: list[Offer], text: str) -> list[str]:
        """The names next to each other, without another amount or the end of a clause between them."""
        names: list[str] = []
        last = tokens[0] if tokens else _Token(0)
        for token in tokens:
            low, high = sorted((token, last), key=lambda t: t.start)
            if any(low.start < o.amount.number.start < high.start for o in inside):
                break
            if parts_clauses(text[low.end : high.start]):
                break
            names.append(token.town)
            last = token
        return list(dict.fromkeys(names))

    def _run(self, own: list[_Token], inside: list[Offer], start: int, text: str) -> list[str]:
        before, after = [t for t in own if t.start < start], [t for t in own if t.start > start]
        return self._close(before[::-1], inside, text) or self._close(after, inside, text)

    def _earlier(self, sentences: Sequence[Sentence], index: int, before: str) -> list[str]:
        texts = [before, *(s.text for s in reversed(sentences[max(0, index - _LOOK_BACK) : index]))]
        for text in texts:
            names = self.named(text)
            if names:
                return [names[0]] if len(names) == 1 else []
        return []

    def _towns(self, text: str, start: int, end: int) -> list[_Token]:
        tokens = [
            _Token(m.start(), self.municipalities[0])
            for m in _SELF.finditer(text, start, end)
            if len(self.municipalities) > 1
        ]
        tokens += [token for token in self._named(text) if start <= token.start < end]
        return sorted(tokens, key=lambda token: token.start)

    def _named(self, text: str) -> Iterator[_Token]:
        """The municipalities and their villages by name, and other municipalities."""
        several, expected, strange = len(self.municipalities) > 1, frozenset(self.municipalities), False
        for mention in self.gazetteer.find(text, small_letters=several, expected=expected):
            mine = [name for name in mention.municipalities if name in self.municipalities]
            if mine:
                yield _Token(mention.start, mine[0], end=mention.end)
            elif (
                mention.kind == "municipality"
                and not mention.name.islower()
                and (strange or not mention.weak)
            ):
                strange = True
                yield _Token(mention.start, mention.name, own=False, end=mention.end)

    def _is_hearsay(self, text: str) -> bool:
        """ "Goes en Tholen hebben, zo vernamen wij, elk vier plekken": of others, and of none of these."""
        found = [m for m in self.gazetteer.find(text) if m.kind == "municipality"]
        ours = any(not frozenset(self.municipalities).isdisjoint(m.municipalities) for m in found)
        if not found or ours:
            return False
        plain = phrases.plain(text)
        return bool(phrases.HEARSAY.search(plain) or phrases.TOLD_OF.search(plain[: found[0].start]))

    def _others(self, text: str, token: _Token, start: int) -> bool:
        between = text[token.start + len(token.town) : start]
        if phrases.HEARSAY.search(phrases.plain(between)):
            return True
        theirs = _THEY.search(between) or phrases.PAST.search(
            phrases.plain(text[token.start + len(token.town) :])
        )
        return bool(_OTHERS.match(between)) or bool(theirs and not _WE.search(between))


def _alternate(own: list[_Token], starts: list[int]) -> bool:
    """Names and numbers by turns, as in "7 in A, en namens B 3": each number has its own name beside it."""
    if len(own) != len(starts):
        return False
    last = -1
    for token, start in zip(own, starts, strict=True):
        low, high = sorted((token.start, start))
        if low < last:
            return False
        last = high
    return True


def _after_colon(own: list[_Token], text: str, first: int) -> list[_Token]:
    """ "Mede namens A en B: C 6, A 8, B 5", "A schreef u: 6 plekken in C": behind the colon stands whose the number is."""
    colon = text.rfind(":", 0, first)
    listed = [t for t in own if t.start > colon]
    near = any(t.start < first or _BEHIND.fullmatch(text[first : t.start]) for t in listed)
    return listed if colon >= 0 and near else own


def _clauses(text: str) -> list[tuple[int, int]]:
    """Stretches between semicolons, and between full stops that stayed inside one sentence."""
    cuts = [0, *(m.end() for m in re.finditer(r";|\.\s+(?=[A-Z])", text)), len(text)]
    return list(itertools.pairwise(cuts))


def _counts(amounts: Sequence[Amount], names: Sequence[Name]) -> list[Count]:
    """The numbers that may each be given by somebody: not so many in each house."""
    found: list[Count] = []
    for amount in amounts:
        start, people = amount.number.start, amount.unit is not None and amount.unit.is_person
        home = found[-1] if found and found[-1].home else None
        named = home and any(home.end <= name.start < start for name in names)
        each = amount.per and (not amount.shared or (home and (people or not named)))
        if amount.number.explicit and not amount.building and not each:
            size = amount.count or amount.number.high or amount.number.low or 0
            of_homes = amount.unit is not None and not people
            found.append(Count(start, amount.number.end, size, of_homes, people))
    return found
