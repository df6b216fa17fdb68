"""A number beside a municipality for which nobody seems to write is asked about."""

import pytest

from tests.extraction.reading import find_pledges
from tests.extraction.test_places import COUNTING, GAZETTEER, TODAY, offer


def is_asked(text: str) -> bool:
    doubts = find_pledges([offer(text)], ("Zeist",), COUNTING, GAZETTEER, TODAY)[1]
    return any(doubt.startswith("Niet zeker is of het aantal 5 niet voor") for doubt in doubts)


@pytest.mark.parametrize(
    "text",
    [
        "Op Vlieland kunnen er nog 5 terecht.",
        "Wij bieden 5 plekken in Tynaarlo.",
    ],
)
def test_a_number_beside_another_municipality_is_asked_about(text: str) -> None:
    assert is_asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Zeist: 5 plekken.",
        "Huizen: 5 woningen, allemaal in de kern.",
        "Net als in Ede zijn het er bij ons 5.",
        "In Ede lukt het niet; bij ons komen er 5.",
        "Wij bieden 5 plekken, op de grens met Ede.",
    ],
)
def test_a_name_that_is_merely_mentioned_is_not(text: str) -> None:
    assert not is_asked(text)


def test_a_name_that_opens_a_line_is_one_whatever_else_it_means() -> None:
    assert is_asked("- Renswoude: 5 woningen")
