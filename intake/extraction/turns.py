"""What a mail gives to several municipalities by turns in one sentence: an offer for each, and all of them as one list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.changes import remains
from intake.extraction.enumeration import Share, is_denied, parts
from intake.extraction.facts import Facts
from intake.extraction.history import reported_at, stands
from intake.extraction.offers import Offer, group
from intake.extraction.ranges import Number
from intake.extraction.scope import Scope
from intake.extraction.siblings import Siblings
from intake.extraction.withdrawals import is_removed

# "Vier plekken gaan door, de overige zes niet".
_REST = re.compile(r"[,;] (?:maar |en )?(?:de |het )?(?:overigen?|andere|rest|resterende)\b", re.IGNORECASE)
_PIECE = re.compile(r"[,;:]\s|\b(?:maar|terwijl|en)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turns:
    """The sentences of one mail that give several municipalities a number each."""

    sentences: Sequence[Sentence]
    facts: Facts
    scope: Scope

    def shares(self, index: int) -> tuple[Share, ...]:
        """What a sentence gives to each; nothing when it does not tell it of two or more."""
        before = self.sentences[index - 1].text if index else ""
        return self.scope.shares(self.sentences[index].text, self._amounts(index), before)

    def offers(self, index: int, *, afresh: bool = False) -> list[Offer]:
        """An offer for each municipality of a sentence. `afresh`: whatever was told before."""
        sentence, amounts = self.sentences[index], self._amounts(index)
        found: list[Offer] = []
        for share, told in _told(self.shares(index), amounts):
            for offer in group(told, sentence, index, several=True)[:1]:
                offer = replace(
                    offer,
                    turn=True,
                    reported=not afresh and reported_at(sentence.text, share.count),
                    remains=remains(sentence, offer.amount),
                    replaces=_denied(share, sentence.text, amounts),
                )
                found += [replace(offer, municipality=town) for town in share.towns if town]
        return found

    def lists(self) -> Iterator[Siblings]:
        """The numbers of each such sentence, with the number beside it that is their sum."""
        for index in range(len(self.sentences)):
            towns = {share.count: len(share.towns) for share in self.shares(index)}
            members = tuple(f for f in self.facts.of(index) if f.amount.number.start in towns)
            whole = sum((f.amount.count or 0) * towns[f.amount.number.start] for f in members)
            near = (f for f in self.facts.all() if abs(f.index - index) <= 1 and f not in members)
            if members:
                yield Siblings(members, next((f for f in near if f.amount.count == whole), None))

    def _amounts(self, index: int) -> list[Amount]:
        """The amounts, with those told by the one before them: "bij ons acht, in Epe de helft daarvan"."""
        found = list(self.facts.parts(index))
        for start, end, by in parts(self.sentences[index].text):
            before = [a for a in found if a.number.end <= start]
            value = before[-1].number.value if before else None
            known = any(a.number.start == start for a in found)
            if value and value % by == 0 and not known:
                number = Number(value // by, None, None, start, end)
                found.append(replace(before[-1], number=number, end=end, loose=True, total=False))
        return sorted(found, key=lambda amount: amount.number.start)


def taken_back(offers: Sequence[Offer], *, whole: bool) -> list[Offer]:
    """What one sentence takes back: all of it where it does so as a `whole`; "Goes trekt zijn tien in, Kapelle blijft bij vier"
    takes back one.
    """
    if whole and (rest := _rest_of(offers)) is not None:
        return rest
    gone = [o for o in offers if o.turn and is_removed(replace(o.sentence, text=_piece(o), acts={}))]
    if gone and (not whole or all(stands(_piece(o)) for o in offers if o not in gone)):
        return gone
    return list(offers) if whole else []


def _rest_of(offers: Sequence[Offer]) -> list[Offer] | None:
    """What stands behind "de overige", where only those words take back; else None."""
    sentence = offers[0].sentence if offers else None
    cut = _REST.search(sentence.text) if sentence else None
    if sentence is None or cut is None:
        return None
    head, tail = (
        is_removed(replace(sentence, text=text, acts={}))
        for text in (sentence.text[: cut.start()], sentence.text[cut.start() :])
    )
    behind = [o for o in offers if o.amount.number.start > cut.start()]
    return behind if tail and not head and len(behind) < len(offers) else None


def _piece(offer: Offer) -> str:
    """The part of the sentence in which an offer stands."""
    text, start = offer.sentence.text, offer.amount.number.start
    cuts = [0, *(m.end() for m in _PIECE.finditer(text)), len(text)]
    return next(text[a:b] for a, b in pairwise(cuts) if a <= start < b)


def without_wholes(offers: Sequence[Offer]) -> list[Offer]:
    """ "Wij bieden er 14. Vijf liggen in Ede en negen in Epe": the number before or after a list that is its sum is no more."""
    left = list(offers)
    for index in dict.fromkeys(o.index for o in offers if o.turn):
        turns = [o for o in offers if o.index == index and o.turn]
        sizes = {sum(o.size for o in turns), sum(o.most for o in turns)}
        towns = {None, *(o.municipality for o in turns)}
        left = [o for o in left if o.turn or o.size not in sizes or o.municipality not in towns]
    return left


def _told(told: Sequence[Share], amounts: Sequence[Amount]) -> Iterator[tuple[Share, list[Amount]]]:
    """Each share with its number and what describes it; what one of them counts holds for those that do not say."""
    starts = [share.count for share in told]
    details = {start: share.count for share in told for start in share.details}
    units = [a.unit for a in amounts if a.number.start in starts]
    said = (a.unit for a in amounts if a.unit and a.number.explicit)
    unit = next((u for u in units if u), None) or next(said, None)
    for share in sorted(told, key=lambda share: share.count):
        later = min((s for s in starts if s > share.count), default=None)
        held: list[Amount] = []
        for amount in amounts:
            start = amount.number.start
            inside = amount.per and start > share.count and (later is None or start < later)
            if start == share.count:
                unit = amount.unit or unit
                held.append(replace(amount, unit=unit, counted=True, per=False, shared=False, total=False))
            elif details.get(start) == share.count or inside:
                held.append(amount)
        yield share, held


def _denied(share: Share, text: str, amounts: Sequence[Amount]) -> int | None:
    """ "Niet vier voor Epe maar zes": the number right before that it stands for."""
    before = [a for a in amounts if a.number.start < share.count]
    return before[-1].count if before and is_denied(text, before[-1].number.start) else None
