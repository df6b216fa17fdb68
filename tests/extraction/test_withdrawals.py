"""What is taken back, and what only sounds like it. Every sentence is invented."""

import pytest

from intake.domain import Sentence, Source
from intake.extraction.withdrawals import is_fewer, is_removed, moves_in, names_who


def removed(text: str, **acts: float) -> bool:
    return is_removed(Sentence(text, Source.BODY, acts=acts))


@pytest.mark.parametrize(
    "text",
    [
        "Wij moeten ons aanbod van tien plekken intrekken.",
        "Die acht kunt u van de lijst schrappen.",
        "Het pand aan de Kade is van de baan.",
        "De raad besloot die aanmelding in te trekken.",
        "De vier van de Kade worden teruggenomen.",
        "De gemeente trekt de negen plekken voor statushouders in.",
        "De eigenaar trekt zijn toestemming voor de negen statushouders in.",
    ],
)
def test_what_is_taken_back(text: str) -> None:
    assert removed(text)


@pytest.mark.parametrize(
    "text",
    [
        "De acht plekken zijn niet van tafel.",
        "Ons aanbod is nog niet ingetrokken.",
        "Half augustus kan het gezin intrekken.",
        "Een plan, want als het bestuur er niets in ziet, gaat het dorpsfeest niet door.",
        "Wij laten 24 statushouders intrekken in de oude school.",
        "Aan de Kade trekken op 3 mei negen statushouders in.",
        "Vanaf mei kunnen daar negen mensen intrekken, later nog twee.",
        "Die vijf gaan door en het vraagteken kan eraf.",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert not removed(text, pledge=0.6)


def test_people_move_in_and_an_offer_is_taken_in() -> None:
    assert moves_in("Er kunnen twaalf mensen intrekken.")
    assert not moves_in("De aanmelding voor twaalf mensen moet ik intrekken.")


def test_whose_offer_goes_and_who_only_lives_there() -> None:
    told = ("De school is verkocht, dus ", "Het aanbod van de gemeente ", "De zes die ik bij ")
    assert all(map(names_who, told))
    assert not names_who("De eigenaar in ")
    assert not names_who("Die zes moeten wij intrekken, de gemeente ")


def test_a_few_less_leaves_the_rest() -> None:
    assert is_fewer("Wij kunnen drie plekken minder leveren.")
    assert not is_fewer("Meer of minder kan altijd.")
