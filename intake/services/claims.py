"""What a message says of a municipality, what stands for it, and what is decided; and how the two are compared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from intake.domain import Unit
from intake.store.entries import EntryKind, EntryRow, Held
from intake.store.tables import PledgeRow
from intake.ties import Fate, News

NEW_NUMBER = (
    "Gemeente {name} noemt een ander aantal dan eerder in deze zaak; het nieuwe aantal is geteld. "
    "Controleer of dat klopt."
)
MORE = (
    "Gemeente {name} noemt een ander aantal dan eerder in deze zaak; het is erbij geteld. "
    "Controleer of het bovenop het eerdere aantal komt."
)
NOW_CONDITIONAL = (
    "Gemeente {name} stelt nu een voorwaarde aan plekken die eerder zonder voorwaarde waren gemeld."
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a message says of one municipality. `late`: the answer to this message was here before it.

    `told_by`: the sender's address. `several`: the message speaks for more municipalities.
    `around`: the words around each pledge. `ended`: lines of the municipality that count no longer.
    """

    municipality: str
    pledges: tuple[PledgeRow, ...]
    case_id: int
    told_by: str
    news: News = field(default_factory=News)
    late: bool = False
    several: bool = False
    around: tuple[str, ...] = ()
    ended: "tuple[Standing, ...]" = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A line that counts now, with its case and who told it.

    `about`: the words with which it was told; `place`: which one of its message it is, 1 for the first, 0 when that is not known.
    """

    line: EntryRow
    case_id: int | None
    told_by: str
    about: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """The line to add for each pledge: its kind, whether it brings its tranche, what ends, and why it must wait.

    `waits`: what it brings still waits for a decision, because what it ends did. `settles`: lines that waited, and are firm now;
    `opens`: lines that were firm, and wait now. `repeats`: pledges that bring nothing, because their line stands.
    `instead`: which line each pledge takes the place of, where that is known; whatever else ends, ends with the first.
    `resized`: lines of which so much is taken or added, with the places and the people that they then hold.
    `parts`: lines of which so many people are firm now, and so many wait.
    """

    kind: EntryKind
    ends: tuple[Standing, ...] = ()
    adds: bool = True
    held: Held = Held.NO
    doubts: tuple[str, ...] = field(default=())
    waits: bool = False
    settles: tuple[Standing, ...] = ()
    opens: tuple[Standing, ...] = ()
    repeats: tuple[PledgeRow, ...] = ()
    instead: tuple[tuple[PledgeRow, Standing], ...] = ()
    resized: tuple[tuple[Standing, int | None, int | None], ...] = ()
    parts: tuple[tuple[Standing, int, int], ...] = ()

    @property
    def touches(self) -> tuple[Standing, ...]:
        """Every line that it changes."""
        return (*self.ends, *self.settles, *self.opens, *(one for one, _, _ in (*self.resized, *self.parts)))


def named(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Those of `names` that stand in a text."""
    plain = [(name, name.partition(" (")[0]) for name in names]
    return tuple(name for name, word in plain if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text))


def news_of(news: News, name: str, names: Sequence[str]) -> News:
    """What a mail tells of one of the municipalities of its case: without the sentences that name another only."""
    if len(names) < 2:
        return news

    def told(*texts: str) -> bool:
        found = next((found for text in texts if (found := named(text, names))), (name,))
        return name in found

    remarks = tuple(remark for remark in news.remarks if told(remark.text, remark.before))
    stays = any(remark.fate is Fate.STAYS and name in named(remark.text, names) for remark in remarks)
    return replace(
        news,
        condition=news.condition if told(news.quote) else None,
        remarks=remarks,
        retold=replace(news.retold, stays=stays),
    )


def persons_of(pledge: PledgeRow) -> int | None:
    """How many people; None for homes and ranges of which nobody said how many people fit."""
    if pledge.persons_total is not None:
        return pledge.persons_total
    return pledge.places if pledge.unit is None or Unit(pledge.unit).is_person else None


def without_number(pledge: PledgeRow) -> bool:
    """True when only that there are places is told, not how many."""
    return not pledge.withdrawn and pledge.places is None and pledge.min is None and pledge.max is None


def is_same(pledge: PledgeRow, line: EntryRow) -> bool:
    """The same number of people, or the same number in the same unit."""
    people = persons_of(pledge)
    if people is not None and people == line.persons:
        return True
    return (pledge.places, pledge.unit, pledge.min, pledge.max) == (
        line.places,
        line.unit,
        line.min,
        line.max,
    )


def is_home(line: EntryRow) -> bool:
    """True for a line that counts homes or rooms, and not people."""
    return line.unit is not None and not Unit(line.unit).is_person


def has_number(line: EntryRow, number: int | None) -> bool:
    """True when a line is of `number` places or people."""
    return number is not None and number in {line.places, line.persons}


def is_equal(one: int | None, other: int | None) -> bool:
    """True when both are known, and the same."""
    return one is not None and one == other


def total_of(numbers: Sequence[int | None]) -> int | None:
    """All together; None when one is not known."""
    return None if None in numbers else sum(number or 0 for number in numbers)


def waiting_of(pool: Sequence[Standing]) -> list[Standing]:
    """The lines that wait for a decision."""
    return [one for one in pool if one.line.conditional]


def doubt(words: str, claim: Claim) -> tuple[str, ...]:
    """One doubt, about the municipality of the claim."""
    return (words.format(name=claim.municipality),)
