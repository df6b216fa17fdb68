"""Which numbers are said to be sure, and which to wait."""

import pytest

from intake.extraction.sureness import sure_and_waiting


@pytest.mark.parametrize(
    ("text", "sure", "waits"),
    [
        ("Het nieuwe totaal is dus tien, waarvan zeven zeker en drie onder voorbehoud.", {7}, {3}),
        ("Het blijft bij zeven vaste plekken en drie waarover we nog geen zekerheid hebben.", {7}, {3}),
        ("Tien van de vijftien zijn definitief, de overige vijf nog niet.", {10}, {5}),
        ("De tien zijn zeker, de overige vijf vallen af.", {10}, set()),
        ("De twaalf in de zusterflat zijn nog niet zeker.", set(), {12}),
        ("Van de acht zijn er drie zeker.", {3}, set()),
        ("Zes kunnen doorgaan zonder voorbehoud; over vier wordt pas in mei gestemd.", {6}, {4}),
        ("Er komen acht mensen in de pastorie wonen.", set(), set()),
    ],
)
def test_each_number_by_the_words_behind_it(text: str, sure: set[int], waits: set[int]) -> None:
    assert sure_and_waiting([text]) == (sure, waits)


def test_a_number_that_waits_somewhere_is_not_sure() -> None:
    assert sure_and_waiting(["Acht zijn zeker.", "De acht zijn nog niet getekend."]) == (set(), {8})
