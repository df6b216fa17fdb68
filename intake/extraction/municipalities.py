"""On whose behalf is written: the sender's domain, what the text claims, the signature; never a name merely mentioned.

Each clue is a witness with a weight in log-odds; a municipality needs more than chance, and more than its rivals.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake.domain import Address, Evidence, Reading, Sentence, Source
from intake.extraction import phrases
from intake.extraction.gazetteer import Gazetteer, Mention, Organisation
from intake.extraction.homonyms import Resolver
from intake.extraction.parties import LED, NAMED, Clue, clues_of, groups_of
from intake.extraction.senders import Sender, read_sender, signature_lines
from intake.extraction.spelling import misspelled

_OWN_DOMAIN, _SIGNED, _OURS = 4.0, 2.0, 2.2
_MEMBER, _STRANGER, _UNKNOWN_SENDER = 1.0, 2.0, 2.4
_CLOSE = 0.6


@dataclass(frozen=True, slots=True)
class Behalf:
    """The municipalities for which somebody writes; `organisation` when the sender's domain belongs to a joint body."""

    names: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    doubts: tuple[str, ...] = ()
    organisation: Organisation | None = None
    own_domain: str | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything that the decision looks at."""

    sender: Sender
    clues: tuple[Clue, ...]
    scores: Mapping[str, float]
    claimed: tuple[str, ...]
    together: bool
    outsider: bool
    offers: bool


def on_behalf_of(sender: Address | None, reading: Reading, gazetteer: Gazetteer, *, outsider: bool) -> Behalf:
    """Weigh every clue. `outsider`: the mail reads as a citizen's, seller's or journalist's, so a name means nothing."""
    who = read_sender(sender, reading, gazetteer)
    resolver = Resolver(gazetteer, who, reading)
    said = tuple(_said(reading, gazetteer, resolver, who))
    clues = (*said, *_sender_clues(sender, who, gazetteer, resolver), *_signed(reading, gazetteer, resolver))
    if not who.own:
        clues += tuple(misspelled(reading, gazetteer, frozenset(clue.municipality for clue in clues)))
    case = _case(who, clues, reading, outsider)
    names, doubts = _choose(case)
    evidence = tuple(
        Evidence(c.municipality, round(c.weight, 2), c.witness, c.quote)
        for c in clues
        if c.municipality in names
    )
    return Behalf(names, evidence, (*doubts, *resolver.doubts(names)), who.organisation, who.own)


def _case(who: Sender, clues: tuple[Clue, ...], reading: Reading, outsider: bool) -> _Case:
    scores: dict[str, float] = defaultdict(float)
    for clue in clues:
        scores[clue.municipality] += clue.weight
    claimed = dict.fromkeys(
        clue.municipality for clue in clues if clue.witness == "namens" and scores[clue.municipality] > 0
    )
    text = phrases.plain("\n".join(s.text for s in reading.sentences))
    acts = max(
        (
            p
            for s in reading.sentences
            for act, p in s.acts.items()
            if act == "pledge" or act.startswith("s.")
        ),
        default=0.0,
    )
    return _Case(
        who, clues, scores, tuple(claimed), bool(phrases.TOGETHER.search(text)), outsider, acts > 0.5
    )


