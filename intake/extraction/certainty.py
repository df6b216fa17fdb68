"""What a careful reader would ask about the numbers: every number of the mail is explained, or a person looks.

A wrong number is worse than a question. So a number that was left out without a reason in the words, one that is
counted only on the model's guess, and two that are added up without a word that adds them, are told to a person.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from intake.domain import Pledge, Sentence, Source
from intake.extraction.changes import adds
from intake.extraction.conditions import waived
from intake.extraction.counting import CountingRules
from intake.extraction.facts import Facts
from intake.extraction.history import is_reported
from intake.extraction.offering import is_question, locals_give, offers_ours
from intake.extraction.offers import Offer
from intake.extraction.plausibility import unlikely
from intake.extraction.roles import Fact, Role
from intake.extraction.second_look import thin_readings
from intake.extraction.withdrawals import is_taken_back
from intake.extraction.without_number import goes_on

_SURE = 0.8
_UNSURE = 0.45
_LIKELY = 0.35
_HEARD = 0.42
_STANDS = 0.6
_RIVAL = 0.2
_RIVALS = ("existing", "refusal", "outsider", "tension", "quoted", "withdrawal")
_FLAGS = re.IGNORECASE
_DENIES = re.compile(
    r"\b(?:niet (?:meer|langer|lukken|door)|helaas|van tafel|eraf|schrap\w*|geen|afgeblazen|annul\w+|stop\w*|streep|"
    r"kwijtgeraakt|weg)\b",
    _FLAGS,
)
_LINE = re.compile(r"^\W*[\w' -]{2,40}\s*[:–]\s*")
_NO_COUNT = re.compile(
    r"totaal|som\b|samen|tel|nummer|nr|kenmerk|zaak|postbus|datum|per\b|vanaf|jaar|maand|duur|looptijd|huur|prijs|m2|kamers",
    _FLAGS,
)
_KNOWN = re.compile(r"\b(?:de|die|deze|onze|ons|uw|het)\s+(?:\w+\s+)?$", _FLAGS)
_THANKS = re.compile(
    r"\b(?:dank\w*|bedankt|fijn dat|verwerkt|geregistreerd|ontvangstbevestiging|genoteerd (?:is|staat|heeft|hebt))\b",
    _FLAGS,
)


def doubts_about(
    offers: Sequence[Offer],
    pledges: Sequence[Pledge],
    municipalities: tuple[str, ...],
    sentences: Sequence[Sentence],
    facts: Facts,
    inhabitants: Mapping[str, int],
    counting: CountingRules,
) -> list[str]:
    """What a person should look at, in Dutch."""
    found: list[str] = []
    if not pledges:
        return ["Dit lijkt een toezegging, maar er is geen aanbod of aantal in gevonden."]
    without = [name for name in municipalities if name not in {p.municipality for p in pledges}]
    if without and all(p.municipality for p in pledges):
        found.append(f"Voor {' en '.join(without)} is geen aantal gevonden.")
    found += unlikely(pledges, inhabitants)
    found += _shaky(offers)
    found += _added_up(offers, sentences)
    found += _part_of_withdrawal(pledges, sentences, facts)
    found += _twice(offers)
    found += _maybe_conditional(pledges, sentences, counting)
    found += _unlisted(offers, sentences, facts)
    found += _left_out(pledges, offers, sentences, facts)
    found += thin_readings(offers, pledges, sentences, counting)
    return found


def _shaky(offers: Sequence[Offer]) -> Iterable[str]:
    for offer in offers:
        text, acts = offer.sentence.text, offer.sentence.acts
        if offer.row or "\t" in text or offer.sentence.source is Source.ATTACHMENT:
            continue
        before = text[: offer.amount.number.start]
        sure = max(acts.get("pledge", 0.0), acts.get("change", 0.0))
        if offer.replaces is not None:
            continue
        taken = acts.get("withdrawal", 0.0) > _RIVAL
        if _DENIES.search(text) and (sure < _UNSURE or (taken and _KNOWN.search(before))):
            yield f"Niet zeker is of {_told(offer)} nog geldt of juist vervalt."
        elif _THANKS.search(text) and not offers_ours(text):
            yield f"Niet zeker is of {_told(offer)} een nieuw aanbod is of een eerder aantal herhaalt."
        elif sure < _UNSURE and _rivalled(offer, offers):
            yield f"Niet zeker is of {_told(offer)} een nieuw aanbod is."


def _rivalled(offer: Offer, offers: Sequence[Offer]) -> bool:
    """Something speaks for another reading of the number: the model's other acts, or a surer offer elsewhere in the mail."""
    acts, text = offer.sentence.acts, offer.sentence.text
    if offers_ours(text) or offer.sentence.source is Source.SUBJECT or offer.absorbed:
        return False
    sure = max(acts.get("pledge", 0.0), acts.get("change", 0.0), acts.get("condition", 0.0))
    rival = max(acts.get(act, 0.0) for act in _RIVALS)
    surer = any(
        o.index != offer.index and o.sentence.acts.get("pledge", 0.0) > _SURE and not offer.adds
        for o in offers
    )
    return rival > max(sure, _RIVAL) or surer


