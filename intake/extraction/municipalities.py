"""On whose behalf is written: the sender's domain, what the text claims, the signature; never a name merely mentioned.

Each clue is a witness with a weight in log-odds; a municipality needs more than chance, and more than its rivals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.domain import Address, Evidence, Reading, Sentence, Source
from intake.extraction import phrases
from intake.extraction.columns import sure_and_waiting
from intake.extraction.deciding import OWN_DOMAIN, WORK_ADDRESS, Case, choose
from intake.extraction.enumeration import Count, Name, own_words, parts, shares
from intake.extraction.gazetteer import Gazetteer, Mention, Organisation
from intake.extraction.homonyms import Resolver
from intake.extraction.names import without_persons
from intake.extraction.numerals import find_numbers, parse_word
from intake.extraction.parties import (
    LIKELY,
    LISTED,
    NAMED,
    OURS,
    SIGNED,
    Before,
    Clue,
    Group,
    clues_of,
    groups_of,
    in_passing,
    stays_out,
)
from intake.extraction.senders import Sender, read_sender, signature_lines
from intake.extraction.spelling import misspelled

_DOMAIN, _SIGNED, _OURS = 4.0, 2.0, 2.2
NO_MUNICIPALITY = "Het is niet duidelijk namens welke gemeente plekken worden aangeboden."
_WORK, _CALLED = 2.5, 0.3
_LISTED, _HEARD = 1.0, 0.5
_SHORT = 200
_SPEAKS_FOR = re.compile(
    r"(?<!niet )\bnamens (?:de|onze|alle|deze) (?P<count>twee|drie|vier|vijf|zes|[2-6]) (?!andere|overige)(?:[\w-]+ )?"
    r"(?:gem\.|gemeenten\b|colleges\b)"
)
_ROW_OF_NAME = re.compile(r"\W*[a-zà-þ'’][^\d:=]{2,40}[:=–-]?\s*\d")
_BEFORE_NUMBER = re.compile(r"\s*[:=–-]?\s*\d")
_AT = re.compile(r"(?:@|\bwww\.)([\w-]+(?:\.[\w-]+)+)")


@dataclass(frozen=True, slots=True)
class Behalf:
    """The municipalities for which somebody writes; `organisation` when the sender's domain belongs to a joint body."""

    names: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    doubts: tuple[str, ...] = ()
    organisation: Organisation | None = None
    own_domain: str | None = None


def on_behalf_of(sender: Address | None, reading: Reading, gazetteer: Gazetteer, *, outsider: bool) -> Behalf:
    """Weigh every clue. `outsider`: the mail reads as a citizen's, seller's or journalist's, so a name means nothing."""
    who = read_sender(sender, reading, gazetteer)
    resolver = Resolver(gazetteer, who, reading)
    clues = (*_said(reading, gazetteer, resolver, who), *_sender_clues(sender, who, gazetteer, resolver))
    if who.own in resolver.called:
        clues += tuple(
            Clue(name, _CALLED, "samenwerking", "") for name in sorted(resolver.called - {who.own})
        )
    clues += (*_signed(reading, gazetteer, resolver), *_work_addresses(reading, gazetteer))
    if not who.own:
        clues += tuple(misspelled(reading, gazetteer, frozenset(clue.municipality for clue in clues)))
    names, doubts = choose(Case(who, clues, reading, outsider))
    evidence = tuple(
        Evidence(c.municipality, round(c.weight, 2), c.witness, c.quote)
        for c in clues
        if c.municipality in names
    )
    doubts = (*doubts, *_too_few(names, reading), *(() if outsider else resolver.doubts(names)))
    return Behalf(names, evidence, doubts, who.organisation, who.own)


def _too_few(names: tuple[str, ...], reading: Reading) -> Iterator[str]:
    """A doubt where the mail is said to be for more municipalities than were found."""
    for found in (_SPEAKS_FOR.search(phrases.plain(sentence.text)) for sentence in reading.sentences):
        count = parse_word(found["count"]) or int(found["count"]) if found else 0
        if names and len(names) < count:
            yield f"Er wordt geschreven namens {count} gemeenten; gevonden zijn alleen {' en '.join(names)}."
            return


