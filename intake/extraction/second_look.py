"""Readings that rest on little: a condition, a withdrawal or a correction that the words say and the model hardly hears,
a reservation of which it is unclear which part it holds, and an offer in a mail that was taken for something else."""

from collections.abc import Iterator, Sequence

from intake.domain import Extraction, Pledge, Sentence, Source
from intake.extraction.amounts import CountingRules
from intake.extraction.changes import corrects
from intake.extraction.conditions import for_all, says_outright, states_condition
from intake.extraction.facts import Facts
from intake.extraction.municipalities import NO_MUNICIPALITY
from intake.extraction.offering import is_question, offers_ours
from intake.extraction.offers import Offer
from intake.extraction.roles import Role
from intake.extraction.sites import names_place
from intake.extraction.withdrawals import is_removed

_FAINT = 0.3
_WEAK = 0.5
_PLAIN = 0.85


def thin_readings(
    offers: Sequence[Offer], pledges: Sequence[Pledge], sentences: Sequence[Sentence], rules: CountingRules
) -> Iterator[str]:
    """What was read from words alone, in Dutch, for a person to confirm."""
    outright = any(says_outright(s.text, rules) for s in sentences)
    # The columns of a table say which is which, whatever the sentences around it do.
    parted = all(o.conditional is not None and "\t" in o.sentence.text for o in offers)
    if not parted and any(p.conditional for p in pledges) and not outright and _faint(sentences):
        yield "Niet zeker is of het aanbod echt van iets afhangt."
    elif not parted and _unclear_part(offers, sentences, rules):
        yield "Niet zeker is voor welk deel van het aanbod het voorbehoud geldt."
    taking = [s for s in sentences if is_removed(s)]
    if pledges and all(p.withdrawn for p in pledges) and _most("withdrawal", taking) < _WEAK:
        yield "Niet zeker is of het aanbod wordt ingetrokken."
    for offer in offers:
        heard = offer.sentence.acts.get("change", 0.0) > _FAINT or corrects(offer.sentence) or offer.explains
        replaced = offer.replaces if offer.replaces is not None else offer.supersedes
        if replaced and not heard:
            yield f"Niet zeker is of {offer.size} het aantal {replaced} vervangt."


def missed(sentences: Sequence[Sentence], rules: CountingRules) -> tuple[str, ...]:
    """A doubt when a mail that was not taken for an offer counts places in a sentence that offers."""
    for sentence in sentences:
        likely = sentence.acts.get("pledge", 0.0) > _PLAIN or offers_ours(sentence.text)
        own = sentence.source in {Source.BODY, Source.FORWARDED}
        if not (own and likely) or is_question(sentence.text) or is_removed(sentence):
            continue
        for fact in Facts([sentence], rules).of(0):
            amount = fact.amount
            if fact.role is Role.OFFERED and amount.unit and amount.number.explicit:
                return (f"Het aantal {amount.count} kan een toezegging van plekken zijn.",)
    return ()


def unsettled(extraction: Extraction) -> list[str]:
    """What stays open however well the mail was read: no municipality, no share for each, no number, or only in a file."""
    found = []
    if not extraction.municipalities:
        found.append(NO_MUNICIPALITY)
    if len(extraction.municipalities) > 1 and any(p.municipality is None for p in extraction.pledges):
        found.append("Het is niet duidelijk hoe de plekken over de gemeenten zijn verdeeld.")
    if any(p.places is None and not p.withdrawn for p in extraction.pledges):
        found.append("Er wordt geen vast aantal genoemd.")
    if any(p.source is Source.ATTACHMENT for p in extraction.pledges):
        found.append("Het aantal staat alleen in de bijlage.")
    return found


def _unclear_part(offers: Sequence[Offer], sentences: Sequence[Sentence], rules: CountingRules) -> bool:
    """Several offers, and a reservation in a sentence of its own that names neither a number nor all of them."""
    here = {o.index for o in offers}
    apart = [s for i, s in enumerate(sentences) if i not in here and states_condition(s, rules)]
    open_to_all = [s for s in apart if not any(names_place(s.text, o) for o in offers)]
    return len(offers) > 1 and any(not for_all(s.text) for s in open_to_all)


def _faint(sentences: Sequence[Sentence]) -> bool:
    """True where the model hardly hears a condition anywhere."""
    return _most("condition", sentences) < _FAINT


def _most(act: str, sentences: Sequence[Sentence]) -> float:
    return max((s.acts.get(act, 0.0) for s in sentences), default=0.0)
