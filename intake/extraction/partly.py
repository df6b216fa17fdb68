"""A condition on a part: "Wij bieden 20 plekken. Voor 8 daarvan moet de raad nog instemmen." is 12 firm and 8 conditional."""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Sentence, Source
from intake.extraction.amounts import Amount
from intake.extraction.conditions import states_condition
from intake.extraction.counting import CountingRules
from intake.extraction.facts import Facts
from intake.extraction.offering import points_back
from intake.extraction.offers import Offer
from intake.extraction.roles import Role
from intake.extraction.sureness import sure_and_waiting

_OWN = frozenset({Source.BODY, Source.FORWARDED})
_PART_OF = re.compile(
    r"\bvan (?:deze|die|de) (?:\w+ ){1,2}|\b(?:de )?(?:laatste|eerste|overige|resterende|andere)\s+$", re.I
)
_THE_OTHERS = re.compile(r"\b(?:overige|resterende|andere)\s+$", re.IGNORECASE)
_THESE = re.compile(r"\W*(?:die|deze|dat|daar\w*)\b", re.IGNORECASE)
_FIRM = re.compile(r"\b(?:zeker|definitief|hard|vast|rond|gegarandeerd|onvoorwaardelijk)\b", re.IGNORECASE)
_REST = re.compile(r"\b(?:de rest|het restant|de (?:overigen?|andere|resterende))\b", re.IGNORECASE)


def split_partly(
    offers: list[Offer], sentences: Sequence[Sentence], facts: Facts, rules: CountingRules
) -> list[Offer]:
    """The offers, with one told apart in a firm and a conditional part where a later sentence does so."""
    for index, sentence in enumerate(sentences):
        if index in {o.index for o in offers} or not (conditional := states_condition(sentence, rules)):
            continue
        whole = next((o for o in reversed(offers) if o.index < index), None)
        part = (_part(index, sentence, facts) or _part_before(index, sentences, facts)) if whole else None
        if whole is None or part is None or not 0 < part < (whole.amount.count or 0):
            continue
        firm = _FIRM.search(sentence.text) and _REST.search(sentence.text) and conditional
        at = offers.index(whole)
        if any((f.amount.count or 0) == whole.size + part for f in facts.of(whole.index)):
            # "Tien van de zestien zijn zeker; de andere zes": beside the ten, not of them.
            if all(o.size != part for o in offers):
                offers = [*offers[: at + 1], _sized(whole, part, conditional=True), *offers[at + 1 :]]
            continue
        sizes = ((whole.size - part, not firm), (part, bool(firm)))
        parts = [_sized(whole, size, conditional=not keeps) for size, keeps in sizes]
        if sum(o.size for o in offers[at + 1 :] if o.index > index) == whole.size - part and not firm:
            # "De andere tien zijn zeker: zes in Noord, vier in Oost": the rest is told further on.
            parts = parts[1:]
        steps = _steps(whole, part, facts)
        return [*offers[:at], *(replace(o, explains=o.explains | steps) for o in parts), *offers[at + 1 :]]
    return _as_said(offers, sentences)


def _steps(whole: Offer, part: int, facts: Facts) -> frozenset[int]:
    """ "Vijf. Drie van die vijf zijn hard, de overige twee niet.": each number is a step of one sum, where all three are told."""
    told = {whole.size, part, whole.size - part}
    later = [f for f in facts.all() if f.index > whole.index]
    again = any(f.role is Role.WHOLE and f.amount.count == whole.size for f in later)
    return frozenset(told) if again and told <= {f.amount.count for f in later} else frozenset()


def _as_said(offers: list[Offer], sentences: Sequence[Sentence]) -> list[Offer]:
    """ "Twaalf staan vast; de andere zes zijn van de kerk, die pas in mei beslist": of eighteen, or each an offer of its own."""
    sure, waits = sure_and_waiting(s.text for s in sentences if s.source in _OWN)
    if len(offers) == 1:
        (whole,) = offers
        pairs = [(size, whole.size - size) for size in sure if whole.size - size in waits]
        if len(pairs) == 1:
            firm, rest = pairs[0]
            return [_sized(whole, firm, conditional=False), _sized(whole, rest, conditional=True)]
    return [
        replace(o, conditional=o.size in waits) if o.conditional is None and o.size in sure | waits else o
        for o in offers
    ]


def _part(index: int, sentence: Sentence, facts: Facts) -> int | None:
    """The number that the sentence takes from what was told before, if it names just one."""
    told = _told(index, facts)
    if len(told) != 1:
        return None
    before = sentence.text[: told[0].number.start]
    return told[0].count if points_back(sentence.text) or _PART_OF.search(before) else None


def _part_before(index: int, sentences: Sequence[Sentence], facts: Facts) -> int | None:
    """ "Voor de andere vier wil hij eerst rekenen. Die blijven dus onzeker.": the rest that the sentence before names."""
    told = _told(index - 1, facts) if index else []
    if len(told) != 1 or _told(index, facts) or not _THESE.match(sentences[index].text):
        return None
    return told[0].count if _THE_OTHERS.search(sentences[index - 1].text[: told[0].number.start]) else None


def _told(index: int, facts: Facts) -> list[Amount]:
    """The numbers of a sentence that may count places: not those of "de eerste vijf jaar"."""
    told = [f.amount for f in facts.of(index) if f.role not in {Role.WHOLE, Role.ASKED}]
    return [a for a in told if a.number.explicit and a.count and (a.unit or a.loose or a.counted)]


def _sized(offer: Offer, size: int, *, conditional: bool) -> Offer:
    number = replace(offer.amount.number, value=size)
    persons = None if offer.persons is None else offer.persons * size // offer.size
    return replace(
        offer, amount=replace(offer.amount, number=number, factor=1), persons=persons, conditional=conditional
    )
