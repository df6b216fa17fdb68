"""Houses whose people are told in a sentence after them."""

import pytest

from tests.extraction.test_relations import places, read


@pytest.mark.parametrize(
    ("texts", "people"),
    [
        (
            (
                "Wij bieden negen woningen aan.",
                "Zes daarvan zijn geschikt voor vier mensen, de andere drie voor twee.",
            ),
            30,
        ),
        (("Wij bieden twee huizen aan in Noord.", "In het ene passen er 5, in het andere 4."), 9),
        (("Wij bieden vijf woningen aan.", "Er komen twee personen per woning."), 10),
    ],
)
def test_people_told_in_a_later_sentence_are_the_people_of_the_houses(
    texts: tuple[str, ...], people: int
) -> None:
    (found,) = read(*texts)[0]
    assert found.persons_total == people


def test_a_part_of_the_houses_is_not_all_of_them() -> None:
    (found,) = read("Wij bieden negen woningen aan.", "Vier daarvan zijn in juni klaar.")[0]
    assert (found.places, found.persons_total) == (9, None)


def test_one_house_for_so_many_and_the_other_for_so_many() -> None:
    (found,) = read(
        "Wij bieden twee woningen, de ene voor een gezin van zeven en de andere voor vier personen."
    )[0]
    assert (found.places, found.persons_total) == (2, 11)


def test_what_stood_before_it_grows_was_never_an_offer() -> None:
    assert places("In de Hof wonen al twee jaar 31 mensen.", "Wij gaan daar van 31 naar 45 plekken.") == [14]
