"""Numbers in running text: words, ranges, bounds, and what only looks like a number."""

import pytest

from intake.extraction.numerals import find_numbers, parse_word


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("tweeëntwintig", 22),
        ("honderdvijftig", 150),
        ("vijftal", 5),
        ("dozijn", 12),
        ("vieftien", 15),
        ("zestig", 60),
        ("achtien", 18),
        ("vijv", 5),
        ("twitnig", 20),
        ("neen", None),
        ("station", None),
    ],
)
def test_number_words(word: str, value: int | None) -> None:
    assert parse_word(word) == value


@pytest.mark.parametrize(
    "text",
    [
        "tussen de 7 en 11",
        "7 tot 11",
        "7-11",
        "zeven à elf",
        "7, misschien 11",
        "7 pl. kan, evt. 11",
        "minimum 7, maximum 11",
        "7 à max. 11",
        "minimaal 7 en maximaal 11",
    ],
)
def test_ranges(text: str) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.low, number.high) == (None, 7, 11)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("meer dan 25 past er niet in", None, 25),
        ("als er meer dan 25 komen kan het niet", None, None),
        ("op zn minst 25", 25, None),
        ("boven de 25 komen wij niet uit", None, 25),
        ("minder dan 25 wordt het niet", 25, None),
        ("25 kamers is het maximum", None, 25),
        ("boven de 25 kamers ligt de zolder", None, None),
        ("minstens 25", 25, None),
        ("maximaal 25", None, 25),
        ("25", None, None),
    ],
)
def test_bounds_keep_the_number(text: str, low: int | None, high: int | None) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.low, number.high) == (25, low, high)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Winterswijk 11.", 11),
        ("roden dorpsweg 11 pl", 11),
        ("geen van de tien", 10),
        ("vanaf 1 augustus 22 plekken", 22),
        ("per september 15 mensen", 15),
    ],
)
def test_a_number_after_a_town_or_date_is_read(text: str, value: int) -> None:
    assert [number.value for number in find_numbers(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Dorpsstraat 14",
        "aan de Havendijk 14",
        "§ 14",
        "4-kamerwoning",
        "fase 3",
        "kavel 12",
        "in 2027",
        "14:30",
        "3) Zeist",
        "chalet 12 t/m 15",
        "kerkeinde 14",
    ],
)
def test_no_amounts(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Stap drie is de oplevering",
        "Pand 2 staat in de Dorpsstraat",
        "> 4.",
        "met 17 voor en 9 tegen aangenomen",
        "met 16 tegen 13 aangenomen",
        "met negen tegen acht verworpen",
        "twaalf stemmen voor, tien tegen",
        "Cijfer: 8.",
        "twee derde in mei",
        "tranche vijf",
    ],
)
def test_which_one_a_share_and_a_vote_are_no_amounts(text: str) -> None:
    assert not find_numbers(text)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Een van de drie flats valt af.", True),
        ("Een van de drie meldingen vervalt.", False),
        ("Er is een studio bij de kerk.", False),
        ("Er is een studio in Zeist.", False),
    ],
)
def test_an_article_counts_where_it_says_one(text: str, counts: bool) -> None:
    assert next(number.explicit for number in find_numbers(text) if number.value == 1) is counts


def test_what_is_offered_to_somebody_is_no_address() -> None:
    assert [n.value for n in find_numbers("Wij bieden aan Kortgene 4 en Wissenkerke 3.")] == [4, 3]
    assert [n.value for n in find_numbers("Het huis aan Wijk 4 komt vrij.")] == []
