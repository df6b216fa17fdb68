"""What the sender's own words say about each municipality that is named: for it, without it, or only in passing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.domain import Sentence, Source
from intake.extraction import phrases
from intake.extraction.gazetteer import Mention
from intake.extraction.history import stands
from intake.extraction.homonyms import Resolver
from intake.extraction.withdrawals import is_fewer, is_removed, names_who

_WORDS = r"(?:en|of|alsmede|alsook|evenals|als|de|het|gemeenten?|resp\.?|respectievelijk|namens|ook|stad|college van|van)"
_GLUE = re.compile(rf"\s*;\s*|[\s,/&+()|-]*(?:{_WORDS}\b[\s,/&+()|-]*)*")
_CLAUSE = re.compile(r"[.!?](?=\s|$)|\n|;|, (?:maar|terwijl|dat|want|waarbij)\b|\bmaar\b|\bterwijl\b")
_IDEM = re.compile(r"\bidem\b|\bid\.")
_SHORTENED = re.compile(r"\bgem\.")
_SEPARATED = re.compile(r";(?=\S)")
_WHETHER = re.compile(r"\bof(?: ook)? $")
# "…, Barneveld en Rhenen; Renswoude doet niet mee": a new clause about one of them, and no list.
_CLAUSE_OF_ONE = re.compile(r"\s*[;,]\s*")
_ONE_DOES = re.compile(
    r"\s+(?:doet|wil|heeft|kan|is|zal|haakt|ziet|valt|slaat|besluit|beslist|beraadt|reageert|meldt|antwoordt|laat|volgt|komt|gaat|"
    r"blijft|houdt|zit|levert|biedt|stelt)\b"
)
# "b. Goes: vijf plekken" begins with the letter of a list, and not with that of a forename.
_LETTER = re.compile(r"\W*[a-z][.)]\s*")
_LABEL_ENDS = re.compile(r"\s*[:=]|\s+[–-]\s|\s+\d")
_FAR = 90
_REACHES = re.compile(r"(?:\b(?:van|de|het|te|uit|in|gemeenten?|colleges?|beide|zowel)|:)\s*$")

NAMED, ACTS, LED, BEHALF, OUT = 0.6, 1.5, 1.8, 3.5, -4.0
_SLIGHT = 0.5
DONE = 1.25
ONLY, NUMBERED, REQUESTED, OURS = "alleen namens", "aantal bij de naam", "op verzoek", "spreekt als gemeente"
SPOKEN, SIGNED = "ook voor een ander", "handtekening"
LISTED, LIKELY = "om de beurt met een aantal", "om de beurt met wij"
TAKEN = "trekt terug"
GATHERED, BESIDE = "samen in het onderwerp", "aantal in de buurt"
_KIND = {"municipality": 1.0, "predecessor": 1.0, "place": 0.7}
_WITNESS = {"municipality": "naam in tekst", "predecessor": "voorganger", "place": "plaatsnaam"}


@dataclass(frozen=True, slots=True)
class Clue:
    """One witness about one municipality: `weight` in log-odds that the mail is written for it."""

    municipality: str
    weight: float
    witness: str
    quote: str


@dataclass(frozen=True, slots=True)
class Group:
    """Names that share a clause ("Goes, Kapelle en Borsele"), the words before them and what is said of them.

    `around`: what stands outside the brackets that hold the names ("doet niet mee (Goes, Kapelle)"). `there`: for each name,
    whether it only tells where ("in Goes").
    """

    towns: tuple[tuple[str, Mention], ...]
    before: str
    after: str
    around: str = ""
    there: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentence before said: that whom it named stays out, or an offer; `parted`: it belongs to a table that parts what
    is sure from what waits, where one of the two may be nothing.
    """

    out: bool = False
    offers: bool = False
    parted: bool = False


_NOTHING = Before()


def clues_of(
    sentence: Sentence, mentions: tuple[Mention, ...], resolve: Resolver, *, before: Before = _NOTHING
) -> Iterator[Clue]:
    """What one sentence says of the municipalities named in it, in the light of the one `before` it."""
    groups = groups_of(sentence.text, mentions, resolve)
    told_of = bool(groups) and bool(phrases.TOLD_OF.search(groups[0].before))
    for group in groups:
        led = _led(group.before)
        taken = not led and _takes_back(group, sentence)
        if not taken and (in_passing(group) or (told_of and not led)):
            continue
        half = before.parted and phrases.ROW.search(group.after)
        out = stays_out(group) and not half
        if not (led or taken) and (out or (before.out and _IDEM.search(group.after))):
            yield from (
                Clue(t, OUT * _share(m), "doet niet mee", sentence.text[:200]) for t, m in group.towns
            )
        else:
            yield from _for(group, led, sentence, taken=taken, listed=before.offers)


