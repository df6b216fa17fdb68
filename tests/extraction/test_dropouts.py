"""Places that are taken back by their name."""

import pytest

from tests.extraction.test_relations import read


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Wij meldden vijftien plekken: negen aan de Lindelaan en zes in Den Dolder.",
            "Den Dolder valt helaas af.",
        ),
        ("Lindelaan (9) staat nog.", "Den Dolder (6) gaat niet door."),
        ("De school negen, de kazerne zes.", "De kazerne is verkocht; de school houden wij erin."),
        ("U las vijftien plekken.", "Huis ter Heide, goed voor zes, komt te vervallen.", "Dat maakt negen."),
    ],
)
def test_what_the_other_places_hold_is_left(texts: tuple[str, ...]) -> None:
    pledges, _ = read(*texts)
    assert [(p.places, p.replaces) for p in pledges] == [(9, 15)]


@pytest.mark.parametrize(
    "last",
    [
        "Mocht Den Dolder afvallen, dan hoort u dat.",
        "Austerlitz valt af.",
        "Valt Den Dolder af?",
        "Den Dolder gaat gewoon door.",
    ],
)
def test_nothing_is_taken_from_a_list_that_stands(last: str) -> None:
    pledges, _ = read("Negen plekken aan de Lindelaan en zes in Den Dolder.", last)
    assert [p.places for p in pledges] == [9, 6]
