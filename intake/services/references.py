"""Reference numbers: what the letter of 28 May 2026 asks of each network, and what staff say of one municipality.

Membership is known only in part. So a municipality without a known network has no number: the letter's numbers serve to compare.
"""

import csv
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from intake.content import rules_dir
from intake.errors import MessageError
from intake.services.municipalities import Municipality, register
from intake.store.audit import note
from intake.store.books import ReferenceRow
from intake.store.engine import unit_of_work

_LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class Network:
    """`number`: places per municipality that the letter asks. `members`: how many the network says it has."""

    name: str
    number: int
    members: int


@dataclass(frozen=True, slots=True)
class Reference:
    """`number` None: only to compare. `author`: who of staff said so, "" when it follows from a known network."""

    number: int | None
    author: str = ""
    at: datetime | None = None


def letter_networks() -> dict[str, Network]:
    """The networks of the letter, by name, largest number first."""
    return _read(rules_dir() / "networks.csv")


def all_references(session: Session) -> dict[str, Reference]:
    """Of every municipality: what staff say, else the highest number of its known networks."""
    said = {row.municipality: row for row in session.exec(select(ReferenceRow))}
    return {
        name: Reference(said[name].number, said[name].author, said[name].at)
        if name in said
        else by_network(one)
        for name, one in register().items()
    }


def by_network(municipality: Municipality) -> Reference:
    """What follows from the networks of which it is known to be a member."""
    known = letter_networks()
    numbers = [known[name].number for name in municipality.networks if name in known]
    return Reference(max(numbers, default=None))


def set_reference(
    engine: Engine, municipality: str, number: int | None, now: datetime, *, actor: str
) -> None:
    """What staff know of one municipality goes before its networks. Raises MessageError for what cannot be."""
    _checked(municipality, number)
    with unit_of_work(engine) as session:
        row = session.get(ReferenceRow, municipality)
        before = row.number if row else by_network(register()[municipality]).number
        session.merge(ReferenceRow(municipality=municipality, number=number, author=actor, at=now))
        note(
            session,
            now,
            "reference set",
            actor=actor,
            municipality=municipality,
            before=before,
            after=number,
        )


def drop_reference(engine: Engine, municipality: str, now: datetime, *, actor: str) -> None:
    """Back to what follows from its networks."""
    _checked(municipality, None)
    with unit_of_work(engine) as session:
        row = session.get(ReferenceRow, municipality)
        if row is None:
            return
        before = row.number
        session.delete(row)
        after = by_network(register()[municipality]).number
        note(
            session,
            now,
            "reference dropped",
            actor=actor,
            municipality=municipality,
            before=before,
            after=after,
        )


def _checked(municipality: str, number: int | None) -> None:
    if municipality not in register():
        raise MessageError("Kies een gemeente uit de lijst.")
    if number is not None and not 0 <= number <= _LARGEST:
        raise MessageError("Vul een richtgetal in van 0 tot 10.000.")


@cache
def _read(file: Path) -> dict[str, Network]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";"))
    return {
        row["netwerk"]: Network(row["netwerk"], int(row["richtgetal"]), int(row["leden"])) for row in rows
    }
