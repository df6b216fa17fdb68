"""Numbers that are told as so many times another."""

import pytest

from tests.extraction.test_relations import places


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("In augustus openen wij zes plekken.", "Volgend voorjaar komt het dubbele erbij."), [6, 12]),
        (("Wij bieden zes plekken in Bosch en Duin.", "In Austerlitz volgt nog eens zoveel."), [6, 6]),
        (("Wij bieden zes plekken in Bosch en Duin.", "In het najaar komen er drie keer zoveel."), [6, 18]),
        (("Wij bieden zes plekken in Bosch en Duin.", "In mei volgt nog eens de helft daarvan."), [6, 3]),
        (("Wij bieden zeven plekken.", "In mei volgt nog eens de helft daarvan."), [7]),
        (("Wij bieden zes plekken.", "Wij doen zoveel mogelijk in eigen beheer."), [6]),
        (("Wij bieden zes plekken.", "Vraagt u van Soest het dubbele?"), [6]),
        (
            ("Wij bieden zes plekken.", "Bij het fonds vroegen gemeenten vier keer zoveel aan als erin zit."),
            [6],
        ),
        (("Wij bieden zes plekken.", "Voor het fonds is vier keer zoveel aangevraagd als erin zit."), [6]),
    ],
)
def test_a_multiple_counts_from_the_number_before(texts: tuple[str, ...], expected: list[int]) -> None:
    assert places(*texts) == expected
