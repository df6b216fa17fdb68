"""What a mail tells of a decision that was awaited. Every sentence is invented."""

import pytest

from intake.domain import Sentence, Source
from intake.extraction.news import find_news
from intake.ties import ConditionNews, News


def news(*texts: str) -> News:
    return find_news([Sentence(text, Source.BODY) for text in texts])


@pytest.mark.parametrize(
    "text",
    [
        "De raad heeft gisteren ingestemd met 14 plekken.",
        "Het college heeft besloten de negen plekken in Zuid beschikbaar te stellen die wij onder voorbehoud hadden aangemeld.",
        "U kunt ze als zeker beschouwen.",
        "De acht plekken zijn daarmee definitief.",
        "Ze staan er inmiddels zonder enig voorbehoud.",
    ],
)
def test_a_condition_that_is_met(text: str) -> None:
    assert news(text).condition is ConditionNews.MET


@pytest.mark.parametrize(
    "text",
    [
        "De locatie in West is met ruime meerderheid weggestemd.",
        "Het plan werd donderdag verworpen.",
        "De gemeenteraad heeft het voorstel afgewezen.",
    ],
)
def test_a_condition_that_failed(text: str) -> None:
    assert news(text).condition is ConditionNews.FAILED


@pytest.mark.parametrize(
    "text",
    [
        "Wij bieden tien plekken aan, zonder voorbehoud.",
        "Zodra de raad heeft ingestemd, hoort u van ons.",
        "Heeft het college al besloten?",
        "Als zeker is dat de raad instemt, schrijven wij u.",
    ],
)
def test_no_news(text: str) -> None:
    assert news(text).condition is None


def test_the_last_word_holds_and_who_decided_is_told() -> None:
    told = news(
        "De raad heeft het voorstel verworpen.", "Inmiddels heeft het college ingestemd met een ander plan."
    )
    assert (told.condition, told.council) == (ConditionNews.MET, True)
    assert not news("De vergunning is verleend.").council