def _for(group: Group, led: str, sentence: Sentence, *, taken: bool, listed: bool) -> Iterator[Clue]:
    """The clues of a group that is not said to stay out; `led`: the witness when a "namens" reaches it; `taken`: takes back;
    `listed`: right behind an offer."""
    extra = (BEHALF if led else 0.0) + (LED if phrases.OFFICIAL.search(group.before) else 0.0)
    acting, requested = _acts(group, sentence, listed), bool(phrases.REQUESTED.search(group.after))
    extra += (1.0 if sentence.source is Source.SUBJECT else 0.0) + (
        ACTS if acting or requested or taken else 0.0
    )
    more = listed and phrases.ER_COUNT.search(group.after)
    done = 0.0 if led else _done_for(group)
    special = led or (TAKEN if taken else REQUESTED if requested else _gathered(group, sentence))
    for (town, mention), there in zip(group.towns, group.there, strict=True):
        weight = NAMED * _KIND[mention.kind] + extra + done
        numbered = (
            ""
            if not acting
            else BESIDE
            if (there and not more) or phrases.PAST.search(group.after)
            else NUMBERED
        )
        yield Clue(town, weight, special or numbered or _WITNESS[mention.kind], sentence.text[:200])
        if _spoken(group) and (acting or phrases.SPOKEN_AFTER.search(group.after)):
            yield Clue(town, _SLIGHT, SPOKEN, sentence.text[:200])


def _done_for(group: Group) -> float:
    """What it adds that the writer says to do something for these ("voor Goes zoek ik uit of")."""
    first = phrases.DONE_FOR.search(group.before) and phrases.DONE_FOR_AFTER.search(group.after)
    return DONE if first or phrases.DOING_FOR.search(group.before) else 0.0


def _takes_back(group: Group, sentence: Sentence) -> bool:
    """True when these municipalities are the ones that take their offer back, and not only told of as a place."""
    named = all(mention.kind != "place" for _, mention in group.towns)
    named = named and not phrases.HEARSAY.search(group.after)
    named = named and not is_fewer(sentence.text)
    told = named and sentence.source is not Source.SUBJECT and names_who(group.before)
    return told and is_removed(sentence)


def _spoken(group: Group) -> bool:
    """True when the writer says to speak for these too."""
    return bool(phrases.SPOKEN_BEFORE.search(group.before) or phrases.SPOKEN_AFTER.search(group.after))


def _gathered(group: Group, sentence: Sentence) -> str:
    """The witness that a subject names several municipalities in one breath ("Asten en Someren"), else nothing."""
    towns = {town for town, mention in group.towns if mention.kind != "place"}
    return GATHERED if sentence.source is Source.SUBJECT and len(towns) > 1 else ""


def _share(mention: Mention) -> float:
    """What is said of a village holds for its municipality only in part."""
    return 0.4 if mention.kind == "place" else 1.0


def in_passing(group: Group) -> bool:
    """True when the name is an address, an example or somebody else's doing."""
    if phrases.REQUESTED.search(group.after) and not phrases.ADDRESS.search(group.before):
        return False
    named_only = phrases.MERELY.search(group.before) and not phrases.ROW.search(group.after)
    if phrases.ADDRESS.search(group.before) or (named_only and not phrases.OPEN_NUMBER.search(group.after)):
        return True
    told = phrases.THIRD_PERSON.search(group.after) or phrases.HEARSAY.search(group.after)
    return bool(told)


def stays_out(group: Group) -> bool:
    """True when the sentence says that these municipalities offer nothing, or answer themselves."""
    said = phrases.NOT_IN.search(group.after[:_FAR]) or phrases.NOT_IN.search(group.around[-2 * _FAR :])
    return bool(said) and not phrases.OPEN_NUMBER.search(group.after)


def groups_of(text: str, mentions: tuple[Mention, ...], resolve: Resolver) -> tuple[Group, ...]:
    """The names of a sentence in groups, without surnames, addressees and words that only look like a name."""
    if not mentions:
        return ()
    simple = _SEPARATED.sub("\t", _SHORTENED.sub("gem ", phrases.plain(text)))
    found: list[list[tuple[str, Mention]]] = []
    for mention in mentions:
        town = (
            resolve(mention) if _is_town(text, simple, mention, expected=resolve.expects(mention)) else None
        )
        if town is None:
            continue
        previous = found[-1][-1] if found else None
        between = simple[previous[1].end : mention.start] if previous else ""
        apart = _CLAUSE_OF_ONE.fullmatch(between) and _ONE_DOES.match(simple, mention.end)
        if previous and not apart and _belongs(between, previous[0] == town):
            found[-1].append((town, mention))
        else:
            found.append([(town, mention)])
    return tuple(_group(simple, found, index) for index in range(len(found)))


