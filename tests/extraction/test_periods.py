"""From when and for how long."""

from datetime import date

import pytest

from intake.extraction.periods import find_date, find_duration

TODAY = date(2026, 6, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vanaf 17 augustus", date(2026, 8, 17)),
        ("half juli", date(2026, 7, 15)),
        ("per 1-9-2026", date(2026, 9, 1)),
        ("begin februari", date(2027, 2, 1)),
        ("eind oktober", date(2026, 10, 31)),
        ("per direct", TODAY),
        ("ooit", None),
    ],
)
def test_the_first_usable_date(text: str, expected: date | None) -> None:
    assert find_date(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("voor een periode van twee jaar", "twee jaar"), ("gedurende 18 maanden", "18 maanden"), ("lang", None)],
)
def test_duration_in_the_words_of_the_sender(text: str, expected: str | None) -> None:
    assert find_duration(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De raad beslist op 9 juli, de plekken zijn er per 1 september.", date(2026, 9, 1)),
        ("Wij bieden 12 plekken, het college bespreekt dit op 9 juli.", None),
        ("In onze brief van 2 juni meldden wij 12 plekken.", None),
    ],
)
def test_the_date_of_a_meeting_or_letter_is_no_start(text: str, expected: date | None) -> None:
    assert find_date(text, date(2026, 6, 5)) == expected
