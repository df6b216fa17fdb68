"""Which line a remark is about. Every sentence is invented."""

import pytest

from intake.services.claims import Standing
from intake.services.fates import fates
from intake.ties import Fate, Remark
from tests.services.lines import standing_line

TOLD = (
    (12, "In de voormalige zusterflat aan de Singel is plek voor twaalf."),
    (8, "De tweede groep, acht mensen, gaat naar het pand in Kloetinge."),
    (5, "Vijf kunnen er boven de oude bakkerij."),
)


def pool(*lines: tuple[int, str]) -> list[Standing]:
    return [standing_line(at, people, about, quote="") for at, (people, about) in enumerate(lines, 1)]


@pytest.mark.parametrize(
    ("text", "before", "numbers", "found"),
    [
        ("De zusterflat is rond.", "", set(), [0]),
        ("Dat is rond.", "Met de eigenaar van het pand in Kloetinge spraken wij gisteren.", set(), [1]),
        ("De tweede groep staat vast.", "", set(), [1]),
        ("De bakkerij en Kloetinge zijn rond.", "", set(), []),
        ("Die acht zijn zeker.", "", {8}, [1]),
        ("De acht zijn net zo hard als de twaalf.", "", {8, 12}, [0, 1]),
        ("Alles is rond.", "", set(), [0, 1, 2]),
        ("Daar zijn wij blij mee.", "", set(), []),
        ("Dat is rond.", "In Kloetinge was het warm.", set(), []),
    ],
)
def test_a_remark_finds_its_lines(text: str, before: str, numbers: set[int], found: list[int]) -> None:
    assert list(fates((Remark(Fate.FIRM, text, before, frozenset(numbers)),), pool(*TOLD))) == found


def test_what_is_taken_back_and_stays_is_not_decided() -> None:
    remarks = (Remark(Fate.GONE, "De bakkerij valt af."), Remark(Fate.STAYS, "De bakkerij blijft staan."))
    assert fates(remarks, pool(*TOLD)) == {}


def test_of_two_lines_of_one_number_the_words_tell_which() -> None:
    lines = pool((5, "Vijf in de oude smederij."), (5, "En vijf boven de bakkerij."))
    said = (Remark(Fate.FIRM, "De smederij is akkoord: deze vijf zijn zeker.", "", frozenset({5})),)
    assert fates(said, lines) == {0: Fate.FIRM}
    assert fates((Remark(Fate.FIRM, "Deze vijf zijn zeker.", "", frozenset({5})),), lines) == {}


def test_the_last_word_holds() -> None:
    remarks = (Remark(Fate.OPEN, "Kloetinge is nog niet zeker."), Remark(Fate.FIRM, "Kloetinge is nu rond."))
    assert fates(remarks, pool(*TOLD)) == {1: Fate.FIRM}


def test_what_goes_is_the_one_line_of_which_nobody_says_that_it_stays() -> None:
    remarks = (
        Remark(Fate.GONE, "Dat huis is uitgebrand."),
        Remark(Fate.STAYS, "De zusterflat blijft staan."),
    )
    assert fates(remarks, pool(*TOLD[::2])) == {0: Fate.STAYS, 1: Fate.GONE}
