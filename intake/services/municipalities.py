"""The register of municipalities, as rules/municipalities.csv has it: province and networks of each."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from intake.content import rules_dir


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality by its official name. `networks` holds only what is known: a missing one proves nothing."""

    code: str
    name: str
    province: str
    networks: tuple[str, ...]
    inhabitants: int


def register() -> dict[str, Municipality]:
    """Every municipality by name, in the order of the file."""
    return _read(rules_dir() / "municipalities.csv")


def provinces() -> tuple[str, ...]:
    """The provinces, alphabetically."""
    return tuple(sorted({one.province for one in register().values()}))


def networks() -> tuple[str, ...]:
    """The networks of which members are known, alphabetically."""
    return tuple(sorted({network for one in register().values() for network in one.networks}))


@cache
def _read(file: Path) -> dict[str, Municipality]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";"))
    return {row["naam"]: _municipality(row) for row in rows}


def _municipality(row: dict[str, str]) -> Municipality:
    networks = tuple(filter(None, row["netwerken"].split("|")))
    return Municipality(row["code"], row["naam"], row["provincie"], networks, int(row["inwoners"] or 0))
