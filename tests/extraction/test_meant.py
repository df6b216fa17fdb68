"""A number that was written where another was meant, and the difference of a correction told once more."""

import pytest

from tests.extraction.test_relations import read

Made = tuple[int | None, int | None]


def made(*texts: str) -> list[Made]:
    return [(p.places, p.replaces) for p in read(*texts)[0]]


@pytest.mark.parametrize(
    "text",
    [
        "In het formulier staat 16, bedoeld was 6.",
        "Wij schreven 16 plekken, maar wij bedoelden er 6.",
        "In mijn brief stond 16 waar 6 had moeten staan.",
        "Op de lijst staat 16; 6 was bedoeld.",
        "Waar in onze opgave zestien plekken staan, leest u zes.",
        "Er staat 16 in de bijlage, dat had 6 moeten zijn.",
    ],
)
def test_what_was_meant_stands_in_place_of_what_was_written(text: str) -> None:
    assert made(text) == [(6, 16)]


def test_whom_places_are_meant_for_corrects_nothing() -> None:
    assert made(
        "Er staan 12 woningen leeg, bedoeld voor studenten; daarvan leveren wij er 4 aan de actie."
    ) == [(4, None)]


@pytest.mark.parametrize(
    "again",
    [
        ("Drie mensen minder dus.",),
        ("Dat zijn er drie minder.",),
        ("Drie plekken minder, omdat de zolder te laag is.",),
        ("De zolder blijkt te laag.", "Drie plekken minder dus."),
    ],
)
def test_the_difference_of_a_correction_takes_nothing_more(again: tuple[str, ...]) -> None:
    assert made("Waar in onze brief negen plekken stonden, moet u zes lezen.", *again) == [(6, 9)]


def test_what_else_goes_is_taken() -> None:
    assert (4, 6) in made(
        "Waar in onze brief negen plekken stonden, moet u zes lezen.", "Twee plekken minder dus."
    )
