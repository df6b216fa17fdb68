"""The pictures say what they were given, in words, in numbers and in pixels."""

import struct
from datetime import date
from xml.etree import ElementTree

import pytest

from intake.pictures.drawing import as_png
from intake.pictures.line import Point, draw_line
from intake.pictures.map import Level, Tile, draw_map, places, short
from intake.services.municipalities import register

_SVG = "{http://www.w3.org/2000/svg}"


def _tiles(**changed: tuple[int, Level]) -> list[Tile]:
    return [
        Tile(
            name,
            one.province,
            *changed.get(name, (0, Level.NOTHING)),
            f"{name}: <zin> & zo",
            f"/plekken/{one.code}",
        )
        for name, one in register().items()
    ]


def _drawn(tiles: list[Tile], *, whole: bool = True) -> str:
    return draw_map(tiles, "Titel", "Stand.", [("12", "plekken")], "Bron", whole=whole)


def _texts(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{_SVG}text")]


def test_every_municipality_has_a_hexagon_of_its_own() -> None:
    cells = {(place.column, place.row) for place in places()}
    assert {place.name for place in places()} == set(register())
    assert len(cells) == 342


def test_neighbours_in_the_country_are_near_on_the_map() -> None:
    at = {place.name: place for place in places()}
    for one, other in (
        ("Leiden", "Leiderdorp"),
        ("Heerlen", "Landgraaf"),
        ("Velsen", "Beverwijk"),
        ("Goes", "Kapelle"),
    ):
        assert abs(at[one].column - at[other].column) + abs(at[one].row - at[other].row) <= 3, (one, other)
    assert at["Groningen"].row < at["Utrecht"].row < at["Maastricht"].row
    assert at["Vlissingen"].column < at["Utrecht"].column < at["Enschede"].column


def test_a_number_stands_in_its_hexagon_and_each_has_a_sentence() -> None:
    svg = _drawn(_tiles(Gouda=(12, Level.CONDITIONAL), Delft=(0, Level.UNCOUNTED)))
    assert {"12", "?"} <= set(_texts(svg))
    titles = [title.text for title in ElementTree.fromstring(svg).iter(f"{_SVG}title")]
    assert "Gouda: <zin> & zo" in titles
    assert len(titles) == 343


def test_inside_a_page_hexagons_are_links_and_the_heading_is_left_out() -> None:
    svg = _drawn(_tiles(), whole=False)
    links = [a.get("href") for a in ElementTree.fromstring(svg).iter(f"{_SVG}a")]
    assert "/plekken/GM0513" in links
    assert "Titel" not in _texts(svg)
    assert "style=" not in svg


@pytest.mark.parametrize(
    ("name", "label"),
    [("'s-Gravenhage", "Grave"), ("De Bilt", "Bilt"), ("Ede", "Ede"), ("Son en Breugel", "Son e")],
)
def test_short_names(name: str, label: str) -> None:
    assert short(name) == label


def test_the_line_ends_at_what_stands_now() -> None:
    points = [Point(date(2026, 6, 1), 10, 15), Point(date(2026, 6, 3), 1200, 1500)]
    svg = draw_line(points, date(2026, 6, 9), "Titel", "Stand.", "Bron")
    assert {"1.500", "1.200", "2.000"} <= {text.strip() for text in _texts(svg)}


@pytest.mark.parametrize("most", [*range(1, 30), 99, 101, 999, 1001, 99_999])
def test_any_number_fits_under_the_top(most: int) -> None:
    svg = draw_line([Point(date(2026, 6, 1), 0, most)], date(2026, 6, 1), "T", "S", "B")
    top = [text for text in _texts(svg) if text.replace(".", "").isdigit()]
    assert max(int(text.replace(".", "")) for text in top) >= most


def test_without_numbers_it_says_so() -> None:
    assert "Er is nog niets geteld." in _texts(draw_line([], date(2026, 6, 1), "T", "S", "B"))


def test_pixels() -> None:
    png = as_png(_drawn(_tiles()), scale=0.5)
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (640, 605)
