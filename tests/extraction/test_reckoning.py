"""A mail that tells a change in steps has one outcome, and says so when the sum does not fit."""

from datetime import date

import pytest

from intake.content import rules_dir
from intake.domain import Pledge, Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.gazetteer import load_gazetteer
from tests.extraction.reading import find_pledges

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())


def read(*texts: str) -> tuple[tuple[Pledge, ...], tuple[str, ...]]:
    sentences = [Sentence(text, Source.BODY, acts={"pledge": 0.6, "change": 0.4}) for text in texts]
    return find_pledges(sentences, ("Zeist",), COUNTING, GAZETTEER, date(2026, 6, 5))


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Wij hadden 14 plekken toegezegd.",
            "Drie vallen er af, maar op de Kade komen er vijf bij.",
            "Per saldo komen we uit op 16.",
        ),
        ("Ons eerste bericht noemde 18 plekken.", "Twee daarvan kunnen niet doorgaan.", "Resteert: 16."),
        ("Eerst hadden we tien, toen twaalf, en nu dan eindelijk definitief: zestien plekken.",),
        ("We stonden voor 20 plekken op uw lijst.", "Daar mogen er vier vanaf."),
        ("Vorige week noemde ik 20 plekken; vier daarvan kunnen niet doorgaan.",),
        ("Van onze twintig plekken moeten wij er vier laten vallen.",),
    ],
)
def test_what_stands_after_all_steps_is_the_pledge(texts: tuple[str, ...]) -> None:
    found, doubts = read(*texts)
    assert [p.places for p in found] == [16]
    assert not doubts


def test_a_sum_that_does_not_fit_is_told_to_a_person() -> None:
    found, doubts = read(
        "Wij hadden 14 plekken toegezegd.", "Drie daarvan vervallen.", "Het nieuwe aantal is 12."
    )
    assert [p.places for p in found] == [12]
    assert doubts


def test_a_number_outside_the_sum_leaves_it_alone() -> None:
    found, _ = read(
        "Wij hadden 14 plekken toegezegd.", "Drie daarvan vervallen.", "Verder bieden wij 7 bedden aan."
    )
    assert 7 in [p.places for p in found]


def test_more_on_top_of_what_was_told_is_only_the_more() -> None:
    found, _ = read("We stonden voor 15 plekken op uw lijst.", "Doe er maar drie bij.")
    assert [p.places for p in found] == [3]


def test_the_more_counts_though_the_sum_is_told_as_well() -> None:
    (found,), doubts = read(
        "Met de drie aan de Kade erbij staat de teller op 18 plekken; eerder meldden wij er 15."
    )
    assert (found.places, found.replaces, found.additional) == (3, None, True)
    assert not doubts


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Met deze twee erbij stijgt ons totaal van elf naar zestien plekken.", 16),
        ("Daarmee komt ons aantal plekken van elf op zestien.", 16),
        ("De doorstroomlocatie aan de Laan groeit van elf naar zestien plekken.", 5),
    ],
)
def test_our_own_total_is_told_anew_and_a_building_grows(text: str, places: int) -> None:
    found, _ = read(text)
    assert [p.places for p in found] == [places]