def _said(reading: Reading, gazetteer: Gazetteer, resolver: Resolver, who: Sender) -> Iterator[Clue]:
    """The clues of subject, body and attachments."""
    before = Before()
    careless = not who.own or _writes_small(reading, gazetteer, who.own)
    named = _expected(reading, gazetteer, who.own)
    gathered = phrases.TOGETHER.search(phrases.plain("\n".join(s.text for s in reading.sentences)))
    expected = named if careless else frozenset()
    for sentence in reading.sentences:
        small = careless and len(sentence.text) < _SHORT
        mentions = gazetteer.find(sentence.text, small_letters=small, expected=expected)
        mentions = without_persons(mentions, sentence.text, reading.persons)
        clues = tuple(clues_of(sentence, mentions, resolver, before=before))
        out = bool(clues) and clues[-1].weight < 0
        goes_on = before.offers and bool(clues) and not out
        row = before.parted and "\t" in sentence.text
        parted = row or sure_and_waiting(sentence.text.split("\t")) is not None
        before = Before(out, goes_on or sentence.acts.get("pledge", 0.0) > _HEARD, parted)
        yield from clues
        yield from _ours(sentence, mentions, resolver)
        groups = groups_of(sentence.text, mentions, resolver)
        yield from _by_turns(sentence, groups, who.own, named, any_village=bool(gathered))


def _by_turns(
    sentence: Sentence,
    groups: tuple[Group, ...],
    own: str | None,
    named: frozenset[str],
    *,
    any_village: bool,
) -> Iterator[Clue]:
    """ "Bij ons zeven en in Waterland vier": each that a sentence gives a number of its own, among others.

    A village stands for its municipality only where that is `named` too: it may lie just across the border; in a mail for
    several any village does. "Zij" is the other one of two that are named.
    """
    text, acts = phrases.plain(sentence.text), sentence.acts
    heard = max(acts.get("pledge", 0.0), acts.get("condition", 0.0), acts.get("change", 0.0))
    told_of = phrases.COMPARED.match(text) or (groups and phrases.TOLD_OF.search(groups[0].before))
    if heard < max(_HEARD, acts.get("existing", 0.0)) or told_of or phrases.HEARSAY.search(text):
        return
    others = sorted(named - {own})
    here = {town for group in groups for town, _ in group.towns}
    other = others[0] if len(others) == 1 and here <= {own} else None
    names = [*own_words(sentence.text, own, other)]
    for group in groups:
        out = stays_out(group) or in_passing(group)
        names += [
            Name(m.start, m.end, "" if out or not (any_village or town in named) else town)
            for town, m in group.towns
        ]
    counts = [
        Count(n.start, n.end, n.value or n.high or 0) for n in find_numbers(sentence.text) if n.explicit
    ]
    counts += [Count(start, end, 0) for start, end, _ in parts(sentence.text)]
    counts.sort(key=lambda count: count.start)
    told = shares(sentence.text, sorted(names, key=lambda name: name.start), counts)
    plainly = {name.town for name in names if not name.weak}
    for town in dict.fromkeys(town for share in told for town in share.towns if town):
        witness = LISTED if town in plainly else LIKELY
        yield Clue(town, _LISTED, witness, sentence.text[:_SHORT])


def _writes_small(reading: Reading, gazetteer: Gazetteer, own: str) -> bool:
    """True when the writer's own municipality stands in small letters ("landgraaf 4, brunssum 6")."""
    return any(
        mention.name.islower() and own in mention.municipalities
        for sentence in reading.sentences
        for mention in gazetteer.find(sentence.text, small_letters=True, expected=frozenset({own}))
    )


