"""Within one sentence: which amounts belong together, so that houses and the people in them are counted "
"once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake.domain import Sentence
from intake.extraction.amounts import Amount
from intake.extraction.each import each_behind
from intake.extraction.families import people_by_kind, people_of
from intake.extraction.housed import HOUSEHOLDS, in_as_many, told_by_both
from intake.extraction.siblings import NEXT, each_in_its_town, side_by_side
from intake.extraction.tranches import comes_on_top

_APART = re.compile(
    r"\b(?:en|plus|alsmede|alsook|daarnaast|tevens|verder|ook)\s+(?:nog\s+|daarnaast\s+|ook\s+|"
    r"[a-z]{2,4}\s+)?$|;\s*$|\+\s*$",
    re.IGNORECASE,
)
# "Een huis in de Kerkstraat voor zes".
_FITS = re.compile(
    r"^[^,;]{0,40}(?:, (?:ook|eveneens|wederom|weer) )?\b(?:voor|geschikt voor|met plaats voor)\s+$",
    re.IGNORECASE,
)
# "Een echtpaar of twee alleenstaanden": the same people in other words.
_OR = re.compile(r"\bof\s+(?:(?:voor|een)\s+)?$", re.IGNORECASE)
# "Dat zijn er vier, ik bedoel: plek voor vier personen".
_MEANS = re.compile(
    r"\b(?:ik bedoel|bedoel ik|dat (?:is|zijn)|dat wil zeggen|d\.?w\.?z|oftewel|ofwel|te weten|dus)\b[^.;!?]{0,20}$",
    re.IGNORECASE,
)
_MEANT_FOR = re.compile(
    r"^,?\s*(?:\w+\s+)?(?:voor|t\.?b\.?v\.?|ten behoeve van)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_FOR = re.compile(
    r"\b(?:voor|t\.?b\.?v\.?|ten behoeve van|met|aan|door|in(?! (?-i:[A-Z]))|omdat|doordat)\b[^,;]*$",
    re.IGNORECASE,
)
# "Niet twee keer drie": said so that nobody reckons it.
_NOT = re.compile(r"\bniet\s+$", re.IGNORECASE)
# "Twee studio's in Oost, de andere drie in West", "een woning in Oost en eentje in West": the same kind of homes.
_THE_OTHERS = re.compile(r"\b(?:andere|overige|resterende)\s+$", re.IGNORECASE)
_FEW = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """One amount that is offered, with the people in it where that is said, and where it stands.

    `row`: stands in a list or table, where equal numbers are different offers;
    `turn`: in a sentence that gives several municipalities a number by turns. `weak`: "een woning", an article rather
    than a number. `adds`: says that it comes on top of something. `supersedes`: the
    number earlier in this mail that it stands for. `remains`: is what is left. `reported`: was offered
    before. `absorbed`: the sentences that repeat it. `explains`: numbers in it.
    `conditional`: known where another sentence tells
    the part apart.
    """

    amount: Amount
    sentence: Sentence
    index: int
    clause: str
    persons: int | None = None
    municipality: str | None = None
    row: bool = False
    adds: bool = False
    replaces: int | None = None
    supersedes: int | None = None
    remains: bool = False
    reported: bool = False
    absorbed: frozenset[int] = frozenset()
    explains: frozenset[int] = frozenset()
    conditional: bool | None = None
    turn: bool = False

    @property
    def spot(self) -> tuple[int, int]:
        """Where it stands."""
        return self.index, self.amount.number.start

    @property
    def is_people(self) -> bool:
        """True when the number counts people, or places for them."""
        return self.amount.unit is None or self.amount.unit.is_person

    @property
    def weak(self) -> bool:
        """True for an article, which counts only when nothing else does."""
        return not self.amount.number.explicit and not (self.adds and self.persons is not None)

    @property
    def household(self) -> bool:
        """True for "een echtpaar", "een gezin van vijf": an article, and yet so many people."""
        return self.weak and (self.persons is not None or self.amount.factor > 1)

    @property
    def size(self) -> int:
        """The number, or one that stands for the range."""
        number = self.amount.number
        return (
            self.amount.count
            if self.amount.count is not None
            else (number.low or 0) + 100_000 * (number.high or 0)
        )

    @property
    def most(self) -> int:
        """The number, or the upper end of the range."""
        return self.amount.count or self.amount.number.high or self.amount.number.low or 0

    @property
    def people(self) -> int | None:
        """How many people, when that is known."""
        return self.persons if self.persons is not None else self.size if self.is_people else None


def group(amounts: Sequence[Amount], sentence: Sentence, index: int, *, several: bool = False) -> list[Offer]:
    """The offers of a sentence, occupancy and parts folded in. `several` municipalities: "elk vier" is "
    "four for each."""
    offers: list[Offer] = []
    for amount in amounts:
        last = offers[-1] if offers else None
        between = (
            sentence.text[max(last.amount.end, last.amount.number.end) : amount.number.start] if last else ""
        )
        for_each_town = several and amount.shared and (last is None or last.is_people)
        each = amount.per and not for_each_town
        if last and not (amount.number.explicit or each) and _is_beside(last, amount, between):
            continue
        if last and _says_again(last, amount, between):
            continue
        if last and each:
            offers[-1] = _occupied(last, amount)
        elif each or _denied(amount, sentence.text):
            continue
        elif last and last.amount.building and not between.strip():
            offers[-1] = _occupied(last, amount)
            if len(offers) > 1 and offers[-1].size == offers[-2].size:
                offers.pop()
        elif amount.building:
            offers.append(_offer(amount, sentence, index))
        elif last and (told := told_by_both(last.amount, amount, between)):
            offers[-1] = replace(last, amount=told)
        elif last and _describes(last, amount, between, sentence.text):
            if amount.total and _are_houses(offers):
                offers = [_offer(amount, sentence, index)]
            else:
                offers[-1] = _joined(last, amount)
        else:
            one_more = last and not last.is_people and not amount.number.explicit and _APART.search(between)
            offer = _offer(amount, sentence, index, last)
            offers.append(replace(offer, adds=True) if one_more else offer)
    kept = [_with_each(offer) for offer in offers if not offer.amount.building]
    return _with_families(_clauses(kept, sentence), sentence.text)


