"""What was read from little is told to a person."""

from datetime import date

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.gazetteer import load_gazetteer
from intake.extraction.second_look import missed
from tests.extraction.reading import find_pledges

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())


def doubts(*sentences: Sentence) -> tuple[str, ...]:
    return find_pledges(sentences, ("Zeist",), COUNTING, GAZETTEER, date(2026, 6, 5))[1]


def said(text: str, **acts: float) -> Sentence:
    return Sentence(text, Source.BODY, acts=acts)


def test_a_condition_that_only_soft_words_tell() -> None:
    offer = "In principe bieden wij 12 plekken."
    assert doubts(said(offer, pledge=0.9, condition=0.05))
    assert not doubts(said(offer, pledge=0.9, condition=0.8))


def test_a_reservation_beside_two_offers_names_its_part() -> None:
    offers = (said("In juli komen er 12 plekken.", pledge=0.9), said("In oktober nog 8 plekken.", pledge=0.9))
    loose = said("De gemeenteraad moet nog instemmen.", condition=0.9)
    whole = said("Voor alles moet de gemeenteraad nog instemmen.", condition=0.9)
    assert any("welk deel" in d for d in doubts(*offers, loose))
    assert not doubts(*offers, whole)


def test_a_withdrawal_that_is_hardly_heard() -> None:
    text = "De 12 plekken die wij aanboden zijn van de baan."
    assert any("ingetrokken" in d for d in doubts(said(text, pledge=0.3, withdrawal=0.35)))
    assert not doubts(said(text, pledge=0.3, withdrawal=0.9))


@pytest.mark.parametrize(
    ("text", "pledge", "expected"),
    [
        ("Wij plaatsen er 24 statushouders, als extra bijdrage.", 0.9, True),
        ("Wij bieden 24 plekken aan.", 0.2, True),
        ("Kunnen wij voor 24 plekken subsidie krijgen?", 0.9, False),
        ("In het azc verblijven 24 mensen.", 0.1, False),
    ],
)
def test_an_offer_in_a_mail_that_was_taken_for_something_else(
    text: str, pledge: float, expected: bool
) -> None:
    assert bool(missed([said(text, pledge=pledge)], COUNTING)) is expected
