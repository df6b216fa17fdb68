"""The map: one hexagon a municipality. How far it is can be read from the tint, the pattern and the number alike."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import cos, pi, sin, sqrt
from pathlib import Path

from intake.content import rules_dir
from intake.pictures.drawing import drawn

_SIDE = 20.0
_LEFT, _TOP = 46.0, 128.0
_CORNERS = tuple((_SIDE * cos(pi / 3 * k - pi / 6), _SIDE * sin(pi / 3 * k - pi / 6)) for k in range(6))
# The neighbour over each side, between corner k and k + 1, in columns and rows; for even and odd rows.
_OVER = (
    ((1, 0), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1)),
    ((1, 0), (1, 1), (0, 1), (-1, 0), (0, -1), (1, -1)),
)
_SHORT = 5


class Level(StrEnum):
    """How far a municipality is."""

    NOTHING = "nothing"
    UNCOUNTED = "uncounted"
    CONDITIONAL = "conditional"
    FIRM = "firm"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a municipality lies (degrees, WGS 84) and which hexagon it has (odd rows are half a place to the right)."""

    name: str
    latitude: float
    longitude: float
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Tile:
    """What the map says of one municipality: a number of persons, how far that is, and the whole in one sentence."""

    name: str
    province: str
    persons: int
    level: Level
    sentence: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Hexagon:
    """One tile with its place on the paper; `borders` are the sides where another province or the sea begins."""

    tile: Tile
    x: float
    y: float
    label: str
    borders: tuple[tuple[float, float, float, float], ...]


def places() -> tuple[Place, ...]:
    """Every municipality, as rules/cartogram.csv has it."""
    return read_places(rules_dir() / "cartogram.csv")


@cache
def read_places(file: Path) -> tuple[Place, ...]:
    """The rows of such a table."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";")
        return tuple(
            Place(
                row["naam"],
                float(row["breedte"]),
                float(row["lengte"]),
                int(row["kolom"]),
                int(row["rij"]),
            )
            for row in rows
        )


def draw_map(
    tiles: Sequence[Tile],
    title: str,
    subtitle: str,
    facts: Sequence[tuple[str, str]],
    footer: str,
    *,
    whole: bool = True,
) -> str:
    """SVG. `facts` are pairs of number and meaning beside the map; not `whole`: the map alone, for inside a page."""
    known = {place.name: place for place in places()}
    provinces = {(known[tile.name].column, known[tile.name].row): tile.province for tile in tiles}
    hexagons = [_hexagon(tile, known[tile.name], provinces) for tile in tiles]
    corners = " ".join(f"{x:.2f},{y:.2f}" for x, y in _CORNERS)
    return drawn(
        "map.svg",
        hexagons=hexagons,
        corners=corners,
        title=title,
        subtitle=subtitle,
        facts=facts,
        footer=footer,
        whole=whole,
        levels=list(Level),
    )


def _hexagon(tile: Tile, place: Place, provinces: Mapping[tuple[int, int], str]) -> Hexagon:
    odd = place.row % 2
    x = _LEFT + (place.column + odd / 2 + 0.5) * _SIDE * sqrt(3)
    y = _TOP + (place.row * 1.5 + 1) * _SIDE
    borders = tuple(
        (*_CORNERS[side], *_CORNERS[(side + 1) % 6])
        for side, (over, down) in enumerate(_OVER[odd])
        if provinces.get((place.column + over, place.row + down)) != tile.province
    )
    return Hexagon(tile, round(x, 2), round(y, 2), short(tile.name), borders)


def short(name: str) -> str:
    """The first letters of a name, without its article."""
    bare = name
    for article in ("'s-", "De ", "Den ", "Het "):
        bare = bare.removeprefix(article)
    return bare[:_SHORT].rstrip(" -")