def _expected(reading: Reading, gazetteer: Gazetteer, own: str | None) -> frozenset[str]:
    """The writer's own municipality, and those that the mail writes with a capital somewhere."""
    named = (m for s in reading.sentences for m in gazetteer.find(s.text) if m.kind == "municipality")
    towns = frozenset(town for mention in named for town in mention.municipalities)
    towns |= _in_small_rows(reading, gazetteer)
    return towns | {own} if own else towns


def _in_small_rows(reading: Reading, gazetteer: Gazetteer) -> frozenset[str]:
    """Those that begin a line with a number behind it in small letters, beside others: "aalten 4", "best 6"."""
    rows = [
        mention
        for sentence in reading.sentences
        if _ROW_OF_NAME.match(sentence.text)
        for mention in gazetteer.find(sentence.text, small_letters=True, expected=gazetteer.municipalities)[
            :1
        ]
        if mention.kind == "municipality"
        and not sentence.text[: mention.start].strip(" -*•–")
        and _BEFORE_NUMBER.match(sentence.text, mention.end)
    ]
    surely = {mention.municipalities for mention in rows if not mention.weak}
    return (
        frozenset(town for mention in rows for town in mention.municipalities)
        if surely and len(rows) > 1
        else frozenset()
    )


def _ours(sentence: Sentence, mentions: tuple[Mention, ...], resolver: Resolver) -> Iterator[Clue]:
    """ "Wij (Gulpen-Wittem)", "wij als gemeente Vaals", and the letterhead of an attachment."""
    for group in groups_of(sentence.text, mentions, resolver):
        head = sentence.source is Source.ATTACHMENT and re.match(r"\W*gemeente $", group.before)
        if head or (phrases.OURS.search(group.before) and not phrases.MERELY.search(group.before)):
            yield from (Clue(town, _OURS, OURS, sentence.text[:_SHORT]) for town, _ in group.towns)


def _sender_clues(
    sender: Address | None, who: Sender, gazetteer: Gazetteer, resolver: Resolver
) -> Iterator[Clue]:
    if sender is None:
        return
    if who.own:
        yield Clue(who.own, _DOMAIN, OWN_DOMAIN, sender.domain)
    for group in groups_of(sender.name, _towns_in(sender.name, gazetteer), resolver):
        if phrases.OFFICIAL.search(group.before):
            yield from (Clue(town, _SIGNED + NAMED, "afzendernaam", sender.name) for town, _ in group.towns)


def _signed(reading: Reading, gazetteer: Gazetteer, resolver: Resolver) -> Iterator[Clue]:
    """The signature: a role or "gemeente" beside the name is worth more than the place in an address."""
    for line in signature_lines(reading):
        towns = without_persons(_towns_in(line, gazetteer), line, reading.persons)
        for group in groups_of(line, towns, resolver):
            signed = phrases.ROLE.search(group.before) or phrases.OFFICIAL.search(group.before)
            weight = _SIGNED if signed else NAMED
            for town, mention in group.towns:
                yield Clue(town, weight * (0.7 if mention.kind == "place" else 1.0), SIGNED, line[:_SHORT])


def _work_addresses(reading: Reading, gazetteer: Gazetteer) -> Iterator[Clue]:
    """A municipality's address or site under a private mail, or above a mail that was passed on."""
    forwarded = (s.text for s in reading.sentences if s.source is Source.FORWARDED)
    for line in (*signature_lines(reading), *forwarded):
        for found in _AT.finditer(line.lower()):
            town = gazetteer.of_domain(found.group(1).strip("."))
            if town:
                yield Clue(town, _WORK, WORK_ADDRESS, line[:_SHORT])


def _towns_in(line: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The names in a line about a person, without that person's surname ("Piet van Houten")."""
    return tuple(
        mention
        for mention in gazetteer.find(line, small_letters=True)
        if not (bearer := phrases.BEARER.search(line[: mention.start]))
        or phrases.ROLE.search(phrases.plain(bearer.group(1)))
    )