def _is_beside(last: Offer, amount: Amount, between: str) -> bool:
    """ "Een huis voor een gezin": said of the one before; "een huis voor een gezin van vier en een huis voor…" is another."""
    return bool(_FOR.search(between)) and not (amount.unit is last.amount.unit and _APART.search(between))


def _with_families(offers: list[Offer], text: str) -> list[Offer]:
    """Households of different sizes, told after their number, with the people in them."""
    for position, whole in enumerate(offers):
        count = whole.amount.count
        if whole.is_people or not count:
            continue
        behind = text[whole.amount.end :]
        told = people_of(behind, count)
        if told is None and (people := people_by_kind(behind, count)):
            told = people, len(behind)
        if told is not None:
            later = [o for o in offers[position + 1 :] if o.amount.number.start >= whole.amount.end + told[1]]
            return [*offers[:position], replace(whole, persons=told[0]), *later]
    return offers


def _offer(amount: Amount, sentence: Sentence, index: int, last: Offer | None = None) -> Offer:
    text = sentence.text
    if amount.unit is None and last and not last.is_people and _is_alike(last.amount, amount, text):
        amount = replace(amount, unit=last.amount.unit)
    return Offer(amount, sentence, index, text, adds=comes_on_top(amount, text))


def _is_alike(homes: Amount, bare: Amount, text: str) -> bool:
    """ "Vijf kamers in het klooster en drie in de pastorie": a bare number beside homes counts homes as well."""
    others = _THE_OTHERS.search(text[: bare.number.start])
    return bare.count == 1 or bool(others) or side_by_side(homes, bare, text)


