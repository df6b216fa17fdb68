"""A bare number that points at parts told before counts nothing."""

import pytest

from tests.extraction.test_relations import places


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("- Noord: 5 personen", "- Oost: 8 personen", "- West: 6 personen", "De laatste twee zijn nog niet zeker."), [5, 8, 6]),
        (("Wij bieden vijf plekken in Noord, acht in Oost en zes in West.", "De eerste twee kunnen meteen."), [5, 8, 6]),
        (("Het derde adres is verkocht.", "De andere twee (Noord 5, Oost 8) gaan door."), [5, 8]),
        (("In juli komen er 20 plekken.", "De eerste vijf zijn in Noord, de overige vijftien in Oost."), [5, 15]),
    ],
)  # fmt: skip
def test_the_first_two_of_three_are_no_amount(texts: tuple[str, ...], expected: list[int]) -> None:
    assert places(*texts) == expected
