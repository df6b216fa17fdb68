"""When a person must look at the numbers, and when not: a doubt on a right reading costs as much trust as a wrong number."""

from datetime import date

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.gazetteer import load_gazetteer
from tests.extraction.reading import find_pledges

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())
TODAY = date(2026, 6, 5)


def doubts(*sentences: Sentence | str, towns: tuple[str, ...] = ("Zeist",)) -> tuple[str, ...]:
    given = [Sentence(s, Source.BODY, acts={"pledge": 0.7}) if isinstance(s, str) else s for s in sentences]
    return find_pledges(given, towns, COUNTING, GAZETTEER, TODAY)[1]


def said(text: str, **acts: float) -> Sentence:
    return Sentence(text, Source.BODY, acts=acts)


def test_a_number_out_of_proportion_to_the_municipality_is_a_doubt() -> None:
    assert doubts("Wij bieden 211 plekken aan.", towns=("Vlieland",)) == (
        "Er zijn 211 plekken geteld voor Vlieland; dat is ongewoon veel.",
    )


def test_what_a_large_municipality_can_offer_is_none() -> None:
    assert not doubts("Wij bieden 211 plekken aan.", towns=("Utrecht",))


def test_offers_that_are_out_of_proportion_together_are_a_doubt() -> None:
    found = doubts("Wij bieden 14 plekken in Noord.", "Daarnaast 15 plekken in Zuid.", towns=("Ameland",))
    assert any("29" in doubt for doubt in found)


@pytest.mark.parametrize(
    "texts",
    [
        ("Wij bieden 9 plekken, verdeeld over 3 woningen.",),
        ("Wij huisvesten 9 statushouders.", "Zij komen in vier appartementen."),
        ("Wij bieden drie woningen: een voor vijf mensen en twee voor vier mensen.",),
        ("De acht plekken blijven gewoon staan, geen zorgen.",),
    ],
)
def test_a_plain_offer_raises_no_doubt(texts: tuple[str, ...]) -> None:
    assert not doubts(*texts)


def test_a_lone_number_that_nothing_speaks_against_is_no_doubt() -> None:
    assert not doubts(said("Van de oude school zijn twintig bedden te maken.", pledge=0.4))


def test_a_number_that_is_as_likely_something_else_is_a_doubt() -> None:
    assert doubts(said("In de oude school komen er twintig plekken bij.", pledge=0.4, outsider=0.44))


def test_an_offer_beside_a_surer_one_is_a_doubt() -> None:
    sure = said("Wij bieden 12 plekken aan.", pledge=0.95)
    assert doubts(sure, said("In de oude school zijn er 20 bedden.", pledge=0.4))
