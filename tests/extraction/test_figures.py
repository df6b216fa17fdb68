"""One number is offered among many that are not: tasks, what is left of them, contracts, tables of how things stand."""

import pytest

from tests.extraction.test_relations import places, read


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Opgave uit het verdeelbesluit: 140 plekken",
            "Gerealiseerd: 95 plekken",
            "Resteert: 45 plekken",
            "Wij bieden er 7.",
        ),
        (
            "In de nota staan 45 plekken voor 2028.",
            "Geen van die getallen gaat over uw actie.",
            "Wij bieden er 7.",
        ),
        ("De Lindenhof krijgt in mei 45 bedden.", "Los daarvan bieden wij u 7 plekken aan."),
        ("De 45 bedden in de Lindenhof blijven buiten beschouwing.", "Wij bieden u 7 plekken aan."),
        (
            "Voor de Lindenhof ligt er een contract met het COA over 45 plekken.",
            "Wij bieden u 7 plekken aan.",
        ),
        ("De locatie met 45 plekken wordt in mei verlengd.", "Wij bieden u 7 plekken aan."),
        ("Uw brief noemt vier aantallen: 45, 15, 5 en 2.", "Wij bieden u 7 plekken aan."),
        ("Zoals u vraagt levert Zeist er 7.",),
        ("Wij leveren het volle richtgetal, 7 dus.",),
        ("De villa biedt de komende twee jaar ruimte aan 7 statushouders.",),
        ("Mag ik u vragen 7 plekken voor Zeist te registreren?",),
        ("Van de drie huizen zijn er twee te vochtig.", "Het derde is voor u, met 7 bedden."),
        ("Van de 20 kooien mogen wij er 7 gebruiken als extra plek.",),
    ],
)
def test_only_what_is_offered_counts(texts: tuple[str, ...]) -> None:
    assert places(*texts) == [7]


def test_rows_that_count_what_is_there_or_must_be_are_left_out() -> None:
    rows = (
        "Onderwerp\tAantal",
        "Taakstelling tweede halfjaar\t61",
        "Huidige noodopvang\t120",
        "Extra boven de taakstelling\t7",
    )
    assert places(*rows) == [7]


def test_an_end_of_a_range_told_again_is_no_second_offer() -> None:
    pledges, _ = read("Wij bieden acht tot elf plekken.", "Minder dan acht worden het er niet.")
    assert [(p.min, p.max) for p in pledges] == [(8, 11)]


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Onze achterstand is 22 vergunninghouders.",
            "Door de VNG wordt een getal van 15 gehanteerd.",
            "Er komen 7 plekken vrij in Oost.",
        ),
        ("De taakstelling is 15.", "In Oost komen 7 plekken vrij.", "De huur loopt acht jaar."),
    ],
)
def test_what_is_left_of_a_task_is_no_number_of_something_else(texts: tuple[str, ...]) -> None:
    assert places(*texts) == [7]


@pytest.mark.parametrize(
    "text",
    [
        "Door u is een aantal van 15 genoemd.",
        "Voor Zeist wordt door de VNG zo'n 15 plekken verwacht.",
        "Er is door jullie een getal van ongeveer 15 aangehouden.",
    ],
)
def test_what_vng_is_said_to_name_is_no_offer(text: str) -> None:
    assert places(text, "Wij bieden u 7 plekken aan.") == [7]
