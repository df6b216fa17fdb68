"""Says a mail a number twice, or two numbers? Repetition counts once, houses and their people too, totals not at all."""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import Source, Unit
from intake.extraction.by_source import in_words, of_one_source
from intake.extraction.changes import adds
from intake.extraction.each import MOST_IN_HOUSE
from intake.extraction.history import stands
from intake.extraction.inmates import with_people_behind
from intake.extraction.offers import Offer
from intake.extraction.parts import OF_IT
from intake.extraction.repetition import MONTH, PHASE, once, own_time
from intake.extraction.siblings import side_by_side

_OTHER_PEOPLE = re.compile(
    r"\b(?:daarnaast|ook nog|bovendien|tevens|verder|plus|nog eens|aanvullend|daarbovenop|naast)\b",
    re.IGNORECASE,
)
# "Aantal woningen: 3" says what is counted; "Kloetinge: 5" says where.
_LABEL = re.compile(
    r"^\W*(?=[^:=.;\d]*(?:aantal|hoeveel|\bwie\b|\bwat\b|capaciteit|bezetting|omvang|woning|hui[sz]|appartement|kamers|units|plek|"
    r"plaatsen|person|mensen|bewoner|statushouder|vergunninghouder|gezin|bedden|ruimte voor))[^\W\d][^:=.;\d]{3,70}[:=]",
    re.IGNORECASE,
)
_HOUSED = re.compile(
    r"\b(?:(?:verdeeld|verdelen|verspreid|gespreid) over|(?:ondergebracht|gehuisvest|geplaatst|terecht) in|(?:wonen|"
    r"komen) (?:\w+ )?in|"
    r"gaat (?:het )?(?:daarbij |dan )?om|betreft|bestaat uit|in de vorm van)\b",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"\b(?:de|die|deze)\s+$", re.IGNORECASE)
# "Er zijn zes plaatsen bijgekomen": why the number grew.
_ADDED = re.compile(r"\b(?:bij ?gekomen|toegevoegd|vrij ?gekomen|erbij gevonden)\b", re.IGNORECASE)
# What counts everybody, so that "een gezin van vijf" beside it is a detail.
_SUMMARY = frozenset({Unit.PLEKKEN, Unit.BEDDEN, Unit.STATUSHOUDERS, Unit.GEZINNEN, Unit.HUISHOUDENS})
_HOUSEHOLDS = frozenset({Unit.GEZINNEN, Unit.HUISHOUDENS})
# "Onze opgave: 15" above the lines of a list is their sum; so is a line that three others make up.
_ALL_OF_IT = re.compile(
    r"\W*(?:\w+ ){0,3}(?:opgave|aanbod|bod|aantal|toezegging|bijdrage|aanmelding)\b[^:]{0,30}:", re.IGNORECASE
)
_SELDOM_BY_CHANCE = 3


def merge(offers: Sequence[Offer]) -> tuple[list[Offer], list[str]]:
    """One entry per municipality per tranche, and a doubt for each contradiction."""
    doubts: list[str] = []
    kept: list[Offer] = []
    for municipality in dict.fromkeys(offer.municipality for offer in offers):
        group = [offer for offer in offers if offer.municipality == municipality]
        kept += _of_one(of_one_source(group, doubts), doubts)
    named = [offer for offer in kept if offer.municipality]
    nameless = [offer for offer in kept if not offer.municipality]
    if named and nameless:
        if not all(_is_explained(offer, named) for offer in nameless):
            doubts.append(f"Niet duidelijk is voor welke gemeente {in_words(nameless)} geldt.")
        nameless = []
    return [*named, *nameless], doubts


def _is_explained(offer: Offer, named: Sequence[Offer]) -> bool:
    """A number without a municipality that says again what the others offer: their sum, how many they are, or their houses."""
    people = sum(o.people or o.size for o in named)
    again = {sum(o.size for o in named), people, len({o.municipality for o in named})}
    again |= {o.size for o in named if o.index == offer.index or offer.sentence.source is Source.SUBJECT}
    return offer.size in again or (not offer.is_people and offer.size <= people)


def _of_one(offers: list[Offer], doubts: list[str]) -> list[Offer]:
    strong = _strong(offers) or offers
    standing = _without_bounds(_without_homes(_standing(strong)))
    return _without_totals(_with_people(_without_details(once(standing))), doubts)


def _strong(offers: list[Offer]) -> list[Offer]:
    """Without the articles that count nothing; a household counts where no number of places or households says all.

    Households of a size of their own ("twee gezinnen van vier") say nothing of another one.
    """
    strong = [offer for offer in offers if not offer.weak]
    whole = [o for o in strong if o.amount.unit in _SUMMARY or o.amount.unit is None]
    if not all(o.amount.unit in _HOUSEHOLDS and o.persons is not None for o in whole):
        return strong
    return [o for o in offers if not o.weak or (o.household and (not whole or o.amount.unit in _HOUSEHOLDS))]