def _belongs(between: str, same: bool) -> bool:
    """True when two names stand in one group: a list, or a municipality and a village of it in one clause."""
    if same:
        return not (phrases.BEHALF.search(between) or phrases.EXCLUSIVE.search(between))
    return bool(_GLUE.fullmatch(between))


def _group(simple: str, found: list[list[tuple[str, Mention]]], index: int) -> Group:
    start, end = found[index][0][1].start, found[index][-1][1].end
    first = found[index - 1][-1][1].end if index else 0
    last = found[index + 1][0][1].start if index + 1 < len(found) else len(simple)
    before = _CLAUSE.split(simple[first:start])[-1]
    after = _CLAUSE.split(simple[end:last])[0]
    inside = " ".join(
        simple[a.end : b.start] for (_, a), (_, b) in zip(found[index], found[index][1:], strict=False)
    )
    said = f"{after} {inside}" if re.search(r"\w{4}|\d", inside) else after
    return Group(tuple(found[index]), before, said, _around(simple, start, end), _there(simple, found[index]))


def _there(simple: str, towns: list[tuple[str, Mention]]) -> tuple[bool, ...]:
    """Whether "in" or the like stands before each name; in a list it reaches all of them."""
    found: list[bool] = []
    for index, (_, mention) in enumerate(towns):
        between = simple[towns[index - 1][1].end : mention.start] if index else simple[: mention.start]
        listed = index > 0 and bool(_GLUE.fullmatch(between))
        found.append(found[-1] if listed else bool(phrases.LOCATIVE.search(between)))
    return tuple(found)


def _around(simple: str, start: int, end: int) -> str:
    """The clause that a bracket with these names interrupts, or nothing when they stand in no bracket."""
    opened, closed = simple.rfind("(", 0, start), simple.find(")", end)
    if opened < 0 or closed < 0 or ")" in simple[opened:start] or "(" in simple[end:closed]:
        return ""
    return _CLAUSE.split(simple[:opened])[-1] + " | " + _CLAUSE.split(simple[closed + 1 :])[0]


def _is_town(text: str, simple: str, mention: Mention, *, expected: bool) -> bool:
    before, after = simple[: mention.start], simple[mention.end :]
    line = before.rpartition("\n")[2]
    lettered = _LETTER.fullmatch(line) and _LABEL_ENDS.match(after)
    if not lettered and (phrases.PERSON.search(line[-40:]) or phrases.ADDRESSEE.search(line[-40:])):
        return False
    if not mention.weak or expected or phrases.OFFICIAL.search(before[-60:]) or phrases.ROW.search(after):
        return True
    if lettered or not line.strip(" *-•|\t0123456789.)"):
        return bool(phrases.WEAK_FOLLOW.match(after))
    amid_small_letters = mention.name[:1].isupper() and phrases.VERB_OR_LINK.search(
        text[: mention.start][-20:]
    )
    return bool(amid_small_letters or phrases.WEAK_LEAD.search(before[-20:]))


def _led(before: str) -> str:
    """The witness when "namens" reaches the name ("namens mijn collega van", "namens b en w van"), else nothing."""
    if phrases.NO_BEHALF.search(before):
        return ""
    for witness, pattern in ((ONLY, phrases.EXCLUSIVE), ("namens", phrases.BEHALF)):
        found = list(pattern.finditer(before))
        between = before[found[-1].end() :] if found else ""
        if found and len(between) < _FAR and (not between.strip(" :(") or _REACHES.search(between)):
            return witness
    return ""


def _acts(group: Group, sentence: Sentence, listed: bool) -> bool:
    """True when a number or an offer stands with these names, and it is no number of another kind."""
    if phrases.ROW.search(group.after):
        return not phrases.OTHER_NUMBERS.search(group.after[:25])
    if phrases.OTHER_NUMBERS.search(phrases.ON_TOP.sub("", group.after)):
        return False
    standing = sentence.acts.get("existing", 0.0) > 0.6 and sentence.acts.get("pledge", 0.0) < 0.4
    more = listed and phrases.ER_COUNT.search(group.after)
    if standing and not more and not stands(sentence.text):
        return False
    return bool(
        phrases.AMOUNT.search(f"{group.before[-60:]} {group.after}")
        or (phrases.OPEN_NUMBER.search(group.after) and not _WHETHER.search(group.before))
    )
