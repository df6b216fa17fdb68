"""Mails for several municipalities: a sum that is told again, whose number changes, what stays of an earlier joint offer, and
who is named with a number and yet not written for.
"""

from collections.abc import Sequence

from intake.domain import Evidence, Pledge, Sentence, Source
from intake.extraction import phrases
from intake.extraction.changes import Change
from intake.extraction.facts import Facts
from intake.extraction.history import stands
from intake.extraction.offers import Offer
from intake.extraction.parties import GATHERED, ONLY, OURS, REQUESTED, SPOKEN
from intake.extraction.roles import Fact, Role, Spot
from intake.extraction.scope import Scope
from intake.extraction.sums import sums
from intake.extraction.withdrawals import is_removed

_SPEAKS_FOR = frozenset({"namens", ONLY, GATHERED, OURS, REQUESTED, SPOKEN})
_STILL = frozenset({Role.OFFERED, Role.TOLD, Role.RESULT, Role.STANDING})


def without_recap(offers: Sequence[Offer], scope: Scope) -> list[Offer]:
    """ "Voorlopig dus veertien, waarvan zes nog niet zeker" after a list of eight and six: a sentence that names nobody, and of
    which one number is the sum of what several were given before it, gives nothing new.
    """
    left = list(offers)
    for index in dict.fromkeys(o.index for o in offers):
        here = [o for o in left if o.index == index]
        before = [o for o in left if o.index < index and o.municipality and o not in here]
        text = here[0].sentence.text if here else ""
        if len({o.municipality for o in before}) < 2 or scope.named(text) or scope.speaks_of_own(text):
            continue
        whole = sum(o.size for o in before)
        if any(o.amount.count == whole or sum(p.size for p in here) == whole for o in here):
            left = [o for o in left if o.index != index]
    return left


def changes_others(
    change: Change, index: int, facts: Facts, scope: Scope, sentences: Sequence[Sentence]
) -> bool:
    """ "Samen boden wij 33. Ede trekt zijn vijf in": the number before is not what the one named here had given."""
    here = set(scope.named(sentences[index].text))
    old = change.old if change.old is not None else change.supersedes
    if len(scope.municipalities) < 2 or len(here) != 1 or old is None:
        return False
    if any(f.amount.count == old for f in facts.of(index)):
        return False
    told = [f.index for f in facts.all() if f.index < index and f.amount.count == old]
    return bool(told) and not here & set(scope.named(sentences[told[-1]].text))


def stays(index: int, facts: Facts, scope: Scope, sentences: Sequence[Sentence]) -> bool:
    """ "De twintig van Hilversum blijven zoals ze waren", in a mail about what changes for another of them."""
    text = sentences[index].text
    if len(scope.municipalities) < 2 or not stands(text) or not scope.named(text):
        return False
    if phrases.OTHER_NUMBERS.search(phrases.plain(text)) or not any(
        f.role in _STILL for f in facts.of(index)
    ):
        return False
    return any(_news(s) for at, s in enumerate(sentences) if at != index)


def summed(facts: Facts, scope: Scope, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The sentences of "Epe levert er zes. Heerde heeft er drie. Samen negen": the sum tells that each number was meant."""
    if len(scope.municipalities) < 2:
        return frozenset()
    plain = [f for f in facts.all() if sentences[f.index].source is not Source.SUBJECT]
    found = set[int]()
    for one in sums(plain, sentences):
        here = {f.index for f in one.members}
        names = {name for index in here for name in scope.named(sentences[index].text)}
        if one.total and one.total.index not in here and len(names) == len(one.members):
            found |= here
    return frozenset(found)


def concerned(scope: Scope, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The municipalities of the mail, without those of whom it says that nothing changes: "voor Goirle blijft alles zo"."""
    own, same = {scope.own} if scope.own else set[str](), set[str]()
    for sentence in sentences:
        if stands(sentence.text):
            names = {*scope.named(sentence.text), *(own if scope.speaks_of_own(sentence.text) else ())}
            same |= names if len(names) == 1 else set()
    return tuple(name for name in scope.municipalities if name not in same)


def standing(facts: Facts, scope: Scope, sentences: Sequence[Sentence]) -> frozenset[Spot]:
    """Where the numbers of all such sentences stand; and those of "de zes blijven staan" beside another number that changes."""
    alone = frozenset(f.spot for f in facts.all() if _holds(f, facts, sentences))
    found = (f for f in facts.all() if f.role in _STILL and stays(f.index, facts, scope, sentences))
    return frozenset(f.spot for f in found) | alone


def _holds(fact: Fact, facts: Facts, sentences: Sequence[Sentence]) -> bool:
    acts = sentences[fact.index].acts
    offers = acts.get("pledge", 0.0) > max(0.5, acts.get("existing", 0.0))
    if fact.role not in {Role.OFFERED, Role.TOLD} or not offers or not stands(sentences[fact.index].text):
        return False
    changes = (facts.change(at) for at in range(len(sentences)) if at != fact.index)
    # "Noord blijft bij zes" says what the number is now, where the six themselves were changed.
    return any(
        c and c.old is not None and not c.growth and fact.amount.count not in c.numbers for c in changes
    )


def _news(sentence: Sentence) -> bool:
    acts = sentence.acts
    return is_removed(sentence) or max(acts.get("pledge", 0.0), acts.get("change", 0.0)) > 0.5


def still_written_for(
    names: tuple[str, ...], own: str | None, pledges: Sequence[Pledge], evidence: Sequence[Evidence]
) -> tuple[str, ...]:
    """Without those that were only told of beside the writer's own municipality: it offers and they are given nothing."""
    given = {pledge.municipality for pledge in pledges}
    spoken = {one.label for one in evidence if one.witness in _SPEAKS_FOR}
    if own not in given or None in given:
        return names
    return tuple(name for name in names if name == own or name in given | spoken)
