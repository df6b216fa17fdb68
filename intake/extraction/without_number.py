"""Around the numbers: which sentences offer at all, withdrawals, and offers whose number is still to come."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.domain import Pledge, Sentence, Source, Unit
from intake.extraction import phrases
from intake.extraction.amounts import Amount
from intake.extraction.counting import CountingRules
from intake.extraction.history import stands
from intake.extraction.offering import is_question, offers_ours
from intake.extraction.offers import Offer
from intake.extraction.scope import Scope
from intake.extraction.withdrawals import is_fewer, is_halved, is_removed

NO_OFFER = "De mail zegt zelf dat dit geen toezegging is."
_OFFER = 0.5
_REST = 0.2
_LIKELY = 0.3
_SURE = 0.6
_SHORTEST = 12
_GOES_ON = re.compile(
    r"\b(?:nog|daarnaast|verder|vervolgens|later|daarna|overige|rest|volgen|volgt|erbij|aansluitend|tevens|bovendien|plus|"
    r"tweede|komen er|gevolgd|ook)\b|\bbij\W*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:overige|resterende|andere) (?:\d+|[a-zë]+)\b", re.IGNORECASE)


def is_offer(sentence: Sentence) -> bool:
    """True when a sentence offers places, as far as its acts tell."""
    acts = sentence.acts
    against = max(acts.get("existing", 0.0), acts.get("refusal", 0.0), acts.get("outsider", 0.0))
    offer = max(acts.get("pledge", 0.0), min(acts.get("change", 0.0), acts.get("withdrawal", 0.0)))
    if offer >= _OFFER:
        return offer >= against * 0.8
    return offer >= _REST and offer > against and bool(_OTHERS.search(sentence.text))


def is_likely(sentence: Sentence) -> bool:
    """True when nothing speaks more for another reading than for an offer."""
    acts = sentence.acts
    pledge = max(acts.get("pledge", 0.0), acts.get("change", 0.0), acts.get("condition", 0.0))
    others = max(acts.get(act, 0.0) for act in ("refusal", "outsider", "tension", "quoted"))
    # What stands already is told apart number by number (roles), so it need not outweigh the offer here.
    return (
        pledge >= _LIKELY
        and pledge > max(others, 0.7 * acts.get("existing", 0.0))
        and not is_question(sentence.text)
    )


def offers_nothing(sentences: Sequence[Sentence], rules: CountingRules) -> bool:
    """True when the writer says that this mail is no offer ("een toezegging doe ik hiermee niet") and still offers nothing."""
    own = [s for s in sentences if s.source is Source.BODY and not is_question(s.text)]
    return any(rules.denies.search(s.text) for s in own) and not any(
        offers_ours(s.text) and not rules.denies.search(s.text) for s in own
    )


def goes_on(sentence: Sentence) -> bool:
    """True for words that add to an offer made right before: "in maart volgen er nog twaalf"."""
    return bool(_GOES_ON.search(sentence.text))


def names_the_rest(text: str) -> bool:
    """True for "de overige zes", which goes on about an offer told before."""
    return bool(_OTHERS.search(text))


def after_removal(offers: list[Offer], removed: Sequence[Offer]) -> list[Offer]:
    """What is left after a partial withdrawal carries the old total."""
    for gone in removed:
        left = [o for o in offers if o.municipality == gone.municipality]
        if (
            len(left) == 1
            and left[0].remains
            and left[0].replaces is None
            and left[0].amount.count
            and gone.amount.count
        ):
            offers = [replace(o, replaces=o.size + gone.size) if o is left[0] else o for o in offers]
    return offers


def withdrawn(removed: Sequence[Offer], offers: Sequence[Offer]) -> list[Pledge]:
    """Everything taken back: nothing stands beside it for that municipality."""
    standing = {o.municipality for o in offers}
    whole = [o for o in removed if not is_fewer(o.sentence.text)]
    gone = {o.municipality: o for o in whole if o.municipality not in standing}
    return [
        Pledge(
            name,
            0,
            Unit.PERSONEN if o.persons else o.amount.unit or Unit.PLEKKEN,
            o.sentence.text[:500],
            o.sentence.source,
            o.sentence.name,
            withdrawn=True,
            replaces=o.persons or o.amount.count,
        )
        for name, o in gone.items()
    ]


def without_number(sentences: Sequence[Sentence], scope: Scope, told: Sequence[Amount]) -> Iterator[Pledge]:
    """An offer whose number is still to come, or a withdrawal of everything that was `told` to VNG before."""
    municipalities = scope.municipalities
    old = told[0].count if len(told) == 1 and len(municipalities) < 2 else None
    unit = (told[0].unit if old else None) or Unit.PLEKKEN
    less = any(is_fewer(s.text) or is_halved(s.text, gone=is_removed(s)) for s in sentences)
    for s in sentences:
        if is_removed(s) and not less and not scope.is_anothers(s.text):
            yield from (
                Pledge(name, 0, unit, s.text[:500], s.source, s.name, withdrawn=True, replaces=old)
                for name in municipalities or (None,)
            )
            return
    best = _offering(sentences) or next(_joining(sentences), None)
    if best:
        conditional = any(s.acts.get("condition", 0.0) > _OFFER for s in sentences)
        yield from (
            Pledge(name, None, None, best.text[:500], best.source, best.name, conditional=conditional)
            for name in municipalities or (None,)
        )


def _offering(sentences: Sequence[Sentence]) -> Sentence | None:
    """The sentence that sounds most like an offer, unless a plain no is heard louder."""
    best = max(
        (s for s in sentences if is_offer(s)),
        key=lambda s: (s.source is not Source.SUBJECT, s.acts.get("pledge", 0.0)),
        default=None,
    )
    heard = best.acts.get("pledge", 0.0) if best else 0.0
    no = max((s.acts.get("refusal", 0.0) for s in sentences if not is_question(s.text)), default=0.0)
    return best if best and heard > max(_SURE, no) and len(best.text) > _SHORTEST else None


def _joining(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """ "Wij doen mee. Hoeveel het worden hoort u later": who takes part, and says close by that the number is still to come."""
    plain = [phrases.plain(s.text) for s in sentences]
    for index, s in enumerate(sentences):
        near = plain[index : index + 2]
        joins = phrases.JOINS.search(plain[index]) and not phrases.WHETHER.match(plain[index])
        refused = max((x.acts.get("refusal", 0.0) for x in sentences[index : index + 2]), default=0.0)
        own = s.source is Source.BODY and not is_question(s.text) and refused < _OFFER
        if joins and own and any(phrases.OPEN_COUNT.search(text) for text in near):
            yield s


def still_to_come(sentences: Sequence[Sentence], scope: Scope, pledges: Sequence[Pledge]) -> list[Pledge]:
    """ "Maasdriel doet mee, aantal volgt": one that offers without a number yet; and one that takes back what it offered."""
    have = {pledge.municipality for pledge in pledges}
    if len(scope.municipalities) < 2:
        return []
    found: dict[str, Pledge] = {}
    for s in sentences:
        if s.source is Source.SUBJECT:
            continue
        conditional = s.acts.get("condition", 0.0) > _OFFER
        alone = len(scope.named(s.text)) == 1
        for name, after in scope.said_of(s.text):
            if name in have | set(found):
                continue
            if not is_fewer(s.text) and is_removed(s if alone else replace(s, text=name + after, acts={})):
                found[name] = Pledge(name, 0, Unit.PLEKKEN, s.text[:500], s.source, s.name, withdrawn=True)
            elif (alone and is_offer(s) and not stands(s.text)) or phrases.OPEN_COUNT.search(
                phrases.plain(after)
            ):
                words = s.text[:500]
                found[name] = Pledge(
                    name, None, None, words, s.source, s.name, conditional=conditional and alone
                )
    known = have or any(pledge.withdrawn for pledge in found.values())
    return list(found.values()) if known and None not in have else []
