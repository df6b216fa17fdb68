"""Subject, text and attachments of one mail: which of them says how many, and where they contradict each other."""

from intake.domain import Source
from intake.extraction.each import MOST_IN_HOUSE
from intake.extraction.offers import Offer


def of_one_source(group: list[Offer], doubts: list[str]) -> list[Offer]:
    """The body goes before the subject; an attachment counts where the mail gives no number, and may contradict it."""
    body = [o for o in group if o.sentence.source in {Source.BODY, Source.FORWARDED}]
    subject = [o for o in group if o.sentence.source is Source.SUBJECT]
    attached = [o for o in group if o.sentence.source is Source.ATTACHMENT]
    if subject and all(offer.weak for offer in body):
        body = []
    chosen = body or (subject if not attached or _agree(subject, attached) else [])
    if body and subject and not _agree(subject, body):
        doubts.append(f"Het onderwerp noemt {in_words(subject)} en de tekst {in_words(body)}.")
    if (body or subject) and attached and not _agree(attached, body or subject):
        doubts.append(f"De bijlage noemt {in_words(attached)} en de mail {in_words(body or subject)}.")
        chosen = body or subject
    return chosen or attached


def _agree(one: list[Offer], other: list[Offer]) -> bool:
    sizes = (
        {o.size for o in other}
        | {o.people for o in other}
        | {sum(o.size for o in other), sum(o.people or o.size for o in other)}
    )
    if _are_homes_of(one, other) or _are_homes_of(other, one):
        return True
    old = {o.replaces for o in other}
    sizes |= {o.supersedes + o.size for o in other if o.supersedes is not None and o.replaces is None}
    return (
        any(o.size in sizes or o.people in sizes for o in one)
        or sum(o.size for o in one) in sizes
        or all(o.size in old for o in one)
    )


def _are_homes_of(homes: list[Offer], people: list[Offer]) -> bool:
    """ "Twee bovenwoningen" in the subject, and six people in the text."""
    count, total = sum(o.size for o in homes), sum(o.size for o in people)
    apart = all(o.is_people for o in people) and not any(o.is_people or o.persons for o in homes)
    return apart and count <= total <= MOST_IN_HOUSE * count


def in_words(items: list[Offer]) -> str:
    """The numbers of offers, for a doubt."""
    numbers = (o.amount.number for o in items)
    return " en ".join(
        dict.fromkeys(str(n.value) if n.value is not None else f"{n.low}-{n.high}" for n in numbers)
    )
