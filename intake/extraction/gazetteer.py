"""Municipalities, places and joint organisations from rules/*.csv: by name in a text, and by the domain of an address."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from intake.errors import ContentError
from intake.extraction.csvtables import parts, read_rows
from intake.extraction.names import Mention, Name, NameIndex, fold

__all__ = ["Gazetteer", "Mention", "Organisation", "fold", "load_gazetteer"]

_STOP = frozenset("de het een van aan in op den ter ten en".split())
_LONGER = re.compile(r" (?:aan|op|bij|a/d|onder) ", re.IGNORECASE)
_PUBLIC = frozenset({"nl", "frl", "eu", "org"})
_Town = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that writes for or beside municipalities; `kind` as in the column soort."""

    name: str
    kind: str
    members: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gazetteer:
    """All names and domains. `names` maps a folded name to what it may stand for."""

    municipalities: frozenset[str]
    names: Mapping[str, Name]
    domains: Mapping[str, str]
    organisations: tuple[Organisation, ...]
    organisation_domains: Mapping[str, Organisation]
    inhabitants: Mapping[str, int]

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self.names)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """What a municipality would call its domain ("nederbetuwe"), for domains that the table does not know."""
        found: dict[str, set[str]] = {}
        for key, name in self.names.items():
            if name.kind == "municipality" and len(name.municipalities) == 1:
                found.setdefault(_squash(key), set()).add(name.municipalities[0])
        return {
            label: next(iter(towns)) for label, towns in found.items() if len(towns) == 1 and len(label) > 3
        }

    def find(
        self, text: str, *, small_letters: bool = False, expected: frozenset[str] = frozenset()
    ) -> tuple[Mention, ...]:
        """Every name in a text, the longest where several fit; written with a capital unless `small_letters` are allowed.

        `expected`: municipalities whose name may then be an ordinary word too.
        """
        return tuple(self._index.find(text, small_letters=small_letters, expected=expected))

    def names_others(self, text: str, names: frozenset[str]) -> bool:
        """True when a text names municipalities, and none of `names`."""
        found = [one for one in self.find(text) if one.kind == "municipality"]
        return bool(found) and all(names.isdisjoint(one.municipalities) for one in found)

    def of_domain(self, domain: str) -> str | None:
        """The municipality that owns a mail domain or the domain above it, or None.

        A domain that the table does not know counts when it is "gemeente" and a name, or nothing but a name ("neder-betuwe.nl").
        """
        known = next((self.domains[part] for part in _upwards(domain) if part in self.domains), None)
        return known or (None if self.organisation_of(domain) else self._by_label(domain))

    def _by_label(self, domain: str) -> str | None:
        labels = domain.lower().strip(".").split(".")
        if len(labels) < 2 or (labels[-1] not in _PUBLIC and not labels[-2].startswith("gemeente")):
            return None
        name = re.sub(r"^(?:gemeente|gem)-?|-?gemeente$", "", labels[-2])
        return self._labels.get(_squash(labels[-2])) or self._labels.get(_squash(name))

    def organisation_of(self, domain: str) -> Organisation | None:
        """The joint organisation that owns a mail domain or the domain above it, or None."""
        return next(
            (
                self.organisation_domains[part]
                for part in _upwards(domain)
                if part in self.organisation_domains
            ),
            None,
        )


def _squash(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain)


def _upwards(domain: str) -> Iterator[str]:
    labels = domain.lower().strip(".").split(".")
    for index in range(len(labels) - 1):
        yield ".".join(labels[index:])


