"""Gives each municipality its own hexagon near where it lies, and writes that to rules/cartogram.csv.

Run by hand when municipalities merge: uv run --with scipy python -m intake.pictures.tiling. First crowded places push each other
apart and neighbours hold each other, so that the country keeps its outline; then one assignment with the least total (squared)
displacement puts them on the grid (Kuhn 1955, "The Hungarian method").
"""

from math import cos, radians, sqrt
from typing import Any

import numpy as np

from intake.content import rules_dir
from intake.pictures.map import Place, read_places

Points = np.ndarray[Any, np.dtype[np.float64]]
Pairs = np.ndarray[Any, np.dtype[np.int64]]
_KM_PER_DEGREE = 111.32
_MIDDLE = (52.15, 5.4)
# In kilometres: the distance between two hexagons, and how far neighbours may be to hold each other.
_STEP, _REACH = 9.2, 34
_ROUNDS, _PULL, _PUSH, _HOME = 1500, 0.03, 0.3, 0.002


def main() -> None:
    """Rewrite the columns kolom and rij."""
    file = rules_dir() / "cartogram.csv"
    places = read_places(file)
    points = _projected(places)
    cells = _snapped(_relaxed(points, _neighbours(points)))
    comments = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    rows = [
        f"{place.name};{place.latitude:.4f};{place.longitude:.4f};{column};{row}"
        for place, (column, row) in zip(places, cells, strict=True)
    ]
    lines = [*comments, "naam;breedte;lengte;kolom;rij", *rows, ""]
    file.write_text("\n".join(lines), encoding="utf-8")


def _projected(places: tuple[Place, ...]) -> Points:
    """Kilometres east and north of the middle of the country."""
    east = cos(radians(_MIDDLE[0])) * _KM_PER_DEGREE
    return np.array(
        [
            ((place.longitude - _MIDDLE[1]) * east, (place.latitude - _MIDDLE[0]) * _KM_PER_DEGREE)
            for place in places
        ]
    )


def _neighbours(points: Points) -> Pairs:
    from scipy.spatial import Delaunay

    corners = Delaunay(points).simplices
    pairs = {tuple(sorted((int(three[a]), int(three[a - 1])))) for three in corners for a in range(3)}
    near = [pair for pair in pairs if np.hypot(*(points[pair[0]] - points[pair[1]])) < _REACH]
    return np.array(sorted(near), dtype=np.int64)


def _relaxed(points: Points, pairs: Pairs) -> Points:
    # A little noise parts places that lie on one point; the seed makes it the same every time.
    moved = points + np.random.default_rng(1).normal(0, 0.05, points.shape)
    for _ in range(_ROUNDS):
        force = (points - moved) * _HOME
        apart = moved[pairs[:, 1]] - moved[pairs[:, 0]]
        length = np.hypot(apart[:, 0], apart[:, 1]) + 1e-9
        pull = apart / length[:, None] * np.maximum(length - _STEP, 0)[:, None] * _PULL
        np.add.at(force, pairs[:, 0], pull)
        np.add.at(force, pairs[:, 1], -pull)
        between = moved[None] - moved[:, None]
        far = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(far, np.inf)
        force -= (between / far[..., None] * np.maximum(_STEP - far, 0)[..., None] * _PUSH).sum(1)
        moved += force
    return moved


def _snapped(points: Points) -> list[tuple[int, int]]:
    from scipy.optimize import linear_sum_assignment

    height = _STEP * sqrt(3) / 2
    left, top = points[:, 0].min() - 2 * _STEP, points[:, 1].max() + 2 * height
    columns, rows = (int(size) + 6 for size in np.ptp(points, axis=0) / (_STEP, height))
    cells = [(column, row) for row in range(rows) for column in range(columns)]
    centres = np.array([(left + (c + r % 2 / 2) * _STEP, top - r * height) for c, r in cells])
    displaced = ((points[:, None] - centres[None]) ** 2).sum(-1)
    chosen = [cells[index] for index in linear_sum_assignment(displaced)[1]]
    first_row = min(row for _, row in chosen) // 2 * 2
    first_column = min(column for column, _ in chosen)
    return [(column - first_column, row - first_row) for column, row in chosen]


if __name__ == "__main__":
    main()
