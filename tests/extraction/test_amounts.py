"""A number with what it counts."""

import pytest

from intake.content import rules_dir
from intake.domain import Unit
from intake.extraction.amounts import find_amounts
from intake.extraction.counting import load_counting

COUNTING = load_counting(rules_dir())


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("elf kleine, nette kamers", Unit.KAMERS),
        ("zeven chalets", Unit.UNITS),
        ("zeven woonunits", Unit.UNITS),
        ("vijf opvangplekken", Unit.PLEKKEN),
        ("aantal woningen: 4", Unit.WONINGEN),
        ("drie stellen", Unit.PERSONEN),
        ("vijftien hutten voor mensen", Unit.KAMERS),
        ("drie won. bij de kerk", Unit.WONINGEN),
        ("11 pl. in het dorp", Unit.PLEKKEN),
        ("acht plekskes", Unit.PLEKKEN),
        ("zes losse jongens", Unit.PERSONEN),
        ("9 ppl", Unit.PERSONEN),
        ("5 statush. erbij", Unit.STATUSHOUDERS),
        ("twee app, boven de winkel", Unit.APPARTEMENTEN),
        ("negen daarvan, geschikt voor bewoners", None),
    ],
)
def test_the_noun_says_the_unit(text: str, unit: Unit | None) -> None:
    assert find_amounts(text, COUNTING)[0].unit is unit


@pytest.mark.parametrize("text", ["40 parkeerplaatsen", "12 werkplekken"])
def test_nouns_that_never_are_places(text: str) -> None:
    assert find_amounts(text, COUNTING) == ()


@pytest.mark.parametrize(
    "text",
    ["de taakstelling van 40 statushouders", "de 300 plekken in het azc", "taakst. 23", "nog te doen: 7"],
)
def test_words_that_rule_a_new_offer_out(text: str) -> None:
    assert find_amounts(text, COUNTING)[0].no_offer


def test_boven_de_taakstelling_is_an_offer() -> None:
    assert not find_amounts("8 personen boven de taakstelling", COUNTING)[0].no_offer
