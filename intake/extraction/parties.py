"""What the sender's own words say about each municipality that is named: for it, without it, or only in passing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from intake.domain import Sentence, Source
from intake.extraction import phrases
from intake.extraction.gazetteer import Mention

_GLUE = re.compile(
    r"[\s,;/&+()|-]*(?:(?:en|of|alsmede|alsook|evenals|als|de|het|gemeenten?|resp\.?|respectievelijk|namens|ook|stad|college van|van)\b[\s,;/&+()|-]*)*"
)
_CLAUSE = re.compile(r"[.!?](?=\s|$)|\n|;|, (?:maar|terwijl|dat|want|waarbij)\b|\bmaar\b|\bterwijl\b")
_HYPHENATED = re.compile(r"\([^)]*\)")
_IDEM = re.compile(r"\bidem\b|\bid\.")
_FAR = 90

NAMED, ACTS, LED, BEHALF, OUT = 0.6, 1.5, 1.8, 3.5, -4.0
_KIND = {"municipality": 1.0, "predecessor": 1.0, "place": 0.7}
_WITNESS = {"municipality": "naam in tekst", "predecessor": "voorganger", "place": "plaatsnaam"}

Resolve = Callable[[Mention], str | None]


@dataclass(frozen=True, slots=True)
class Clue:
    """One witness about one municipality: `weight` in log-odds that the mail is written for it."""

    municipality: str
    weight: float
    witness: str
    quote: str


@dataclass(frozen=True, slots=True)
class Group:
    """Names that share a clause ("Goes, Kapelle en Borsele"), the words before them and what is said of them."""

    towns: tuple[tuple[str, Mention], ...]
    before: str
    after: str


def clues_of(
    sentence: Sentence, mentions: tuple[Mention, ...], resolve: Resolve, *, out_before: bool = False
) -> Iterator[Clue]:
    """What one sentence says of the municipalities named in it. `out_before`: the row above it said "doet niet mee"."""
    quote = sentence.text[:200]
    for group in groups_of(sentence.text, mentions, resolve):
        if phrases.MERELY.search(group.before) and not phrases.OPEN_NUMBER.search(group.after):
            continue
        behalf = _behalf(group.before)
        if not behalf and (stays_out(group) or (out_before and _IDEM.search(group.after))):
            yield from (Clue(town, OUT, "doet niet mee", quote) for town, _ in group.towns)
            continue
        acting = _acts(group, sentence)
        for town, mention in group.towns:
            weight = NAMED * _KIND[mention.kind] + (1.0 if sentence.source is Source.SUBJECT else 0.0)
            weight += ACTS * acting + (BEHALF if behalf else 0.0)
            weight += LED if phrases.OFFICIAL.search(group.before) else 0.0
            yield Clue(town, weight, "namens" if behalf else _WITNESS[mention.kind], quote)


def stays_out(group: Group) -> bool:
    """True when the sentence says that these municipalities offer nothing, or answer themselves."""
    return bool(phrases.NOT_IN.search(group.after[:_FAR])) and not phrases.OPEN_NUMBER.search(group.after)


def groups_of(text: str, mentions: tuple[Mention, ...], resolve: Resolve) -> tuple[Group, ...]:
    """The names of a sentence in groups, without surnames, addressees and words that only look like a name."""
    simple = phrases.plain(text)
    found: list[list[tuple[str, Mention]]] = []
    for mention in mentions:
        town = resolve(mention) if _is_town(simple, mention) else None
        if town is None:
            continue
        previous = found[-1][-1] if found else None
        if previous and (_GLUE.fullmatch(simple[previous[1].end : mention.start]) or previous[0] == town):
            found[-1].append((town, mention))
        else:
            found.append([(town, mention)])
    return tuple(_group(simple, found, index) for index in range(len(found)))


def _group(simple: str, found: list[list[tuple[str, Mention]]], index: int) -> Group:
    start, end = found[index][0][1].start, found[index][-1][1].end
    first = found[index - 1][-1][1].end if index else 0
    last = found[index + 1][0][1].start if index + 1 < len(found) else len(simple)
    before = _CLAUSE.split(simple[first:start])[-1]
    after = _CLAUSE.split(
        _HYPHENATED.sub(lambda bracket: bracket.group().replace(";", ","), simple[end:last])
    )[0]
    inside = " ".join(
        simple[a.end : b.start] for (_, a), (_, b) in zip(found[index], found[index][1:], strict=False)
    )
    return Group(
        tuple(found[index]), before, f"{after} {inside}" if re.search(r"\w{4}|\d", inside) else after
    )


def _is_town(simple: str, mention: Mention) -> bool:
    before, after = simple[: mention.start], simple[mention.end :]
    line = before.rpartition("\n")[2]
    if phrases.PERSON.search(line[-40:]) or phrases.ADDRESSEE.search(line[-40:]):
        return False
    if not mention.weak or phrases.OFFICIAL.search(before[-60:]):
        return True
    return bool(
        phrases.WEAK_FOLLOW.match(after)
        if not line.strip(" *-•|\t")
        else phrases.WEAK_LEAD.search(before[-20:])
    )


def _behalf(before: str) -> bool:
    """True when a "namens" reaches the name: "namens mijn collega van", "namens het college van burgemeester en wethouders van"."""
    found = None
    for found in phrases.BEHALF.finditer(before):
        pass
    if found is None or phrases.NO_BEHALF.search(before):
        return False
    between = before[found.end() :]
    return len(between) < 90 and (
        not between.strip(" :")
        or bool(re.search(r"(?:\b(?:van|de|het|te|uit|in|gemeenten?|colleges?|beide)|:)\s*$", between))
    )


def _acts(group: Group, sentence: Sentence) -> bool:
    """True when a number or an offer stands with these names, and it is no number of another kind."""
    around = f"{group.before[-60:]} {group.after}"
    if sentence.acts.get("existing", 0.0) > 0.6 and sentence.acts.get("pledge", 0.0) < 0.4:
        return False
    said = phrases.AMOUNT.search(around) or phrases.OPEN_NUMBER.search(group.after)
    return bool(said) and not phrases.OTHER_NUMBERS.search(group.after)