def _added_up(offers: Sequence[Offer], sentences: Sequence[Sentence]) -> Iterable[str]:
    """Two offers of one municipality in different sentences, without a word that adds the second."""
    for name in dict.fromkeys(o.municipality for o in offers):
        mine = [o for o in offers if o.municipality == name and not o.row]
        if any(_at_least(o, other) for o in mine for other in mine):
            yield f"Er staan meer aantallen ({', '.join(_told(o) for o in mine)}); ze zijn bij elkaar opgeteld."
            return
        later = [
            o
            for o in mine[1:]
            if o.index != mine[0].index
            and not o.adds
            and not goes_on(sentences[o.index])
            and not _dated(o.sentence.text)
        ]
        if later:
            yield f"Er staan meer aantallen ({', '.join(_told(o) for o in mine)}); ze zijn bij elkaar opgeteld."


def _at_least(one: Offer, other: Offer) -> bool:
    """ "Minimaal 10, en als het meezit 18": the second may hold the first."""
    number = one.amount.number
    return (
        one.index == other.index and number.low is not None and number.high is None and other.size > one.size
    )


def _unlisted(offers: Sequence[Offer], sentences: Sequence[Sentence], facts: Facts) -> Iterable[str]:
    """A line of a list that counts, beside one with a number that does not."""
    counted = {o.index for o in offers}
    rows = {o.index for o in offers if o.row and "\t" not in o.sentence.text}
    for index in sorted({i + step for i in rows for step in (-1, 1)} - counted):
        label = _LINE.match(sentences[index].text) if 0 <= index < len(sentences) else None
        left = [f for f in facts.of(index) if f.role is Role.OFFERED and f.amount.loose] if label else []
        if (
            left
            and label
            and left[0].amount.number.start == label.end()
            and not _NO_COUNT.search(label.group())
        ):
            yield f"Het aantal {left[0].amount.count} is niet meegeteld; niet zeker is of het een aanbod is."
            return


def _part_of_withdrawal(
    pledges: Sequence[Pledge], sentences: Sequence[Sentence], facts: Facts
) -> Iterable[str]:
    """Everything is read as taken back, and still a sentence offers a number."""
    if not all(p.withdrawn for p in pledges):
        return
    for index, sentence in enumerate(sentences):
        stands = (
            sentence.acts.get("pledge", 0.0) > _STANDS
            and not is_taken_back(sentences, index)
            and not is_reported(sentence)
        )
        if stands and any(f.role is Role.OFFERED and f.amount.number.explicit for f in facts.of(index)):
            yield "Niet zeker is of het hele aanbod vervalt of een deel blijft staan."
            return


def _twice(offers: Sequence[Offer]) -> Iterable[str]:
    """The same number in two sentences without a date, or one that is the sum of the others: told again rather than more."""
    for name in dict.fromkeys(o.municipality for o in offers):
        mine = [o for o in offers if o.municipality == name and not o.row]
        sizes = [o.people or o.size for o in mine]
        again = _again(mine) and not any(_dated(o.clause) for o in mine)
        whole = len(sizes) > 2 and 2 * max(sizes) == sum(sizes)
        if again or whole:
            yield f"Een aantal lijkt dubbel geteld: {', '.join(_told(o) for o in mine)}."


