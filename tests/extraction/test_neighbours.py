"""A municipality that writes for its neighbours. All people and events are invented; the sentences are the tests' own."""

import pytest

from intake.content import rules_dir
from intake.extraction.gazetteer import Gazetteer, load_gazetteer
from tests.extraction.test_municipalities import behalf


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(rules_dir())


FOR_OTHERS = [
    # Two that each have a number, and no "wij": a list for them, without the one that wrote it down.
    (
        "a@gouda.nl",
        "overzicht\n+Waddinxveen: vier plekken.\n+Zuidplas: negen plekken.",
        ["Waddinxveen", "Zuidplas"],
    ),
    ("a@gouda.nl", "Waddinxveen\n+Waddinxveen heeft plaats voor vier mensen.", ["Waddinxveen"]),
    (
        "a@gouda.nl",
        "overzicht\n+Wij doen er tien.\n+Waddinxveen levert er vier en Zuidplas negen.",
        ["Gouda", "Waddinxveen", "Zuidplas"],
    ),
    ("a@gouda.nl", "aanbod\n+In totaal 9: 4 Gouda, 2 Best, 3 Zuidplas.", ["Gouda", "Best", "Zuidplas"]),
    (
        "a@gouda.nl",
        "cijfers\n+Wij doen er tien.\nIn Zuidplas zijn het er dertig, heb ik begrepen.",
        ["Gouda"],
    ),
]


@pytest.mark.parametrize(("sender", "text", "expected"), FOR_OTHERS)
def test_whoever_only_writes_it_down_stays_out(
    gazetteer: Gazetteer, sender: str, text: str, expected: list[str]
) -> None:
    found = behalf(gazetteer, sender, text)
    assert sorted(found.names) == sorted(expected)
    assert not found.doubts


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Zuidplas\nZuidplas laat huisvesting aan ons over.\nWorden de kosten vergoed?", "Zuidplas"),
        ("Re: aantallen\n+De vijf plekken van Zuidplas gaan door.", "Zuidplas"),
        ("Gouda en Zuidplas\n+Wij doen er vijf.\n+Ook in Waddinxveen zijn er twee.", "Waddinxveen"),
    ],
)
def test_a_neighbour_that_may_be_meant_is_doubted(gazetteer: Gazetteer, text: str, doubted: str) -> None:
    assert doubted in " ".join(behalf(gazetteer, "a@gouda.nl", text).doubts)