def load_gazetteer(rules: Path) -> Gazetteer:
    """Read the three tables. Raises ContentError with file and line on a fault."""
    towns = read_rows(
        rules / "municipalities.csv",
        "naam",
        "aliassen",
        "domeinen",
        "voorgangers",
        "dubbelzinnig",
        "inwoners",
    )
    official = frozenset(row["naam"] for _, row in towns)
    path = rules / "organisations.csv"
    organisations = [
        (
            row,
            Organisation(
                row["naam"],
                row["soort"],
                _known(path, line, parts(row["gemeenten"]), official),
                parts(row["aliassen"]),
            ),
        )
        for line, row in read_rows(path, "naam", "soort", "aliassen", "domeinen", "gemeenten")
    ]
    return Gazetteer(
        municipalities=official,
        names=_names(rules, towns, official),
        domains={domain: row["naam"] for _, row in towns for domain in parts(row["domeinen"])},
        organisations=tuple(organisation for _, organisation in organisations),
        organisation_domains={
            domain: organisation for row, organisation in organisations for domain in parts(row["domeinen"])
        },
        inhabitants={row["naam"]: int(row["inwoners"] or 0) for _, row in towns},
    )


def _names(rules: Path, towns: list[_Town], official: frozenset[str]) -> dict[str, Name]:
    names: dict[str, Name] = {}
    for name, municipality, kind, weak in (*_official(towns), *_former(towns), *_places(rules, official)):
        key = fold(name).lower()
        known = names.get(key, Name((), kind, False))
        if not known.municipalities or known.kind == kind:
            every = tuple(dict.fromkeys((*known.municipalities, municipality)))
            names[key] = Name(every, kind, weak or known.weak, known.elsewhere)
        elif municipality not in known.municipalities:
            elsewhere = tuple(dict.fromkeys((*known.elsewhere, municipality)))
            names[key] = Name(known.municipalities, known.kind, known.weak, elsewhere)
    return names | dict(_by_water(rules, names))


def _by_water(rules: Path, names: Mapping[str, Name]) -> Iterator[tuple[str, Name]]:
    """Names that may also stand for a longer one: "Ouderkerk" for Ouderkerk aan de Amstel as well."""
    for _, row in read_rows(rules / "places.csv", "plaats", "gemeente", "dubbelzinnig"):
        short = fold(_LONGER.split(row["plaats"])[0]).lower()
        known = names.get(short)
        every = (*known.municipalities, *known.elsewhere) if known else ()
        if known and known.kind != "municipality" and row["gemeente"] not in every:
            elsewhere = (*known.elsewhere, row["gemeente"])
            yield short, Name(known.municipalities, known.kind, known.weak, elsewhere)


def _official(towns: list[_Town]) -> Iterator[tuple[str, str, str, bool]]:
    for _, row in towns:
        for name in (row["naam"], row["naam"].split(" (")[0], *parts(row["aliassen"])):
            yield name, row["naam"], "municipality", bool(row["dubbelzinnig"]) or len(name) < 4


def _former(towns: list[_Town]) -> Iterator[tuple[str, str, str, bool]]:
    for _, row in towns:
        for name in parts(row["voorgangers"]):
            yield name, row["naam"], "predecessor", False


def _places(rules: Path, official: frozenset[str]) -> Iterator[tuple[str, str, str, bool]]:
    path = rules / "places.csv"
    for line, row in read_rows(path, "plaats", "gemeente", "dubbelzinnig"):
        _known(path, line, (row["gemeente"],), official)
        if row["plaats"].lower() in _STOP:
            continue
        weak = bool(row["dubbelzinnig"]) or len(row["plaats"]) < 4
        yield row["plaats"], row["gemeente"], "place", weak
        short = re.sub(
            r" (?:\([^)]*\)|(?:L|Lb|NH|ZH|Gld|NB|Ut|Fr|Gn|Ov|Dr|Zld)\.?)$",
            "",
            row["plaats"],
            flags=re.IGNORECASE,
        )
        if short != row["plaats"]:
            yield short, row["gemeente"], "place", weak


def _known(path: Path, line: int, names: tuple[str, ...], official: frozenset[str]) -> tuple[str, ...]:
    for name in names:
        if name not in official:
            raise ContentError(
                f"{path}, regel {line}: {name!r} is geen gemeente. Gebruik de officiële naam uit municipalities.csv."
            )
    return names
