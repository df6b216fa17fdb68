"""Municipalities, places and joint organisations from rules/*.csv, and where their names occur in a text."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from intake.errors import ContentError

_STOP = frozenset("de het een van aan in op den ter ten en".split())


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that writes for or beside municipalities; `kind` as in the column soort."""

    name: str
    kind: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. `municipalities` has more than one entry when the name alone does not decide.

    `kind`: municipality, predecessor or place; `weak`: also an ordinary word or a surname.
    """

    name: str
    municipalities: tuple[str, ...]
    kind: str
    weak: bool
    start: int
    end: int


@dataclass(frozen=True)
class Gazetteer:
    """All names and domains. `names` maps a folded name to (municipalities, kind, weak)."""

    municipalities: frozenset[str]
    names: Mapping[str, tuple[tuple[str, ...], str, bool]]
    domains: Mapping[str, str]
    organisations: tuple[Organisation, ...]
    organisation_domains: Mapping[str, Organisation]
    inhabitants: Mapping[str, int]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted(self.names, key=len, reverse=True)
        return re.compile(r"(?<![\w@.-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w@]|-[a-z]|\.nl)", re.IGNORECASE)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every name in a text, longest first; a name must start with a capital (or an apostrophe) where it is written."""
        return tuple(self._mentions(text))

    def _mentions(self, text: str) -> Iterator[Mention]:
        for found in self._pattern.finditer(fold(text)):
            written = text[found.start() : found.end()]
            municipalities, kind, weak = self.names[found.group().lower()]
            if any(char.isupper() for char in written):
                yield Mention(written, municipalities, kind, weak, found.start(), found.end())

    def of_domain(self, domain: str) -> str | None:
        """The municipality that owns a mail domain or the domain above it, or None."""
        return next((self.domains[part] for part in _upwards(domain) if part in self.domains), None)

    def organisation_of(self, domain: str) -> Organisation | None:
        """The joint organisation that owns a mail domain or the domain above it, or None."""
        return next((self.organisation_domains[part] for part in _upwards(domain) if part in self.organisation_domains), None)


def fold(text: str) -> str:
    """Same length, apostrophes and dashes as on a keyboard, so that names match however they were typed."""
    return text.translate(str.maketrans("’‘`´ʼ–\u00a0", "'''''- "))


def _upwards(domain: str) -> Iterator[str]:
    parts = domain.lower().strip(".").split(".")
    for index in range(len(parts) - 1):
        yield ".".join(parts[index:])


def load_gazetteer(rules: Path) -> Gazetteer:
    """Read the three tables. Raises ContentError with file and line on a fault."""
    towns = _rows(rules / "municipalities.csv", "naam", "aliassen", "domeinen", "voorgangers", "dubbelzinnig", "inwoners")
    official = frozenset(row["naam"] for _, row in towns)
    organisations = [
        (row, Organisation(row["naam"], row["soort"], _known(rules / "organisations.csv", line, _list(row["gemeenten"]), official)))
        for line, row in _rows(rules / "organisations.csv", "naam", "soort", "domeinen", "gemeenten")
    ]
    return Gazetteer(
        municipalities=official,
        names=_names(rules, towns, official),
        domains={domain: row["naam"] for _, row in towns for domain in _list(row["domeinen"])},
        organisations=tuple(organisation for _, organisation in organisations),
        organisation_domains={domain: organisation for row, organisation in organisations for domain in _list(row["domeinen"])},
        inhabitants={row["naam"]: int(row["inwoners"] or 0) for _, row in towns},
    )


def _names(
    rules: Path, towns: list[tuple[int, dict[str, str]]], official: frozenset[str]
) -> dict[str, tuple[tuple[str, ...], str, bool]]:
    names: dict[str, tuple[tuple[str, ...], str, bool]] = {}

    def add(name: str, municipality: str, kind: str, weak: bool) -> None:
        key = fold(name).lower()
        known, known_kind, known_weak = names.get(key, ((), kind, False))
        if known and known_kind != kind:
            return
        names[key] = (tuple(dict.fromkeys((*known, municipality))), kind, weak or known_weak)

    for _, row in towns:
        short = row["naam"].split(" (")[0]
        for name in (row["naam"], short, *_list(row["aliassen"])):
            add(name, row["naam"], "municipality", bool(row["dubbelzinnig"]) or len(name) < 4)
    for _, row in towns:
        for name in _list(row["voorgangers"]):
            add(name, row["naam"], "predecessor", False)
    path = rules / "places.csv"
    for line, row in _rows(path, "plaats", "gemeente", "dubbelzinnig"):
        _known(path, line, (row["gemeente"],), official)
        if row["plaats"].lower() not in _STOP:
            add(row["plaats"], row["gemeente"], "place", bool(row["dubbelzinnig"]) or len(row["plaats"]) < 4)
            if "(" in row["plaats"]:
                add(row["plaats"].split(" (")[0], row["gemeente"], "place", True)
    return names


def _known(path: Path, line: int, names: tuple[str, ...], official: frozenset[str]) -> tuple[str, ...]:
    for name in names:
        if name not in official:
            raise ContentError(f"{path}, line {line}: {name!r} is no municipality. Use the official name in municipalities.csv.")
    return names


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split("|") if part.strip())


def _rows(path: Path, *columns: str) -> list[tuple[int, dict[str, str]]]:
    """The data rows with their line numbers; lines that start with # are comments."""
    try:
        lines = [(n, line) for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line and line[0] != "#"]
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path} cannot be read ({error}). Restore the file; it must be UTF-8.") from error
    header = next(csv.reader([lines[0][1]], delimiter=";")) if lines else []
    missing = set(columns) - set(header)
    if missing:
        raise ContentError(f"{path}, line {lines[0][0] if lines else 1}: no column {', '.join(sorted(missing))}. Put it in the first row.")
    rows = []
    for number, line in lines[1:]:
        cells = next(csv.reader([line], delimiter=";"))
        if len(cells) != len(header):
            raise ContentError(f"{path}, line {number}: {len(cells)} fields where {len(header)} are wanted. Check the semicolons.")
        rows.append((number, dict(zip(header, cells, strict=True))))
    return rows