def _standing(offers: list[Offer]) -> list[Offer]:
    """What was replaced is gone; a correction leaves one number, unless others stand beside it."""
    old = {offer.replaces for offer in offers if offer.replaces is not None}
    standing = [
        offer
        for offer in offers
        if (offer.replaces is not None or offer.size not in old)
        and not any(_grew_from(offer, o) for o in offers if o is not offer)
    ]
    standing = [o for o in standing if not _is_difference(o, standing) and not _is_sum(o, standing)]
    before, now = [o for o in standing if o.reported], [o for o in standing if not o.reported]
    told = {o.size for o in before}
    kept = any(stands(o.sentence.text) for o in before) and not any(
        adds(o.sentence.text) or o.replaces for o in now
    )
    if not before or not now or kept or any(o.size in told for o in now):
        return standing
    if len(before) == 1 and len(now) == 1 and now[0].replaces is None and not now[0].adds:
        return [replace(now[0], replaces=before[0].amount.count)]
    return now


def _grew_from(offer: Offer, other: Offer) -> bool:
    """ "Daar staan er zes. Dat worden er tien": not where the six are themselves what is new at a place in the same list."""
    new_itself = offer.row and offer.supersedes is not None
    return other.supersedes == offer.size and other.index >= offer.index and not new_itself


def _is_difference(offer: Offer, others: list[Offer]) -> bool:
    """ "Het zijn er 16 in plaats van 12. De vier extra plekken…": those four are in the sixteen; what fell away is in neither."""
    known = _KNOWN.search(offer.sentence.text[: offer.amount.number.start]) or _ADDED.search(
        offer.sentence.text
    )
    changed = [
        o.size - o.replaces
        for o in others
        if o.replaces is not None and o.index <= offer.index and o is not offer
    ]
    return -offer.size in changed or (bool(known) and offer.size in changed)


def _is_sum(offer: Offer, others: list[Offer]) -> bool:
    """ "Er komen vier bij. Daarmee gaan wij van tien naar veertien": the four are what is new."""
    return offer.replaces is not None and any(
        o.index < offer.index
        and o.replaces is None
        and not o.reported
        and offer.size - offer.replaces == (o.people if offer.is_people and o.persons else o.size)
        for o in others
    )


def _with_people(offers: list[Offer]) -> list[Offer]:
    """ "Drie woningen. Daar kunnen 13 mensen in.": the people of the houses, told in another sentence."""
    labels = [o for o in offers if _LABEL.match(o.sentence.text)]
    if len(labels) == 2 == len(offers) and labels[0].is_people != labels[1].is_people:
        house, told = sorted(labels, key=lambda o: o.is_people)
        fits = house.persons is None and house.size <= told.size
        return [replace(house, persons=told.amount.count)] if fits else offers
    offers = with_people_behind(offers)
    houses = [o for o in offers if not o.is_people and not o.row]
    people = [o for o in offers if o.is_people and o.amount.unit is not None]
    if len(people) != 1 or not houses or len(houses) + 1 != len(offers) or people[0].row:
        return offers
    told, count = people[0], sum(o.size for o in houses)
    least, most = told.amount.count or told.amount.number.low, told.amount.count or told.amount.number.high
    fits = least is not None and most is not None and count <= least <= most <= MOST_IN_HOUSE * count
    if (
        not fits
        or told.adds
        or _OTHER_PEOPLE.search(told.clause)
        or any(h.persons is not None or (h.index == told.index and not told.amount.total) for h in houses)
        or any(h.adds or _OTHER_PEOPLE.search(h.clause) for h in houses)
    ):
        return offers
    exactly = len(houses) == 1 and told.amount.count is not None
    return [replace(houses[0], persons=told.amount.count)] if exactly else [told]


def _without_homes(offers: list[Offer]) -> list[Offer]:
    """ "De twaalf in Noord zijn verdeeld over vijf woningen": a sentence that tells where the people go who were counted."""
    for index in dict.fromkeys(o.index for o in offers if not o.is_people and not o.row):
        told = [o for o in offers if o.index < index and o.is_people]
        here = [o for o in offers if o.index == index]
        fits = sum(o.most for o in here) <= sum(o.most for o in told)
        if told and fits and _HOUSED.search(here[0].sentence.text) and not any(o.adds for o in here):
            offers = [o for o in offers if o.index != index]
    return offers


