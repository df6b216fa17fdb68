"""Shares, alternatives and ways of counting: what is taken of a number told before, and what tells the same again."""

import pytest

from intake.extraction.families import people_of
from tests.extraction.test_relations import places, read


@pytest.mark.parametrize(
    "texts",
    [
        ("Er komen 24 appartementen in de Lindenhof.", "De helft daarvan is voor statushouders."),
        ("In de Lindenhof zijn 14 kamers.", "Op twee na zijn ze allemaal beschikbaar voor statushouders."),
        ("In de Lindenhof komen 16 kamers.", "Driekwart hiervan gaat naar uw actie."),
    ],
)
def test_a_share_of_the_number_before_is_what_is_offered(texts: tuple[str, ...]) -> None:
    assert places(*texts) == [12]


def test_a_share_that_tells_how_an_offer_is_made_up_takes_nothing_off() -> None:
    assert places("Wij bieden 12 plekken aan.", "De helft daarvan is voor u al in mei klaar.") == [12]


@pytest.mark.parametrize(
    "text",
    [
        "Wij bieden 2 plekken, voor een echtpaar of twee alleenstaanden.",
        "Wij bieden 2 plekken voor twee alleenstaanden.",
    ],
)
def test_for_whom_the_places_are_adds_none(text: str) -> None:
    assert places(text) == [2]


def test_about_so_many_people_is_one_number() -> None:
    (found,) = read("Wij bieden drie huizen, samen goed voor een man of twaalf.")[0]
    assert (found.places, found.persons_total) == (3, 12)


def test_a_group_of_so_many_is_that_many() -> None:
    assert places("Per mei komen er acht plekken.", "In juni volgt een tweede groep van twintig.") == [8, 20]


@pytest.mark.parametrize("text", [": tweemaal zes en tweemaal vijf personen", ": 2 x 6 en 2 x 5 personen"])
def test_times_tell_households_apart(text: str) -> None:
    found = people_of(text, 4)
    assert found
    assert found[0] == 22


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er zijn zeven plekken die nu al bewoond kunnen worden.", [7]),
        ("Wij bieden zeven plekken.", [7]),
        ("De resterende zeven aan de Laan houden wij gestand.", [7]),
        ("Aan de Laan, al twee jaar door ons bewoond, bieden wij zeven plekken.", [7]),
        ("Er is een tweetal plekken.", [2]),
    ],
)
def test_what_is_free_counts(text: str, expected: list[int]) -> None:
    assert places(text) == expected


def test_what_happens_every_quarter_is_not_this_offer() -> None:
    assert places("Wij bieden vier plekken.", "Normaal leveren wij per kwartaal acht woningen.") == [4]
