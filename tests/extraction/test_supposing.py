"""A condition that has no word for *if*: the verb stands first, and what follows from it comes after "dan"."""

import pytest

from intake.extraction.supposing import supposes
from tests.extraction.test_places import offer, pledges


@pytest.mark.parametrize(
    "text",
    [
        "Verliest de gemeente de zaak, dan gaat er niets open.",
        "Wij hebben goede hoop; krijgt de school een ander gebouw, dan kan het.",
        "Slaagt Woonbron erin de kabel te leggen, dan is het pand bruikbaar.",
    ],
)
def test_a_verb_at_the_head_supposes(text: str) -> None:
    assert supposes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dat de raad instemt, dan wel afziet, hoort u nog.",
        "Telt u de logeerkamer mee, dan zijn het er tien.",
        "Eerst de begane grond, dan de verdieping.",
        "Komt de sleutel pas in mei, dan nog eerder dan de vloer?",
    ],
)
def test_other_word_orders_do_not(text: str) -> None:
    assert not supposes(text)


def test_an_offer_hangs_on_what_is_supposed() -> None:
    supposed = offer("Verliest de gemeente de zaak, dan gaat er niets open.", pledge=0.1, condition=0.1)
    assert pledges("Wij bieden 9 plekken.", supposed)[0].conditional