def _without_bounds(offers: list[Offer]) -> list[Offer]:
    """ "Acht tot tien plekken. Minder dan acht wordt het niet.": an end of a range that is told again."""
    ranges = [o for o in offers if o.amount.count is None]
    return [
        o
        for o in offers
        if o.adds
        or o.row
        or not any(
            o.size in {r.amount.number.low, r.amount.number.high} and r.index < o.index for r in ranges
        )
    ]


def _without_details(offers: list[Offer]) -> list[Offer]:
    """ "Het zijn er 11:" with a list under it: the items tell where, unless they make up another total."""
    for whole in offers:
        rows = [o for o in offers if o.row and o.index > whole.index]
        opens = whole.sentence.text.rstrip().endswith(":") and not whole.row and whole.is_people
        if opens and rows and whole.replaces is not None and sum(o.size for o in rows) <= whole.size:
            return [o for o in offers if o not in rows]
    return offers


def _in_unit(parts: list[Offer], whole: Offer) -> list[Offer]:
    """Parts without a unit count what the whole counts."""
    unit = whole.amount.unit
    return [replace(o, amount=replace(o.amount, unit=unit)) if o.amount.unit is None else o for o in parts]


def _parts_of(whole: Offer, offers: list[Offer]) -> list[Offer]:
    """The offers that make up a whole together: all others, those right after it, or those before what is called a total."""
    at = next(place for place, o in enumerate(offers) if o is whole)
    before, after = offers[:at], offers[at + 1 :]
    runs = [before + after]
    runs += [after[:end] for end in range(len(after), 1, -1) if after[end - 1].index == after[0].index]
    runs += [before[start:] for start in range(1, at - 1)] if whole.amount.total else []
    return next((run for run in runs if _makes_up(whole, run)), [])


def _makes_up(whole: Offer, parts: list[Offer]) -> bool:
    if whole.amount.count is None or whole.adds or len(parts) < 2 - whole.amount.total:
        return False
    timed = own_time(MONTH, whole) or own_time(PHASE, whole)
    tranche = timed and whole.index > min((o.index for o in parts), default=whole.index)
    item = whole.row and len(parts) < _SELDOM_BY_CHANCE and not _ALL_OF_IT.match(whole.sentence.text)
    # "Vier woningen" in one line, and in the next "twee daarvan aan de Kade, twee in het dorp".
    of_it = bool(parts) and OF_IT.match(parts[0].sentence.text[parts[0].amount.number.end :])
    beside = not of_it and (item or tranche or any(o.index == whole.index for o in parts))
    people = sum(o.people or o.size for o in parts)
    sums = {sum(o.size for o in parts), people}
    return bool(whole.amount.total or not beside) and (whole.size in sums or whole.people == people)


def _says_more(whole: Offer, parts: list[Offer]) -> bool:
    """The whole tells how many people, and its parts in how many houses."""
    if whole.size not in {sum(o.size for o in parts), sum(o.people or o.size for o in parts)}:
        return True
    unknown = any(o.people is None for o in _in_unit(parts, whole))
    return unknown and (whole.persons is not None or whole.is_people)


def _is_beside(whole: Offer, other: Offer) -> bool:
    """ "Het zijn dus acht in Neede en vijf in Ruurlo": each at its own place, and none of them the sum."""
    follows = other.index == whole.index and other.spot > whole.spot
    return follows and side_by_side(whole.amount, other.amount, whole.sentence.text)


def _without_totals(offers: list[Offer], doubts: list[str]) -> list[Offer]:
    """Drop a total where its parts are given; a total that is not their sum stands, with a doubt."""
    for whole in offers:
        if parts := _parts_of(whole, offers):
            told = [whole] if _says_more(whole, parts) else _in_unit(parts, whole)
            rest = [o for o in offers if o is not whole and not any(o is part for part in parts)]
            return sorted((*told, *rest), key=lambda o: (o.index, o.amount.number.start))
    totals = [o for o in offers if o.amount.total and not o.adds and o.amount.count is not None]
    if (
        len(totals) == 1
        and len(offers) > 1
        and totals[0].size > max(o.size for o in offers if o is not totals[0])
    ):
        whole = totals[0]
        if any(_is_beside(whole, other) for other in offers):
            return offers
        # What the writer adds above a mail that is passed on comes beside the total in that mail.
        source = whole.sentence.source
        more = [o for o in offers if o.adds and (o.index > whole.index or o.sentence.source is not source)]
        parts = [o for o in offers if o is not whole and o not in more]
        if parts and whole.is_people == all(o.is_people for o in parts):
            doubts.append(f"Het totaal {whole.size} is niet de som van de delen ({in_words(parts)}).")
        return sorted((whole, *more), key=lambda o: (o.index, o.amount.number.start))
    return offers
