"""A municipality that writes for its neighbours and not for itself: who they are, and when that is only likely."""

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from intake.domain import Sentence, Source
from intake.extraction import phrases
from intake.extraction.parties import BESIDE, NUMBERED, OUT, TAKEN

if TYPE_CHECKING:
    from intake.extraction.deciding import Case

_HEARD, _FAINT = 0.5, 0.25
_WE = re.compile(r"\b(?:wij|we|wijzelf|ons|onze|onszelf)\b")
_OUR_OWN = re.compile(r"\b(?:mijn|onze) eigen gemeente\b")
_OFFERS = ("pledge", "withdrawal", "condition", "change")


def in_rows(case: "Case", own: str) -> tuple[str, ...]:
    """The others that each stand beside a number of places, where there are two or more: a list drawn up for them."""
    told = {s.text[:200] for s in case.reading.sentences if _may_offer(s)}
    names = dict.fromkeys(
        c.municipality
        for c in case.clues
        if c.witness == NUMBERED and c.quote in told and c.municipality != own
    )
    found = tuple(name for name in names if case.scores[name] > 0)
    return found if len(found) > 1 and case.counts else ()


def in_subject(case: "Case", own: str) -> tuple[str, ...]:
    """The others in a subject that does not name the writer's own municipality, of which the mail goes on to speak."""
    subjects = {s.text[:200] for s in case.reading.sentences if s.source is Source.SUBJECT}
    names = dict.fromkeys(
        c.municipality
        for c in case.clues
        if c.quote in subjects and c.weight > 0 and c.witness != "plaatsnaam"
    )
    if own in names:
        return ()
    spoken = {c.municipality for c in case.clues if c.weight > 0 and c.quote not in subjects}
    return tuple(name for name in names if case.scores[name] > 0 and name in spoken)


def speaks_for_itself(case: "Case", own: str) -> bool:
    """True when an offer is made in words of the writer's own: its name beside the number, or "wij" and nobody else."""
    if own in case.claimed or own in case.numbered or own in case.listed or own in case.implied:
        return True
    if _OUR_OWN.search(case.text):
        return True
    others = {c.quote for c in case.clues if c.municipality != own and c.weight > OUT}
    return any(_WE.search(phrases.plain(s.text)) for s in _offering(case) if s.text[:200] not in others)


def offers_first(case: "Case", others: list[str]) -> bool:
    """ "Wij bieden er twintig; namens Goes nog acht": an offer in words of the writer's own, before anybody else comes up."""
    named = {c.quote for c in case.clues if c.municipality in others}
    own = itertools.takewhile(lambda s: s.text[:200] not in named, case.reading.sentences)
    return any(_WE.search(phrases.plain(s.text)) and s.acts.get("pledge", 0.0) > _HEARD for s in own)


def in_one_row(case: "Case", own: str) -> tuple[str, ...]:
    """The one other municipality beside the number in a sentence that offers or takes back."""
    told = {s.text[:200] for s in _offering(case) if _may_offer(s)}
    names = dict.fromkeys(c.municipality for c in case.clues if c.witness == NUMBERED and c.quote in told)
    return tuple(name for name in names if name != own and case.scores[name] > 0)


def taken_back(case: "Case", own: str) -> tuple[str, ...]:
    """The others of which a sentence says that they take their offer back."""
    names = dict.fromkeys(c.municipality for c in case.clues if c.witness == TAKEN)
    return tuple(name for name in names if name != own and case.scores[name] > 0)


def left_out(case: "Case", names: tuple[str, ...]) -> tuple[str, ...]:
    """Municipalities for which nobody is said to write, though the subject or what may be an offer names them."""
    near = {s.text[:200] for s in case.reading.sentences if _near_offer(s)}
    found = dict.fromkeys(
        c.municipality
        for c in case.clues
        if c.weight > 0 and c.witness != "plaatsnaam" and (c.quote in near or c.witness in {NUMBERED, BESIDE})
    )
    return tuple(name for name in found if name not in names and case.scores[name] > 0)


def only_compared(case: "Case", own: str, given: set[str]) -> tuple[str, ...]:
    """Those with a number beside the writer's "wij", or in another sentence than its own: they may be told of to compare."""
    known = case.spoken | case.gathered | {*case.claimed, *case.ours, own}
    known |= set() if own in case.implied else given
    if own in case.listed or case.together or case.only:
        return ()
    return tuple(name for name in case.listed if name not in known)


def told_for(case: "Case", own: str, served: set[str]) -> tuple[str, ...]:
    """Those that take back, of whom nothing else says that this mail may tell it for them."""
    subjects = {s.text[:200] for s in case.reading.sentences if s.source is Source.SUBJECT}
    headed = {c.municipality for c in case.clues if c.quote in subjects}
    known = served | headed | case.spoken | {*case.claimed, own}
    return () if case.together else tuple(name for name in taken_back(case, own) if name not in known)


def _near_offer(sentence: Sentence) -> bool:
    offers = max(sentence.acts.get(act, 0.0) for act in ("pledge", "withdrawal", "change"))
    return sentence.source is Source.SUBJECT or offers > _FAINT


def _offering(case: "Case") -> Iterator[Sentence]:
    for sentence in case.reading.sentences:
        if max((sentence.acts.get(act, 0.0) for act in _OFFERS), default=0.0) > _HEARD:
            yield sentence


def _may_offer(sentence: Sentence) -> bool:
    """Not what others did or have already."""
    own = sentence.source is not Source.SUBJECT
    return own and sentence.acts.get("existing", 0.0) < max(_HEARD, sentence.acts.get("pledge", 0.0))
