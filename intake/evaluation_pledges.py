"""When two lists of pledges say the same: per municipality, added up, in people or in one kind of home."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
_PEOPLE = "people"
_KINDS = {
    _PEOPLE: "plek plekken plaats plaatsen persoon personen bed bedden statushouder statushouders mensen",
    "homes": "woning woningen huis huizen appartement appartementen studio studios",
    "households": "gezin gezinnen huishouden huishoudens",
    "rooms": "kamer kamers",
    "units": "unit units wooneenheden chalets",
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split()}
# The names that a municipality officially has and the name that everybody uses.
_OFFICIAL = {
    "den haag": "'s-gravenhage",
    "den bosch": "'s-hertogenbosch",
    "nuenen": "nuenen, gerwen en nederwetten",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One pledge, reduced to what is compared. `people` is (low, high); a bound may be unknown."""

    municipality: str | None
    number: int | None
    kind: str | None
    people: tuple[int | None, int | None] | None
    conditional: bool

    @property
    def numberless(self) -> bool:
        """True when no amount at all was named."""
        return self.number is None and self.people is None


def plain_name(name: str | None) -> str | None:
    """A municipality's name in the form that is compared."""
    if not name:
        return None
    plain = " ".join(name.replace("\u2019", "'").split()).lower().removeprefix("gemeente ")
    return _OFFICIAL.get(plain, plain)


def entries(record: Record) -> list[Entry]:
    """What is really pledged: withdrawn places and places of zero do not count."""
    names = [plain_name(name) for name in record.get("municipality") or ()]
    only = names[0] if len(names) == 1 else None
    listed = [pledge for pledge in record.get("pledges") or () if not pledge.get("withdrawn")]
    return [_entry(p, only) for p in listed if p.get("places") != 0 or p.get("persons_total")]


def _entry(pledge: Record, only: str | None) -> Entry:
    number, total = pledge.get("places"), pledge.get("persons_total")
    word = str(pledge.get("unit") or "").lower()
    kind = _KIND.get(word, word) or None
    low, high = pledge.get("min"), pledge.get("max")
    people: tuple[int | None, int | None] | None = None
    if total is not None:
        people = (total, total)
    elif number is not None and kind in {_PEOPLE, None}:
        people = (number, number)
    elif number is None and (low is not None or high is not None):
        people = (low, high)
    name = plain_name(pledge.get("municipality")) or only
    return Entry(name, number, kind, people, bool(pledge.get("conditional")))


def same_municipality(gold: Record, record: Record) -> bool:
    """Whether both name the same municipalities, in any order."""
    return {plain_name(n) for n in gold.get("municipality") or ()} == {
        plain_name(n) for n in record.get("municipality") or ()
    }


def same_pledges(gold: Record, record: Record) -> bool:
    """Whether both pledge the same for the same municipalities; one pledge of 18 equals 10 and 8."""
    ours, theirs = _grouped(entries(record)), _grouped(entries(gold))
    return set(ours) == set(theirs) and all(_amounts(ours[name]) & _amounts(theirs[name]) for name in theirs)


def _grouped(listed: Iterable[Entry]) -> dict[str | None, list[Entry]]:
    groups: defaultdict[str | None, list[Entry]] = defaultdict(list)
    for entry in listed:
        groups[entry.municipality].append(entry)
    return dict(groups)


def _amounts(group: Sequence[Entry]) -> set[tuple[Any, ...]]:
    """The ways to state the sum of a group, in people or kind by kind; two groups agree when they share one."""
    numbered = [entry for entry in group if not entry.numberless]
    if not numbered:
        return {("no number",)}
    ways: set[tuple[Any, ...]] = set()
    ranges = [entry.people for entry in numbered if entry.people]
    if len(ranges) == len(numbered):
        ways.add((_PEOPLE, _sum(low for low, _ in ranges), _sum(high for _, high in ranges)))
    by_kind = _by_kind(numbered)
    if set(by_kind) != {_PEOPLE}:
        ways.add(tuple((kind, *_bounds(of_kind)) for kind, of_kind in sorted(by_kind.items())))
    return ways


def _by_kind(group: Sequence[Entry]) -> dict[str, list[Entry]]:
    kinds: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in group:
        kinds[entry.kind or _PEOPLE].append(entry)
    return dict(kinds)


def _bounds(group: Sequence[Entry]) -> tuple[int | None, int | None]:
    """Lowest and highest number of one kind: "5 plekken" is (5, 5), "8-12 plekken" (8, 12)."""
    told = [entry.people if entry.number is None else (entry.number, entry.number) for entry in group]
    bounds = [pair or (None, None) for pair in told]
    return _sum(low for low, _ in bounds), _sum(high for _, high in bounds)


def _sum(values: Iterable[int | None]) -> int | None:
    known = list(values)
    return None if None in known else sum(value for value in known if value is not None)


def tells_people(record: Record) -> bool:
    """Whether every pledge says how many people, so that the mail counts for the total."""
    return all(entry.people for entry in entries(record))


def amounts(record: Record) -> list[float]:
    """Per pledge how many people (the middle of a range), or how many homes, or 0 when neither is told."""
    return [_amount(entry) for entry in entries(record)]


def _amount(entry: Entry) -> float:
    bounds = [bound for bound in entry.people or (entry.number,) if bound is not None]
    return sum(bounds) / len(bounds) if bounds else 0.0


def conditions(record: Record) -> dict[str | None, bool]:
    """Per municipality whether any of its pledges has a reservation."""
    return {
        name: any(entry.conditional for entry in group) for name, group in _grouped(entries(record)).items()
    }