def _choose(case: _Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The municipalities and the doubts."""
    if case.sender.own:
        return _of_municipality(case, case.sender.own)
    if case.sender.machine:
        return (), ()
    if case.sender.organisation:
        return _of_organisation(case, case.sender.organisation)
    return _of_unknown(case)


def _of_municipality(case: _Case, own: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A municipality's own domain: it writes for itself, unless it says for whom else."""
    served = {name for name in case.sender.members if name != own}
    others = [name for name in case.claimed if name != own]
    mine = own in case.claimed or _weight_in_text(case, own) >= 1.5
    if not case.together and others and own not in case.claimed:
        if any(name in served for name in others) or not mine:
            doubts = () if set(others) <= served else (_conflict(own, others),)
            return tuple(others), doubts
    spoken = [name for name in served if _weight_in_text(case, name) >= LED]
    if spoken and not mine and own not in _named_in_subject(case):
        return tuple(spoken), ()
    if case.together or (served and mine):
        others += [name for name, score in case.scores.items() if score >= _STRANGER and name != own]
    others += [name for name in spoken if case.together or _weight_in_text(case, name) >= _STRANGER]
    return tuple(dict.fromkeys((own, *others))), ()


def _conflict(own: str, others: list[str]) -> str:
    return f"Het mailadres hoort bij {own}, maar er wordt geschreven namens {' en '.join(others)}."


def _of_organisation(case: _Case, organisation: Organisation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A joint body writes for the members (and neighbours) that it names with an offer, a plea or a "namens"."""
    if not (case.sender.works_for_members or case.sender.passes_on) or case.outsider:
        return case.claimed, ()
    member = _MEMBER if case.sender.works_for_members else _STRANGER
    names = [
        name
        for name, score in _ranked(case)
        if score >= (member if name in organisation.members else _STRANGER)
    ]
    if names:
        return tuple(names), ()
    if not case.sender.works_for_members:
        return (), ()
    refused = [
        name
        for name in organisation.members
        if any(c.municipality == name and c.weight < 0 for c in case.clues)
    ]
    if len(refused) == 1:
        return tuple(refused), ()
    whole = re.search(
        r"\b(?:alle|beide|onze|de (?:twee|drie|vier|vijf|zes))\b(?: \w+)? (?:gemeenten|colleges)\b|-gemeenten\b",
        _all_text(case),
    )
    if whole and not refused:
        return organisation.members, ()
    return (), (
        f"Niet duidelijk is voor welke gemeente {organisation.name} schrijft: {' of '.join(organisation.members)}.",
    )


def _of_unknown(case: _Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A private or unknown address: only somebody who speaks as the municipality writes for it."""
    if case.outsider or (case.sender.outside and not case.claimed):
        return (), ()
    if case.claimed:
        return case.claimed, ()
    if not (case.offers or case.sender.official):
        return (), ()
    ranked = _ranked(case)
    if not ranked or ranked[0][1] < _UNKNOWN_SENDER - (0.9 if case.offers and case.sender.official else 0.0):
        return (), ()
    rivals = [name for name, score in ranked[1:] if score >= ranked[0][1] - _CLOSE]
    if rivals and not case.together:
        return (), (f"De gemeente is niet zeker: {' of '.join((ranked[0][0], *rivals))}.",)
    return (ranked[0][0], *rivals), ()


def _ranked(case: _Case) -> list[tuple[str, float]]:
    return sorted(
        ((name, score) for name, score in case.scores.items() if score > 0), key=lambda item: -item[1]
    )


def _weight_in_text(case: _Case, name: str) -> float:
    return sum(
        clue.weight for clue in case.clues if clue.municipality == name and clue.witness != "afzenderdomein"
    )


def _named_in_subject(case: _Case) -> set[str]:
    return {
        clue.municipality
        for clue in case.clues
        if clue.weight >= 1.0 + NAMED * 0.7 and clue.witness != "afzenderdomein"
    }


def _all_text(case: _Case) -> str:
    return phrases.plain(" ".join(clue.quote for clue in case.clues))


def _said(reading: Reading, gazetteer: Gazetteer, resolver: Resolver, who: Sender) -> Iterator[Clue]:
    """The clues of subject, body and attachments."""
    out = False
    for sentence in reading.sentences:
        mentions = gazetteer.find(sentence.text, small_letters=not who.own and len(sentence.text) < 200)
        clues = tuple(clues_of(sentence, mentions, resolver, out_before=out))
        out = bool(clues) and clues[-1].weight < 0
        yield from clues
        yield from _ours(sentence, mentions, resolver)


def _ours(sentence: Sentence, mentions: tuple[Mention, ...], resolver: Resolver) -> Iterator[Clue]:
    """ "Wij (Gulpen-Wittem)", "wij als gemeente Vaals", and the letterhead of an attachment."""
    for group in groups_of(sentence.text, mentions, resolver):
        head = sentence.source is Source.ATTACHMENT and re.match(r"\W*gemeente $", group.before)
        if head or (phrases.OURS.search(group.before) and not phrases.MERELY.search(group.before)):
            yield from (
                Clue(town, _OURS, "spreekt als gemeente", sentence.text[:200]) for town, _ in group.towns
            )


def _sender_clues(
    sender: Address | None, who: Sender, gazetteer: Gazetteer, resolver: Resolver
) -> Iterator[Clue]:
    if sender is None:
        return
    if who.own:
        yield Clue(who.own, _OWN_DOMAIN, "afzenderdomein", sender.domain)
    for group in groups_of(sender.name, gazetteer.find(sender.name), resolver):
        if phrases.OFFICIAL.search(group.before):
            yield from (Clue(town, _SIGNED + NAMED, "afzendernaam", sender.name) for town, _ in group.towns)


def _signed(reading: Reading, gazetteer: Gazetteer, resolver: Resolver) -> Iterator[Clue]:
    """The signature: a role or "gemeente" beside the name is worth more than the place in an address."""
    for line in signature_lines(reading):
        for group in groups_of(line, gazetteer.find(line, small_letters=True), resolver):
            role = phrases.ROLE.search(group.before)
            weight = _SIGNED if role or phrases.OFFICIAL.search(group.before) else NAMED
            yield from (
                Clue(town, weight * (1.0 if m.kind != "place" else 0.7), "handtekening", line[:200])
                for town, m in group.towns
            )