def _again(offers: Sequence[Offer]) -> bool:
    """Equal numbers in two sentences; within one they are told apart."""
    spots = {(o.people or o.size, o.index) for o in offers}
    return len({size for size, _ in spots}) < len(spots)


def _maybe_conditional(
    pledges: Sequence[Pledge], sentences: Sequence[Sentence], counting: CountingRules
) -> Iterable[str]:
    """The model hears a condition that the words do not confirm."""
    if any(p.conditional for p in pledges) or all(p.withdrawn for p in pledges):
        return
    if any(
        s.acts.get("condition", 0.0) > _HEARD and not is_question(s.text) and not waived(s.text, counting)
        for s in sentences
    ):
        yield "Niet zeker is of het aanbod nog van een besluit of een ander afhangt."


def _left_out(
    pledges: Sequence[Pledge], offers: Sequence[Offer], sentences: Sequence[Sentence], facts: Facts
) -> Iterable[str]:
    known = _explained(pledges, offers)
    left = [
        fact
        for index, sentence in enumerate(sentences)
        if not is_question(sentence.text) and not _other(sentence) and not is_taken_back(sentences, index)
        for fact in facts.of(index)
        if _open(fact, sentence)
        and not {fact.amount.count, fact.amount.number.low, fact.amount.number.high} & known
        and not _houses_them(fact, offers, sentences)
        and not any(o.index == fact.index and (o.persons or 0) > (fact.amount.count or 0) for o in offers)
    ]
    if left and sum(fact.amount.count or 0 for fact in left) not in known:
        yield f"Het aantal {left[0].amount.count} is niet meegeteld; niet zeker is of het een aanbod is."


def _houses_them(fact: Fact, offers: Sequence[Offer], sentences: Sequence[Sentence]) -> bool:
    """ "Zes mensen, in twee woningen": where the people go who were counted."""
    unit, count = fact.amount.unit, fact.amount.count or 0
    named = sentences[fact.index].source is Source.SUBJECT
    near = [o for o in offers if named or abs(o.index - fact.index) <= 1]
    return bool(unit and not unit.is_person and any(o.is_people and (o.people or 0) >= count for o in near))


def _open(fact: Fact, sentence: Sentence) -> bool:
    amount = fact.amount
    counted = amount.unit is not None or (amount.loose and adds(sentence.text))
    counts = counted and amount.number.explicit and not amount.per and not amount.building
    return fact.role is Role.OFFERED and counts and amount.count is not None and _about_places(sentence)


def _about_places(sentence: Sentence) -> bool:
    acts = sentence.acts
    heard = max(acts.get("pledge", 0.0), acts.get("change", 0.0), acts.get("withdrawal", 0.0))
    return heard > _LIKELY or locals_give(sentence.text)


def _other(sentence: Sentence) -> bool:
    acts = sentence.acts
    return max(acts.get(act, 0.0) for act in ("outsider", "quoted", "auto", "refusal")) > _SURE


def _explained(pledges: Sequence[Pledge], offers: Sequence[Offer]) -> set[int | None]:
    known: set[int | None] = set()
    for pledge in pledges:
        known |= {pledge.places, pledge.persons_total, pledge.min, pledge.max, pledge.replaces}
    sizes = [o.amount.count or 0 for o in offers]
    people = [o.people or o.amount.count or 0 for o in offers]
    known |= {p.replaces - p.places for p in pledges if p.replaces and p.places is not None}
    known |= {sum(sizes), sum(people)} | {o.supersedes for o in offers}
    known |= {o.amount.each for o in offers} | {(o.supersedes or 0) + (o.amount.count or 0) for o in offers}
    return known.union(*(o.explains for o in offers)) - {None}


def _dated(text: str) -> bool:
    return bool(_WHEN.search(text))


def _told(offer: Offer) -> str:
    number = offer.amount.number
    return str(offer.amount.count) if number.value is not None else f"{number.low}-{number.high}"


_WHEN = re.compile(
    r"\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|kwartaal|najaar|"
    r"voorjaar|zomer|"
    r"winter|volgend jaar|tweede|fase|later|vervolgens)\b",
    _FLAGS,
)