def _occupied(offer: Offer, each: Amount) -> Offer:
    count, value = offer.amount.count, each.number.value
    if offer.amount.building and count and value:
        number = replace(each.number, value=count * value, start=offer.amount.number.start)
        return replace(offer, amount=replace(each, number=number, per=False, building=False))
    if (offer.is_people and offer.amount.unit is not None) or not count or not value or value > _FEW:
        return offer
    # "Elk voor één gezin", "met elk twee slaapkamers": not how many people.
    people = each.unit is None or each.unit.is_person
    return replace(offer, persons=count * (each.count or 0)) if people and offer.persons is None else offer


def _denied(times: Amount, text: str) -> bool:
    return times.building and bool(_NOT.search(text[: times.number.start]))


def _says_again(last: Offer, amount: Amount, between: str) -> bool:
    """ "Twee plekken voor een echtpaar of twee alleenstaanden": who the counted places are for, or the same people otherwise."""
    people = amount.unit is not None and amount.unit.is_person
    # "Elk geschikt voor een koppel of twee alleenstaanden": the same in each.
    each = last.persons is not None and last.persons == (last.amount.count or 0) * (amount.count or 0)
    if each and people and _OR.search(between):
        return True
    if amount.count is None or amount.count != last.people or not people:
        return False
    if _MEANS.search(between):
        return True
    meant = last.amount.unit is not amount.unit and _MEANT_FOR.search(between)
    return bool(_OR.search(between) or (meant and not _APART.search(between)))


def _describes(last: Offer, amount: Amount, between: str, text: str) -> bool:
    if each_in_its_town(last.amount, amount, text):
        return False
    if last.amount.unit is None or last.amount.building or len(between) > 80 or NEXT.search(between):
        return False
    if in_as_many(last.amount, amount, between):
        return True
    if last.persons not in {None, amount.count} and not amount.total:
        return False
    if amount.unit is None:
        return not last.is_people and ((amount.total and not last.adds) or bool(_FITS.search(between)))
    if {last.amount.unit, amount.unit} & HOUSEHOLDS and not last.is_people and not amount.unit.is_person:
        return last.amount.unit != amount.unit and not _APART.search(between)
    if last.is_people == amount.unit.is_person:
        return (
            amount.unit.is_person
            and last.amount.unit is not None
            and last.size == amount.count
            and amount.total
        )
    return (amount.total and not last.is_people) or not _APART.search(between)


def _are_houses(offers: Sequence[Offer]) -> bool:
    """Several kinds of houses whose inmates are not told yet: a total after them counts the people in all."""
    return len(offers) > 1 and all(
        not o.is_people and o.persons is None and not o.amount.building for o in offers
    )


def _joined(last: Offer, amount: Amount) -> Offer:
    if amount.unit in HOUSEHOLDS and (amount.count or 0) > (last.amount.count or 0):
        return replace(last, amount=amount, persons=None)
    if amount.unit is not None and not amount.unit.is_person:
        return last
    if last.is_people or amount.count is None:
        return last
    if amount.number.high and amount.number.low is None and amount.number.value is None:
        return last
    fits = amount.count >= (last.amount.count or 1)
    return replace(last, persons=amount.count) if fits else last


def _with_each(offer: Offer) -> Offer:
    """ "vier tweepersoonskamers": the noun itself, or what is told behind it, says how many live in it."""
    amount = offer.amount
    count, each = amount.count, amount.each or each_behind(offer.sentence.text[amount.end :])
    if offer.persons is None and each and count and not offer.is_people:
        return replace(offer, persons=each * count)
    return offer


def _clauses(offers: list[Offer], sentence: Sentence) -> list[Offer]:
    """Each offer with its own stretch of the sentence, up to the next offer."""
    if not offers:
        return []
    ends = [offer.amount.number.start for offer in offers[1:]] + [len(sentence.text)]
    starts = [0] + [offer.amount.number.start for offer in offers[1:]]
    return [
        replace(o, clause=sentence.text[start:end])
        for o, start, end in zip(offers, starts, ends, strict=True)
    ]
