"""By what a later mail calls a line. Every sentence is invented."""

import pytest

from intake.services.calling import all_called, called, labels, without_labels
from intake.services.claims import Standing
from tests.services.lines import standing_line

NUMBERED = (
    "1. Molenstraat, bovenwoning: 4 personen.",
    "2. Heikant, oude smederij: 9 personen.",
    "3. Kerkplein, kosterij: 6 personen.",
)
LETTERED = ("a. De Werf, 20 plekken.", "b. Zusterflat: 12 plekken.", "c. Bij mensen thuis: 5 plekken.")
PLAIN = (
    "In de smederij aan de Heikant kunnen negen mensen wonen.",
    "De kosterij is geschikt voor zes.",
)


def pool(told: tuple[str, ...]) -> list[Standing]:
    return [standing_line(at, about=about) for at, about in enumerate(told, 1)]


@pytest.mark.parametrize(
    ("text", "told", "found"),
    [
        ("Nummer 2 gaat niet door.", NUMBERED, [1]),
        ("Over de nummers 1 en 3 is niets te melden.", NUMBERED, [0, 2]),
        ("Onderdeel b vervalt.", LETTERED, [1]),
        ("Punt c wordt kleiner.", LETTERED, [2]),
        ("Het eerste adres blijft staan.", PLAIN, [0]),
        ("Op locatie 2 kunnen er zeven.", PLAIN, [1]),
        ("Het tweede pand is verkocht.", NUMBERED, [1]),
        ("Wij hebben 2 woningen.", NUMBERED, []),
        ("Onderdeel d wordt niets.", LETTERED, []),
    ],
)
def test_a_line_is_called_by_its_number_or_its_place(
    text: str, told: tuple[str, ...], found: list[int]
) -> None:
    assert labels(text, pool(told)) == found


@pytest.mark.parametrize(
    ("text", "near", "found"),
    [
        ("De smederij valt kleiner uit.", "", 0),
        ("Dat wordt kleiner.", "In de smederij aan de Heikant is een muur ingestort.", 0),
        ("Smederij en kosterij zijn rond.", "", None),
        ("Wij zijn er blij mee.", "", None),
    ],
)
def test_a_line_is_called_by_words_that_no_other_has(text: str, near: str, found: int | None) -> None:
    assert called(text, near, pool(PLAIN)) == found


def test_several_lines_are_called_together() -> None:
    assert all_called("De smederij en de kosterij blijven zoals ze zijn.", pool(PLAIN)) == [0, 1]


def test_a_number_that_calls_a_line_is_no_number_of_places() -> None:
    assert "2" not in without_labels("Nummer 2 gaat niet door.")
    assert "negen" in without_labels("Nummer 2 wordt negen.")
