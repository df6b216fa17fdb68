"""What a mail says of numbers that an earlier one told. Every sentence is invented."""

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.facts import Facts
from intake.extraction.retelling import retelling
from intake.ties import Retelling

COUNTING = load_counting(rules_dir())


def retold(*texts: str) -> Retelling:
    sentences = [Sentence(text, Source.BODY, acts={"pledge": 0.7}) for text in texts]
    return retelling(sentences, Facts(sentences, COUNTING))


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Daarmee komt Goes in totaal op 9 plekken.", 9),
        ("Twee vallen er af en we houden er zes over.", 6),
        ("Wij zitten nu dus op tien.", 10),
        ("Daarmee gaan wij van drie naar vier woningen en van elf naar vijftien personen.", 15),
        ("U kunt voor Goes op negen plekken rekenen.", 9),
        ("Samen 33 personen, zonder voorbehoud.", 33),
        ("Samen dus 21 zeker.", 21),
        ("Totaal: 13 personen.", 13),
    ],
)
def test_what_it_comes_to(text: str, total: int) -> None:
    assert total in retold(text).totals


@pytest.mark.parametrize(
    "texts",
    [
        ("Bovenop de vijftien plekken die wij in juni noemden komen er tien bij.",),
        ("Mijn collega heeft u al acht plekken gemeld.", "Deze vijf komen daar bovenop."),
        ("Het hotel dat hij heeft aangemeld, staat hier los van.",),
    ],
)
def test_what_comes_on_top_of_an_earlier_offer(texts: tuple[str, ...]) -> None:
    assert retold(*texts).besides


def test_on_top_of_the_task_is_no_earlier_offer() -> None:
    assert not retold("Bovenop onze taakstelling bieden wij tien plekken.").besides


def test_a_letter_that_comes_along_is_nothing_on_top() -> None:
    assert not retold("Eerder meldden wij acht plekken.", "De brief van het college zit erbij.").besides


def test_a_date_is_no_total() -> None:
    assert not retold("Op 12 juni heeft de raad vergaderd, en op 4 punten gestemd.").totals
    assert not retold("Er komen twee huizen bij, samen 8 personen.").totals
    assert not retold("Daarna komt het college op 14 juli bijeen.").totals


def test_what_is_gone_and_what_stays() -> None:
    told = retold("De zes plekken in Petten trekken wij in.", "Aan de rest verandert niets.")
    assert (told.gone, told.stays) == ((6,), True)


def test_a_plain_offer_tells_nothing_again() -> None:
    assert retold("Wij bieden 12 plekken aan.") == Retelling(frozenset({12}))
